"""A small invented authority: enough to compile the loop with, and to show what a forecast is made from."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal

from goldenthread.domain.forecast.inputs import Inputs, Move, Setting
from goldenthread.domain.forecast.space import OUTSIDE

NEEDS = ("autism", "speech")


def example_inputs() -> Inputs:
    """Three years of moves of some eighty children in three settings, a population of 500 an academic year."""
    settings = (
        Setting("mainstream", "school", 0, 10, NEEDS, ("base", "mainstream", "special")),
        Setting("base", "school", 0, 10, NEEDS, ("base", "mainstream", "special")),
        Setting("special", "school", 0, 13, NEEDS, ("base", "mainstream", "special")),
    )
    moves: Counter[Move] = Counter()
    for year in (2022, 2023, 2024):
        for age in range(10):
            need = NEEDS[age % 2]
            moves[Move(year, age - 1, OUTSIDE, OUTSIDE, need, "mainstream")] += 2
            moves[Move(year, age, need, "mainstream", need, "mainstream")] += 4
            moves[Move(year, age, need, "mainstream", need, "special" if age > 4 else "base")] += 1
            moves[Move(year, age, need, "special", need, "special")] += 1
            moves[Move(year, age, need, "mainstream", OUTSIDE, OUTSIDE)] += 2  # as many as join
    population = {year: dict.fromkeys(range(-5, 22), 500) for year in range(2022, 2036)}
    costs = {(need, setting.name): Decimal(10_000) for need in NEEDS for setting in settings}
    return Inputs(moves=moves, settings=settings, population=population, costs=costs)
