"""The gap between spending and income over years, and how probable it is that they balance, from simulated spending.

Arrays are pounds as floats: a simulation's spending is an estimate, not an account. Below nought is a deficit.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from goldenthread.domain.proportions import Proportion

Array = npt.NDArray[np.float64]


class CannotBalance(ValueError):
    """The arrays do not fit each other or hold what is no amount; the message says which."""


@dataclass(frozen=True, slots=True)
class Gaps:
    """`in_year` and `cumulative`: income less spending, [simulations, years]."""

    in_year: Array
    cumulative: Array

    def in_balance(self) -> tuple[Proportion, ...]:
        """By year, how many simulations of how many spend no more in the year than comes in."""
        return _shares(self.in_year)

    def without_deficit(self) -> tuple[Proportion, ...]:
        """By year, how many simulations of how many end it without a deficit carried on."""
        return _shares(self.cumulative)

    def quantiles(self, shares: tuple[float, ...], *, cumulative: bool) -> Array:
        """Exact quantiles by year, [shares, years]. Medians of years do not add to the median of their sum."""
        return np.quantile(self.cumulative if cumulative else self.in_year, shares, axis=0)


def gaps(spending: Array, income: Array, carried_in: float) -> Gaps:
    """`spending` [simulations, years], `income` [years] or [simulations, years], `carried_in` below nought for a
    deficit. Raises CannotBalance.
    """
    spent, came = np.asarray(spending, float), np.asarray(income, float)
    if spent.ndim != 2 or not spent.size:
        raise CannotBalance(f"Spending must be simulations by years; it has the shape {spent.shape}.")
    if came.shape not in ((spent.shape[1],), spent.shape):
        raise CannotBalance(f"Income of shape {came.shape} does not fit {spent.shape[1]} years of spending.")
    if not (np.isfinite(spent).all() and np.isfinite(came).all() and np.isfinite(carried_in)):
        raise CannotBalance("Spending, income or what is carried in holds something that is no number.")
    in_year = came - spent
    return Gaps(in_year, carried_in + np.cumsum(in_year, axis=1))


def _shares(balances: Array) -> tuple[Proportion, ...]:
    """Proportion.interval() is how far the number of simulations alone could move the share; it says nothing of a
    forecast that is wrong.
    """
    return tuple(Proportion(int(count), len(balances)) for count in (balances >= 0).sum(axis=0))
