"""One authority: what was forecast for it from each January, what came, and what is forecast now."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

import numpy as np

from goldenthread.domain.forecast.backtest.panel import FLOW, Authority, came_since
from goldenthread.domain.forecast.backtest.results import Backtest
from goldenthread.domain.forecast.backtest.rolling import HORIZONS

_NO_BAND: Final = (float("nan"), float("nan"))


@dataclass(frozen=True, slots=True)
class Forecast:
    """Plans in January `to`, forecast from January `of`, whole plans. `band_80` and `band_95`: from and to, both
    included, or None where there were no earlier errors to go by. `came` is None while it is not known; `since` says
    that it became known after the figures all this rests on."""

    of: int
    to: int
    plans: int
    band_80: tuple[int, int] | None
    band_95: tuple[int, int] | None
    came: int | None
    since: bool = False

    @property
    def error(self) -> float | None:
        """Percent of what came; above nought when too high."""
        return None if not self.came else 100 * (self.plans - self.came) / self.came

    def holds(self, nominal: int) -> bool | None:
        """Whether what came is inside the band; None where either is not known."""
        band = self.band_80 if nominal == 80 else self.band_95
        return None if self.came is None or band is None else band[0] <= self.came <= band[1]


@dataclass(frozen=True, slots=True)
class Known:
    """What was published of the authority: plans by January, and the flow of each calendar year, None where not."""

    plans: dict[int, int]
    flow: dict[int, dict[str, int | None]]


def with_figures(found: Backtest) -> list[Authority]:
    """The authorities that still were there in the newest January, by name."""
    newest = found.panel.january(found.panel.last_january)
    there = [each for each, plans in zip(found.panel.authorities, newest, strict=True) if plans > 0]
    return sorted(there, key=lambda each: each.name)


def known_of(found: Backtest, authority: Authority) -> Known:
    """The published figures of one authority."""
    panel, place = found.panel, found.panel.authorities.index(authority)
    plans = {panel.first_january + at: int(value) for at, value in enumerate(panel.plans[place]) if np.isfinite(value)}
    flow = {
        panel.first_year + at: {measure: _whole(getattr(panel, measure)[place, at]) for measure in FLOW}
        for at in range(panel.requests.shape[1])
    }
    return Known(plans, {year: row for year, row in flow.items() if any(each is not None for each in row.values())})


def forecasts_of(found: Backtest, method: str, authority: Authority) -> list[Forecast]:
    """Its forecasts by one method from every January there is one of, oldest first. Raises KeyError for an unknown
    method."""
    rolling, place = found.rolling[method], found.panel.authorities.index(authority)
    rows = []
    for january in [*found.earlier, *found.scored, found.panel.last_january]:
        for ahead in HORIZONS:
            plans = rolling.forecasts[january, ahead][place]
            if np.isfinite(plans):
                ends = [rolling.band(january, ahead, nominal) for nominal in (80, 95)]
                low_high = [(each[0][place], each[1][place]) if each else _NO_BAND for each in ends]
                came, since = _came(found, authority, place, january + ahead)
                bands = [(math.ceil(low), math.floor(high)) if np.isfinite(low) else None for low, high in low_high]
                rows.append(Forecast(january, january + ahead, round(plans), bands[0], bands[1], came, since))
    return rows


def _came(found: Backtest, authority: Authority, place: int, january: int) -> tuple[int | None, bool]:
    if january > found.panel.last_january:
        later = came_since().get((authority.code, january))
        return later, later is not None
    return _whole(found.panel.january(january)[place]), False


def _whole(value: float) -> int | None:
    return int(value) if np.isfinite(value) else None
