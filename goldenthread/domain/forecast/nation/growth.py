"""How fast requests grew in England before a given January: what an authority's own trend is pooled with."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np

from goldenthread.domain.forecast.backtest.panel import packaged

YEARS_READ = 4  # calendar years of requests: three changes
UNKNOWN_SPREAD = 0.10  # of a yearly change of the logarithm, where the nation's figures do not reach back far enough


@dataclass(frozen=True, slots=True)
class Growth:
    """A yearly change of a logarithm: England's, and its standard deviation from one authority to another."""

    mean: float
    spread: float
    years: tuple[int, ...]  # of the requests it was read from; none where it is not known


@cache
def growth_before(january: int) -> Growth:
    """Growth of requests for an assessment in the calendar years before that January, of authorities with every figure.

    No later figure is read. Source: backtest/data/README.md.
    """
    figures = packaged()
    last = min(january - 1, figures.first_year + figures.requests.shape[1] - 1)
    years = tuple(range(last - YEARS_READ + 1, last + 1))
    if years[0] < figures.first_year or january - 1 - last > 2:
        return Growth(0.0, UNKNOWN_SPREAD, ())
    first, newest = (figures.of_year("requests", year) for year in (years[0], years[-1]))
    whole = np.isfinite(first) & np.isfinite(newest) & (first >= 50) & (newest >= 50)
    if whole.sum() < 20:
        return Growth(0.0, UNKNOWN_SPREAD, ())
    gaps = len(years) - 1
    own = np.log(newest[whole] / first[whole]) / gaps
    chance = (1 / first[whole] + 1 / newest[whole]) / gaps**2  # of counts alone, were nothing different
    return Growth(
        mean=float(np.log(newest[whole].sum() / first[whole].sum()) / gaps),
        spread=float(np.sqrt(max(0.02**2, own.var(ddof=1) - chance.mean()))),
        years=years,
    )
