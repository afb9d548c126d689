"""Controlled rounding: a table's cells, row sums, column sums and total rounded together, so that what is printed adds.

Every cell and every sum becomes the whole number just below or just above it, the total the nearest. It is always
possible for a table of rows and columns: with its sums as a further row and column of the opposite sign every line
adds to nothing, so the cells that are not whole lie on closed paths; moving along a path by turns up and down keeps
every line's sum and makes a cell whole (B. D. Causey, L. H. Cox and L. R. Ernst, "Applications of transportation
theory to statistical problems", Journal of the American Statistical Association 80, 1985).
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

ONE = 2**20  # a whole, in the units the work is done in: sums are exact
Place = tuple[int, int]


def rounded_table(values: Sequence[Sequence[float]] | NDArray[np.float64], to: int = 1) -> NDArray[np.int64]:
    """The table (R, C) in multiples of `to`: cells, row and column sums each next below or above, the total nearest.

    A cell that is a multiple already is kept, as is every sum that is one; the same table gives the same answer. A
    millionth part of `to` is not told from nothing. Raises ValueError for a cell that is no number, or `to` below 1.
    """
    table = np.asarray(values, dtype=float)
    if to < 1 or table.ndim != 2 or not np.isfinite(table).all():
        raise ValueError("only a table of numbers can be rounded, to a whole number from 1")
    units = np.rint(table / to * ONE).astype(np.int64)
    work = _Paths(units)
    work.settle_total()
    work.settle_rest()
    return work.cells[:-1, :-1] // ONE * to


def rounded_line(values: Sequence[float], to: int = 1) -> list[int]:
    """One line of cells in multiples of `to`, adding to the multiple nearest their sum."""
    return [int(each) for each in rounded_table([list(values)], to)[0]] if len(values) else []


class _Paths:
    """The table with its sums, and for every line the places in it that are not whole yet."""

    def __init__(self, units: NDArray[np.int64]) -> None:
        with_rows = np.hstack((units, -units.sum(axis=1, keepdims=True)))
        self.cells = np.vstack((with_rows, -with_rows.sum(axis=0, keepdims=True)))
        self.began = self.cells.copy()
        rows, columns = self.cells.shape
        # Rows are numbered from 0, columns after them; a place that is not whole joins a row and a column.
        self.rows = rows
        self.next: list[dict[int, None]] = [{} for _ in range(rows + columns)]
        for row, column in np.argwhere(self.cells % ONE):
            self.next[row][rows + int(column)] = None
            self.next[rows + int(column)][int(row)] = None

    def settle_total(self) -> None:
        """Bring the total to the nearest whole number, before anything else is settled."""
        row, column = (each - 1 for each in self.cells.shape)
        up = int(self.cells[row, column] % ONE) * 2 >= ONE
        while self.rows + column in self.next[row]:
            self._move(self._round_by(row, self.rows + column), 1 if up else -1)

    def settle_rest(self) -> None:
        """Make every place whole, each path in the direction that leaves its places nearer to where they began."""
        for line in range(self.rows):
            while self.next[line]:
                path = self._closed_from(line)
                self._move(path, self._better(path))

    def _round_by(self, row: int, column: int) -> list[Place]:
        """A closed path whose first place joins these two lines: there is one wherever that place is not whole."""
        came = {row: row}
        queue = deque([row])
        while column not in came:
            line = queue.popleft()
            for other in self.next[line]:
                if other not in came and (line, other) != (row, column):
                    came[other] = line
                    queue.append(other)
        lines = [column]
        while lines[-1] != row:
            lines.append(came[lines[-1]])
        return self._places([row, *lines])

    def _closed_from(self, line: int) -> list[Place]:
        """A closed path met by going on from a line, never back: every line that is not whole has two such places."""
        lines, seen = [line], {line: 0}
        while True:
            before = lines[-2] if len(lines) > 1 else -1
            onward = next(each for each in self.next[lines[-1]] if each != before)
            if onward in seen:
                return self._places([*lines[seen[onward] :], onward])
            seen[onward] = len(lines)
            lines.append(onward)

    def _places(self, lines: list[int]) -> list[Place]:
        return [(min(pair), max(pair) - self.rows) for pair in pairwise(lines)]

    def _reach(self, path: list[Place], sign: int) -> int:
        """How far the path can be moved until a place is whole; its first place goes up where `sign` is 1."""
        parts = [int(self.cells[place] % ONE) for place in path]
        return min(ONE - part if (at % 2 == 0) == (sign == 1) else part for at, part in enumerate(parts))

    def _better(self, path: list[Place]) -> int:
        off = [int(self.cells[place] - self.began[place]) * (1 if at % 2 == 0 else -1) for at, place in enumerate(path)]
        costs = {}
        for sign in (1, -1):
            step = self._reach(path, sign) * sign
            costs[sign] = sum((each + step) ** 2 for each in off)
        return 1 if costs[1] <= costs[-1] else -1

    def _move(self, path: list[Place], sign: int) -> None:
        step = self._reach(path, sign) * sign
        for at, place in enumerate(path):
            self.cells[place] += step if at % 2 == 0 else -step
            if self.cells[place] % ONE == 0:
                self.next[place[0]].pop(self.rows + place[1])
                self.next[self.rows + place[1]].pop(place[0])
