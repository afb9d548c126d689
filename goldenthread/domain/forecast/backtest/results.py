"""The whole back-test: every method, every January, held against what came and against the mark to beat."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, cached_property
from typing import Final

from goldenthread.domain.forecast.backtest.panel import Panel, packaged
from goldenthread.domain.forecast.backtest.rolling import HORIZONS, METHODS, Rolling
from goldenthread.domain.forecast.backtest.scoring import Score, nearer, score
from goldenthread.domain.proportions import Proportion

DEFAULT: Final = "default"
# Scored from the first January for which three years of growth lie within the series of plans alone (2019 and after).
FIRST_SCORED: Final = 2022
FIRST_WITH_A_BAND: Final = 2019
# The mark: the best simple rule's weighted error in percent, one, two and three years on, when simple rules were first
# compared on these figures; and the same by January, rounded as they were published.
MARK: Final = {1: 3.6, 2: 6.0, 3: 7.7}
MARK_BY_JANUARY: Final = {
    (2022, 1): 3.5, (2022, 2): 5.9, (2022, 3): 7.7, (2023, 1): 4.3, (2023, 2): 6.9, (2024, 1): 3.6,
}  # fmt: skip


@dataclass(frozen=True)
class Backtest:
    """The methods run over one panel."""

    panel: Panel

    @cached_property
    def rolling(self) -> dict[str, Rolling]:
        """Each method's forecasts, by its name."""
        return {name: Rolling(self.panel, rule) for name, rule in METHODS.items()}

    @property
    def scored(self) -> range:
        """The Januaries scored together."""
        return range(FIRST_SCORED, self.panel.last_january)

    @property
    def earlier(self) -> range:
        """The Januaries before them, scored each alone: some of their growth is of statements becoming plans."""
        return range(FIRST_WITH_A_BAND, FIRST_SCORED)

    @cached_property
    def together(self) -> dict[str, dict[int, Score]]:
        """By method and years ahead, over all the scored Januaries."""
        return {name: self._scores(name, self.scored) for name in METHODS}

    @cached_property
    def by_january(self) -> dict[int, dict[str, dict[int, Score]]]:
        """By January forecast from, method and years ahead."""
        return {
            january: {name: self._scores(name, range(january, january + 1)) for name in METHODS}
            for january in [*self.earlier, *self.scored]
        }

    @cached_property
    def best_simple(self) -> dict[int, str]:
        """By years ahead: the simple rule with the least weighted error, known only now that the outcome is."""
        simple = [name for name in METHODS if name != DEFAULT]
        return {ahead: min(simple, key=lambda name: self.together[name][ahead].wape) for ahead in HORIZONS}

    @cached_property
    def beats_mark(self) -> dict[int, bool]:
        """By years ahead: whether the default's weighted error is below the mark."""
        return {ahead: self.together[DEFAULT][ahead].wape < mark for ahead, mark in MARK.items()}

    @cached_property
    def beats_mark_by_january(self) -> dict[tuple[int, int], bool]:
        """The same, January by January."""
        return {
            (january, ahead): self.by_january[january][DEFAULT][ahead].wape < mark
            for (january, ahead), mark in MARK_BY_JANUARY.items()
        }

    @cached_property
    def beats_simple(self) -> dict[int, bool]:
        """By years ahead: whether it is below that of every simple rule here, over the same Januaries."""
        scores = self.together
        return {
            ahead: scores[DEFAULT][ahead].wape < scores[best][ahead].wape for ahead, best in self.best_simple.items()
        }

    @cached_property
    def nearer_than_simple(self) -> dict[int, Proportion]:
        """By years ahead: how many of the default's forecasts were nearer than the best simple rule's."""
        default = self.rolling[DEFAULT]
        return {
            ahead: nearer(default, self.rolling[best], self.scored, ahead) for ahead, best in self.best_simple.items()
        }

    def _scores(self, name: str, januaries: range) -> dict[int, Score]:
        found = {ahead: score(self.rolling[name], januaries, ahead) for ahead in HORIZONS}
        return {ahead: each for ahead, each in found.items() if each}


@cache
def backtest() -> Backtest:
    """The back-test of the figures shipped with the product."""
    return Backtest(packaged())
