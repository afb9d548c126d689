"""A family member as rows for a page."""

from __future__ import annotations

from goldenthread.foundation.people.queries.family import Member
from goldenthread.web.components.presenters.lists import SummaryRow
from goldenthread.web.components.presenters.phrases import uk_date


def rows_of(member: Member, *, shows_address: bool = False) -> list[SummaryRow]:
    """How they stand to the child and how to reach them; the address only where the viewer may see it."""
    tie, adult = member.tie, member.tie.adult
    assert adult is not None
    yes_or_no = "Yes" if tie.parental_responsibility else "No, or not shown yet"
    rows = [
        SummaryRow("Stands to the child as", tie.relationship or str(tie.get_kind_display())),
        *([] if member.is_self else [SummaryRow("Parental responsibility", yes_or_no)]),
        SummaryRow("Telephone", adult.phone or "Not recorded"),
        SummaryRow("Email", adult.email or "Not recorded"),
        *([SummaryRow("Needs from us", adult.needs)] if adult.needs else []),
        *([SummaryRow("Since", uk_date(tie.started_on))] if tie.started_on else []),
    ]
    if shows_address and (adult.address or adult.postcode):
        rows.append(SummaryRow("Address", ", ".join(filter(None, [*adult.address.splitlines(), adult.postcode]))))
    elif adult.address_hidden:
        rows.append(SummaryRow("Address", "Kept hidden"))
    return rows
