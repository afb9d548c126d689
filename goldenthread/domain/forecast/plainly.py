"""The same simulation without the compiled loop: numpy over all simulations at once. Slower by some tens of times,
as exact.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from goldenthread.domain.forecast.law import Choices, Flags, Law, Limit

Counts = NDArray[np.int32]
Numbers = NDArray[np.int64]
Rates = NDArray[np.float64]


class _Chance:
    """Draws for all simulations together; rates are kept where the law draws them once a simulation."""

    def __init__(self, law: Law, seed: int, simulations: int):
        self.law, self.simulations = law, simulations
        self.random = np.random.default_rng(seed)
        self._kept: dict[tuple[str, int], Rates] = {}

    def rate(self, name: str, table: Rates, row: int) -> Rates:
        """A rate by simulation, shape (N,)."""

        def drawn() -> Rates:
            first, second = table[row]
            if first <= 0 or second <= 0:
                return np.full(self.simulations, float(first > 0))
            return self.random.beta(first, second, self.simulations)

        return self._once(name, row, drawn)

    def shares(self, name: str, choices: Choices, row: int, factor: Rates | None = None) -> Rates:
        """Shares of destinations by simulation, shape (N, destinations); by `factor` where a scenario multiplies
        them.
        """
        weight = choices.weight[choices.start[row] : choices.start[row + 1]]

        def drawn() -> Rates:
            gammas = self.random.standard_gamma(weight, (self.simulations, len(weight)))
            total = gammas.sum(axis=1, keepdims=True)
            share: Rates = np.where(total > 0, gammas / np.where(total > 0, total, 1), weight / weight.sum())
            return share

        share = self._once(name, row, drawn)
        return share if factor is None else share * factor

    def _once(self, name: str, row: int, drawn: Callable[[], Rates]) -> Rates:
        if not self.law.drawn_once:
            return drawn()
        key = (name, row)
        if key not in self._kept:
            self._kept[key] = drawn()
        return self._kept[key]

    def spread(self, children: Numbers, shares: Rates) -> Numbers:
        """Children by destination, shape (N, destinations)."""
        return self.random.multinomial(children, shares)


def simulate_plainly(
    law: Law,
    seed: int,
    counts: Counts,
    joined: Counts,
    left: Counts,
    dropped: Counts,
    diverted: Counts,
    passed_on: Counts,
) -> None:
    """Fill the arrays as `kernel.simulate` does."""
    simulations, years = dropped.shape
    chance = _Chance(law, seed, simulations)
    taken = np.zeros((simulations, len(law.diversions)), np.int64)
    trend: Rates = np.asarray(chance.random.standard_normal(simulations))
    for year in range(years):
        arriving = np.zeros((simulations, law.space.size), np.int64)
        for state in np.flatnonzero(counts[:, year].any(axis=0)):
            _one_state(law, chance, year, int(state), counts, arriving, left, dropped)
        for age in range(len(law.joining)):
            _joiners(law, chance, year, age, trend, arriving, joined)
        for number, opened in enumerate(law.diversions):
            free = np.maximum(0, opened.places[year] - taken[:, number])
            gone = _some(chance, free, arriving, opened.states)
            _go(law, gone, arriving, opened.to)
            taken[:, number] += gone.sum(axis=1)
        for limit in law.limits:
            passed_on[:, year] += _over(law, chance, limit, year, counts[:, year + 1], arriving).astype(np.int32)
        counts[:, year + 1] += arriving.astype(np.int32)
        diverted[:, year] = taken.sum(axis=1)


def _some(chance: _Chance, wanted: Numbers, arriving: Numbers, states: Flags) -> Numbers:
    """Children arriving at `states`, `wanted` of them by simulation, each as likely as any other; shape of
    `arriving`.
    """
    gone = np.zeros_like(arriving)
    for state in np.flatnonzero(states & arriving.any(axis=0)):
        others = (arriving[:, state + 1 :] * states[state + 1 :]).sum(axis=1)
        left = wanted - gone.sum(axis=1)
        some = np.minimum(left, arriving[:, state] + others)
        gone[:, state] = chance.random.hypergeometric(arriving[:, state], others, np.maximum(0, some))
    return gone


def _go(law: Law, gone: Numbers, arriving: Numbers, to: Numbers) -> None:
    for state in np.flatnonzero(gone.any(axis=0)):
        arriving[:, state] -= gone[:, state]
        arriving[:, state - state % law.space.kinds + to[state]] += gone[:, state]


def _over(law: Law, chance: _Chance, limit: Limit, year: int, now: Counts, arriving: Numbers) -> Numbers:
    there = now[:, limit.states].sum(axis=1) + arriving[:, limit.states].sum(axis=1)
    able = limit.states & (limit.to != np.arange(law.space.size) % law.space.kinds)
    gone = _some(chance, np.maximum(0, there - limit.places[year]), arriving, able)
    _go(law, gone, arriving, limit.to)
    went: Numbers = gone.sum(axis=1)
    return went


def _one_state(
    law: Law, chance: _Chance, year: int, state: int, counts: Counts, arriving: Numbers, left: Counts, dropped: Counts
) -> None:
    kinds, kind = law.space.kinds, state % law.space.kinds
    here = counts[:, year, state].astype(np.int64)
    oldest = state >= law.space.size - kinds
    if not law.known[state] or (oldest and law.loses_oldest):
        dropped[:, year] += here.astype(np.int32)
        return
    if oldest:
        left[:, year, kind] += here.astype(np.int32)
        return
    leave = np.minimum(1, chance.rate("leave", law.leave, state) * law.leave_factor[year, state])
    going = chance.random.binomial(here, leave)
    left[:, year, kind] += going.astype(np.int32)
    staying = here - going
    older = state - kind + kinds
    now = counts[:, year + 1]
    if _has(law.destinations, state) and (law.must_move[state] or law.moves[state]):
        sure = law.must_move[state]
        movers = staying if sure else chance.random.binomial(staying, chance.rate("move", law.move, state))
        _send(chance, "to", law.destinations, state, movers, older, arriving)
        staying = staying - movers
    if _has(law.new_needs, state):
        changing = chance.random.binomial(staying, chance.rate("change", law.change, state))
        _send(chance, "needs", law.new_needs, state, changing, older, now)
        staying = staying - changing
    now[:, older + kind] += staying.astype(np.int32)


def _has(choices: Choices, row: int) -> bool:
    return bool(choices.start[row + 1] > choices.start[row])


def _send(
    chance: _Chance, name: str, choices: Choices, row: int, children: Numbers, offset: int, into: Counts | Numbers
) -> None:
    if not children.any():
        return
    spread = chance.spread(children, chance.shares(name, choices, row))
    for place, kind in enumerate(choices.kind[choices.start[row] : choices.start[row + 1]]):
        into[:, offset + int(kind)] += spread[:, place].astype(into.dtype)


def _joiners(law: Law, chance: _Chance, year: int, age: int, trend: Rates, arriving: Numbers, joined: Counts) -> None:
    people, choices = int(law.population[year, age]), law.joining_kinds
    if not people or not _has(choices, age):
        return
    kinds = choices.kind[choices.start[age] : choices.start[age + 1]]
    offset = age * law.space.kinds
    share = chance.shares("joins", choices, age, law.join_factor[year, offset + kinds])
    growth = law.growth[year] * np.exp(law.growth_spread[year] * trend)
    total = share.sum(axis=1)
    rate = np.minimum(1, chance.rate("joining", law.joining, age) * growth * total)
    joiners = chance.random.binomial(people, rate)
    spread = chance.spread(joiners, share / np.where(total > 0, total, 1)[:, None])
    for place, kind in enumerate(kinds):
        arriving[:, offset + int(kind)] += spread[:, place]
        joined[:, year, kind] += spread[:, place].astype(np.int32)
