"""Exact summaries of simulated counts: every quantile is of the values themselves, none of a bucket."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from goldenthread.domain.forecast.space import Space

QUANTILES = (0.025, 0.05, 0.1, 0.2, 0.25, 0.35, 0.5, 0.65, 0.75, 0.8, 0.9, 0.95, 0.975)
AGE_GROUPS = (("Under 5", -5, 0), ("5 to 10", 1, 6), ("11 to 15", 7, 11), ("16 to 19", 12, 15), ("20 to 25", 16, 21))
Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Summary:
    """Of values over simulations, by year and group: shape (Y + 1, G) each, `quantiles` (Y + 1, G, len(QUANTILES))."""

    groups: tuple[str, ...]
    mean: Numbers
    deviation: Numbers
    least: Numbers
    most: Numbers
    quantiles: Numbers


def summary_of(
    values: NDArray[np.generic],
    groups: Iterable[str],
    probabilities: Sequence[float] = QUANTILES,
    *,
    compiled: bool = False,
) -> Summary:
    """Summary over simulations of values (N, Y + 1, G). Quantiles lie between neighbours in proportion (Hyndman and
    Fan 7).

    The standard deviation is of a sample: divided by N - 1; 0 where there is one simulation. `compiled`: by the
    compiled loop, for many columns of whole numbers.
    """
    simulations, *shape = values.shape
    places = np.asarray(probabilities) * (simulations - 1)
    below = np.floor(places).astype(np.int64)
    above = np.minimum(below + 1, simulations - 1)
    where = np.unique(np.concatenate((below, above)))
    reading = _counted if compiled and values.dtype.kind == "i" else _sorted
    main, at = reading(values.reshape(simulations, -1), where)
    low, high = at[:, np.searchsorted(where, below)], at[:, np.searchsorted(where, above)]
    quantiles = low + (high - low) * (places - below)
    mean, deviation, least, most = (main[:, each].reshape(shape) for each in range(4))
    return Summary(tuple(groups), mean, deviation, least, most, quantiles.reshape(*shape, -1))


def _counted(values: NDArray[np.generic], places: NDArray[np.int64]) -> tuple[Numbers, Numbers]:
    from goldenthread.domain.forecast.compiled_quantiles import summarise  # numba is loaded where it is used

    main, at = np.empty((values.shape[1], 4)), np.empty((values.shape[1], len(places)))
    summarise(np.ascontiguousarray(values), places, main, at)  # of one layout: another would be compiled anew
    return main, at


def _sorted(values: NDArray[np.generic], places: NDArray[np.int64]) -> tuple[Numbers, Numbers]:
    ordered = np.sort(np.ascontiguousarray(values.T), axis=1)
    mean = ordered.mean(axis=1, dtype=float)
    deviation = ordered.std(axis=1, ddof=1, dtype=float) if len(values) > 1 else np.zeros(len(ordered))
    return np.stack((mean, deviation, ordered[:, 0], ordered[:, -1]), axis=1).astype(float), ordered[:, places].astype(
        float
    )


def by_age_group(space: Space) -> tuple[tuple[str, slice], ...]:
    """The age bands of the statutory return, as slices over academic years. Kept within the space's years."""
    return tuple((name, slice(low - space.youngest, high - space.youngest + 1)) for name, low, high in AGE_GROUPS)
