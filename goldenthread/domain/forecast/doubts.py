"""Whether a forecast may be made of what was read, and whether it could be trusted; each reason named and located."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from goldenthread.domain.forecast.breaks import joining_breaks, population_breaks, stock_breaks
from goldenthread.domain.forecast.inputs import Inputs
from goldenthread.domain.forecast.reading import COSTS, MOVES, POPULATION, SETTINGS, Fault

FEWEST_CHILDREN = 30  # fewer at the start, or in all history, say nothing about a rate by age, need and setting
FEWEST_YEARS = 2  # of moves: one pair of Januaries cannot show how much a rate changes from year to year


class Weight(StrEnum):
    """What follows from a doubt."""

    STOPS = "stops"  # no sum can be done
    MISTRUST = "mistrust"  # a sum can be done; its answer would mislead
    NOTE = "note"  # true of the data, and to be known by whoever reads the forecast


@dataclass(frozen=True, slots=True)
class Doubt:
    """One reason, where it is, and what follows from it. `breaks`: the tables do not hang together from one year to the
    next (breaks.py), of which the open model asks nothing: under its law a forecast is drawn, and this said with it.
    """

    weight: Weight
    fault: Fault
    breaks: bool = False


def doubts(inputs: Inputs, years: int) -> tuple[Doubt, ...]:
    """Every doubt about a forecast of `years` Januaries after the last one known."""
    return tuple(each for part in (_population, _history, _children, _costs) for each in part(inputs, years))


def _doubt(weight: Weight, file: str, message: str) -> Doubt:
    return Doubt(weight, Fault(file, 0, message))


def _break(file: str, message: str) -> Doubt:
    return Doubt(Weight.MISTRUST, Fault(file, 0, message), breaks=True)


def _population(inputs: Inputs, years: int) -> Iterator[Doubt]:
    ages = {move.academic_year + 1 for move in inputs.moves if move.joins}
    for year in (*inputs.years, *range(inputs.start + 1, inputs.start + 1 + years)):
        there = inputs.population.get(year)
        if there is None:
            yield _doubt(Weight.STOPS, POPULATION, f"year {year} is missing; joiners cannot be worked out without it")
            continue
        missing = sorted(ages - set(there))
        if missing:
            yield _doubt(Weight.STOPS, POPULATION, f"year {year} has no population for academic year {missing[0]}")
    for (year, age), joined in sorted(_joined(inputs).items()):
        people = inputs.population.get(year, {}).get(age)
        if people is not None and joined > people:
            message = f"year {year} has {people} young people of academic year {age}, but {joined} joined"
            yield _doubt(Weight.STOPS, POPULATION, message)
    for message in population_breaks(inputs, years):
        yield _break(POPULATION, message)


def _joined(inputs: Inputs) -> dict[tuple[int, int], int]:
    found: dict[tuple[int, int], int] = {}
    for move, children in inputs.moves.items():
        if move.joins:
            key = (move.calendar_year, move.academic_year + 1)
            found[key] = found.get(key, 0) + children
    return found


def _history(inputs: Inputs, years: int) -> Iterator[Doubt]:
    known = inputs.years
    for year in range(known[0], known[-1]):
        if year not in known:
            yield _doubt(Weight.MISTRUST, MOVES, f"year {year} is missing between {known[0]} and {known[-1]}")
    if len(known) < FEWEST_YEARS:
        yield _doubt(Weight.MISTRUST, MOVES, f"only {len(known)} year of moves: how rates vary cannot be known")
    joined = dict.fromkeys(known, 0)
    for (year, _), children in _joined(inputs).items():
        joined[year] += children
    for message in (*stock_breaks(inputs), *joining_breaks(joined)):
        yield _break(MOVES, message)
    if years > 2 * len(known) + 2:
        message = f"{years} years are asked for from {len(known)} of history; the later ones rest on little"
        yield _doubt(Weight.NOTE, MOVES, message)


def _children(inputs: Inputs, years: int) -> Iterator[Doubt]:
    start = inputs.children_at_start()
    if start.total() < FEWEST_CHILDREN:
        message = f"{start.total()} children with a plan in January {inputs.start}: too few for any rate to be known"
        yield _doubt(Weight.MISTRUST, MOVES, message)
    if not any(move.joins for move in inputs.moves):
        yield _doubt(Weight.MISTRUST, MOVES, "nobody ever joins: the number of plans could only fall")
    if start.total() >= FEWEST_CHILDREN and not any(move.leaves for move in inputs.moves):
        yield _doubt(Weight.MISTRUST, MOVES, "nobody ever leaves: the number of plans could only grow")
    by_name = {setting.name: setting for setting in inputs.settings}
    odd = sum(count for (age, need, name), count in start.items() if not by_name[name].takes(age, need))
    if odd:
        message = f"{odd} children of January {inputs.start} are in a setting that takes no child of their age and need"
        yield _doubt(Weight.NOTE, SETTINGS, message)


def _costs(inputs: Inputs, years: int) -> Iterator[Doubt]:
    if not inputs.costs:
        yield _doubt(Weight.NOTE, COSTS, "no cost is given: the forecast counts children and not money")
        return
    named = {(need, setting.name) for setting in inputs.settings for need in setting.needs}
    unknown = sorted(set(inputs.costs) - named)
    if unknown:
        first = f"need {unknown[0][0]} in setting {unknown[0][1]}"
        yield _doubt(Weight.NOTE, COSTS, f"{len(unknown)} costs are of nothing in {SETTINGS}, the first of {first}")
    needed = sorted(named - set(inputs.costs))
    if needed:
        first = f"need {needed[0][0]} in setting {needed[0][1]}"
        message = (
            f"{len(needed)} costs are absent, the first of {first}: whoever is there is counted, without any money"
        )
        yield _doubt(Weight.NOTE, COSTS, message)
