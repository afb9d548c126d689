"""The forecast the product makes of plans where only published figures are at hand: the nation's growth, and faster or
slower as an authority's pipeline is fuller or emptier than the nation's.

Plans grow by what comes in. What comes in next year has mostly been asked for already: requests for an assessment not
refused last year, for each plan in force. An authority's growth is the nation's, plus a slope times how far its
pipeline stands from the nation's. The slope is the only thing learnt: from every earlier January whose outcome was
known by then, authorities compared within their year, so that a year good or bad for all teaches nothing false. The
authority's own past growth is left out: once the pipeline is known it adds nothing that lasts.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from goldenthread.domain.forecast.backtest.panel import Figures, Panel
from goldenthread.domain.forecast.backtest.simple_rules import national

YEARS_OF_NATIONAL_GROWTH: Final = 2
OUTERMOST: Final = (2.0, 98.0)  # percentiles beyond which a figure counts as these: one odd return must not steer


@dataclass(frozen=True, slots=True)
class Nation:
    """What everybody's figures to one January say of growth over so many years ahead: all that a forecast of one
    authority needs beside its own plans and requests.

    `growth`: the nation's, a year, as a logarithm; `filling`: requests not refused per plan, the nation's; `lowest` and
    `highest`: what an authority's own is drawn in to; `scored`: the least and greatest of the authorities scored;
    `slope`: yearly growth for each request per plan.
    """

    january: int
    ahead: int
    growth: float
    filling: float
    lowest: float
    highest: float
    scored: tuple[float, float]
    slope: float

    def forecast(self, plans: Figures, asked: Figures) -> Figures:
        """Plans expected, not rounded, of authorities with so many plans and requests not refused the year before.

        An authority whose requests are not a number is taken to be like the nation.
        """
        apart = np.clip(asked / plans, self.lowest, self.highest) - self.filling
        growth = self.growth + self.slope * np.nan_to_num(apart)
        expected: Figures = plans * np.exp(self.ahead * growth)
        return expected


def pipeline(known: Panel, ahead: int, older: int = 0) -> Figures:
    """Plans expected `ahead` years (1 or more) after the newest January known, one an authority, not rounded.

    `older`: by how many years the nation's figures are older than the authority's own, as they are for somebody who
    forecasts before the newest are published. Raises LookupError with too little history.
    """
    january = known.last_january
    nation = nation_of(known.known_in(january - older), ahead)
    return nation.forecast(known.january(january), _asked(known, january))


def nation_of(known: Panel, ahead: int) -> Nation:
    """What the nation's figures say `ahead` years after the newest January known. Raises LookupError with too little
    history."""
    january = known.last_january
    plans, all_filling = known.january(january), _asked(known, january) / known.january(january)
    scored = known.complete & np.isfinite(all_filling)
    low, high = np.percentile(all_filling[scored], OUTERMOST)
    within = np.clip(all_filling, low, high)
    return Nation(
        january, ahead, float(np.log(national(known, YEARS_OF_NATIONAL_GROWTH))), _mean(within[scored], plans[scored]),
        float(low), float(high), (float(all_filling[scored].min()), float(all_filling[scored].max())),
        slope(known, ahead),
    )  # fmt: skip


def slope(known: Panel, ahead: int) -> float:
    """Yearly growth (as a logarithm) for each request not refused per plan, learnt from the Januaries whose outcome
    `ahead` years later is known. Where there is none yet, that of the next shorter time; nought with nothing to learn
    from."""
    for years in range(ahead, 0, -1):
        learnt_from = range(known.first_year + 1, known.last_january - years + 1)
        sums = [_moments(known, january, years) for january in learnt_from]
        spread = sum(each[0] for each in sums)
        if spread > 0:
            return sum(each[1] for each in sums) / spread
    return 0.0


def _moments(known: Panel, january: int, years: int) -> tuple[float, float]:
    """Of one January: how the pipelines spread, and how growth went with them. Large authorities weigh more, by the
    square root of their plans."""
    plans, later = known.january(january), known.january(january + years)
    filling, growth = _filling(known, january), np.log(later / plans) / years
    use = known.complete & np.isfinite(filling) & np.isfinite(growth)
    x, y, weight = filling[use], _inside(growth[use], growth[use]), np.sqrt(plans[use])
    x, y = x - _mean(x, weight), y - _mean(y, weight)
    return _mean(x * x, weight), _mean(x * y, weight)


def _filling(known: Panel, january: int) -> Figures:
    """Requests of the year before that were not refused, for each plan in force, its outermost values drawn in."""
    filling: Figures = _asked(known, january) / known.january(january)
    return _inside(filling, filling[known.complete & np.isfinite(filling)])


def _asked(known: Panel, january: int) -> Figures:
    asked: Figures = known.of_year("requests", january - 1) - known.of_year("refused", january - 1)
    return asked


def _inside(values: Figures, among: Figures) -> Figures:
    low, high = np.percentile(among, OUTERMOST)
    drawn_in: Figures = np.clip(values, low, high)
    return drawn_in


def _mean(values: Figures, weights: Figures) -> float:
    return float(np.average(values, weights=weights))
