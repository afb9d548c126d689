"""Summaries against numpy's own, to the last figure, by both roads."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from goldenthread.domain.forecast.quantiles import QUANTILES, by_age_group, summary_of
from goldenthread.domain.forecast.space import Space

ROADS = [pytest.param(True, id="compiled"), pytest.param(False, id="sorted")]


def as_numpy_has_it(values: np.ndarray, compiled: bool) -> None:
    found = summary_of(values, [str(each) for each in range(values.shape[2])], compiled=compiled)
    whole = values.astype(float)
    np.testing.assert_allclose(found.mean, whole.mean(axis=0), rtol=1e-12)
    spread = whole.std(axis=0, ddof=1) if len(values) > 1 else np.zeros(values.shape[1:])
    np.testing.assert_allclose(found.deviation, spread, rtol=1e-9, atol=1e-9)
    np.testing.assert_array_equal(found.least, values.min(axis=0))
    np.testing.assert_array_equal(found.most, values.max(axis=0))
    quantiles = np.moveaxis(np.quantile(whole, QUANTILES, axis=0), 0, -1)
    np.testing.assert_allclose(found.quantiles, quantiles, rtol=1e-12, atol=1e-9)


@pytest.mark.parametrize("compiled", ROADS)
@pytest.mark.parametrize("kind", [np.int16, np.int32, np.int64])
@pytest.mark.parametrize(("low", "high"), [(0, 2), (0, 3_000), (7, 8), (30_000, 32_767)])
def test_whole_numbers(kind: type, low: int, high: int, compiled: bool) -> None:
    draws = np.random.default_rng(1)
    as_numpy_has_it(draws.integers(low, high, (257, 3, 70)).astype(kind), compiled)


@pytest.mark.parametrize("compiled", ROADS)
@pytest.mark.parametrize(("low", "high"), [(0, 5_000), (0, 2**31 - 1), (2**31 - 9, 2**31 - 1), (-3_000_000, 3_000_000)])
def test_wide_and_large_ranges(low: int, high: int, compiled: bool) -> None:
    draws = np.random.default_rng(2)
    as_numpy_has_it(draws.integers(low, high, (101, 2, 40)).astype(np.int32 if high < 2**31 else np.int64), compiled)


@pytest.mark.parametrize("compiled", ROADS)
def test_nothing_is_put_in_buckets(compiled: bool) -> None:
    """A caseload known to the child has that mean and every quantile, to the child."""
    found = summary_of(np.full((1000, 1, 1), 21_531, np.int32), ["all"], compiled=compiled)
    assert (found.quantiles == 21_531).all() and found.mean == 21_531 and found.deviation == 0


@pytest.mark.parametrize("compiled", ROADS)
@pytest.mark.parametrize("number", [1, 2, 3])
def test_few_simulations(number: int, compiled: bool) -> None:
    as_numpy_has_it(np.arange(number * 6, dtype=np.int32).reshape(number, 2, 3), compiled)


@pytest.mark.parametrize("compiled", ROADS)
def test_arrays_of_other_layouts(compiled: bool) -> None:
    values = np.random.default_rng(3).integers(0, 90, (64, 6, 33)).astype(np.int32)
    for each in (np.asfortranarray(values), values[::2, 1:5:2, ::-1], values.transpose(2, 1, 0), values[:, :, [3, 1]]):
        as_numpy_has_it(each, compiled)


@settings(max_examples=40, deadline=None)
@given(some.lists(some.integers(0, 2**31 - 1), min_size=1, max_size=60), some.booleans())
def test_any_column(numbers: list[int], compiled: bool) -> None:
    as_numpy_has_it(np.array(numbers, np.int64).reshape(-1, 1, 1), compiled)


def test_pounds_are_sorted() -> None:
    as_numpy_has_it(np.random.default_rng(4).normal(2e7, 1e5, (99, 3, 1)), compiled=True)


def test_age_groups_hold_everybody_once() -> None:
    space = Space(("need",), ("setting",))
    held = [age for _, part in by_age_group(space) for age in space.academic_years[part]]
    assert held == list(space.academic_years)
