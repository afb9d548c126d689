"""Says why something is late, to the family and the school. Nothing is excused by it."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from goldenthread.features.casework.models import LateReason
from goldenthread.features.casework.operations import telling
from goldenthread.features.casework.operations.milestones import ReasonNeeded
from goldenthread.foundation import journal
from goldenthread.foundation.people.models import Child
from goldenthread.foundation.people.queries.others_named import others_named


class ChangedBySomebody(Exception):
    """Somebody said something else after the form was made. `now` is what stands."""

    def __init__(self, now: LateReason) -> None:
        super().__init__("Changed meanwhile.")
        self.now = now


class NamesAnother(Exception):
    """What is said seems to name another child; the message is the words."""


def say_why_late(
    *, child: Child, limit: str, why: str, hoped_by: date | None, after: int, by: journal.Author, on: date
) -> LateReason:
    """What the family is told from now. `after`: the row number of what the form was made from, 0 for none.

    What was said before is kept. Raises ReasonNeeded, NamesAnother, ChangedBySomebody.
    """
    if not why.strip():
        raise ReasonNeeded
    if found := others_named([why], child=child):
        raise NamesAnother(found[0].text)
    with transaction.atomic():
        Child.rows.select_for_update().only("id").get(pk=child.pk)
        now = LateReason.rows.filter(child=child, limit=limit).order_by("-id").first()
        if now is not None and now.pk != after:
            raise ChangedBySomebody(now)
        row = LateReason.rows.create(
            child=child, limit=limit, why=why.strip(), hoped_by=hoped_by, said_on=on, said_by=by.public_id,
            said_by_name=by.name,
        )  # fmt: skip
        journal.record(
            "lateness.said", by=by, about=child.public_id, on=on, reason=row.why, data={"limit": limit}
        )  # fmt: skip
        telling.of_why_late(row, by=by, on=on)
    return row
