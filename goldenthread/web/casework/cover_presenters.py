"""Cover and handover, made ready for templates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.html import format_html

from goldenthread.features.casework.queries.cover import AbsenceShown, Colleague
from goldenthread.features.casework.queries.handovers import NOBODY, Recent, ToHandOver, Unnamed
from goldenthread.features.casework.queries.team_inbox import TeamInbox
from goldenthread.web.components.presenters.phrases import due_phrase, uk_date
from goldenthread.web.components.presenters.tables import Column, Table

_LINK = '<a class="govuk-link" href="{}">{}</a>'
_WHEN = "<strong>{}</strong><br>{}"
_WHY = {"nobody": "Nobody is named", "away": "", "left": "Has left"}


def waits_table(found: TeamInbox, on: date) -> Table:
    """Due or late, with nobody at work on it."""
    columns = [Column("Child"), Column("What is due"), Column("Last day"), Column("Who has it")]
    rows = [
        (
            format_html(_LINK, reverse("child", args=[each.child_id]), each.name or "Name not recorded"), each.what,
            format_html(_WHEN, due_phrase(each.outer_on, on).capitalize(), uk_date(each.outer_on)),
            ". ".join(part for part in (each.holder, _WHY[each.why]) if part),
        )
        for each in found.waits
    ]  # fmt: skip
    return Table("Late or due soon, and nobody is at work on it today", columns, rows, cards=True, empty="Nothing.")


def unnamed_rows(found: Sequence[Unnamed], leads: bool) -> list[dict[str, Any]]:
    """Children nobody is named for, with the way to name somebody for those who may."""
    return [
        {
            "words": f"{each.name} has left" if each.id != NOBODY else "Nobody was named",
            "children": each.children, "url": handover_url(each.id) if leads else "",
            "does": "Share them out" if each.id != NOBODY else "Name somebody",
        }
        for each in found
    ]  # fmt: skip


def handover_url(whose: str) -> str:
    """The form for one person's cases, or nobody's."""
    return f"{reverse('handover')}?{urlencode({'from': whose})}"


def people_table(people: Sequence[Colleague]) -> Table:
    """Whose cases may be handed over."""
    columns = [
        Column("Person"),
        Column("Children", numeric=True),
        Column("Now"),
        Column("Hand over", hidden_label=True),
    ]
    rows = [
        (
            each.name, each.children, "Has left" if each.has_left else "Away today" if each.is_away else "At work",
            format_html(
                '<a class="govuk-link" href="{}">Hand over<span class="govuk-visually-hidden"> {}’s cases</span></a>',
                handover_url(each.id), each.name,
            ) if each.children else "",
        )
        for each in people
    ]  # fmt: skip
    return Table("Whose cases?", columns, rows, cards=True, empty="Nobody of your team has cases yet.")


def to_choose(children: Sequence[ToHandOver], notes: Mapping[str, str]) -> list[dict[str, Any]]:
    """A box a child, ticked where it is chosen, with the note typed."""
    return [
        {
            "id": child.id, "name": child.name or "Name not recorded", "chosen": child.id in notes,
            "note": notes.get(child.id, ""), "restricted": child.restricted,
            "facts": ", ".join(_facts(child)),
        }
        for child in children
    ]  # fmt: skip


def _facts(child: ToHandOver) -> list[str]:
    late = f"{child.late} late" if child.late else ""
    born = f"born {uk_date(child.born_on)}" if child.born_on else ""
    return [part for part in (born, child.stage, child.school, late) if part]


def recent_rows(found: Sequence[Recent]) -> list[dict[str, Any]]:
    """Handovers of the last 90 days."""
    return [
        {
            "id": each.id, "from": each.from_name or "nobody", "to": _listed(each.to_names), "as_of": each.as_of,
            "by": each.by_name, "children": each.children, "standing": each.standing, "back_on": each.handed_back_on,
        }
        for each in found
    ]  # fmt: skip


def absence_rows(found: Sequence[AbsenceShown], leads: bool) -> list[dict[str, Any]]:
    """Absences, with a button for those who may end one."""
    return [{"absence": each, "may_end": leads or each.is_mine} for each in found]


def _listed(names: Sequence[str]) -> str:
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"
