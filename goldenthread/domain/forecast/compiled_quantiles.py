"""Exact quantiles of whole numbers, compiled: values are counted one by one, not put in buckets; many are sorted."""

from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit, prange

Array = Any
BLOCK = 32  # columns read together: a line of memory holds about as many
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
            total = squares = 0
            least = most = column[0]
            for value in column:
                total += value
                squares += value * value
                least, most = min(least, value), max(most, value)
            spread = 0.0
            if number > 1:
                spread = np.sqrt(max(0.0, (squares - total * (total / number)) / (number - 1)))
            out[first + place, 0], out[first + place, 1] = total / number, spread
            out[first + place, 2], out[first + place, 3] = least, most
            _ordered_at(column, tally, least, most, places, at[first + place])
