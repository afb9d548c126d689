"""Random draws for the compiled loop: a stream a simulation, so that the answer does not hang on which core ran it.

numba's own generator belongs to a thread and cannot be given a stream for each simulation inside a parallel loop.
The stream is splitmix64 (Steele, Lea and Flood 2014); gammas are drawn as Marsaglia and Tsang (2000) do, counts by
inversion, exactly.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit

Stream = Any  # an array of one unsigned 64-bit integer, moved on by every draw

_STEP, _FIRST, _SECOND = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)
_S30, _S27, _S31, _S11 = np.uint64(30), np.uint64(27), np.uint64(31), np.uint64(11)
_UNIT = 1.0 / 9007199254740992.0  # 2 to the power -53


@njit(inline="always", cache=True)
def uniform(stream: Stream) -> float:
    """From 0 up to, never at, 1."""
    stream[0] += _STEP
    mixed = stream[0]
    mixed = (mixed ^ (mixed >> _S30)) * _FIRST
    mixed = (mixed ^ (mixed >> _S27)) * _SECOND
    mixed = mixed ^ (mixed >> _S31)
    return np.float64(mixed >> _S11) * _UNIT


@njit(inline="always", cache=True)
def reseeded(stream: Stream, seed: Any, first: int, second: int) -> None:
    """Start the stream named by a seed and two numbers."""
    name = seed ^ (np.uint64(first) * _FIRST) ^ (np.uint64(second + 1) * _SECOND)
    name = (name ^ (name >> _S30)) * _FIRST
    stream[0] = name ^ (name >> _S27)


@njit(cache=True)
def normal(stream: Stream) -> float:
    """Mean 0, standard deviation 1; by the polar method, the second of each pair left."""
    while True:
        first, second = 2 * uniform(stream) - 1, 2 * uniform(stream) - 1
        square = first * first + second * second
        if 0 < square < 1:
            return float(first * np.sqrt(-2 * np.log(square) / square))


@njit(cache=True)
def gamma(stream: Stream, shape: float) -> float:
    """Scale 1. A shape under 1 is drawn one higher and brought back by a power of a uniform."""
    if shape < 1:
        first = uniform(stream)
        return float(gamma(stream, shape + 1) * (1 - first) ** (1 / shape))
    third = shape - 1 / 3
    scale = 1 / np.sqrt(9 * third)
    while True:
        offset = normal(stream)
        cube = 1 + scale * offset
        if cube <= 0:
            continue
        cube = cube * cube * cube
        if np.log(1 - uniform(stream)) < 0.5 * offset * offset + third * (1 - cube + np.log(cube)):
            return float(third * cube)


@njit(cache=True)
def beta(stream: Stream, first: float, second: float) -> float:
    """A probability. Where a parameter is 0 it is certain."""
    if first <= 0:
        return 0.0
    if second <= 0:
        return 1.0
    one, other = gamma(stream, first), gamma(stream, second)
    return one / (one + other) if one + other > 0 else np.float64(uniform(stream) < first / (first + second))


@njit(inline="always", cache=True)
def few_or_many(stream: Stream, number: int, rate: float, odds: float, log_stays: float) -> int:
    """`binomial` where the odds and the logarithm of staying are worked out already."""
    if number * rate < 200 and 0 < rate < 0.5:
        return _inverted(uniform(stream), number, odds, np.exp(number * log_stays))
    return binomial(stream, number, rate)


@njit(cache=True)
def binomial(stream: Stream, number: int, rate: float) -> int:
    """How many of `number`, each with probability `rate`; by inversion, in parts small enough not to underflow."""
    if number <= 0 or rate <= 0:
        return 0
    if rate >= 1:
        return number
    if rate > 0.5:
        return number - binomial(stream, number, 1 - rate)
    odds, log_stays = rate / (1 - rate), np.log1p(-rate)
    most = number if number * rate < 500 else int(500 / rate)
    found = 0
    while number > 0:
        part = min(number, most)
        number -= part
        found += _inverted(uniform(stream), part, odds, np.exp(part * log_stays))
    return found


@njit(inline="always", cache=True)
def _inverted(chance: float, number: int, odds: float, none: float) -> int:
    count, mass = 0, none
    while chance >= mass and count < number:
        chance -= mass
        mass *= odds * (number - count) / (count + 1)
        count += 1
    return count


@njit(cache=True)
def beta_binomial(stream: Stream, number: int, first: float, second: float, none: Stream) -> int:
    """How many of `number` at a rate drawn from Beta(first, second): few by inversion, many through the rate.

    `none[n]`: the chance that none of n do, as far as that table goes (`chances_of_none`).
    """
    if number <= 0 or first <= 0:
        return 0
    if second <= 0:
        return number
    if number >= len(none):
        return binomial(stream, number, beta(stream, first, second))
    chance, count, mass = uniform(stream), 0, none[number]
    while chance >= mass and count < number:
        chance -= mass
        mass *= (number - count) * (first + count) / ((count + 1) * (second + number - count - 1))
        count += 1
    return count


@njit(cache=True)
def chances_of_none(rates: Stream, table: Stream) -> None:
    """Fill table (S, N) with the chance that none of 0, 1, ... N - 1 children do, at a rate from each Beta of rates
    (S, 2).
    """
    for row in range(len(rates)):
        first, second = rates[row, 0], rates[row, 1]
        table[row, 0] = 1.0
        for number in range(1, table.shape[1]):
            all_stay = (second + number - 1) / (first + second + number - 1) if first + second > 0 else 1.0
            table[row, number] = table[row, number - 1] * all_stay


@njit(cache=True)
def alias_rows(start: Stream, weight: Stream, cut: Stream, other: Stream) -> None:
    """Walker's tables, as Vose builds them, for rows of weights: place i of a row is kept below `cut`, else `other`
    is taken.
    """
    widest = 0
    for row in range(len(start) - 1):
        widest = max(widest, start[row + 1] - start[row])
    small, large = np.empty(widest, np.int64), np.empty(widest, np.int64)
    for row in range(len(start) - 1):
        low, high = start[row], start[row + 1]
        if low < high:
            alias_row(weight[low:high], cut[low:high], other[low:high], small, large)


@njit(cache=True)
def alias_row(weight: Stream, cut: Stream, other: Stream, small: Stream, large: Stream) -> None:
    """The table of one row; weights of nothing at all count alike. `small` and `large` are room to work in."""
    width, total = len(weight), weight.sum()
    smalls = larges = 0
    for place in range(width):
        cut[place] = weight[place] * width / total if total > 0 else 1.0
        other[place] = place
        if cut[place] < 1:
            small[smalls] = place
            smalls += 1
        else:
            large[larges] = place
            larges += 1
    while smalls > 0 and larges > 0:
        smalls -= 1
        place, giver = small[smalls], large[larges - 1]
        other[place] = giver
        cut[giver] -= 1 - cut[place]
        if cut[giver] < 1:
            larges -= 1
            small[smalls] = giver
            smalls += 1
    for left in range(smalls):  # what rounding leaves over
        cut[small[left]] = 1.0


@njit(inline="always", cache=True)
def aliased(stream: Stream, cut: Stream, other: Stream) -> int:
    """A place in a row by its table."""
    spot = uniform(stream) * len(cut)
    place = int(spot)
    return place if spot - place < cut[place] else other[place]
