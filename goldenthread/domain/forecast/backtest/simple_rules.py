"""Rules anyone can apply with a pencil: what a forecast has to beat to be worth having.

Each takes what was known in a January (`Panel.known_in`) and the years ahead, and gives the plans expected, one an
authority, not rounded; not-a-number where the rule has no history of that authority to go by.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import numpy as np

from goldenthread.domain.forecast.backtest.panel import Figures, Panel

Rule = Callable[[Panel, int], Figures]

OWN_WEIGHT: Final = 0.2  # of the pooled rule; 0.2 to 0.3 did best when the rules were first compared


def last_value(known: Panel, ahead: int) -> Figures:
    """As many as now."""
    return known.january(known.last_january)


def plus_10_percent(known: Panel, ahead: int) -> Figures:
    """A tenth more every year: the rule of many a published plan."""
    forecast: Figures = known.january(known.last_january) * 1.1**ahead
    return forecast


def own_growth_2(known: Panel, ahead: int) -> Figures:
    """The authority's own yearly growth of the last two years goes on."""
    forecast: Figures = known.january(known.last_january) * _own(known, 2) ** ahead
    return forecast


def own_growth_3(known: Panel, ahead: int) -> Figures:
    """The authority's own yearly growth of the last three years goes on."""
    forecast: Figures = known.january(known.last_january) * _own(known, 3) ** ahead
    return forecast


def national_growth(known: Panel, ahead: int) -> Figures:
    """Everybody grows as all the authorities together did in the last two years."""
    forecast: Figures = known.january(known.last_january) * national(known, 2) ** ahead
    return forecast


def pooled(known: Panel, ahead: int) -> Figures:
    """A fifth of the authority's own growth of two years and four fifths of everybody's."""
    nation = national(known, 2)
    own = _own(known, 2)
    growth = np.where(np.isfinite(own), OWN_WEIGHT * own + (1 - OWN_WEIGHT) * nation, nation)
    forecast: Figures = known.january(known.last_january) * growth**ahead
    return forecast


def national(known: Panel, years: int) -> float:
    """Yearly growth of all the complete authorities together over the last `years`, as a factor (1.1 is a tenth more).

    Raises LookupError where the figures do not go back so far.
    """
    now, then = known.january(known.last_january), known.january(known.last_january - years)
    both = known.complete & np.isfinite(now) & np.isfinite(then)
    return float((now[both].sum() / then[both].sum()) ** (1 / years))


def _own(known: Panel, years: int) -> Figures:
    then = known.january(known.last_january - years)
    growth: Figures = (known.january(known.last_january) / np.where(then > 0, then, np.nan)) ** (1 / years)
    return growth
