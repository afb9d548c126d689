"""Prices over time: a price agreed counts from its month, and each grows from the year it is of."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from goldenthread.domain.forecast.answers import answer_of
from goldenthread.domain.forecast.balances import Start
from goldenthread.domain.forecast.effects import Effect, Touched
from goldenthread.domain.forecast.example import example_inputs
from goldenthread.domain.forecast.kept import inputs_as_plain, inputs_from_plain
from goldenthread.domain.forecast.price_growth import PriceGrowth
from goldenthread.domain.forecast.scenarios import Fee

SPACE = example_inputs().space


@pytest.mark.parametrize(
    ("starts", "lag", "expected"),
    [
        (date(2027, 4, 1), 0, [1, 0.5, 0.5]),
        (date(2027, 9, 1), 0, [1, 1 - 0.5 * 7 / 12, 0.5]),
        (date(2027, 1, 1), 0, [1 - 0.5 * 3 / 12, 0.5, 0.5]),
        (date(2027, 1, 1), 3, [1, 0.5, 0.5]),
        (date(2026, 4, 1), 0, [0.5, 0.5, 0.5]),
        (date(2030, 4, 1), 0, [1, 1, 1]),
    ],
)
def test_a_price_counts_from_the_month_it_begins(starts: date, lag: int, expected: list[float]) -> None:
    halved = Fee("half", Effect(starts, lag), Touched(settings=("special",)), factor=0.5)
    touched = SPACE.kind("autism", "special")
    factors = [halved.price_factor(SPACE, year) for year in (2026, 2027, 2028)]
    assert [each[touched] for each in factors] == pytest.approx(expected)
    assert all(each[SPACE.kind("autism", "mainstream")] == 1 for each in factors)


def test_a_price_that_grows_to_its_whole_over_the_year_is_halfway_on_average() -> None:
    phased = Fee("half", Effect(date(2027, 4, 1), phase_months=12), factor=0.5)
    assert [phased.price_factor(SPACE, year)[0] for year in (2026, 2027, 2028)] == pytest.approx([1, 0.75, 0.5])


def test_a_price_of_an_earlier_year_has_grown_by_the_first_year_forecast() -> None:
    older, newer = SPACE.named(0), SPACE.named(1)
    parts = {older: {"place": Decimal(8_000), "top_up": Decimal(2_000)}}
    priced_in = {older: 2025, newer: 2026}
    grown = PriceGrowth(10.0, {"place": 0.0}, parts, priced_in).factors(SPACE, (2026, 2027))
    assert grown[:, 0] == pytest.approx([0.8 + 0.2 * 1.1, 0.8 + 0.2 * 1.21])
    assert grown[:, 1] == pytest.approx([1, 1.1])
    assert grown[:, 2] == pytest.approx([1, 1.1])  # of a year not told: the first
    assert PriceGrowth(10.0, priced_in=priced_in).factors(SPACE, ()).shape == (0, SPACE.kinds)


def test_placements_grow_with_the_rest_of_the_balance() -> None:
    inputs = example_inputs()  # the last January known is of 2025
    start = Start(income=1e6, other_spending=1e5, base_year=2024, price_growth=10.0)
    money = [
        answer_of(replace(inputs, priced_in=dict.fromkeys(inputs.costs, year)), "ours", 3, (), 50, 7, balance=start)
        for year in (2024, 2025)
    ]
    for older, newer in zip(*(each["pounds"]["mean"] for each in money), strict=True):
        assert older[0] == pytest.approx(1.1 * newer[0])
    assert money[0]["balance"]["other_spending"][0] == pytest.approx(1.1e5)


def test_the_year_of_a_price_is_kept_and_inputs_from_before_have_none() -> None:
    inputs = replace(example_inputs(), priced_in={("autism", "base"): 2024})
    plain = json.loads(json.dumps(inputs_as_plain(inputs)))
    assert inputs_from_plain(plain).priced_in == inputs.priced_in
    before = {name: value for name, value in plain.items() if name != "priced_in"} | {"version": 2}
    assert inputs_from_plain(before).priced_in == {}
