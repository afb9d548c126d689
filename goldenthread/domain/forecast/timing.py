"""Within the year: how many children are in each kind of place each month, and so what a financial year pays for.

Between two Januaries joiners arrive evenly, moves are made in September, and most who leave do so when the summer
term ends. The shares are assumptions, printed with every figure that rests on them; each January's count is met
exactly.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from goldenthread.domain.forecast.law import Law
from goldenthread.domain.forecast.simulating import Simulated

Numbers = NDArray[np.float64]
MONTHS = 12


@dataclass(frozen=True, slots=True)
class Timing:
    """Of a year's joiners, leavers and moves, the share done by the middle of each month from January: 12 rising
    shares.

    Raises ValueError where there are not twelve, one falls, or one is not from 0 to 1.
    """

    joined: tuple[float, ...] = tuple((month + 0.5) / MONTHS for month in range(MONTHS))
    left: tuple[float, ...] = (0.01, 0.04, 0.07, 0.1, 0.13, 0.17, 0.35, 0.75, 0.85, 0.9, 0.94, 0.98)
    moved: tuple[float, ...] = (0.01, 0.03, 0.05, 0.07, 0.09, 0.11, 0.13, 0.15, 0.85, 0.9, 0.95, 0.98)

    def __post_init__(self) -> None:
        for shares in (self.joined, self.left, self.moved):
            rises = all(first <= second for first, second in zip(shares, shares[1:], strict=False))
            if len(shares) != MONTHS or not rises or not 0 <= shares[0] <= shares[-1] <= 1:
                raise ValueError("a timing has twelve shares from 0 to 1, none below the one before")


def monthly(simulated: Simulated, timing: Timing) -> Numbers:
    """Children by month from the January known: shape (N, 12 Y, kinds), at the middle of each month.

    Joiners count from the first kind they were meant for; a place they went to instead counts as a move. A kind
    that children only pass through may be below nought by a part of a child in a month: the shares are averages.
    """
    start, *flows = _flows(simulated)
    months = start[:, :, None]
    for flow, shares in zip(flows, (timing.joined, timing.left, timing.moved), strict=True):
        months = months + flow[:, :, None] * np.array(shares)[:, None]
    simulations, years = start.shape[:2]
    return months.reshape(simulations, years * MONTHS, -1)


def _flows(simulated: Simulated) -> tuple[Numbers, Numbers, Numbers, Numbers]:
    """Of each year (N, Y, kinds): children at its start, joiners, leavers (as less), and what moves add or take."""
    kinds = simulated.kinds.astype(float)
    joined, left = simulated.joined.astype(float), simulated.left.astype(float)
    if simulated.dropped.any():
        left = left + _dropped(simulated)
    return kinds[:, :-1], joined, -left, np.diff(kinds, axis=1) - joined + left


def _dropped(simulated: Simulated) -> Numbers:
    """Children the open model's law loses, spread over the kinds as the others who went: it does not say which they
    were.
    """
    left = simulated.left.astype(float)
    total = left.sum(axis=2, keepdims=True)
    share = np.divide(left, total, out=np.full(left.shape, 1 / left.shape[2]), where=total > 0)
    spread: Numbers = share * simulated.dropped[:, :, None]
    return spread


def whole_years(law: Law) -> tuple[int, ...]:
    """The years April to March that lie whole in the forecast, by the calendar year they start in."""
    return tuple(range(law.first_year, law.years[-1] - 1))


def financial_years(simulated: Simulated, timing: Timing) -> tuple[tuple[int, ...], Numbers]:
    """`whole_years`, and the average number of children in each kind of place over their twelve months: shape
    (N, F, kinds).
    """
    flows = _flows(simulated)
    shares = (np.ones(MONTHS), *(np.array(each) for each in (timing.joined, timing.left, timing.moved)))
    # April to December of one year between Januaries, January to March of the next.
    late = sum(flow * share[3:].sum() for flow, share in zip(flows, shares, strict=True))
    early = sum(flow * share[:3].sum() for flow, share in zip(flows, shares, strict=True))
    return whole_years(simulated.law), (late[:, :-1] + early[:, 1:]) / MONTHS
