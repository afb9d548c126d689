"""Children sent where they go, compiled: movers to destinations, joiners to states, both past places that open for
them.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit

from goldenthread.domain.forecast.draws import alias_row, aliased, binomial, uniform

Array = Any


@njit(cache=True)
def spread(
    stream: Array, children: int, kind: Array, cut: Array, other: Array, drawn: Array, total: float, before: int,
    arriving: Array,
) -> None:  # fmt: skip
    """Send children to destinations of a row through Pólya's urn: a new draw, or a copy of one of those drawn
    before.
    """
    for child in range(children):
        chosen, chance = 0, uniform(stream) * (total + before + child)
        if chance < total:
            chosen = aliased(stream, cut, other)
        else:
            chance -= total
            while chance >= drawn[chosen] and chosen < len(drawn) - 1:
                chance -= drawn[chosen]
                chosen += 1
        drawn[chosen] += 1
        arriving[kind[chosen]] += 1


@njit(cache=True)
def join_by_urn(
    stream: Array, joiners: int, kind: Array, cut: Array, other: Array, total: float, arriving: Array, joined: Array
) -> None:
    """The open model's joiners: shares drawn anew, through Pólya's urn (a new draw, or a copy of an earlier
    joiner's).
    """
    urn = np.empty(joiners, np.int64)
    for drawn in range(joiners):
        chance = uniform(stream) * (total + drawn)
        if chance < total:
            urn[drawn] = kind[aliased(stream, cut, other)]
        else:
            urn[drawn] = urn[min(int(chance - total), drawn - 1)]
        arriving[urn[drawn]] += 1
        joined[urn[drawn]] += 1


@njit(cache=True)
def join_by_shares(
    stream: Array, people: int, rate: float, kind: Array, shares: Array, factor: Array, room: Array, small: Array,
    arriving: Array, joined: Array,
) -> None:  # fmt: skip
    """Our joiners: shares drawn once a simulation, each multiplied by what a scenario makes of it this year."""
    width, total = len(kind), 0.0
    weight, cut, other = room[0, :width], room[1, :width], small[0, :width]
    for place in range(width):
        weight[place] = shares[place] * factor[kind[place]]
        total += weight[place]
    alias_row(weight, cut, other, small[1], small[2])
    for _ in range(binomial(stream, people, min(1.0, rate * total))):
        chosen = kind[aliased(stream, cut, other)]
        arriving[chosen] += 1
        joined[chosen] += 1


@njit(cache=True)
def _some(stream: Array, wanted: int, arriving: Array, chosen: Array, taken: Array) -> None:
    """`wanted` of the children arriving at the chosen states, each as likely as any other, into `taken`; at most
    all.
    """
    left = 0
    for state in range(len(arriving)):
        taken[state] = 0
        if chosen[state]:
            left += arriving[state]
    for state in range(len(arriving)):
        if chosen[state]:
            for _ in range(arriving[state]):
                if wanted > 0 and uniform(stream) * left < wanted:
                    taken[state] += 1
                    wanted -= 1
                left -= 1


@njit(cache=True)
def divert(stream: Array, free: int, arriving: Array, chosen: Array, to: Array, kinds: int, taken: Array) -> int:
    """Children arriving at the chosen states go to places that opened, as far as those reach; the places still free."""
    _some(stream, free, arriving, chosen, taken)
    for state in range(len(arriving)):
        if taken[state]:
            arriving[state] -= taken[state]
            arriving[state - state % kinds + to[state]] += taken[state]
            free -= taken[state]
    return free


@njit(cache=True)
def overflow(
    stream: Array, places: int, now: Array, arriving: Array, here: Array, to: Array, kinds: int, taken: Array
) -> int:
    """Children arriving at states `here`, where only `places` are, go on to where `to` says; how many did.

    Nobody settled is moved: where those there already are more than the places, all who arrive go on who can. A
    state whose
    `to` is its own kind takes whoever arrives.
    """
    settled = arrives = 0
    for state in range(len(now)):
        if here[state]:
            settled, arrives = settled + now[state], arrives + arriving[state]
    too_many = min(arrives, settled + arrives - places)
    if too_many <= 0:
        return 0
    _some(stream, too_many, arriving, here, taken)
    gone = 0
    for state in range(len(now)):
        if taken[state] and to[state] != state % kinds:
            arriving[state] -= taken[state]
            arriving[state - state % kinds + to[state]] += taken[state]
            gone += taken[state]
    return gone
