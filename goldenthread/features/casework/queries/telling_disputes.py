"""How a disagreement stands, for a message: whose turn it is, what comes next and by when, what the family can do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from goldenthread.domain.clocks.reading import Reading
from goldenthread.domain.clocks.status import Status
from goldenthread.domain.lifecycle.dispute_steps import DisputeSoFar, stage_of
from goldenthread.domain.messages.content import Next
from goldenthread.domain.messages.dispute_news import Doors, dispute_can_do, without_a_day
from goldenthread.domain.messages.plain_names import plain_line
from goldenthread.features.casework.queries.facts import ChildProcesses
from goldenthread.features.casework.queries.family_disputes import certificate_said, turn_of
from goldenthread.features.casework.queries.family_story import to_the_reader
from goldenthread.features.casework.queries.readings import Read
from goldenthread.features.casework.queries.steps import Naming
from goldenthread.foundation.partnership import queries as partnership

_CONTACT, _APPEAL = "D1", "D6"  # the family's own days: what it can do, not what comes next


@dataclass(frozen=True, slots=True)
class DisputeStands:
    """Whose turn it is; what somebody must do next and by when; what the family can do."""

    now: str
    next: Next | None
    can_do: tuple[str, ...]


def dispute_stands(
    processes: ChildProcesses, reads: Sequence[Read], dispute_id: int, naming: Naming, *, on: date
) -> DisputeStands | None:
    """None where it is no longer on record."""
    found = next((each for each in processes.disputes if each.id == dispute_id), None)
    if found is None:
        return None
    so_far = found.so_far(on)
    clocks = [read.reading for read in reads if read.dispute_id == dispute_id and read.reading]
    stage = stage_of(so_far)
    return DisputeStands(
        turn_of(stage.code), _next(stage.code, clocks, naming), dispute_can_do(stage.code, _doors(so_far, clocks))
    )


def _next(stage: str, clocks: Sequence[Reading], naming: Naming) -> Next | None:
    running = [each for each in clocks if each.is_open and each.outer_on and each.rule not in (_CONTACT, _APPEAL)]
    lifted = [each for each in clocks if each.is_open and each.exception]
    first = min(running or lifted, key=lambda each: each.outer_on or date.max, default=None)
    if first is None:
        ours = without_a_day(stage)
        return Next(ours, sentence=ours) if ours else None
    late = first.status is Status.LATE
    return Next(
        first.name,
        first.outer_on,
        binds=first.is_legal_duty,
        late=late,
        sentence=to_the_reader(first.for_a_parent(naming.whom), naming),
    )


def _doors(so_far: DisputeSoFar, clocks: Sequence[Reading]) -> Doors:
    days = {each.rule: each.outer_on for each in clocks if each.is_open and (each.days_left or 0) >= 0}
    return Doors(
        days.get(_CONTACT), days.get(_APPEAL), certificate_said(so_far.rights),
        plain_line(partnership.current().mediation_service),
    )  # fmt: skip
