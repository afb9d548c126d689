"""The simulation, compiled.

Children are moved between arrays and never made or lost, but where the open model's law says so. Every group of
children draws from a stream named by seed, simulation, year and state: a scenario that changes one flow leaves the
draws of every other as they were.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit, prange

from goldenthread.domain.forecast.draws import (
    alias_rows,
    beta,
    beta_binomial,
    binomial,
    chances_of_none,
    few_or_many,
    normal,
    reseeded,
)
from goldenthread.domain.forecast.flows import divert, join_by_shares, join_by_urn, overflow, spread, with_room
from goldenthread.domain.forecast.kernel_tables import Tables

Array = Any


@njit(cache=True)
def _rated(stream: Array, seed: Any, name: int, state: int, of: Array, into: Array) -> None:
    """A simulation's rate of one state, its odds and the logarithm of staying, into three places; drawn when first
    met.
    """
    if into[0] >= 0:
        return
    reseeded(stream, seed, name, state)
    rate = beta(stream, of[0], of[1])
    into[0], into[1], into[2] = rate, 0.0, 0.0
    if rate < 1:
        into[1], into[2] = rate / (1 - rate), np.log1p(-rate)


@njit(cache=True)
def _how_many(
    stream: Array, children: int, once: bool, of: Array, rates: Array, none: Array, state: int, factor: float
) -> int:
    """How many of the children of a state leave, or move: at the simulation's rate, or at one drawn anew."""
    if not once:
        return beta_binomial(stream, children, of[state, 0], of[state, 1], none[state])
    if factor == 1.0:
        return few_or_many(stream, children, rates[state, 0], rates[state, 1], rates[state, 2])
    return binomial(stream, children, min(1.0, rates[state, 0] * factor))


@njit(cache=True)
def _year(
    tables: Tables, stream: Array, seed: Any, year: int, was: Array, now: Array, arriving: Array, left: Array,
    leave: Array, move: Array, change: Array, drawn_to: Array, drawn_new: Array,
) -> int:  # fmt: skip
    """Everybody with a plan, one January on; the number dropped."""
    kinds, dropped = tables.kinds, 0
    last = len(was) - kinds
    for state in range(len(was)):
        children = was[state]
        if children == 0:
            continue
        if state >= last or not tables.known[state]:
            if (state >= last and tables.loses_oldest) or not tables.known[state]:
                dropped += children
            else:
                left[state % kinds] += children
            continue
        if tables.drawn_once:
            _rated(stream, seed, 1_000_003, state, tables.leave[state], leave[state])
            if tables.moves[state] and not tables.must_move[state]:
                _rated(stream, seed, 1_000_033, state, tables.move[state], move[state])
            if tables.new_total[state] > 0:
                _rated(stream, seed, 1_000_037, state, tables.change[state], change[state])
        reseeded(stream, seed, year, state)
        once, movers = tables.drawn_once, 0
        going = _how_many(stream, children, once, tables.leave, leave, tables.none_leave, state,
                          tables.leave_factor[year, state])  # fmt: skip
        left[state % kinds] += going
        staying = children - going
        if tables.to_total[state] > 0 and tables.must_move[state]:
            movers = staying
        elif tables.to_total[state] > 0 and tables.moves[state]:
            movers = _how_many(stream, staying, once, tables.move, move, tables.none_move, state, 1.0)
        older = state - state % kinds + kinds
        if movers:
            low, high = tables.to_start[state], tables.to_start[state + 1]
            drawn = drawn_to[low:high]
            spread(stream, movers, tables.to_kind[low:high], tables.to_cut[low:high], tables.to_other[low:high],
                   drawn, tables.to_total[state], drawn.sum(), arriving[older : older + kinds])  # fmt: skip
            if not tables.drawn_once:
                drawn[:] = 0
        staying -= movers
        if staying and tables.new_total[state] > 0:
            changing = few_or_many(stream, staying, change[state, 0], change[state, 1], change[state, 2])
            if changing:
                low, high = tables.new_start[state], tables.new_start[state + 1]
                drawn = drawn_new[low:high]
                spread(stream, changing, tables.new_kind[low:high], tables.new_cut[low:high],
                       tables.new_other[low:high], drawn, tables.new_total[state], drawn.sum(),
                       now[older : older + kinds])  # fmt: skip
            staying -= changing
        now[older + state % kinds] += staying
    return dropped


@njit(cache=True)
def _joiners(
    tables: Tables, stream: Array, seed: Any, year: int, trend: float, arriving: Array, joined: Array,
    joining: Array, totals: Array, urns: Array, drawn: Array,
) -> Array:  # fmt: skip
    """Everybody who has a plan by the next January and had none."""
    growth = tables.growth[year] * np.exp(tables.growth_spread[year] * trend)
    for age in range(len(tables.joining)):
        people, low, high = tables.population[year, age], tables.join_start[age], tables.join_start[age + 1]
        if low == high or people == 0:
            continue
        reseeded(stream, seed, year, 1_000_000_007 + age)
        kind, cut, other = tables.join_kind[low:high], tables.join_cut[low:high], tables.join_other[low:high]
        offset = age * tables.kinds
        if tables.drawn_once:
            factor = tables.join_factor[year, offset : offset + tables.kinds]
            most = max(1.0, factor.max())
            joiners = binomial(stream, people, min(1.0, joining[age] * growth * most))
            urns = with_room(urns, drawn[age] + joiners)
            join_by_shares(stream, joiners, kind, cut, other, totals[age], urns[age], drawn[age], factor, most,
                           arriving[offset : offset + tables.kinds], joined)  # fmt: skip
            drawn[age] += joiners
        else:
            first, second = tables.joining[age, 0], tables.joining[age, 1]
            joiners = beta_binomial(stream, people, first, second, tables.none_joins)
            join_by_urn(
                stream, joiners, kind, cut, other, totals[age], arriving[offset : offset + tables.kinds], joined
            )
    return urns


