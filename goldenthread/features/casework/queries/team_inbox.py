"""What waits for a team, whoever holds it: what came in, what did not go out, children nobody is named for, the work of
people away.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from goldenthread.features.casework.models import CaseFile, ClockCopy
from goldenthread.features.casework.queries import intake
from goldenthread.features.casework.queries.files import not_looked_at
from goldenthread.features.casework.queries.handovers import Unnamed, unnamed
from goldenthread.features.casework.queries.holders import absences_on, named
from goldenthread.features.casework.queries.work_filters import Standing, rule_name, standing_condition, team_ids
from goldenthread.foundation.access.queries.staff import has_left
from goldenthread.foundation.access.verbs import Verb
from goldenthread.foundation.access.viewer import Viewer
from goldenthread.foundation.notify.queries import Seen, needing_a_person, seen

MOST = 100


@dataclass(frozen=True, slots=True)
class Waits:
    """One thing due or late that no person of the team is at work on today. `why`: away, left or nobody."""

    child_id: str
    name: str
    what: str
    outer_on: date
    is_late: bool
    holder: str
    why: str


@dataclass(frozen=True, slots=True)
class TeamInbox:
    """`came_in` counts requests sent or told that wait for a look. `waits` holds the first `MOST` of `waiting`, `files`
    of `sent_in` (files nobody of the team has opened), `messages` of `failed` (those that need a person)."""

    came_in: int
    unnamed: tuple[Unnamed, ...]
    waits: tuple[Waits, ...]
    waiting: int
    files: tuple[CaseFile, ...]
    sent_in: int
    messages: tuple[Seen, ...]
    failed: int


def team_inbox_of(viewer: Viewer, *, on: date, due_soon_days: int = 14) -> TeamInbox:
    """Read it: ten queries."""
    rows = _waiting(viewer, on, due_soon_days)
    found = rows.order_by("outer_on", "pk")[:MOST].values_list(
        "child__public_id", "child__forename", "child__surname", "rule", "outer_on",
        "child__case_summary__coordinator_id", "child__case_summary__coordinator__name",
    )  # fmt: skip
    away = dict(absences_on(on).values_list("adult_id", "away_to"))
    waits = tuple(
        Waits(
            child_id, f"{forename} {surname}".strip(), rule_name(rule), outer_on, outer_on < on,
            named(name or "", away.get(officer), ""), _why(officer, away),
        )
        for child_id, forename, surname, rule, outer_on, officer, name in found
        if outer_on is not None
    )  # fmt: skip
    total = len(waits) if len(waits) < MOST else rows.count()
    came_in = intake.visible_to(viewer, on=on).filter(state="sent").count()
    sent_in, files = _first(not_looked_at(viewer, on=on))
    in_teams = Q(child__case_summary__team_id__in=team_ids(viewer))
    failed, messages = _first(needing_a_person(viewer, on=on, of=in_teams))
    return TeamInbox(
        came_in, tuple(unnamed(viewer, on=on)), waits, total, tuple(sent_in), files,
        tuple(seen(each) for each in failed), messages,
    )  # fmt: skip


def _first(rows: Any) -> tuple[list[Any], int]:
    """The first rows, and how many there are: counted only where there are more."""
    found = list(rows[:MOST])
    return found, len(found) if len(found) < MOST else rows.count()


def _why(officer: int | None, away: Mapping[int, date]) -> str:
    if officer is None:
        return "nobody"
    return "away" if officer in away else "left"


def _waiting(viewer: Viewer, on: date, due_soon_days: int) -> QuerySet[ClockCopy]:
    """Late or due soon, of the viewer's teams, where nobody is named, they have left, or are away with no person's
    cover."""
    coordinator = "child__case_summary__coordinator"
    uncovered = absences_on(on).filter(covered_by=None).values("adult_id")
    nobody = Q(**{f"{coordinator}__isnull": True}) | Q(**{f"{coordinator}_id__in": uncovered})
    pressing = Q()
    for standing in (Standing.LATE, Standing.DUE_SOON):
        pressing |= standing_condition(standing, on=on, due_soon_days=due_soon_days)
    rows: QuerySet[ClockCopy] = ClockCopy.objects.visible_to(viewer, Verb.WORK_ON, on=on)
    return rows.filter(
        pressing, nobody | has_left(on=on, path=coordinator), state=ClockCopy.State.OPEN,
        child__case_summary__team_id__in=team_ids(viewer),
    )  # fmt: skip
