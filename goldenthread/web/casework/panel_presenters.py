"""Panels and their agendas, made ready for templates."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from goldenthread.domain.agreement import FEWEST_FOR_KAPPA, Agreement
from goldenthread.features.casework.queries.panels import AgendaRow, Meeting
from goldenthread.foundation.access.queries.staff import Holder
from goldenthread.web.casework.work_presenters import lines
from goldenthread.web.components.presenters.lists import SummaryRow
from goldenthread.web.components.presenters.phrases import count_phrase, uk_date
from goldenthread.web.components.presenters.tables import Column, Table


def meetings_table(meetings: Iterable[Any], caption: str) -> Table:
    """One row a meeting."""
    rows = [(_link(row), row.team.name, where(row), str(row.cases_listed)) for row in meetings]
    columns = [Column("Day"), Column("Team"), Column("Where"), Column("Cases", numeric=True)]
    return Table(caption, columns, rows, cards=True, empty="None.")


def _link(row: Any) -> SafeString:
    cancelled = " (cancelled)" if row.cancelled_on else ""
    return format_html(
        '<a class="govuk-link" href="{}">{}</a>{}', reverse("panel", args=[row.public_id]), uk_date(row.held_on),
        cancelled,
    )  # fmt: skip


def where(row: Any) -> str:
    """The time and place."""
    time = row.begins_at.strftime("%-I:%M%p").lower() if row.begins_at else ""
    place = ("Online" if row.is_online else "") or row.place or "Place not said yet"
    if row.is_online and row.place:
        place = f"Online: {row.place}"
    return f"{time}, {place}" if time else place


def about(meeting: Meeting) -> list[SummaryRow]:
    """When, where, who."""
    members = lines([_seat(each) for each in meeting.members])
    rows = [
        SummaryRow("Team", meeting.row.team.name),
        SummaryRow("Day", uk_date(meeting.row.held_on)),
        SummaryRow("Time and place", where(meeting.row)),
        SummaryRow("Members", members, empty="Nobody yet"),
    ]
    if meeting.row.cancelled_on:
        rows.append(SummaryRow("Cancelled", uk_date(meeting.row.cancelled_on)))
    return rows


def _seat(member: Any) -> str:
    words = [member.adult.name, *([member.body] if member.body else []), *(["chair"] if member.is_chair else [])]
    return ", ".join(words)


def case_shown(row: AgendaRow, meeting: Meeting, *, tells: bool) -> dict[str, Any]:
    """One case's card. `tells`: whether the viewer is shown what a conflict is, besides whose."""
    name = row.child.full_name if row.child else row.why_not
    rows = [
        SummaryRow("Question", row.asked),
        SummaryRow("Own words", "“About me” is the first page" if row.own_words else "This pack has no “About me”"),
        SummaryRow("Not said yet whether they have a conflict", ", ".join(row.said.silent), empty="Nobody: all have"),
        SummaryRow("Conflict of interest", _conflicts(row, tells), empty="None declared"),
        SummaryRow("Views given alone", f"{row.views} of {len(meeting.members) - len(row.said.conflicts)}"),
        SummaryRow("The panel’s advice", row.advice, empty="Not recorded yet"),
    ]
    pack = hear = ""
    if row.child:
        query = f"?item={row.case_id}"
        pack = reverse("child_pack", args=[row.child.public_id]) + query
        hear = reverse("child_hear", args=[row.child.public_id]) + query
    return {
        "number": row.number, "name": name, "rows": rows, "pack": pack, "hear": hear, "sits": meeting.seat is not None,
        "declared": row.declared, "viewed": row.viewed, "conflict": row.conflict, "closed": row.child is None,
    }  # fmt: skip


def _conflicts(row: AgendaRow, tells: bool) -> SafeString:
    return lines([f"{name}: {what}" if tells else name for name, what in row.said.conflicts])


def agreement_said(found: Agreement) -> str:
    """How alike members' own views were, in a sentence with its counts."""
    if found.observed is None:
        return "No question has been answered by two members alone yet, so there is nothing to compare."
    counted = (
        f"{count_phrase(found.questions, 'question', 'questions')} answered alone by two or more members: all agreed "
        f"on {found.alike}. Of pairs of members, {found.observed:.0%} gave the same answer ({found.answers} answers)."
    )
    if found.kappa is not None:
        return f"{counted} Fleiss’ kappa is {found.kappa:.2f}, where 1 is full agreement and 0 is what chance gives."
    if found.questions < FEWEST_FOR_KAPPA:
        return f"{counted} Too few for a kappa: it takes {FEWEST_FOR_KAPPA} questions."
    return f"{counted} Everybody gave the same answer each time, so a kappa cannot be worked out."


def first_values(meeting: Meeting, holders: Sequence[Holder]) -> dict[str, Any]:
    """A meeting as its form begins. Somebody who can no longer sit is left out, and must be replaced."""
    row = meeting.row
    values: dict[str, Any] = {
        "version": row.version, "held_on": row.held_on, "place": row.place, "online": "yes" if row.is_online else "no",
        "begins_at": row.begins_at.strftime("%H:%M") if row.begins_at else "",
    }  # fmt: skip
    known = {(each.account.pk, each.body): each.said for each in holders}
    for number, member in enumerate(meeting.members, start=1):
        values[f"seat_{number}"] = known.get((member.adult.account_id or 0, member.body), member.adult.name)
    return values
