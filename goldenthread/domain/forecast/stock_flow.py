"""How many children are in each state from day to day, without chance: what came in, what moved, what left.

The arithmetic of the open demand model for children in care (cs-demand-model, data-to-insight, MIT) as a linear map:
rates are means over reference days, a step of k days takes 1 - (1 - rate)^k of each, the outflow of a state is its
stock times the sum of its rates, at most the whole stock, split in proportion, and entrants come every day. Since
stocks are never negative a step is the same matrix each time, so many steps are a few products of matrices.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

Array = np.ndarray[Any, np.dtype[np.float64]]
PIECE = 64  # steps worked out at once: small enough for one core, so that a busy machine does not wait for another
LEAVES = -1  # in `next_state`: whoever is older than the oldest band leaves


@dataclass(frozen=True, slots=True)
class Flows:
    """`rates` (n, n + 1): a day, from each of n states to each, the last column to outside. `entrants` (n): a day."""

    rates: Array
    entrants: Array


@dataclass(frozen=True, slots=True)
class Projection:
    """`stock` (steps + 1, n), the first row what it began with; `left` (steps, n) by the state left; `entered` (n) a
    step. Conserved: stock[t + 1].sum() == stock[t].sum() - left[t].sum() + entered.sum()."""

    stock: Array
    left: Array
    entered: Array


def mean_daily_rates(stock: Array, moved: Array) -> Array:
    """Rates from what was observed: `stock` (days, n) at each day's end, `moved` (days, n, n + 1) on each day.

    A day's rate is what moved over the stock of the day before (of the first day: of that day), and a day with neither
    is a rate of 0. Raises ValueError where somebody moved out of a state that held nobody.
    """
    stock, moved = np.asarray(stock, dtype=float), np.asarray(moved, dtype=float)
    if stock.ndim != 2 or len(stock) == 0 or moved.shape != (*stock.shape, stock.shape[1] + 1):
        raise ValueError(f"stock is days × states, moved days × states × (states + 1): {stock.shape}, {moved.shape}")
    _not_negative("stock", stock)
    _not_negative("moved", moved)
    held = np.concatenate((stock[:1], stock[:-1]))[:, :, None]
    if (impossible := np.argwhere((held == 0) & (moved > 0))).size:
        day, state, _ = impossible[0]
        raise ValueError(f"on day {day} somebody moved out of state {state}, which held nobody the day before")
    mean: Array = np.divide(moved, held, out=np.zeros_like(moved), where=held > 0).mean(axis=0)
    return mean


def daily_entrants(entrants: Array, days: int) -> Array:
    """Entrants a day, from how many came in a period of so many days."""
    if days < 1:
        raise ValueError(f"a period of {days} days has no day")
    counted = np.asarray(entrants, dtype=float)
    _not_negative("entrants", counted)
    a_day: Array = counted / days
    return a_day


def ageing_rates(days_in_band: Array, next_state: np.ndarray[Any, Any]) -> Array:
    """Rates of growing out of a band: one in the days it lasts, to `next_state` (or LEAVES); infinite days: never."""
    lasts, following = np.asarray(days_in_band, dtype=float), np.asarray(next_state)
    states = len(lasts)
    if not (lasts >= 1).all():
        raise ValueError(f"a band lasts at least a day: state {int(np.argmax(~(lasts >= 1)))}")
    if following.shape != (states,) or not ((following >= LEAVES) & (following < states)).all():
        raise ValueError("the next state of each state is one of them, or LEAVES")
    rates = np.zeros((states, states + 1))
    rates[np.arange(states), np.where(following == LEAVES, states, following)] = 1 / lasts
    return rates


def project(stock: Array, flows: Flows, *, steps: int, days: int = 1) -> Projection:
    """The stock after each of `steps` steps of `days` days. Raises ValueError, naming what is wrong."""
    begun, rates, entrants = (np.asarray(each, dtype=float) for each in (stock, flows.rates, flows.entrants))
    _checked(begun, rates, entrants, steps, days)
    states = len(begun)
    going = 1 - (1 - rates) ** days
    total = going.sum(axis=1)
    going *= np.divide(1, total, out=np.ones_like(total), where=total > 1)[:, None]
    step = np.zeros((states + 1, states + 1))  # the last row adds the entrants to a stock that ends in 1
    step[:states, :states] = going[:, :states]
    np.fill_diagonal(step[:states, :states], step.diagonal()[:states] + 1 - np.minimum(total, 1))
    step[states, :states], step[states, states] = entrants * days, 1
    along = _powers(np.append(begun, 1.0), step, steps)[:, :states]
    return Projection(along, along[:-1] * going[:, states], entrants * days)


def _powers(begun: Array, step: Array, steps: int) -> Array:
    """begun, begun·step, begun·step², ...: the first piece doubled until it is long, then pieces of that length."""
    along = np.empty((steps + 1, len(begun)))
    along[0], known, length, power = begun, 1, 1, step
    while known <= steps:
        more = min(length, steps + 1 - known)
        np.matmul(along[known - length : known - length + more], power, out=along[known : known + more])
        known += more
        if known == 2 * length <= PIECE:
            length, power = known, power @ power
    return along


def _checked(stock: Array, rates: Array, entrants: Array, steps: int, days: int) -> None:
    states = len(stock)
    if stock.shape != (states,) or rates.shape != (states, states + 1) or entrants.shape != (states,):
        raise ValueError(
            f"{states} states need rates of ({states}, {states + 1}) and {states} entrants: "
            f"{rates.shape}, {entrants.shape}"
        )
    if steps < 0 or days < 1:
        raise ValueError(f"{steps} steps of {days} days: steps are 0 or more, days 1 or more")
    for name, given in (("stock", stock), ("rates", rates), ("entrants", entrants)):
        _not_negative(name, given)
    if (over := np.argwhere(rates > 1)).size:
        raise ValueError(f"the rate from state {over[0][0]} to {over[0][1]} is over 1 a day")


def _not_negative(name: str, given: Array) -> None:
    if (wrong := np.argwhere(~((given >= 0) & np.isfinite(given)))).size:
        raise ValueError(
            f"{name} at {tuple(map(int, wrong[0]))} is {given[tuple(wrong[0])]}: not a number of 0 or more"
        )
