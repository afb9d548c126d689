"""The exact mean of a forecast: no simulation.

Rates are independent along any child's path, as no academic year comes twice, so that expected counts follow from
expected rates whether a rate is drawn once a simulation or every year. Only places that can be full spoil it
(`Law.mean_is_exact`).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from goldenthread.domain.forecast.law import Choices, Floats, Law


@dataclass(frozen=True, slots=True)
class ExactMean:
    """Expected children. Shapes: `counts` (Y + 1, S) from the January known; the others (Y,) or (Y, S)."""

    counts: Floats
    dropped: Floats
    joined: Floats  # (Y, S): into the state
    left: Floats  # (Y, S): from the state of the January before


@dataclass(frozen=True, slots=True)
class MeanStep:
    """One year's expected change of a child in each state: probabilities (S,) and, for the destinations, (S, kinds)."""

    leave: Floats
    stays_as: Floats  # (S, kinds): where a child who does not leave is next January; rows sum to 1 where known
    joining: Floats  # (A,): of each young person
    joins_as: Floats  # (A, kinds)


def mean_step(law: Law) -> MeanStep:
    """The expected rates of the law."""
    kinds = law.space.kinds
    leave, move, change = (_means(each) for each in (law.leave, law.move, law.change))
    goes, becomes = (_table(each, law.space.size, kinds) for each in (law.destinations, law.new_needs))
    somewhere, otherwise = goes.sum(axis=1) > 0, becomes.sum(axis=1) > 0
    move = np.where(law.must_move & somewhere, 1.0, np.where(law.moves & somewhere, move, 0.0))
    change = np.where(otherwise, change, 0.0)
    own = np.tile(np.eye(kinds), (len(law.space.academic_years), 1))
    stays_as = move[:, None] * goes + (1 - move)[:, None] * (change[:, None] * becomes + (1 - change)[:, None] * own)
    joins_as = _table(law.joining_kinds, len(law.space.academic_years), kinds)
    joining = np.where(joins_as.sum(axis=1) > 0, _means(law.joining), 0.0)
    return MeanStep(leave, stays_as, joining, joins_as)


def exact_mean(law: Law, step: MeanStep | None = None) -> ExactMean:
    """Expected counts of every state and year; conserved to rounding: stock + joined = next stock + left + dropped.

    `step`: the law's expected rates, where they are worked out already.
    """
    step, space, years = step or mean_step(law), law.space, len(law.population)
    counts, dropped = np.zeros((years + 1, space.size)), np.zeros(years)
    joined, left = np.zeros((years, space.size)), np.zeros((years, space.size))
    counts[0] = law.start
    # The mean of a lognormal factor with spread s is exp(s²/2) above its median.
    growth = law.growth * np.exp(law.growth_spread**2 / 2)
    for year in range(years):
        now = counts[year]
        lost = np.where(law.known, 0.0, now)
        going = np.where(law.known, now * np.minimum(1, step.leave * law.leave_factor[year]), 0.0)
        oldest = slice(space.size - space.kinds, space.size)
        if law.loses_oldest:
            lost[oldest], going[oldest] = now[oldest], 0.0
        else:
            lost[oldest], going[oldest] = 0.0, now[oldest]
        staying = (now - lost - going).reshape(-1, space.kinds)
        next_kinds = np.einsum("ak,akj->aj", staying, step.stays_as.reshape(-1, space.kinds, space.kinds))
        counts[year + 1, space.kinds :] = next_kinds[:-1].ravel()
        joiners = law.population[year] * step.joining * growth[year]
        joined[year] = (joiners[:, None] * step.joins_as).ravel() * law.join_factor[year]
        counts[year + 1] += joined[year]
        dropped[year], left[year] = lost.sum(), going
    return ExactMean(counts, dropped, joined, left)


def _means(rates: Floats) -> Floats:
    total = rates.sum(axis=-1)
    found: Floats = np.divide(rates[..., 0], total, out=np.zeros(total.shape), where=total > 0)
    return found


def _table(choices: Choices, rows: int, kinds: int) -> Floats:
    """Expected shares of every row at once, shape (rows, kinds)."""
    table = np.zeros((rows, kinds))
    row = np.repeat(np.arange(rows), np.diff(choices.start))
    np.add.at(table, (row, choices.kind), choices.weight)
    total = table.sum(axis=1, keepdims=True)
    np.divide(table, total, out=table, where=total > 0)
    return table
