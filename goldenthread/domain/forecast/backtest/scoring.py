"""How far forecasts were out, and how often what came was inside the bands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from goldenthread.domain.forecast.backtest.bands import NOMINAL
from goldenthread.domain.forecast.backtest.panel import Figures
from goldenthread.domain.forecast.backtest.rolling import Rolling
from goldenthread.domain.proportions import Proportion


@dataclass(frozen=True, slots=True)
class Coverage:
    """Of forecasts with a band of `nominal` percent, how many came true inside it; `width` is the median band from end
    to end, in percent of the forecast."""

    nominal: int
    inside: Proportion
    width: float

    @property
    def percent(self) -> float:
        """Percent inside."""
        return 100 * self.inside.count / self.inside.total


@dataclass(frozen=True, slots=True)
class Score:
    """Of `n` forecasts, each of one authority from one January.

    `wape`: all errors, sign dropped, as a percentage of all that came, so that an authority counts by its plans;
    `median_ape`: half the forecasts were out by less than this percentage; `bias`: all forecasts less all that came, as
    a percentage of what came, above nought when too high.
    """

    n: int
    wape: float
    median_ape: float
    bias: float
    coverage: tuple[Coverage, ...]


def score(rolling: Rolling, januaries: Sequence[int], ahead: int) -> Score | None:
    """The method's score `ahead` years on, over those of the Januaries whose outcome is known; None where none is."""
    panel = rolling.panel
    due = [each for each in januaries if each + ahead <= panel.last_january]
    if not due:
        return None
    forecast = np.concatenate([rolling.forecasts[each, ahead][panel.complete] for each in due])
    came = np.concatenate([panel.january(each + ahead)[panel.complete] for each in due])
    error = forecast - came
    return Score(
        len(came),
        100 * float(np.abs(error).sum() / came.sum()),
        100 * float(np.median(np.abs(error) / came)),
        100 * float(error.sum() / came.sum()),
        tuple(found for nominal in NOMINAL if (found := _coverage(rolling, due, ahead, nominal))),
    )


def nearer(one: Rolling, other: Rolling, januaries: Sequence[int], ahead: int) -> Proportion:
    """Of the forecasts both methods made, how many of the first were nearer to what came than the second's."""
    panel = one.panel
    due = [each for each in januaries if each + ahead <= panel.last_january]
    won = [
        np.abs(one.forecasts[each, ahead] - came) < np.abs(other.forecasts[each, ahead] - came)
        for each in due
        for came in [panel.january(each + ahead)]
    ]
    return Proportion(int(sum(each[panel.complete].sum() for each in won)), len(due) * int(panel.complete.sum()))


def _coverage(rolling: Rolling, due: Sequence[int], ahead: int, nominal: int) -> Coverage | None:
    panel, inside, width = rolling.panel, list[NDArray[np.bool_]](), list[Figures]()
    for january in due:
        band = rolling.band(january, ahead, nominal)
        if band is None:
            continue
        low, high = (end[panel.complete] for end in band)
        came = panel.january(january + ahead)[panel.complete]
        inside.append((low <= came) & (came <= high))
        width.append((high - low) / rolling.forecasts[january, ahead][panel.complete])
    if not inside:
        return None
    counted = np.concatenate(inside)
    return Coverage(
        nominal, Proportion(int(counted.sum()), len(counted)), 100 * float(np.median(np.concatenate(width)))
    )
