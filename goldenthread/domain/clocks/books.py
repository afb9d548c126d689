"""The books of a limit: everything due is done in time, done late, excepted or open, and nothing is counted twice."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from goldenthread.domain.clocks.reading import Reading
from goldenthread.domain.clocks.status import Status

_COLUMN: Final = {
    Status.MET_IN_TIME: "in_time",
    Status.MET_LATE: "late",
    Status.EXCEPTED: "excepted",
    Status.ON_TIME: "open",
    Status.DUE_SOON: "open",
    Status.LATE: "open",
    Status.NO_LONGER_RUNS: "ended",
}


@dataclass(frozen=True, slots=True)
class Books:
    """How many limits started and where each stands. `open` are not done and not excepted, `overdue` those of them past
    their day; `ended` went another way (withdrawn, moved, refused), so nothing was due."""

    started: int = 0
    in_time: int = 0
    late: int = 0
    excepted: int = 0
    open: int = 0
    overdue: int = 0
    ended: int = 0

    @property
    def due(self) -> int:
        """What was, or still is, to be done."""
        return self.started - self.ended

    @property
    def balance(self) -> bool:
        """Whether due = done in time + done late + excepted + open, with nothing below nought."""
        whole = self.in_time + self.late + self.excepted + self.open
        return self.due == whole and 0 <= self.overdue <= self.open and min(self._columns()) >= 0

    def _columns(self) -> tuple[int, ...]:
        return (self.started, self.in_time, self.late, self.excepted, self.open, self.ended)

    def __add__(self, other: Books) -> Books:
        return Books(*(a + b for a, b in zip((*self._whole(),), (*other._whole(),), strict=True)))

    def _whole(self) -> tuple[int, ...]:
        return (self.started, self.in_time, self.late, self.excepted, self.open, self.overdue, self.ended)


def books(readings: Iterable[Reading]) -> dict[str, Books]:
    """The books of readings by rule; readings that have not started are in none."""
    found: dict[str, Books] = {}
    for reading in readings:
        column = _COLUMN.get(reading.status)
        if column is None:
            continue
        one = {"started": 1, column: 1, "overdue": int(reading.status is Status.LATE)}
        found[reading.rule] = found.get(reading.rule, Books()) + Books(**one)
    return found
