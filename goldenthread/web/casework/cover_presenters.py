"""Cover and handover, made ready for templates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.html import format_html

from goldenthread.domain.messages.content import KIND_SAID
from goldenthread.features.casework.queries.cover import AbsenceShown, Colleague
from goldenthread.features.casework.queries.handovers import NOBODY, Recent, ToHandOver, Unnamed
from goldenthread.features.casework.queries.team_inbox import TeamInbox
from goldenthread.web.components.presenters.phrases import due_phrase, uk_date, uk_moment
from goldenthread.web.components.presenters.tables import Column, Table

_LINK = '<a class="govuk-link" href="{}">{}</a>'
_WHEN = "<strong>{}</strong><br>{}"
_LOOK_CLOSELY = {False: "", True: "Its words seem to name another child"}
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


def messages_table(found: TeamInbox) -> Table:
    """Messages that need a person: to whom, what, why, since when."""
    columns = [Column("Child"), Column("To"), Column("What it tells"), Column("What is wrong"), Column("Since")]
    rows = [
        (
            format_html(_LINK, f"{reverse('child_messages', args=[each.child_id])}?item={each.id}", each.child),
            each.to, KIND_SAID.get(each.kind, each.kind),
            ". ".join(part for part in (each.state_said, each.channel, each.error) if part), uk_moment(each.queued_at),
        )
        for each in found.messages
    ]  # fmt: skip
    return Table("Messages that need a person", columns, rows, cards=True, empty="None.")


def files_table(found: TeamInbox) -> Table:
    """Files sent in that nobody of the team has opened: about whom, what, from whom, when."""
    columns = [Column("Child"), Column("File"), Column("From"), Column("Sent")]
    rows = []
    for each in found.files:
        url = f"{reverse('child_files', args=[each.child.public_id])}#file-{each.document.public_id}"
        what = ". ".join(
            part for part in (each.document.file_name, each.says, _LOOK_CLOSELY[each.may_name_another]) if part
        )
        rows.append((
            format_html(_LINK, url, each.child.full_name), what, each.sent_for or each.sender.name,
            uk_moment(each.document.kept_at),
        ))  # fmt: skip
    return Table("Files sent in that nobody has looked at", columns, rows, cards=True, empty="None.")


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
