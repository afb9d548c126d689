"""How long a forecast takes: an invented authority of the size of the open model's demonstration, and ten times that.

python -m benchmarks.forecasting       prints one JSON object

With GOLDENTHREAD_OPEN_MODEL_DATA naming a folder of the open model's four files, those instead of the invented ones.
"""

from __future__ import annotations

import csv
import json
import os
import random
import sys
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from subprocess import DEVNULL, run
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

from goldenthread.commandline.forecast_files import read_folder
from goldenthread.domain.forecast.comparing import compared
from goldenthread.domain.forecast.effects import Effect, Touched
from goldenthread.domain.forecast.inputs import Inputs
from goldenthread.domain.forecast.laws import COMPATIBLE, OURS, law_for
from goldenthread.domain.forecast.mean import exact_mean
from goldenthread.domain.forecast.scenarios import Joining
from goldenthread.domain.forecast.simulating import simulated
from goldenthread.domain.forecast.space import OUTSIDE
from goldenthread.domain.forecast.tables import tables_of

OPEN_MODEL = "GOLDENTHREAD_OPEN_MODEL_DATA"
TIMES, SIMULATIONS = 5, 1000
PLANS, SETTINGS, NEEDS, HISTORY = 2_153, 19, 6, 4
SMALL, LARGE, COLD, TEN = 0.5, 2.0, 3.0, 10.0  # seconds


def measure() -> dict[str, Any]:
    """In a process of its own."""
    done = run([sys.executable, "-m", "benchmarks.forecasting"], capture_output=True, text=True, check=True)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def _figures() -> dict[str, Any]:
    with TemporaryDirectory() as made:
        given = os.environ.get(OPEN_MODEL)
        folder = Path(given) if given else _invented(Path(made))
        inputs = read_folder(folder)
        rows = [_warm(inputs, COMPATIBLE, 5, SMALL)]
        many = _ten_times(inputs)
        rows += [_warm(many, law, 10, LARGE) for law in (COMPATIBLE, OURS)]
        rows.append(_ten_changes(inputs))
        rows.append(_cold(folder, inputs, Path(made) / "tables"))
    return {"rows": rows, "met": all(row["whole"] <= row["target"] for row in rows)}


def _warm(inputs: Inputs, name: str, years: int, target: float) -> dict[str, Any]:
    """The median of five of simulating and of every table, after one that is not counted."""
    began = perf_counter()
    law = law_for(name, inputs, years)
    expected = exact_mean(law)
    prepared = perf_counter() - began
    taken = []
    for seed in range(TIMES + 1):
        began = perf_counter()
        children = simulated(law, SIMULATIONS, seed)
        between = perf_counter()
        tables_of(children, inputs.costs, expected)
        taken.append((perf_counter() - began, between - began, perf_counter() - between))
    whole, simulate, summarise = sorted(taken[1:])[TIMES // 2]
    return _row(f"warm, {name}", law.start.sum(), years, prepared, simulate, summarise, whole, target)


def _ten_changes(inputs: Inputs) -> dict[str, Any]:
    """Ten changes of our law compared: without any, each alone, and one more at a time until all: twenty runs."""
    began = perf_counter()
    law = law_for(OURS, inputs, 5)
    prices = {law.space.named(kind): Decimal(10_000) for kind in range(law.space.kinds)}
    starts = date(law.first_year, 9, 1)
    edits = [Joining(f"change {number}", Effect(starts), Touched(settings=(name,)), factor=0.9)
             for number, name in enumerate(law.space.settings[:10])]  # fmt: skip
    prepared = perf_counter() - began
    taken = []
    for seed in range(2):
        began = perf_counter()
        compared(law, edits, SIMULATIONS, seed, prices=prices)
        taken.append(perf_counter() - began)
    return _row("ten changes compared, ours", law.start.sum(), 5, prepared, None, None, taken[-1], TEN)


def _cold(folder: Path, inputs: Inputs, out: Path) -> dict[str, Any]:
    """The command, from nothing to the tables on disk; what was compiled is there."""
    command = [sys.executable, "-m", "goldenthread.commandline.main", "forecast", "run", "--in", str(folder),
               "--law", COMPATIBLE, "--years", "5", "--out", str(out)]  # fmt: skip
    taken = []
    for _ in range(TIMES + 1):
        began = perf_counter()
        run(command, check=True, stdout=DEVNULL, stderr=DEVNULL)
        taken.append(perf_counter() - began)
    whole = sorted(taken[1:])[TIMES // 2]
    return _row("the command, cold", inputs.children_at_start().total(), 5, None, None, None, whole, COLD)


def _row(what: str, plans: Any, years: int, *seconds: Any) -> dict[str, Any]:
    names = ("prepare", "simulate", "summarise", "whole", "target")
    return {"what": what, "plans": int(plans), "years": years} | dict(zip(names, seconds, strict=True))


def _ten_times(inputs: Inputs) -> Inputs:
    population = {year: {age: 10 * n for age, n in ages.items()} for year, ages in inputs.population.items()}
    newest = max(population)
    for year in range(newest + 1, inputs.start + 11):
        population[year] = population[newest]
    return replace(inputs, moves={move: 10 * n for move, n in inputs.moves.items()}, population=population)


def _invented(folder: Path) -> Path:
    """Files of an authority nobody lives in: as many plans, settings, needs and years as the demonstration has."""
    chance = random.Random(2153)
    needs, settings = [f"N{each}" for each in range(NEEDS)], [f"S{each:02}" for each in range(SETTINGS)]
    first = {name: chance.choice((-4, 0, 0, 4, 7, 12)) for name in settings}
    last = {name: min(20, first[name] + chance.randint(7, 14)) for name in settings}
    rows: list[tuple[object, ...]] = []
    for year in range(2020, 2020 + HISTORY):
        for child in range(PLANS):
            setting, need = chance.choice(settings), chance.choice(needs)
            age = chance.randint(first[setting], last[setting] - 1)
            joins, moves = child < PLANS * 0.12, chance.random() < 0.06
            was = (OUTSIDE, OUTSIDE) if joins else (setting, need)
            then = chance.choice([name for name in settings if first[name] <= age + 1 <= last[name]])
            rows.append((year, *was, age, then if moves else setting, need, age + 1))
            if child < PLANS * 0.08:
                rows.append((year, setting, need, age, OUTSIDE, OUTSIDE, age + 1))
    heading = ("calendar-year", "setting-1", "need-1", "academic-year-1", "setting-2", "need-2", "academic-year-2")
    _write(folder / "transitions.csv", heading, rows)
    people = [(year, age, 2_000) for year in range(2020, 2030) for age in range(-5, 22)]
    _write(folder / "population.csv", ("calendar-year", "academic-year", "population"), people)
    heading = ("setting", "setting-group", "min-academic-year", "max-academic-year", "needs", "setting->setting")
    named = [(name, "g", first[name], last[name], ",".join(needs), ",".join(settings)) for name in settings]
    _write(folder / "valid-states.csv", heading, named)
    _write(folder / "costs.csv", ("need", "setting", "cost"), [(n, s, 10_000) for n in needs for s in settings])
    return folder


def _write(path: Path, heading: tuple[str, ...], rows: list[Any]) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([heading, *rows])


if __name__ == "__main__":
    print(json.dumps(_figures()))
