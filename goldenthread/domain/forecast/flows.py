"""Children sent where they go, compiled: movers to destinations, joiners to states, both past places that open for
them.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit

from goldenthread.domain.forecast.draws import aliased, uniform

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
def with_room(urns: Array, needed: int) -> Array:
    """The urns, each with room for as many as are needed: themselves, or a copy twice as wide."""
    width = urns.shape[1]
    if needed <= width:
        return urns
    while width < needed:
        width *= 2
    wider = np.empty((len(urns), width), urns.dtype)
    wider[:, : urns.shape[1]] = urns
    return wider


@njit(cache=True)
def join_by_shares(
    stream: Array, candidates: int, kind: Array, cut: Array, other: Array, total: float, urn: Array, before: int,
    factor: Array, most: float, arriving: Array, joined: Array,
) -> None:  # fmt: skip
    """Our joiners: shares drawn once a simulation, as the urn that all its years draw from; of the candidates, a
    scenario lets those of a kind join whose factor is the `most`, and of others in proportion.
    """
    for drawn in range(before, before + candidates):
        chance = uniform(stream) * (total + drawn)
        if chance < total:
            urn[drawn] = kind[aliased(stream, cut, other)]
        else:
            urn[drawn] = urn[min(int(chance - total), drawn - 1)]
        chosen = urn[drawn]
        if uniform(stream) * most < factor[chosen]:  # drawn whatever the factor, so that a scenario keeps step
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
    child whose state's `to` is its own kind has nowhere to go, and takes a place before the others.
    """
    there = 0
    able = np.zeros(len(now), np.bool_)
    for state in range(len(now)):
        if here[state]:
            there += now[state] + arriving[state]
            able[state] = to[state] != state % kinds
    if there <= places:
        return 0
    _some(stream, there - places, arriving, able, taken)
    gone = 0
    for state in range(len(now)):
        if taken[state]:
            arriving[state] -= taken[state]
            arriving[state - state % kinds + to[state]] += taken[state]
            gone += taken[state]
    return gone
