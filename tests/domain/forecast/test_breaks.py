"""Tables that do not hang together from year to year: never drawn without a word, and good ones never doubted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from goldenthread.domain.forecast.doubts import Weight, doubts
from goldenthread.domain.forecast.example import example_inputs
from goldenthread.domain.forecast.inputs import Inputs
from goldenthread.domain.forecast.laws import LAWS, law_for
from goldenthread.domain.forecast.mean import exact_mean
from tests.forecasts import invented

INPUTS = invented(4).inputs
FIRST, LAST, START = INPUTS.years[0], INPUTS.years[-1], INPUTS.start


def mistrust(inputs: Inputs, years: int = 3) -> list[str]:
    return [str(each.fault) for each in doubts(inputs, years) if each.weight is Weight.MISTRUST]


def peopled(change: Callable[[int, int, int], int]) -> Inputs:
    """The invented authority with every figure of population changed: year, academic year, people."""
    return replace(INPUTS, population={
        year: {age: change(year, age, n) for age, n in ages.items()} for year, ages in INPUTS.population.items()
    })  # fmt: skip


def without(drop: Callable[[int, bool, int], bool]) -> Inputs:
    """Without some rows, one row a child: the year, whether the child joins, the row's number."""
    moves = Counter(INPUTS.moves)
    number = 0
    for move, children in INPUTS.moves.items():
        for _ in range(children):
            moves[move] -= drop(move.calendar_year, move.joins, number)
            number += 1
    return replace(INPUTS, moves=+moves)


def test_what_hangs_together_is_not_doubted() -> None:
    assert mistrust(example_inputs(), 10) == []
    for seed in range(30):
        inputs = invented(seed).inputs
        assert [each for each in mistrust(inputs, 5) if "only 1 year" not in each] == []


@pytest.mark.parametrize("times", [0, 10, 0.1])
@pytest.mark.parametrize("year", [LAST, START + 1, START + 2])
def test_a_population_that_jumps_is_named_by_its_year(times: float, year: int) -> None:
    (said,) = mistrust(peopled(lambda at, age, n: round(n * times) if at >= year else n))
    assert said.startswith(f"population.csv: year {year} has ") and f"and {year - 1} has" in said


def test_so_is_that_of_one_age_and_what_comes_after_the_forecast_is_left_alone() -> None:
    said = mistrust(peopled(lambda year, age, n: n * 10 if (year, age) == (LAST, 6) else n))
    assert [each.startswith(f"population.csv: year {LAST + at} has") for at, each in enumerate(said)] == [True, True]
    assert all("young people of academic year 6, and" in each for each in said)
    assert mistrust(peopled(lambda year, age, n: n * 10 if year > START + 3 else n)) == []


def test_a_small_island_and_a_growing_town_are_not_doubted() -> None:
    chance = np.random.default_rng(3)
    births = chance.poisson(22, 60)
    assert mistrust(peopled(lambda year, age, n: int(births[year - FIRST - age + 22]))) == []
    assert mistrust(peopled(lambda year, age, n: round(n * 1.05 ** (year - FIRST)))) == []


@pytest.mark.parametrize("year", INPUTS.years)
def test_a_year_with_half_its_rows_is_named(year: int) -> None:
    said = mistrust(without(lambda at, joins, number: at == year and number % 2 == 0))
    near = [each for each in (year, year + 1) if each - 1 in INPUTS.years and each in INPUTS.years]
    assert [each.split(" begins")[0] for each in said] == [f"transitions.csv: year {each}" for each in near]


@pytest.mark.parametrize("year", INPUTS.years)
def test_a_year_nobody_joined_in_is_named_and_is_a_year_of_history_all_the_same(year: int) -> None:
    nobody = without(lambda at, joins, number: joins and at == year)
    assert any(f"year {year} has nobody who joined, and the others" in each for each in mistrust(nobody))
    for name in LAWS:
        whole, less = (exact_mean(law_for(name, each, 1)).joined.sum() for each in (INPUTS, nobody))
        years = len(INPUTS.years)
        if name == "ours":  # in the first year it makes growth as well as fewer
            assert less < (1.1 if year == FIRST else 0.93) * whole
        else:
            assert less == pytest.approx(whole * (years - 1) / years, rel=0.15)


def test_next_to_nobody_is_as_nobody() -> None:
    """A year in which one child joined tells no more than one without, though it has a logarithm."""
    year = INPUTS.years[1]
    first = next(n for n, joins in enumerate(
        move.joins and move.calendar_year == year for move, children in INPUTS.moves.items() for _ in range(children)
    ) if joins)  # fmt: skip
    none = without(lambda at, joins, number: joins and at == year)
    one = without(lambda at, joins, number: joins and at == year and number != first)
    means = [exact_mean(law_for("ours", each, 1)).joined.sum() for each in (none, one)]
    assert means[0] == pytest.approx(means[1], rel=0.05)
