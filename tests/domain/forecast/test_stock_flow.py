"""The daily stock-flow against a plain reading of the same arithmetic, child by state by day."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goldenthread.domain.forecast.stock_flow import (
    LEAVES,
    Flows,
    ageing_rates,
    daily_entrants,
    mean_daily_rates,
    project,
)  # fmt: skip


def plainly(
    stock: list[float], rates: list[list[float]], entrants: list[float], steps: int, days: int
) -> tuple[list[list[float]], list[list[float]]]:
    """The reference: no matrix, no power; one state after another."""
    states = range(len(stock))
    along, left = [list(stock)], []
    for _ in range(steps):
        now, after, gone = along[-1], list(along[-1]), [0.0 for _ in states]
        for state in states:
            going = [1 - (1 - rate) ** days for rate in rates[state]]
            total = sum(going)
            out = min(now[state] * total, now[state])
            after[state] -= out
            for to, rate in enumerate(going):
                part = out * rate / total if total else 0.0
                if to == len(stock):
                    gone[state] += part
                else:
                    after[to] += part
        along.append([after[state] + entrants[state] * days for state in states])
        left.append(gone)
    return along, left


def invented(seed: int, states: int, most: float) -> tuple[np.ndarray, Flows]:
    drawn = np.random.default_rng(seed)
    rates = drawn.uniform(0, most / (states + 1), (states, states + 1)) * (drawn.random((states, states + 1)) < 0.6)
    return drawn.uniform(0, 500, states), Flows(rates, drawn.uniform(0, 2, states))


@settings(max_examples=60, deadline=None)
@given(
    st.integers(0, 10**6), st.integers(1, 12), st.sampled_from([0.01, 0.4, 1.0, 6.0]), st.integers(0, 90),
    st.sampled_from([1, 7, 30]),
)  # fmt: skip
def test_it_is_the_plain_reading_to_a_thousand_millionth(
    seed: int, states: int, most: float, steps: int, days: int
) -> None:
    stock, flows = invented(seed, states, min(most, states + 1))
    found = project(stock, flows, steps=steps, days=days)
    along, left = plainly(stock.tolist(), flows.rates.tolist(), flows.entrants.tolist(), steps, days)
    np.testing.assert_allclose(found.stock, along, rtol=1e-9, atol=1e-9)
    np.testing.assert_allclose(found.left, np.array(left).reshape(steps, states), rtol=1e-9, atol=1e-9)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**6), st.integers(1, 30), st.sampled_from([0.02, 1.0, 20.0]), st.sampled_from([1, 30]))
def test_nobody_is_lost_or_made_up_and_no_stock_is_negative(seed: int, states: int, most: float, days: int) -> None:
    stock, flows = invented(seed, states, min(most, states + 1))
    found = project(stock, flows, steps=400, days=days)
    total = found.stock.sum(axis=1)
    np.testing.assert_allclose(total[1:], total[:-1] - found.left.sum(axis=1) + found.entered.sum(), rtol=1e-9)
    assert (found.stock >= 0).all() and (found.left >= 0).all()


def test_ten_years_of_days_of_twenty_five_states_agree_with_the_plain_reading() -> None:
    stock, flows = invented(7, 25, 0.05)
    along, _ = plainly(stock.tolist(), flows.rates.tolist(), flows.entrants.tolist(), 3_650, 1)
    np.testing.assert_allclose(project(stock, flows, steps=3_650).stock, along, rtol=1e-9, atol=1e-9)


def test_a_day_by_hand() -> None:
    flows = Flows(np.array([[0, 0.1, 0.05], [0, 0, 0.02]]), np.array([1.0, 0.5]))
    found = project(np.array([100.0, 50.0]), flows, steps=1)
    np.testing.assert_allclose(found.stock[1], [100 - 15 + 1, 50 + 10 - 1 + 0.5])
    np.testing.assert_allclose(found.left, [[5, 1]])
    week = project(np.array([100.0, 0.0]), Flows(np.array([[0, 0, 0.1], [0, 0, 0]]), np.zeros(2)), steps=1, days=7)
    np.testing.assert_allclose(week.left[0, 0], 100 * (1 - 0.9**7))


def test_more_than_everybody_cannot_go_and_they_go_in_proportion() -> None:
    flows = Flows(np.array([[0, 0.9, 0.6], [0, 0, 0]]), np.zeros(2))
    found = project(np.array([100.0, 0.0]), flows, steps=1)
    np.testing.assert_allclose(found.stock[1], [0, 60], atol=1e-12)
    np.testing.assert_allclose(found.left[0], [40, 0])


def test_rates_are_means_of_days_over_the_stock_of_the_day_before() -> None:
    stock = np.array([[10.0, 0.0], [8.0, 2.0], [8.0, 2.0]])
    moved = np.zeros((3, 2, 3))
    moved[1, 0, 1], moved[2, 1, 2] = 2, 1
    rates = mean_daily_rates(stock, moved)
    np.testing.assert_allclose(rates, [[0, 0.2 / 3, 0], [0, 0, 0.5 / 3]])
    moved[1, 1, 0] = 1
    with pytest.raises(ValueError, match="day 1 somebody moved out of state 1"):
        mean_daily_rates(stock, moved)
    np.testing.assert_allclose(daily_entrants(np.array([73.0, 0.0]), 365), [0.2, 0])


def test_growing_out_of_a_band_is_one_in_its_days_and_the_oldest_leave() -> None:
    rates = ageing_rates(np.array([365.0, 1826.0, np.inf]), np.array([1, LEAVES, LEAVES]))
    np.testing.assert_allclose(rates, [[0, 1 / 365, 0, 0], [0, 0, 0, 1 / 1826], [0, 0, 0, 0]])
    year = project(np.array([1000.0, 0.0, 0.0]), Flows(rates, np.zeros(3)), steps=365)
    np.testing.assert_allclose(year.stock[-1, 0], 1000 * (364 / 365) ** 365)


@pytest.mark.parametrize(
    "stock, rates, entrants, steps, days, said",
    [
        ([1, -1], [[0, 0, 0]] * 2, [0, 0], 1, 1, "stock at \\(1,\\) is -1"),
        ([1, 1], [[0, 0, 0], [0, float("nan"), 0]], [0, 0], 1, 1, "rates at \\(1, 1\\)"),
        ([1, 1], [[0, 0, 0], [0, 1.5, 0]], [0, 0], 1, 1, "from state 1 to 1 is over 1"),
        ([1, 1], [[0, 0]] * 2, [0, 0], 1, 1, "2 states need rates of \\(2, 3\\)"),
        ([1, 1], [[0, 0, 0]] * 2, [0, 0], 1, 0, "1 steps of 0 days"),
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_named(
    stock: list[float], rates: list[list[float]], entrants: list[float], steps: int, days: int, said: str
) -> None:
    with pytest.raises(ValueError, match=said):
        project(
            np.array(stock, float), Flows(np.array(rates, float), np.array(entrants, float)), steps=steps, days=days
        )


def test_bands_without_a_day_and_states_that_are_not_there_are_refused() -> None:
    with pytest.raises(ValueError, match="at least a day: state 1"):
        ageing_rates(np.array([365.0, 0.0]), np.array([1, LEAVES]))
    with pytest.raises(ValueError, match="next state"):
        ageing_rates(np.array([365.0, 365.0]), np.array([2, LEAVES]))
    with pytest.raises(ValueError, match="period of 0 days"):
        daily_entrants(np.array([1.0]), 0)
