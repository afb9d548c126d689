"""Exact quantiles of whole numbers, compiled: values are counted one by one, not put in buckets; many are sorted."""

from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit, prange

Array = Any
BLOCK = 32  # columns read together: a line of memory holds about as many
NARROW = 2**20  # the squares of 20,000 differences up to this, added up, are whole numbers of 64 bits
COUNTED = 4096  # a column with a wider range than this is sorted instead


@njit(cache=True)
def _ordered_at(column: Array, tally: Array, least: int, most: int, places: Array, out: Array) -> None:
    """The values at each of `places` (ascending) in the order of the column."""
    if most - least >= COUNTED:
        column.sort()
        for number in range(len(places)):
            out[number] = column[places[number]]
        return
    tally[: most - least + 1] = 0
    for value in column:
        tally[value - least] += 1
    passed, value = 0, least - 1
    for number in range(len(places)):
        while passed <= places[number]:
            value += 1
            passed += tally[value - least]
        out[number] = value


@njit(cache=True)
def _main_of(column: Array, out: Array) -> None:
    """Mean, standard deviation, least and most of a column; squares are of differences, so that none is too large."""
    number, first, total, squares = len(column), column[0], 0, 0
    least = most = first
    for value in column:
        total += value - first
        squares += (value - first) * (value - first)
        least, most = min(least, value), max(most, value)
    mean, spread = total / number, 0.0
    if most - least < NARROW:
        spread = max(0.0, squares - total * mean)
    else:
        for value in column:
            spread += (value - first - mean) ** 2
    out[0], out[1] = first + mean, np.sqrt(spread / (number - 1)) if number > 1 else 0.0
    out[2], out[3] = least, most


@njit(cache=True, parallel=True)
def summarise(values: Array, places: Array, out: Array, at: Array) -> None:
    """Of values (N, C): `out` (C, 4) mean, standard deviation, least, most; `at` (C, P) the values at P ascending
    places.
    """
    number, columns = values.shape
    for block in prange((columns + BLOCK - 1) // BLOCK):
        first = block * BLOCK
        width = min(BLOCK, columns - first)
        held, tally = np.empty((width, number), np.int64), np.empty(COUNTED, np.int64)
        for row in range(number):
            for place in range(width):
                held[place, row] = values[row, first + place]
        for place in range(width):
            column = held[place]
            _main_of(column, out[first + place])
            least, most = int(out[first + place, 2]), int(out[first + place, 3])
            _ordered_at(column, tally, least, most, places, at[first + place])
