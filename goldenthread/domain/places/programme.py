"""The cheapest assignment as a linear programme, solved by HiGHS in the rows and columns that matter.

Each group has a usual column, the cheapest under the prices guessed; a variable says how many go elsewhere instead, so
that the programme has a row a setting and not a row a child. A group that would send out more than it has gets its row
when it first does so, and a column left out comes in when the prices say that it would pay (row and column generation).
A place too many can be bought at more than anything costs, so that there is always an answer; at the end none is.

The matrix is that of a network with some flows left unbounded: its corners are whole numbers.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

import highspy
import numpy as np

from goldenthread.domain.places.bidding import guessed
from goldenthread.domain.places.costs import NEVER, Ints
from goldenthread.domain.places.problems import NotProved
from goldenthread.domain.places.proof import Flows

NEAR: Final = 60_000  # pence over the cheapest: columns within it are in from the start
ROUNDS: Final = 400
WHOLE: Final = 1e-6
BITS: Final = 20  # of the largest cost: the solver takes costs below a ten-millionth of a unit for nothing


class Solver(highspy.Highs):
    """HiGHS without its banner: it announces itself on standard output when callbacks are set, and none is used."""

    def enableCallbacks(self) -> None:
        """Set none."""
        self.silent()


@dataclass(slots=True)
class _Growing:
    """What is in the programme so far. The first columns are the places too many, one a setting."""

    table: Ints
    counts: Ints
    capacity: Ints
    usual: Ints
    solver: Solver = field(default_factory=Solver)
    group: Ints = field(default_factory=lambda: np.zeros(0, dtype=np.int64))
    column: Ints = field(default_factory=lambda: np.zeros(0, dtype=np.int64))
    row_of: Ints = field(default_factory=lambda: np.zeros(0, dtype=np.int64))
    rows: int = 0
    unit: float = 1.0  # pence the solver counts in: a power of two, so that nothing is lost

    def begin(self) -> None:
        """A row a setting: what its usual children leave of its places."""
        settings = len(self.capacity)
        self.row_of, self.rows = np.full(len(self.table), -1, dtype=np.int64), settings
        left = self.capacity - np.bincount(self.usual, weights=self.counts, minlength=settings + 1)[:settings]
        too_dear = 2 * int(self.table[self.table < NEVER].max(initial=0)) + 1
        self.unit = 2.0 ** max(0, too_dear.bit_length() - BITS)
        programme = highspy.HighsLp()
        programme.num_col_ = programme.num_row_ = settings
        programme.col_cost_ = np.full(settings, too_dear / self.unit)
        programme.col_lower_, programme.col_upper_ = np.zeros(settings), np.full(settings, highspy.kHighsInf)
        programme.row_lower_, programme.row_upper_ = np.full(settings, -highspy.kHighsInf), left.astype(np.float64)
        programme.a_matrix_.format_ = highspy.MatrixFormat.kColwise
        programme.a_matrix_.start_ = np.arange(settings + 1, dtype=np.int32)
        programme.a_matrix_.index_ = np.arange(settings, dtype=np.int32)
        programme.a_matrix_.value_ = np.full(settings, -1.0)
        for name, value in (("presolve", "off"), ("threads", 1), ("solver", "simplex"), ("random_seed", 0)):
            self.solver.setOptionValue(name, value)
        self.solver.passModel(programme)

    def add_columns(self, group: Ints, column: Ints) -> None:
        """Children of `group` to `column` instead of where they usually go."""
        settings, usual = len(self.capacity), self.usual[group]
        saved = self.table[group, column] - self.table[group, usual]
        rows = np.stack([column, usual, self.row_of[group]], axis=1)
        there = np.stack([column < settings, usual < settings, self.row_of[group] >= 0], axis=1)
        values = np.tile(np.array([1.0, -1.0, 1.0]), (len(group), 1))
        starts = np.concatenate([[0], np.cumsum(there.sum(axis=1))[:-1]]).astype(np.int32)
        self.solver.addCols(
            len(group), saved / self.unit, np.zeros(len(group)), self.counts[group].astype(np.float64),
            int(there.sum()), starts, rows[there].astype(np.int32), values[there],
        )  # fmt: skip
        self.group, self.column = np.append(self.group, group), np.append(self.column, column)

    def add_rows(self, group: Ints) -> None:
        """No more children of these groups leave than there are."""
        settings, many = len(self.capacity), len(group)
        self.row_of[group] = self.rows + np.arange(many)
        columns = np.flatnonzero(np.isin(self.group, group))
        rows = self.row_of[self.group[columns]] - self.rows
        columns = columns[np.argsort(rows, kind="stable")]
        starts = np.concatenate([[0], np.cumsum(np.bincount(rows, minlength=many))[:-1]]).astype(np.int32)
        self.solver.addRows(
            many, np.full(many, -highspy.kHighsInf), self.counts[group].astype(np.float64), len(columns), starts,
            (settings + columns).astype(np.int32), np.ones(len(columns)),
        )  # fmt: skip
        self.rows += many

    def solve(self) -> tuple[Ints, Ints]:
        """How many go by each column, and the price of a place in each setting. Raises NotProved."""
        self.solver.run()
        if self.solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            self.solver.clearSolver()  # forget where it was, and begin again
            self.solver.run()
        if self.solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            raise NotProved(f"The solver stopped without an answer: {self.solver.getModelStatus()}.")
        solution = self.solver.getSolution()
        numbers, duals = np.array(solution.col_value), np.array(solution.row_dual)
        whole = np.rint(numbers)
        if np.abs(numbers - whole).max(initial=0.0) > WHOLE:
            raise NotProved("The solver's answer is not in whole children.")
        prices = np.maximum(0, np.rint(-duals[: len(self.capacity)] * self.unit)).astype(np.int64)
        return whole.astype(np.int64), prices


def cheapest(table: Ints, counts: Ints, capacity: Ints) -> tuple[Flows, Ints]:
    """Who goes where (each setting within its `capacity`) at the least cost, and the price of a place in each setting.

    `table`: pence a child, a row a group, the last column without limit. Raises NotProved where no answer is had; the
    caller proves what is returned.
    """
    everybody = np.arange(len(table))
    if not len(table) or not len(capacity):  # nothing to choose
        return Flows(everybody, np.zeros(len(table), dtype=np.int64), counts), np.zeros(len(capacity), dtype=np.int64)
    prices = guessed(table, counts, capacity)
    told = table + prices
    usual = told.argmin(axis=1)
    near = told <= told[everybody, usual][:, None] + NEAR
    near[:, -1] = True  # everybody may go to the last column: what is left over is found at once
    near[everybody, usual] = False
    near &= table < NEVER
    growing = _Growing(table, counts, capacity, usual.astype(np.int64))
    growing.begin()
    group, column = np.nonzero(near)
    growing.add_columns(group.astype(np.int64), column.astype(np.int64))
    for _ in range(ROUNDS):
        numbers, prices = growing.solve()
        if not _grown(growing, numbers, prices):
            return _flows(growing, numbers), prices
    raise NotProved(f"No answer within {ROUNDS} rounds.")


def _grown(growing: _Growing, numbers: Ints, prices: Ints) -> bool:
    """Add what is missing; whether anything was."""
    settings, table = len(growing.capacity), growing.table
    leaving = np.bincount(growing.group, weights=numbers[settings:], minlength=len(table))
    over = np.flatnonzero((leaving > growing.counts) & (growing.row_of < 0))
    if len(over):  # far cheaper to find than the columns, and the prices are not to be trusted before
        growing.add_rows(over.astype(np.int64))
        return True
    told = table + np.append(prices, 0)
    best = told.argmin(axis=1)
    each = np.arange(len(table))
    known = told[each, growing.usual].copy()
    np.minimum.at(known, growing.group, told[growing.group, growing.column])
    pays = np.flatnonzero(told[each, best] < known)
    if len(pays):
        growing.add_columns(pays.astype(np.int64), best[pays].astype(np.int64))
    return bool(len(pays))


def _flows(growing: _Growing, numbers: Ints) -> Flows:
    elsewhere = numbers[len(growing.capacity) :]
    used = elsewhere > 0
    leaving = np.bincount(growing.group, weights=elsewhere, minlength=len(growing.table)).astype(np.int64)
    staying = growing.counts - leaving
    here = np.flatnonzero(staying)
    return Flows(
        np.append(here, growing.group[used]), np.append(growing.usual[here], growing.column[used]),
        np.append(staying[here], elsewhere[used]),
    )  # fmt: skip
