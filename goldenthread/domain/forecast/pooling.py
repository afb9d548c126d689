"""Partial pooling: how much a small group's own rate counts beside that of the wider group it belongs to."""

from __future__ import annotations

from collections.abc import Iterable
from math import lgamma

import numpy as np
from numpy.typing import NDArray

WORTHS = (1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0, 200.0)  # children the wider rate may count for


def pooled(yes: float, no: float, wide: float, worth: float) -> float:
    """A rate of `yes` among `yes + no`, with a wider rate counting for `worth` children."""
    return (yes + wide * worth) / (yes + no + worth)


def worth_of(groups: Iterable[tuple[int, int, float]]) -> float:
    """How many children a wider rate counts for: the most likely of WORTHS, given groups (yes, no, wider rate).

    Each group's rate is taken as one draw of a Beta about its wider rate, whose spread is what is asked; the
    likelihood is the beta-binomial's. Groups that differ much among themselves give a small worth, groups that are
    alike a large one.
    """
    seen = np.array([(yes, no, rate) for yes, no, rate in groups if 0 < rate < 1 and yes + no > 0])
    if len(seen) == 0:
        return WORTHS[0]
    return max(WORTHS, key=lambda worth: _likelihood(seen, worth))


def _likelihood(seen: NDArray[np.float64], worth: float) -> float:
    yes, no, rate = seen.T
    first, second = worth * rate, worth * (1 - rate)
    parts = _rising(first, yes) + _rising(second, no) - _rising(np.full(len(seen), worth), yes + no)
    return float(parts.sum())


def _rising(start: NDArray[np.float64], steps: NDArray[np.float64]) -> NDArray[np.float64]:
    """Logarithm of start (start + 1) ... (start + steps - 1): a ratio of gamma functions."""
    return np.array([lgamma(first + number) - lgamma(first) for first, number in zip(start, steps, strict=True)])
