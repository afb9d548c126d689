"""Refreshes the stored copies of clocks, and recomputes all of them to find any that differ."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Q

from goldenthread.domain.clocks.harm import harm_base
from goldenthread.domain.clocks.reading import Reading
from goldenthread.domain.clocks.status import Status
from goldenthread.features.casework.models import ClockCopy
from goldenthread.features.casework.operations.clock_rows import differing, rows_of, stored_rows
from goldenthread.features.casework.queries.caseload_readings import caseload_readings
from goldenthread.features.casework.queries.facts import facts_of
from goldenthread.features.casework.queries.readings import Read, readings_of
from goldenthread.foundation import fast_rows, journal
from goldenthread.foundation.people.models import Child, VulnerabilityFlag

BATCH = 1000
TOGETHER = 200  # from this many children on, reading them all at once is faster than one by one
ALL_AT_ONCE = 5000
_COMPARED = (
    "child_id", "request_id", "advice_id", "plan_id", "review_id", "dispute_id", "rule", "state", "started_on",
    "outer_on", "safe_on", "met_on", "exception", "outer_day", "harm_base", "is_legal_duty",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Recomputed:
    """What a recomputation found: children and clocks read, and how many children's copies had differed."""

    children: int
    clocks: int
    differed: int


def refresh(child_ids: Sequence[int], *, on: date) -> int:
    """Rewrite the copies of these children's clocks as the facts stand; how many copies there are now.

    Run inside the transaction that changed a fact.
    """
    total = 0
    for batch in _batches(child_ids):
        ClockCopy.rows.filter(child_id__in=batch).delete()
        total += _write(batch, on)
    return total


def _write(batch: Sequence[int], on: date) -> int:
    """Copies of children who have none; how many. The two ways give the same rows (test_caseload_readings.py)."""
    if len(batch) < TOGETHER:
        copies = copies_of(batch, on=on)
        fast_rows.insert(copies)
        return len(copies)
    read = caseload_readings(fast_rows.among("child_id", batch), on=on)
    written = fast_rows.write(ClockCopy, rows_of(read, on=on))
    return written + (_write_one_by_one(read.unusual.tolist(), on) if len(read.unusual) else 0)


def _write_one_by_one(batch: Sequence[int], on: date) -> int:
    copies = copies_of(batch, on=on)
    fast_rows.insert(copies)
    return len(copies)


def refresh_all(*, by: journal.Author, on: date, progress: Callable[[int, int], None] | None = None) -> Recomputed:
    """Recompute every child's clocks; rewrite those whose copies differ, and journal how many did.

    A copy changes by itself only when a move comes within twelve months, a window somebody may use passes,
    or a birthday or
    flag changes how much lateness would harm. Any other difference is a fault to look into.
    """
    ids = list(Child.rows.order_by("id").values_list("id", flat=True))
    clocks = differed = done = 0
    for batch in _batches(ids, ALL_AT_ONCE):
        with transaction.atomic():
            read, stale = _recomputed(batch, on)
            refresh(stale, on=on)
        clocks, differed, done = clocks + read, differed + len(stale), done + len(batch)
        if progress:
            progress(done, len(ids))
    found = Recomputed(len(ids), clocks, differed)
    journal.record(
        "clocks.recomputed", by=by, on=on, data={"children": found.children, "clocks": clocks, "differed": differed}
    )
    return found


def _recomputed(batch: Sequence[int], on: date) -> tuple[int, list[int]]:
    """How many clocks these children (all there are between the first and the last) have, and whose copies differ."""
    of = Q(child_id__gte=batch[0], child_id__lte=batch[-1])
    read = caseload_readings(of, on=on)
    stale = differing(read, stored_rows(of, leaving_out=read.unusual), on=on)
    unusual = read.unusual.tolist()
    copies = copies_of(unusual, on=on) if unusual else []
    return len(read.clocks) + len(copies), sorted(stale | _differing(unusual, copies))


def copies_of(child_ids: Sequence[int], *, on: date) -> list[ClockCopy]:
    """Unsaved copies of every clock that has started (and of moves that are coming), for one batch of children."""
    processes = facts_of(child_ids)
    births = dict(Child.rows.filter(id__in=child_ids).values_list("id", "born_on"))
    flags: dict[int, list[str]] = {}
    for child_id, kind in VulnerabilityFlag.objects.filter(child_id__in=child_ids, ended_on=None).values_list(
        "child_id", "kind"
    ):
        flags.setdefault(child_id, []).append(kind)
    copies = []
    for child_id, born_on in births.items():
        vulnerable = sorted(flags.get(child_id, []))
        if born_on and (on.year - born_on.year) - ((on.month, on.day) < (born_on.month, born_on.day)) < 5:
            vulnerable.append("under_five")
        for read in readings_of(processes[child_id], born_on=born_on, on=on):
            if (
                read.reading is not None
                and read.reading.original_outer_on
                and read.reading.status is not Status.NOT_STARTED
            ):
                copies.append(_copy(child_id, read, read.reading, vulnerable))
    return copies


def _copy(child_id: int, read: Read, reading: Reading, vulnerable: list[str]) -> ClockCopy:
    outer_on = reading.original_outer_on
    return ClockCopy(
        child_id=child_id, request_id=read.request_id, advice_id=read.advice_id, plan_id=read.plan_id,
        review_id=read.review_id, dispute_id=read.dispute_id, rule=reading.rule, state=_state(reading),
        started_on=reading.started_on, outer_on=outer_on, safe_on=reading.safe_on, met_on=reading.met_on,
        exception=reading.exception or "", outer_day=outer_on.toordinal() if outer_on else None,
        harm_base=harm_base(reading.rule, vulnerable),
        is_legal_duty=reading.is_legal_duty and not reading.is_conditional,
    )  # fmt: skip


def _state(reading: Reading) -> str:
    if reading.met_on is not None:
        return ClockCopy.State.MET
    if reading.status is Status.EXCEPTED:
        return ClockCopy.State.EXCEPTED
    if reading.status is Status.NO_LONGER_RUNS:
        return ClockCopy.State.ENDED
    return ClockCopy.State.OPEN


def _differing(batch: Sequence[int], copies: Iterable[ClockCopy]) -> set[int]:
    kept: dict[int, list[tuple[Any, ...]]] = {child_id: [] for child_id in batch}
    fresh: dict[int, list[tuple[Any, ...]]] = {child_id: [] for child_id in batch}
    for row in ClockCopy.rows.filter(child_id__in=batch).values_list(*_COMPARED):
        kept[row[0]].append(row)
    for copy in copies:
        fresh[copy.child_id].append(tuple(getattr(copy, name) for name in _COMPARED))
    return {child_id for child_id in batch if sorted(kept[child_id], key=str) != sorted(fresh[child_id], key=str)}


def _batches(ids: Sequence[int], size: int = BATCH) -> Iterable[Sequence[int]]:
    return (ids[start : start + size] for start in range(0, len(ids), size))
