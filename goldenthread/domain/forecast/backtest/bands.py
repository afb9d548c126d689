"""How wide a band has to be, from how far the same method was out before: split conformal prediction (Papadopoulos and
others, 2002) with its level adapted to the misses seen (Gibbs and Candès, 2021).

An error is the logarithm of what came over what was forecast, so that a band is a factor either side. A band of 80% is
as wide as 80 of 100 earlier errors. Growth shifts, and then earlier errors are too small a guide: whenever a January's
outcome shows that more authorities fell outside than should have, the next bands are widened. They are never made
narrower than the earlier errors ask, because there are few years and they are not alike.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Final

import numpy as np

from goldenthread.domain.forecast.backtest.panel import Figures

NOMINAL: Final = (80, 95)
STEP: Final = 0.5  # of the shortfall seen, how much is answered at once
LEAST_MISS: Final = 0.25  # the adapted share outside is never less than this part of the nominal one


def widths(errors: Mapping[int, Figures], ahead: int, nominal: int, last: int) -> dict[int, float]:
    """For each January to `last` with an outcome known by then: the band's reach, as a logarithm either side.

    `errors` are of the scored authorities by the January forecast from. The band of a January uses only those whose
    outcome, `ahead` years on, was known in it. `nominal` is a percentage.
    """
    allowed = 1 - nominal / 100
    level, answered, reach = allowed, set[int](), dict[int, float]()
    for january in range(min(errors, default=last) + ahead, last + 1):
        known = [each for each in sorted(errors) if each + ahead <= january]
        for each in known:
            if each in reach and each not in answered:
                outside = float(np.mean(np.abs(errors[each]) > reach[each]))
                level = max(min(allowed, level + STEP * (allowed - outside)), allowed * LEAST_MISS)
                answered.add(each)
        reach[january] = _reach(np.concatenate([np.abs(errors[each]) for each in known]), level)
    return reach


def _reach(sizes: Figures, level: float) -> float:
    """The size that all but `level` of the errors, and one to come, stay within."""
    ordered = np.sort(sizes)
    place = math.ceil((len(ordered) + 1) * (1 - level))
    return float(ordered[min(place, len(ordered)) - 1])
