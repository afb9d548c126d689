"""Our law's total tied to a tested forecast: joining grows, year by year, as that total needs; who they are, where they
go and who leaves stays as fitted.

The expected total of a January is a straight line in the growth of each year before it. So the growth is solved, one
year after the other, and nobody is made or lost. The spread of growth is widened until the total is as unsure as the
tested forecasts were. Both are of the law without any change supposed, so that a change still does what it does.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import numpy as np

from goldenthread.domain.forecast.law import Floats, Law
from goldenthread.domain.forecast.mean import MeanStep, exact_mean, mean_step
from goldenthread.domain.forecast.target import Target, TargetYear

STEP, WIDEST = 0.001, 1.25  # of the spread tried; beyond it a wider spread would draw the band of 80% in again
NORMAL: Final = {80: 1.2815515655446004, 95: 1.959963984540054}  # standard deviations either side


def tied(law: Law, to: Target) -> Law:
    """The law whose expected total is the tested forecast's in its years, with bands no narrower than its.

    After them growth goes on fading from the last of them, and its variance grows by as much a year as it did.
    `notes` of the law say what could not be met.
    """
    years = to.years[: len(law.population)]
    if not years:
        return law
    step = mean_step(law)
    without, of_joiners = _lines(law, len(years), step)
    expected, notes = _growth(without, of_joiners, years, law, step.joining)
    spread, narrow = _spread(without, of_joiners, expected, years, law.growth_spread)
    growth = expected * np.exp(-(spread**2) / 2)
    last, reached = len(years) - 1, not notes
    after = (growth[last] / law.growth[last] if reached else 1.0) * law.growth[len(years) :]
    more = law.growth_spread[len(years) :] ** 2 - law.growth_spread[last] ** 2
    wider = np.sqrt(spread[last] ** 2 + np.maximum(0, more))
    return replace(
        law, growth=np.concatenate((growth, after)), growth_spread=np.concatenate((spread, wider)),
        notes=(*law.notes, *notes, *narrow),
    )  # fmt: skip


def _lines(law: Law, years: int, step: MeanStep) -> tuple[Floats, Floats]:
    """Expected totals without anybody joining, (years,); and of those who join in a year at growth 1, (years, years):
    still there each January."""
    short = replace(
        law, population=law.population[:years], leave_factor=law.leave_factor[:years],
        join_factor=law.join_factor[:years], growth_spread=np.zeros(years),
    )  # fmt: skip
    totals = [exact_mean(replace(short, growth=growth), step).counts.sum(axis=1)[1:]
              for growth in (np.zeros(years), *np.eye(years))]  # fmt: skip
    return totals[0], np.stack(totals[1:], axis=1) - totals[0][:, None]


def _growth(
    without: Floats, of_joiners: Floats, years: tuple[TargetYear, ...], law: Law, joining: Floats
) -> tuple[Floats, list[str]]:
    """Expected growth of each year, joining at the rates `joining` at growth 1; and which totals it cannot come to."""
    expected, notes = np.zeros(len(years)), []
    for at, year in enumerate(years):
        missing = year.expected - without[at] - of_joiners[at, :at] @ expected[:at]
        january = law.first_year + year.ahead
        if of_joiners[at, at] <= 0:
            notes.append(f"nobody of the ages forecast ever joined, so the total of January {january} is not tied")
            expected[at] = law.growth[at] * np.exp(law.growth_spread[at] ** 2 / 2)
            continue
        if missing < 0:
            notes.append(
                f"in January {january} more plans are left than the tested forecast expects although nobody is taken "
                "to join, so the total is above it"
            )
        expected[at] = max(0.0, missing) / of_joiners[at, at]
        if (joining * expected[at] > 1).any():
            notes.append(
                f"by January {january} more would join than there are young people of an age: some are cut off"
            )
    return expected, notes


def _spread(
    without: Floats, of_joiners: Floats, expected: Floats, years: tuple[TargetYear, ...], least: Floats
) -> tuple[Floats, list[str]]:
    """Spread of growth, year by year the least from the law's own on with which the band of the expected total, given
    the one draw of growth that all years share, is as wide as the tested one; other chance only widens it."""
    spread, notes = np.zeros(len(years)), []
    for at, year in enumerate(years):
        tried = np.concatenate(([least[at]], np.arange(least[at] + STEP, WIDEST, STEP)))
        enough = np.ones(len(tried), bool)
        for nominal, reach in ((80, year.reach_80), (95, year.reach_95)):
            ends = [
                without[at]
                + of_joiners[at, :at] @ (expected[:at] * _drawn(spread[:at], side))
                + of_joiners[at, at] * expected[at] * _drawn(tried, side)
                for side in (-NORMAL[nominal], NORMAL[nominal])
            ]
            enough &= ends[1] - ends[0] >= year.expected * 2 * np.sinh(reach)
        spread[at] = tried[int(enough.argmax())] if enough.any() else tried[-1]
        if not enough.any():
            notes.append(f"{year.ahead} years ahead the bands are narrower than those of the tested forecast")
    return spread, notes


def _drawn(spread: Floats, draw: float) -> Floats:
    """Growth over its mean, with a spread and a draw of the standard normal."""
    factor: Floats = np.exp(spread * draw - spread**2 / 2)
    return factor
