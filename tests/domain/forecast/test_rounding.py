"""Controlled rounding: what is printed adds up, and nothing is further than its own rounding from what it was."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from goldenthread.domain.forecast.rounding import rounded_line, rounded_table

# Sixteenths are exact in a float, so that a sum's own floor and ceiling are known exactly.
TABLES = arrays(float, array_shapes(min_dims=2, max_dims=2, max_side=9), elements=st.integers(0, 800)).map(
    lambda table: table / 16
)


def _between(whole: float, value: float, to: int = 1) -> bool:
    return whole in (math.floor(value / to) * to, math.ceil(value / to) * to)


@given(TABLES, st.sampled_from((1, 5, 10)))
def test_every_cell_and_every_sum_is_next_below_or_above(table: np.ndarray, to: int) -> None:
    found = rounded_table(table, to)
    assert all(_between(a, b, to) for a, b in zip(found.ravel(), table.ravel(), strict=True))
    for axis in (0, 1):
        assert all(_between(a, b, to) for a, b in zip(found.sum(axis=axis), table.sum(axis=axis), strict=True))
    assert abs(found.sum() - table.sum()) <= to / 2


@given(TABLES)
def test_whole_numbers_and_nothing_stay_and_the_answer_is_the_same_twice(table: np.ndarray) -> None:
    found = rounded_table(table)
    whole = table == np.floor(table)
    assert (found[whole] == table[whole]).all()
    assert (rounded_table(found.astype(float)) == found).all()
    assert (rounded_table(table) == found).all()


@given(st.lists(st.floats(0, 1000), max_size=30))
def test_a_line_adds_to_its_rounded_sum(values: list[float]) -> None:
    found = rounded_line(values)
    assert abs(sum(found) - sum(values)) <= 0.5 + 1e-4
    assert all(abs(a - b) < 1 + 1e-4 for a, b in zip(found, values, strict=True))


def test_a_table_that_plain_rounding_breaks() -> None:
    table = [[0.5, 0.5, 0.5], [0.5, 0.5, 0.5], [0.5, 0.5, 0.5]]
    found = rounded_table(table)
    assert found.sum() == 5  # 4.5 to the nearest, halves up; cell by cell it would be 9
    assert set(found.sum(axis=0)) <= {1, 2}
    assert set(found.sum(axis=1)) <= {1, 2}


def test_sums_that_are_whole_are_kept() -> None:
    found = rounded_table([[1.3, 2.7], [0.7, 3.3]])
    assert found.sum(axis=0).tolist() == [2, 6]
    assert found.sum(axis=1).tolist() == [4, 4]


def test_a_large_table_is_whole_soon() -> None:
    table = np.random.default_rng(7).gamma(0.5, 8, (40, 30))
    found = rounded_table(table)
    assert (np.abs(found - table) < 1).all()
    assert (np.abs(found.sum(axis=0) - table.sum(axis=0)) < 1).all()


@pytest.mark.parametrize("table", [[[float("nan")]], [[float("inf")]], [1.0]])
def test_what_is_no_table_is_refused(table: object) -> None:
    with pytest.raises(ValueError, match="only a table of numbers"):
        rounded_table(table)  # type: ignore[arg-type]


def test_a_table_without_cells_stays_one() -> None:
    assert rounded_table(np.zeros((3, 0))).shape == (3, 0)
    assert rounded_line([]) == []