@njit(cache=True)
def _admitted(
    tables: Tables, stream: Array, seed: Any, year: int, now: Array, arriving: Array, taken: Array, spare: Array
) -> int:
    """Whoever arrives is placed: first in places that opened, then on from settings that are full; how many went on."""
    for place in range(len(taken)):
        reseeded(stream, seed, year, 2_000_000_011 + place)
        free = tables.divert_places[place, year] - taken[place]
        if free > 0:
            left = divert(stream, free, arriving, tables.divert[place], tables.divert_to[place], tables.kinds, spare)
            taken[place] += free - left
    went_on = 0
    for place in range(len(tables.full_places)):
        reseeded(stream, seed, year, 3_000_000_019 + place)
        went_on += overflow(stream, tables.full_places[place, year], now, arriving, tables.full[place],
                            tables.full_to[place], tables.kinds, spare)  # fmt: skip
    for state in range(len(now)):
        now[state] += arriving[state]
        arriving[state] = 0
    return went_on


@njit(cache=True)
def _kept(tables: Tables, now: Array, counts: Array, by_kind: Array, by_age: Array) -> bool:
    """Write one January of one simulation; False where a count did not fit."""
    fits, everybody = True, 0
    by_kind[:] = 0
    for age in range(len(by_age)):
        total = 0
        for kind in range(tables.kinds):
            children = now[age * tables.kinds + kind]
            counts[age * tables.kinds + kind] = children
            by_kind[kind] += children
            total += children
            fits &= children <= tables.largest
        by_age[age] = total
        everybody += total
    return fits and everybody < 2**31


@njit(cache=True)
def _one(
    tables: Tables, seed: Any, counts: Array, kinds: Array, ages: Array, joined: Array, left: Array, dropped: Array,
    diverted: Array,
    passed_on: Array, totals: Array,
) -> bool:  # fmt: skip
    """One simulation, into the arrays given; False where a count did not fit them."""
    years, size, fits = len(tables.population), len(tables.known), True
    stream = np.zeros(1, np.uint64)
    rates = size if tables.drawn_once else 0
    leave, move, change = np.full((rates, 3), -1.0), np.full((rates, 3), -1.0), np.full((rates, 3), -1.0)
    joining, drawn = np.zeros(len(tables.joining)), np.zeros(len(tables.joining), np.int64)
    urns = np.empty((len(drawn), 256), np.int32)  # what each joiner of our law joined, by academic year
    drawn_to, drawn_new = np.zeros(len(tables.to_kind), np.int64), np.zeros(len(tables.new_kind), np.int64)
    taken = np.zeros(len(tables.divert_places), np.int64)
    arriving, spare = np.zeros(size, np.int64), np.zeros(size, np.int64)
    was, now = np.zeros(size, np.int64), np.zeros(size, np.int64)
    joins, leaves = np.zeros(tables.kinds, np.int64), np.zeros(tables.kinds, np.int64)
    trend = 0.0
    if tables.drawn_once:
        for age in range(len(joining)):
            reseeded(stream, seed, 1_000_039, age)
            joining[age] = beta(stream, tables.joining[age, 0], tables.joining[age, 1])
        reseeded(stream, seed, 1_000_081, 0)
        trend = normal(stream)
    was[:] = tables.start
    fits &= _kept(tables, was, counts[0], kinds[0], ages[0])
    for year in range(years):
        now[:], joins[:], leaves[:] = 0, 0, 0
        dropped[year] = _year(
            tables, stream, seed, year, was, now, arriving, leaves, leave, move, change, drawn_to, drawn_new
        )
        urns = _joiners(tables, stream, seed, year, trend, arriving, joins, joining, totals, urns, drawn)
        passed_on[year] = _admitted(tables, stream, seed, year, now, arriving, taken, spare)
        diverted[year] = taken.sum()
        fits &= _kept(tables, now, counts[year + 1], kinds[year + 1], ages[year + 1])
        for kind in range(tables.kinds):
            joined[year, kind], left[year, kind] = joins[kind], leaves[kind]
        was, now = now, was
    return fits


@njit(cache=True, parallel=True)
def simulate(
    tables: Tables, seeds: Array, counts: Array, kinds: Array, ages: Array, joined: Array, left: Array, dropped: Array,
    diverted: Array, passed_on: Array,
) -> bool:  # fmt: skip
    """Fill counts (N, Y + 1, S), kinds (N, Y + 1, kinds), ages (N, Y + 1, A), joined and left (N, Y, kinds),
    dropped and diverted (N, Y) for N seeds, on every core.

    Returns False where a state held more children than the type of `counts` can: the arrays are then of no use.
    """
    totals = np.zeros(len(tables.joining))
    for age in range(len(tables.joining)):
        for place in range(tables.join_start[age], tables.join_start[age + 1]):
            totals[age] += tables.join_weight[place]
    alias_rows(tables.to_start, tables.to_weight, tables.to_cut, tables.to_other)
    alias_rows(tables.new_start, tables.new_weight, tables.new_cut, tables.new_other)
    alias_rows(tables.join_start, tables.join_weight, tables.join_cut, tables.join_other)
    if not tables.drawn_once:
        chances_of_none(tables.leave, tables.none_leave)
        chances_of_none(tables.move, tables.none_move)
    overflown = 0
    for number in prange(len(seeds)):
        if not _one(tables, seeds[number], counts[number], kinds[number], ages[number], joined[number], left[number],
                    dropped[number], diverted[number], passed_on[number], totals):  # fmt: skip
            overflown += 1
    return overflown == 0
