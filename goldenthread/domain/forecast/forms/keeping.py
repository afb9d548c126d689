"""What is kept of a run to fill forms from: whole numbers that agree with one another, so that every table adds.

Medians of parts do not add to the median of the whole. Here the total of a January is the rounded median of the
simulations; the cells begin from their own medians, are brought in proportion to the medians of their rows and
columns and to that total, and are then rounded together. How far that moves any figure from its own median is kept.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from goldenthread.domain.forecast.mean import exact_mean
from goldenthread.domain.forecast.quantiles import by_age_group
from goldenthread.domain.forecast.rounding import rounded_line, rounded_table
from goldenthread.domain.forecast.simulating import Simulated
from goldenthread.domain.forecast.space import Space, need_of

Numbers = NDArray[np.float64]
Values = NDArray[Any]
POST_16 = 12  # the first academic year past school age
ROUNDS = 25  # of fitting rows, then columns
STAGES = ("school", "post_16")


@dataclass(frozen=True, slots=True)
class _Medians:
    """Of a table over simulations (N, R, C): medians of cells, and the cells' start, which is nothing only where no
    simulation has anybody.
    """

    cells: Numbers
    start: Numbers
    rows: Numbers
    columns: Numbers


def kept_of(run: Simulated) -> dict[str, Any]:
    """Plain values. Columns are settings at school age or past it; `by_need` (Y + 1, needs, columns) and `by_year`
    (Y + 1, academic years, columns) have the same column sums. `new_plans` (Y, academic years). `moved`: plans,
    the furthest from its own median that a need or age band in a column is, one of those or a column in all, and a
    single academic year in a column.
    """
    space = run.law.space
    found: dict[str, Any] = {
        "columns": [f"{setting}:{stage}" for setting in space.settings for stage in STAGES],
        "needs": _needs(space), "academic_years": list(space.academic_years),
        "by_need": [], "by_year": [], "moved": [0.0, 0.0, 0.0],
    }  # fmt: skip
    for january in range(run.counts.shape[1]):
        _keep_january(found, space, run.counts[:, january])
    found["new_plans"] = _new_plans(run)
    return found


def _keep_january(found: dict[str, Any], space: Space, counts: Values) -> None:
    names, years, settings = _needs(space), len(space.academic_years), len(space.settings)
    apart = counts.reshape(len(counts), years, len(space.needs), settings)
    of_need = [[at for at, name in enumerate(space.needs) if need_of(name) == need] for need in names]
    grid = np.stack([apart[:, :, places].sum(axis=2, dtype=np.int32) for places in of_need], axis=2)
    past = space.age(POST_16)
    halves = [grid[:, :past], grid[:, past:]]
    by_need = np.stack([half.sum(axis=1, dtype=np.int32) for half in halves], axis=3).reshape(
        len(counts), len(names), -1
    )
    staged = np.zeros((len(counts), years, settings, 2), np.int32)
    ages = grid.sum(axis=2, dtype=np.int32)
    staged[:, :past, :, 0], staged[:, past:, :, 1] = ages[:, :past], ages[:, past:]
    by_year = staged.reshape(len(counts), years, -1)
    total = math.floor(float(np.median(by_need.sum(axis=(1, 2)))) + 0.5)
    needs_, years_ = _medians(by_need), _medians(by_year)
    columns = np.array(rounded_line(scaled(needs_.columns, total).tolist()), np.float64)
    table = rounded_table(fitted(needs_.start, scaled(needs_.rows, total), columns))
    parts = [part for _, part in by_age_group(space)]
    bands = _medians(np.stack([by_year[:, part].sum(axis=1) for part in parts], axis=1))
    banded = rounded_table(fitted(bands.start, scaled(bands.rows, total), columns))
    found["by_need"].append(table.tolist())
    single = within(parts, years_.start, years_.rows, banded)
    found["by_year"].append(single.tolist())
    first, second = _furthest(needs_, table), _furthest(bands, banded)
    off = (max(first[0], second[0]), max(first[1], second[1]), _furthest(years_, single)[0])
    found["moved"] = [round(max(pair), 1) for pair in zip(found["moved"], off, strict=True)]


def _needs(space: Space) -> list[str]:
    """Needs by name, areas put together."""
    return sorted({need_of(name) for name in space.needs})


def within(
    parts: Sequence[slice], start: Numbers, rows: Numbers, banded: NDArray[np.int64], to: int = 1
) -> NDArray[np.int64]:
    """A table (academic years, columns) in proportion to `start` and near to `rows`, in multiples of `to`, whose years
    of each band add to the band's row exactly, column by column.
    """
    found = np.zeros(start.shape, np.int64)
    for part, columns in zip(parts, banded, strict=True):
        wanted = scaled(rows[part], float(columns.sum()))
        found[part] = rounded_table(fitted(start[part], wanted, columns.astype(float)), to)
    return found


def _medians(values: Values) -> _Medians:
    cells: Numbers = np.median(values, axis=0)
    start: Numbers = np.where(cells > 0, cells, values.mean(axis=0))
    rows, columns = values.sum(axis=2), values.sum(axis=1)
    return _Medians(cells, start, *(_sums(each) for each in (rows, columns)))


def _sums(values: Values) -> Numbers:
    middle = np.median(values, axis=0)
    found: Numbers = np.where(middle > 0, middle, values.mean(axis=0))
    return found


def _furthest(medians: _Medians, table: Values) -> tuple[float, float]:
    cells = float(np.abs(table - medians.cells).max(initial=0))
    sums = max(float(np.abs(table.sum(axis=1) - medians.rows).max(initial=0)),
               float(np.abs(table.sum(axis=0) - medians.columns).max(initial=0)))  # fmt: skip
    return cells, sums


def scaled(values: Numbers | Sequence[float], total: float) -> Numbers:
    """The same in proportion, adding to the total; nothing where there is nothing."""
    line = np.asarray(values, float)
    whole = float(line.sum())
    return line * (total / whole) if whole > 0 else np.zeros(len(line))


def fitted(start: Numbers, rows: Numbers, columns: Numbers) -> Numbers:
    """A table in proportion to `start` whose columns add to `columns` and whose rows come near `rows`: nothing stays
    nothing (iterative proportional fitting, W. E. Deming and F. F. Stephan, 1940).
    """
    table = start.astype(float)
    for _ in range(ROUNDS):
        table = table * _ratio(rows, table.sum(axis=1))[:, None]
        table = table * _ratio(columns, table.sum(axis=0))
    return table


def _ratio(wanted: Numbers, have: Numbers) -> Numbers:
    found: Numbers = np.divide(wanted, have, out=np.zeros(len(have)), where=have > 0)
    return found


def _new_plans(run: Simulated) -> list[list[int]]:
    """By academic year: as many as the median of the simulations, in the proportions the law expects."""
    expected = exact_mean(run.law).joined.reshape(len(run.law.population), -1, run.law.space.kinds).sum(axis=2)
    totals = np.median(run.joined.sum(axis=2), axis=0)
    return [
        rounded_line(scaled(line, math.floor(float(total) + 0.5)).tolist())
        for line, total in zip(expected, totals, strict=True)
    ]
