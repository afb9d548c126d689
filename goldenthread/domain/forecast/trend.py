"""How fast joining grows: an authority's own few years pooled with England's, fading with time, and how unsure that
is.
"""

from __future__ import annotations

import numpy as np

from goldenthread.domain.forecast.inputs import Inputs
from goldenthread.domain.forecast.law import Floats
from goldenthread.domain.forecast.nation.growth import growth_before

FADES = 0.8  # a year's growth is this much of the year's before: no growth has lasted at its first pace
# Standard deviation of a year's joiners beyond chance, as a logarithm, where there are too few years to tell.
SHOCK = 0.07
FEWEST_UNDER_WAY, FEWEST_YEARS, LEAST_SPREAD = 20, 3, 0.05
NEXT_TO_NONE = 0.25  # of the joiners expected in a year at the average of all


def trend_of(inputs: Inputs, years: int) -> tuple[Floats, Floats]:
    """What the average joining rate of history is multiplied by, each January forecast; and the standard deviation
    of its logarithm. Shapes (years,).

    Requests and assessments under way in the January known lead the plans of the year after: where there is history
    of how many plans so many led to, the first year is pulled towards that, and the years after it less and less.
    """
    level, slope, unsure, slope_unsure, shock = _fitted(inputs)
    ahead = np.cumsum(FADES ** np.arange(1, years + 1))
    growth = level + slope * ahead
    spread = np.sqrt(unsure**2 + (slope_unsure * ahead) ** 2 + shock**2 * np.arange(1, years + 1))
    led = _led(inputs)
    if led is not None and years:
        said, variance = led
        weight = spread[0] ** 2 / (spread[0] ** 2 + variance)
        growth = growth + weight * (said - growth[0]) * FADES ** np.arange(years)
        spread = spread.copy()
        spread[0] = np.sqrt(spread[0] ** 2 * variance / (spread[0] ** 2 + variance))
    return np.exp(growth), spread


def _led(inputs: Inputs) -> tuple[float, float] | None:
    """What requests and assessments under way say of the first year: a logarithm as `_by_year` has it, and its
    variance.

    None where fewer than `FEWEST_YEARS` Januaries with `FEWEST_UNDER_WAY` of them are known, or the newest is not.
    """
    now = inputs.under_way.get(inputs.start, 0)
    years, ratio, _, joined = _by_year(inputs)
    pairs = [(joined[place] / inputs.under_way.get(int(year), 0), ratio[place], joined[place])
             for place, year in enumerate(years) if inputs.under_way.get(int(year), 0) >= FEWEST_UNDER_WAY]  # fmt: skip
    if now < FEWEST_UNDER_WAY or len(pairs) < FEWEST_YEARS:
        return None
    leads = np.log([each[0] for each in pairs])
    spread = max(LEAST_SPREAD, float(leads.std(ddof=1)))
    # Those expected at average rates change with the population alone; the newest year's stand for the next.
    expected = pairs[-1][2] / np.exp(pairs[-1][1])
    said = float(np.log(now * np.exp(leads.mean()) / expected))
    return said, spread**2 * (1 + 1 / len(pairs))


def _fitted(inputs: Inputs) -> tuple[float, float, float, float, float]:
    """Level of the logarithm in the newest year of history, slope a year, and how unsure each is; the yearly shock."""
    years, ratio, joined, _ = _by_year(inputs)
    nation = growth_before(inputs.start)
    if len(years) < 2:
        return 0.0, nation.mean, SHOCK, nation.spread, SHOCK
    weight = 1 / (1 / joined + SHOCK**2)
    middle = (weight * years).sum() / weight.sum()
    level = (weight * ratio).sum() / weight.sum()
    across = (weight * (years - middle) ** 2).sum()
    own = (weight * (years - middle) * (ratio - level)).sum() / across
    own_precision, nation_precision = across, 1 / nation.spread**2
    slope = (own * own_precision + nation.mean * nation_precision) / (own_precision + nation_precision)
    left_over = ratio - level - slope * (years - middle)
    beyond = max(0.0, float((left_over**2).mean() - (1 / joined).mean()))
    shock = float(np.sqrt((beyond * len(years) + SHOCK**2 * 2) / (len(years) + 2)))
    slope_unsure = float(np.sqrt(1 / (own_precision + nation_precision)))
    unsure = float(np.sqrt(1 / weight.sum() + (slope_unsure * (years[-1] - middle)) ** 2))
    return float(level + slope * (years[-1] - middle)), float(slope), unsure, slope_unsure, shock


def _by_year(inputs: Inputs) -> tuple[Floats, Floats, Floats, Floats]:
    """By year of history: the year; the logarithm of joiners to those expected at the average rates of each age; the
    children it is known from, whose reciprocal is its variance by chance; and the joiners it stands for.

    Of a year with next to none, a logarithm tells of nothing but how few: it would be minus infinity, with no weight.
    Such a year has the weight of what was expected, and in place of the logarithm what it is near one (r - 1).
    """
    joined: dict[int, dict[int, int]] = {year: {} for year in inputs.years}
    for move, children in inputs.moves.items():
        if move.joins:
            here = joined[move.calendar_year]
            here[move.academic_year + 1] = here.get(move.academic_year + 1, 0) + children
    ages = {age for found in joined.values() for age in found}
    people = {age: sum(inputs.population[year].get(age, 0) for year in inputs.years) for age in ages}
    rate = {age: sum(found.get(age, 0) for found in joined.values()) / people[age] for age in ages if people[age]}
    rows = []
    for year, found in joined.items():
        expected = sum(inputs.population[year].get(age, 0) * rate[age] for age in rate)
        total = sum(found.values())
        if not expected:
            continue
        if total < NEXT_TO_NONE * expected:
            rows.append((year, total / expected - 1, expected, expected * np.exp(total / expected - 1)))
        else:
            rows.append((year, np.log(total / expected), total, total))
    table = np.array(rows, float).reshape(-1, 4)
    return table[:, 0], table[:, 1], table[:, 2], table[:, 3]
