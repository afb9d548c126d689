"""What is late for a child, and what has been said of why. For a child already found."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from goldenthread.domain.clocks.needs_assessment import NO_PLAN
from goldenthread.domain.clocks.reading import Reading
from goldenthread.domain.clocks.status import Status
from goldenthread.features.casework.models import LateReason
from goldenthread.features.casework.models.milestones import OWNERS
from goldenthread.features.casework.queries import child_timeline
from goldenthread.features.casework.queries.child_rows import ChildRows
from goldenthread.features.casework.queries.facts import assembled
from goldenthread.features.casework.queries.readings import Read, readings_of
from goldenthread.foundation.people.models import Child


@dataclass(frozen=True, slots=True)
class LateThing:
    """One duty in law that is late and not done. `limit` is what a link calls it; `said` what the family is told."""

    limit: str
    about: str
    reading: Reading
    said: LateReason | None


def limit_of(read: Read) -> str:
    """The rule and what it is of: 'C4-request-17'; '' where there is no reading."""
    if read.reading is None:
        return ""
    owner = next(name for name in OWNERS if getattr(read, f"{name}_id") is not None)
    return f"{read.reading.rule}-{owner}-{getattr(read, f'{owner}_id')}"


def reasons_of(child_id: int) -> dict[str, LateReason]:
    """The newest of each limit. One query."""
    rows = LateReason.rows.filter(child_id=child_id).order_by("id")
    return {row.limit: row for row in rows}


def late_things(child: Child, rows: ChildRows, *, on: date) -> list[LateThing]:
    """Longest late first; not a refusal's sixteen weeks, which bind only if the answer is no."""
    said = reasons_of(child.pk)
    processes = assembled([child.pk], rows.for_clocks())[child.pk]
    found = []
    for read in readings_of(processes, born_on=child.born_on, on=on):
        reading = read.reading
        if reading is None or reading.status is not Status.LATE or not reading.is_legal_duty:
            continue
        if reading.rule == NO_PLAN.code:
            continue
        limit = limit_of(read)
        _, kind, number = limit.split("-")
        found.append(LateThing(limit, child_timeline.about(kind, int(number), rows), reading, said.get(limit)))
    return sorted(found, key=lambda each: -each.reading.days_late)
