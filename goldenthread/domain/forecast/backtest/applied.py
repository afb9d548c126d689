"""The tested default made for an authority from its own figures, as the back-test makes it for the published ones.

The nation's figures are published half a year after their January and later than an authority knows its own. Then they
are the newest there are, one to three years older than the start, and error and bands are those of forecasts made just
so: the back-test is run with figures as old.
"""

from __future__ import annotations

from functools import cache, partial
from typing import Final

import numpy as np

from goldenthread.domain.forecast.backtest.panel import SOURCE, packaged
from goldenthread.domain.forecast.backtest.pipeline import Nation, nation_of, pipeline
from goldenthread.domain.forecast.backtest.results import backtest
from goldenthread.domain.forecast.backtest.rolling import FIRST_FORECAST, HORIZONS, Rolling
from goldenthread.domain.forecast.backtest.scoring import Score, score
from goldenthread.domain.forecast.target import Target, TargetYear

OLDEST_FIGURES: Final = 3  # years the nation's figures may be older than the start: as far as the test reaches
# With fewer, some 30 who join and 20 who leave by chance in a year, √50 either way, are alone as far out as the method
# is on average one year on (3.5%); of the authorities tested all but two, with 17 and 26 plans, have more.
FEWEST_PLANS: Final = 200


class NotTested(ValueError):
    """The method was not tested on such figures; the message says why, as the end of a sentence."""


def target_for(january: int, plans: int, asked: int) -> Target:
    """Plans expected one, two and three years after a January in which so many were in force.

    `asked`: requests for an assessment received in the calendar year before it and not refused. Raises NotTested.
    """
    panel = packaged()
    figures = min(january, panel.last_january)
    older = january - figures
    if older > OLDEST_FIGURES:
        raise NotTested(
            f"the newest national figures, of January {figures}, are more than {OLDEST_FIGURES} years older than "
            f"January {january}"
        )
    if plans < FEWEST_PLANS:
        raise NotTested(f"with fewer than {FEWEST_PLANS} plans chance decides more than any forecast can tell")
    if asked <= 0:
        raise NotTested(f"no request of {january - 1} that was not refused is known")
    if any(_reach(january, ahead, 80) is None for ahead in HORIZONS):
        raise NotTested(f"no forecast of {max(HORIZONS)} years had come due for testing by January {january}")
    _check_filling(asked / plans, _nation(figures, 1))
    years = tuple(_year(january, older, ahead, plans, asked) for ahead in HORIZONS)
    return Target(january, plans, asked, figures, int(panel.complete.sum()), SOURCE, years)


def _check_filling(filling: float, nation: Nation) -> None:
    low, high = nation.scored
    if not low <= filling <= high:
        raise NotTested(
            f"the requests known are {filling:.3f} for each plan, outside what any authority tested had in January "
            f"{nation.january} ({low:.3f} to {high:.3f}), so they may not be all there were"
        )


def _year(january: int, older: int, ahead: int, plans: int, asked: int) -> TargetYear:
    nation = _nation(january - older, ahead)
    expected = float(nation.forecast(np.array([plans], float), np.array([asked], float))[0])
    reach_80, reach_95 = (_reach(january, ahead, nominal) or 0.0 for nominal in (80, 95))
    found = _scores(older)[ahead]
    return TargetYear(ahead, expected, reach_80, reach_95, found.wape, found.n)


@cache
def _nation(january: int, ahead: int) -> Nation:
    return nation_of(packaged().known_in(january), ahead)


def _reach(january: int, ahead: int, nominal: int) -> float | None:
    """Of the band of such a forecast; never less than of one made with figures of its own January."""
    panel = packaged()
    figures = min(january, panel.last_january)
    found = [_rolling(older).reach(figures, ahead, nominal) for older in {0, january - figures}]
    known = [each for each in found if each is not None]
    return max(known) if len(known) == len(found) else None


@cache
def _rolling(older: int) -> Rolling:
    if not older:
        return backtest().rolling["default"]
    return Rolling(packaged(), partial(pipeline, older=older), FIRST_FORECAST + older)


@cache
def _scores(older: int) -> dict[int, Score]:
    """By years ahead, over the Januaries that the back-test scores together."""
    found = {ahead: score(_rolling(older), backtest().scored, ahead) for ahead in HORIZONS}
    return {ahead: each for ahead, each in found.items() if each}
