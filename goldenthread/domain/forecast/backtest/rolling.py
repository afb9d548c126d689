"""Forecasts from each past January, each made from what was known in it and nothing later."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np

from goldenthread.domain.forecast.backtest import simple_rules
from goldenthread.domain.forecast.backtest.bands import NOMINAL, widths
from goldenthread.domain.forecast.backtest.panel import Figures, Panel
from goldenthread.domain.forecast.backtest.pipeline import pipeline
from goldenthread.domain.forecast.backtest.simple_rules import Rule

HORIZONS: Final = (1, 2, 3)
FIRST_FORECAST: Final = 2018  # the first January with an earlier one, and its requests, to learn from
SIMPLE: Final[dict[str, Rule]] = {
    "last_value": simple_rules.last_value,
    "plus_10_percent": simple_rules.plus_10_percent,
    "own_growth_2": simple_rules.own_growth_2,
    "own_growth_3": simple_rules.own_growth_3,
    "national_growth": simple_rules.national_growth,
    "pooled": simple_rules.pooled,
}
METHODS: Final[dict[str, Rule]] = {"default": pipeline, **SIMPLE}


@dataclass(frozen=True)
class Rolling:
    """One method's forecasts over all the Januaries of a panel from `first` on."""

    panel: Panel
    rule: Rule
    first: int = FIRST_FORECAST

    @cached_property
    def forecasts(self) -> dict[tuple[int, int], Figures]:
        """Plans expected, by January forecast from and years ahead; one an authority, not rounded."""
        januaries = range(self.first, self.panel.last_january + 1)
        known = {january: self.panel.known_in(january) for january in januaries}
        return {(january, ahead): self.rule(known[january], ahead) for january in januaries for ahead in HORIZONS}

    @cached_property
    def _reach(self) -> dict[tuple[int, int], dict[int, float]]:
        """By years ahead and nominal percentage: the reach of the band by January."""
        last, complete = self.panel.last_january, self.panel.complete
        found = {}
        for ahead in HORIZONS:
            errors = {
                january: np.log(self.panel.january(january + ahead)[complete] / forecast[complete])
                for (january, years), forecast in self.forecasts.items()
                if years == ahead and january + ahead <= last
            }
            for nominal in NOMINAL:
                found[ahead, nominal] = widths(errors, ahead, nominal, last)
        return found

    def band(self, january: int, ahead: int, nominal: int) -> tuple[Figures, Figures] | None:
        """Lowest and highest expected, one an authority; None where no earlier forecast had come due by then."""
        reach = self.reach(january, ahead, nominal)
        if reach is None:
            return None
        forecast = self.forecasts[january, ahead]
        return forecast * np.exp(-reach), forecast * np.exp(reach)

    def reach(self, january: int, ahead: int, nominal: int) -> float | None:
        """How far the band reaches either side, as a logarithm; None where no earlier forecast had come due by then."""
        return self._reach[ahead, nominal].get(january)
