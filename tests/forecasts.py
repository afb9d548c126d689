"""Invented authorities for the forecast's tests: awkward on purpose, and the same for the same seed."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

from goldenthread.domain.forecast.backtest.applied import target_for
from goldenthread.domain.forecast.inputs import Inputs, Move, Setting
from goldenthread.domain.forecast.space import OUTSIDE

FIRST_YEAR = 2019


class Row(NamedTuple):
    """One child, one January to the next, as a line of transitions.csv has it."""

    year: int
    setting: str
    need: str
    age: int
    next_setting: str
    next_need: str


class Authority(NamedTuple):
    """Files not yet read: rows may be there twice, as two children are."""

    rows: list[Row]
    settings: list[Setting]
    population: dict[int, dict[int, int]]
    costs: dict[tuple[str, str], Decimal]

    @property
    def inputs(self) -> Inputs:
        moves = Counter(
            Move(row.year, row.age, row.need, row.setting, row.next_need, row.next_setting) for row in self.rows
        )
        return Inputs(moves=moves, settings=tuple(self.settings), population=self.population, costs=self.costs)


def invented(seed: int, children: int = 300, ahead: int = 6) -> Authority:
    """Some `children` rows a year. A nursery that ends while children are in it, academic years nobody was seen in,
    settings with one destination or none listed, changes of need, children where the settings do not take them.
    """
    chance = random.Random(seed)
    needs = [f"N{number}" for number in range(chance.randint(1, 3))]
    ranges = {"nursery": (-4, 0), "school": (0, 11), "special": (-1, 14), "college": (12, 19), "other": (3, 21)}
    names = list(ranges)[: chance.randint(2, 5)]
    settings = [
        Setting(name, "group", *ranges[name], tuple(sorted(chance.sample(needs, chance.randint(1, len(needs))))),
                tuple(sorted(chance.sample(names, chance.randint(0, len(names))))))
        for name in names
    ]  # fmt: skip
    needs = sorted({need for setting in settings for need in setting.needs})
    years = range(FIRST_YEAR, FIRST_YEAR + chance.randint(1, 4))
    unseen = set(chance.sample(range(-4, 20), 4))
    rows = [row for year in years for _ in range(children)
            if (row := _row(chance, year, needs, settings)).age not in unseen]  # fmt: skip
    rows = _carried_over(rows, years)
    population = {year: {age: chance.randint(1200, 2000) for age in range(-5, 22)}
                  for year in range(years[0], years[-1] + 2 + ahead)}  # fmt: skip
    costs = {(need, name): Decimal(chance.randint(5_000, 60_000)) for need in needs for name in names}
    return Authority(rows, settings, population, costs)


def _carried_over(rows: list[Row], years: range) -> list[Row]:
    """Each year begins with as many children as the year before ends with: rows of it are there twice, or left out."""
    kept = [row for row in rows if row.year == years[0]]
    for year in years[1:]:
        wanted = sum(row.year == year - 1 and row.next_setting != OUTSIDE for row in kept)
        begin = [row for row in rows if row.year == year and row.setting != OUTSIDE]
        kept += [row for row in rows if row.year == year and row.setting == OUTSIDE]
        kept += (begin * (wanted // len(begin) + 1))[:wanted] if begin else []
    return kept


def followed_inputs(children: int = 600) -> Inputs:
    """An invented authority whose total follows the tested forecast: 0.17 requests not refused for each plan."""
    inputs = invented(4, children).inputs
    plans = inputs.children_at_start().total()
    return replace(inputs, target=target_for(inputs.start, plans, round(0.17 * plans)))


def _row(chance: random.Random, year: int, needs: list[str], settings: list[Setting]) -> Row:
    setting = chance.choice(settings)
    youngest, oldest = setting.youngest, setting.oldest
    age = min(20, max(-5, chance.randint(youngest, oldest) + chance.choice((0, 0, 0, 0, 0, 1, -1))))
    need = chance.choice(needs if chance.random() < 0.1 else setting.needs)
    what = chance.random()
    if what < 0.2:
        return Row(year, OUTSIDE, OUTSIDE, age - 1, setting.name, need)
    if what < 0.3:
        return Row(year, setting.name, need, age, OUTSIDE, OUTSIDE)
    then = chance.choice(settings).name if what < 0.5 else setting.name
    return Row(year, setting.name, need, age, then, chance.choice(needs) if what > 0.93 else need)


def files(folder: Path, authority: Authority) -> Path:
    """The open model's four files in a folder."""
    rows = (f"{row.year},{row.setting},{row.need},{row.age},{row.next_setting},{row.next_need},{row.age + 1}"
            for row in authority.rows)  # fmt: skip
    heading = "calendar-year,setting-1,need-1,academic-year-1,setting-2,need-2,academic-year-2"
    _write(folder / "transitions.csv", heading, rows)
    people = (f"{year},{age},{n}" for year, ages in authority.population.items() for age, n in ages.items())
    _write(folder / "population.csv", "calendar-year,academic-year,population", people)
    settings = (f'{each.name},{each.group},{each.youngest},{each.oldest},"{",".join(each.needs)}",'
                f'"{",".join(each.moves_to)}"' for each in authority.settings)  # fmt: skip
    heading = "setting,setting-group,min-academic-year,max-academic-year,needs,setting->setting"
    _write(folder / "valid-states.csv", heading, settings)
    _write(folder / "costs.csv", "need,setting,cost", (f"{n},{s},{cost}" for (n, s), cost in authority.costs.items()))
    return folder


def _write(path: Path, heading: str, rows: object) -> None:
    path.write_text("\n".join((heading, *rows)) + "\n", encoding="utf-8")  # type: ignore[misc]
