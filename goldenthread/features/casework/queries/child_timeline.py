"""What has happened to a child, newest first, with every correction in sight."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from goldenthread.domain.calendars.wording import said
from goldenthread.domain.clocks.facts import what_happened
from goldenthread.domain.lifecycle.dispute_outcomes import AGREED, CONCEDED, ORDERED, came_of
from goldenthread.domain.statute.appeals import appeal_rights
from goldenthread.features.casework.models import Advice, Milestone
from goldenthread.features.casework.queries.child_rows import ChildRows, StoredMilestone

# Facts no clock says, in the words of domain/clocks' own.
_SAID: Mapping[str, str] = {
    "plan_started": "this version of the plan started",
    "views_invited": "the council asked the family for its views",
    "views_given": "the family gave its views",
    "phase_due": "the plan must name the next setting by this day (from the return)",
}
_AUTOMATIC = "Golden Thread itself"


@dataclass(frozen=True, slots=True)
class Correction:
    """One correction: what the day was before (None: it was not recorded as having happened), who, when, why."""

    was: date | None
    by: str
    at: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class Happening:
    """One line. `on` None says that what was recorded never happened. `corrections` newest first. `id` is the
    milestone's row number."""

    id: int
    on: date | None
    title: str
    about: str
    detail: str
    source: str
    by: str
    recorded_at: datetime
    corrections: tuple[Correction, ...]


def timeline_of(rows: ChildRows) -> list[Happening]:
    """Every current milestone, newest first; what was taken back stands where it was."""
    by_id = {row.id: row for row in rows.milestones}
    told = [_happening(row, by_id, rows) for row in rows.milestones if row.is_current]
    return sorted(told, key=lambda line: (_when(line), line.recorded_at, line.id), reverse=True)


def said_of(fact: str) -> str:
    """A fact as a line of its own, without its full stop."""
    words = _SAID.get(fact) or what_happened(fact)
    return words[:1].upper() + words[1:]


def about(kind: str, id: int, rows: ChildRows) -> str:
    """What a milestone or clock belongs to, in words: 'Health advice from Marle Health', 'Review of 3 May 2026'."""
    part = next((part for part in rows.parts[kind] if part["id"] == id), {})
    if kind == "advice":
        giver = part.get("organisation__name") or part.get("adult__name") or ""
        advice = f"{Advice.Kind(part['kind']).label} advice"
        return f"{advice} from {giver}" if giver else advice
    if kind == "dispute":
        return f"Disagreement about {decisions_said(str(part.get('rights', '')).split(','))}"
    first = _first_days(rows).get((kind, id))
    if kind == "request":
        return f"Request of {said(first)}" if first else "Request"
    if kind == "review":
        held = next(
            (row.happened_on for row in _of(rows, kind, id) if row.fact == "meeting_held" and row.happened_on), None
        )
        name = "Phase transfer review" if part.get("kind") == "phase" else "Annual review"
        return f"{name} of {said(held)}" if held else name
    return "Plan"


def decisions_said(rights: Iterable[str]) -> str:
    """What a family disagrees with, by the rights it has: `needs in the plan, school or college in the plan`."""
    known = appeal_rights()
    found = [known[right].decision for right in rights if right in known]
    if all(decision.startswith(("not to ", "to ")) for decision in found):
        return f"the decision {', '.join(found)}"
    return ", ".join(found) if len(found) < 2 else f"{', '.join(found[:-1])} and {found[-1]}"


def _detail(row: StoredMilestone) -> str:
    if row.fact in (AGREED, CONCEDED, ORDERED):
        said_so = came_of(row.detail).said
        return said_so[:1].upper() + said_so[1:]
    return {"Y": "Decision: yes", "N": "Decision: no"}.get(row.detail, row.detail)


def _of(rows: ChildRows, kind: str, id: int) -> list[StoredMilestone]:
    return [row for row in rows.milestones if row.is_current and row.of == (kind, id)]


def _first_days(rows: ChildRows) -> dict[tuple[str, int], date]:
    first: dict[tuple[str, int], date] = {}
    for row in rows.milestones:
        if row.is_current and row.happened_on:
            first[row.of] = min(first.get(row.of, row.happened_on), row.happened_on)
    return first


def _happening(row: StoredMilestone, by_id: Mapping[int, StoredMilestone], rows: ChildRows) -> Happening:
    return Happening(
        id=row.id,
        on=row.happened_on,
        title=said_of(row.fact),
        about=about(*row.of, rows),
        detail=_detail(row),
        source=str(Milestone.Source(row.source).label),
        by=_by(row),
        recorded_at=row.recorded_at,
        corrections=tuple(_corrections(row, by_id)),
    )


def _corrections(row: StoredMilestone, by_id: Mapping[int, StoredMilestone]) -> list[Correction]:
    found = []
    while row.corrects is not None and (before := by_id.get(row.corrects)):
        found.append(Correction(before.happened_on, _by(row), row.recorded_at, row.reason))
        row = before
    return found


def _by(row: StoredMilestone) -> str:
    return row.by_name or (_AUTOMATIC if row.recorded_by == "system" else "")


def _when(line: Happening) -> date:
    """A line taken back stands at the day it used to have."""
    return line.on or next((each.was for each in line.corrections if each.was), date.min)
