"""A child's record for one viewer: who they are, the people around them, every clock, the timeline, the plan.

Plain values, for the pages of any audience. The child has been found for the viewer by the page gate.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from goldenthread.domain.clocks.harm import harm_base, harm_score
from goldenthread.domain.clocks.reading import Reading
from goldenthread.domain.clocks.status import Status
from goldenthread.domain.clocks.timeline import Point, points
from goldenthread.domain.statute.exceptions import lawful_exceptions
from goldenthread.features.casework.queries import child_people, child_plan, child_rows, child_timeline
from goldenthread.features.casework.queries.child_people import Identity, May, Person, Rights
from goldenthread.features.casework.queries.child_plan import PlanShown
from goldenthread.features.casework.queries.child_rows import ChildRows
from goldenthread.features.casework.queries.child_timeline import Happening
from goldenthread.features.casework.queries.facts import assembled
from goldenthread.features.casework.queries.handovers import RECENT
from goldenthread.features.casework.queries.holders import holder_in
from goldenthread.features.casework.queries.readings import Read, readings_of
from goldenthread.foundation.access.viewer import Viewer
from goldenthread.foundation.people.models import Child, Tie, VulnerabilityFlag


@dataclass(frozen=True, slots=True)
class ClockShown:
    """One clock read afresh. `about` says of what; `for_a_parent` is the sentence for the family; `exception_name` and
    `exception_plain` are set while an exception lifts the limit."""

    reading: Reading
    about: str
    for_a_parent: str
    exception_name: str
    exception_plain: str
    score: int

    @property
    def days(self) -> tuple[Point, ...]:
        """What started it, its two dates and today, in order: for the picture and the table beside it."""
        return points(self.reading)


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Facts that cannot all be true, so no clock could be read from them."""

    about: str
    message: str


@dataclass(frozen=True, slots=True)
class ChildRecord:
    """Everything a page about a child shows. `people` is None where the viewer may not see them. `open` clocks are in
    order of harm; `closed` newest first. `newly_allocated`: somebody was given the case in the last 90 days."""

    identity: Identity
    may: May
    rights: Rights
    people: list[Person] | None
    groups: tuple[str, ...]
    coordinator: str
    newly_allocated: bool
    school: str
    open: tuple[ClockShown, ...]
    closed: tuple[ClockShown, ...]
    contradictions: tuple[Contradiction, ...]
    timeline: list[Happening]
    plans: list[PlanShown]


def record_of(
    child: Child, viewer: Viewer, *, on: date, due_soon_days: int = 14, nhs_number_shown: bool = False
) -> ChildRecord:
    """Read it all, in three queries. `child` must have been found for this viewer."""
    ties = child_people.ties_of(child.pk, on=on)
    rows = child_rows.rows_of(child.pk)
    allowed = child_people.may(viewer, child, ties, on=on)
    identity = child_people.identity_of(child, allowed, on=on, nhs_number_shown=nhs_number_shown)
    vulnerable = [flag["kind"] for flag in rows.parts["vulnerability"] if _holds(flag, on)]
    processes = assembled([child.pk], rows.for_clocks())[child.pk]
    reads = readings_of(processes, born_on=child.born_on, on=on, due_soon_days=due_soon_days)
    shown = [_clock(read, read.reading, rows, identity, vulnerable) for read in reads if read.reading]
    return ChildRecord(
        identity=identity,
        may=allowed,
        rights=child_people.rights_of(identity, on=on),
        people=child_people.people_around(ties, allowed, on=on),
        groups=tuple(str(VulnerabilityFlag.Kind(kind).label) for kind in sorted(set(vulnerable))),
        coordinator=holder_in(ties, on).in_a_line,
        newly_allocated=_newly_allocated(ties, on),
        school=_named(ties, Tie.Kind.ATTENDS, on),
        open=_most_harm_first(clock for clock in shown if _is_open(clock.reading)),
        closed=_newest_first(clock for clock in shown if _is_closed(clock.reading)),
        contradictions=tuple(
            Contradiction(child_timeline.about(*_owner(read), rows), read.contradiction)
            for read in reads
            if read.contradiction
        ),
        timeline=child_timeline.timeline_of(rows),
        plans=child_plan.plans_of(rows, on=on),
    )


def _clock(read: Read, reading: Reading, rows: ChildRows, identity: Identity, vulnerable: list[str]) -> ClockShown:
    exception = lawful_exceptions().get(reading.exception or "")
    past = -reading.days_left if reading.days_left is not None else 0
    under_five = ["under_five"] if identity.age is not None and identity.age < 5 else []
    return ClockShown(
        reading=reading,
        about=child_timeline.about(*_owner(read), rows),
        for_a_parent=reading.for_a_parent(identity.calling_name or "your child"),
        exception_name=exception.name if exception else "",
        exception_plain=exception.plain if exception else "",
        score=harm_score(harm_base(reading.rule, [*vulnerable, *under_five]), past),
    )


def _owner(read: Read) -> tuple[str, int]:
    owners = (
        ("request", read.request_id), ("advice", read.advice_id), ("plan", read.plan_id), ("review", read.review_id),
        ("dispute", read.dispute_id),
    )  # fmt: skip
    return next((kind, id) for kind, id in owners if id is not None)


def _is_open(reading: Reading) -> bool:
    planned = reading.status is Status.NOT_STARTED and reading.outer_on is not None
    return reading.is_open or planned


def _is_closed(reading: Reading) -> bool:
    return not _is_open(reading) and reading.status is not Status.NOT_STARTED


def _most_harm_first(clocks: Iterable[ClockShown]) -> tuple[ClockShown, ...]:
    return tuple(sorted(clocks, key=lambda clock: (-clock.score, clock.reading.original_outer_on or date.max)))


def _newest_first(clocks: Iterable[ClockShown]) -> tuple[ClockShown, ...]:
    def ended(clock: ClockShown) -> date:
        reading = clock.reading
        return reading.met_on or reading.ended_on or reading.original_outer_on or date.min

    return tuple(sorted(clocks, key=ended, reverse=True))


def _holds(flag: dict, on: date) -> bool:
    return (flag["started_on"] or date.min) <= on <= (flag["ended_on"] or date.max)


def _newly_allocated(ties: list[Tie], on: date) -> bool:
    """Whether somebody was given the case of late, so that there may be a note with it."""
    starts = [tie.started_on for tie in ties if tie.kind == Tie.Kind.ALLOCATED and tie.ended_on is None]
    return any(day is not None and day > on - RECENT for day in starts)


def _named(ties: list[Tie], kind: str, on: date) -> str:
    holding = [
        tie for tie in ties if tie.kind == kind and (tie.started_on or date.min) <= on <= (tie.ended_on or date.max)
    ]
    ends = [tie.adult or tie.organisation for tie in holding]
    return ends[-1].name if ends and ends[-1] else ""
