"""Simulations of a law: by the compiled loop where numba is there, by numpy alone where it is not. Same law, other
draws.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec

import numpy as np
from numpy.typing import NDArray

from goldenthread.domain.forecast.kernel_tables import Tables
from goldenthread.domain.forecast.law import Choices, Diversion, Law, Limit

Counts = NDArray[np.int32]
StateCounts = NDArray[np.int16] | NDArray[np.int32]
TABLED = 128  # children of one state for whom chances are worked out beforehand
AT_MOST = 20_000  # simulations: more would tell nothing new and need tens of gigabytes


@dataclass(frozen=True, slots=True)
class Simulated:
    """Children in every simulation. Shapes: `counts` (N, Y + 1, S), `kinds` (N, Y + 1, kinds), `ages` (N, Y + 1,
    A); `joined`, `left` (N, Y, kinds); the rest (N, Y).
    """

    law: Law
    counts: StateCounts
    kinds: Counts
    ages: Counts
    joined: Counts
    left: Counts
    dropped: Counts
    diverted: Counts  # places opened by a scenario that are taken, all years so far
    passed_on: Counts  # children who went on from a setting that was full, this year
    compiled: bool


def is_compiled() -> bool:
    """Whether the compiled loop can be used here: numba is there, loads, and has somewhere to keep what it compiles."""
    if find_spec("numba") is None:
        return False
    try:
        import_module("goldenthread.domain.forecast.kernel")
        compiles = not import_module("numba").config.DISABLE_JIT  # switched off, the loop would take hours
    except (ImportError, OSError, RuntimeError):  # built for another Python or numpy, or nowhere to write
        return False
    return compiles


def simulated(law: Law, simulations: int, seed: int, *, compiled: bool | None = None) -> Simulated:
    """`simulations` of the law; the same seed gives the same answer on one machine with the same versions.

    Raises ValueError where simulations are not from 1 to `AT_MOST`, or the seed is negative.
    """
    if not 1 <= simulations <= AT_MOST:
        raise ValueError(f"simulations must be from 1 to {AT_MOST:,}")
    if seed < 0:
        raise ValueError("a seed is not negative")
    if not law.drawn_once and not (np.all(law.leave_factor == 1) and np.all(law.join_factor == 1)):
        raise ValueError("the open model's law takes no edit of a rate: use ours")
    years, space = len(law.population), law.space
    kinds = np.zeros((simulations, years + 1, space.kinds), np.int32)
    ages = np.zeros((simulations, years + 1, len(space.academic_years)), np.int32)
    joined, left = (np.zeros((simulations, years, space.kinds), np.int32) for _ in range(2))
    dropped, diverted, passed_on = (np.zeros((simulations, years), np.int32) for _ in range(3))
    with_numba = is_compiled() if compiled is None else compiled
    if with_numba:
        counts: StateCounts = _compiled(law, seed, kinds, ages, joined, left, dropped, diverted, passed_on)
    else:
        counts = np.zeros((simulations, years + 1, space.size), np.int32)
        counts[:, 0] = law.start
        from goldenthread.domain.forecast.plainly import simulate_plainly  # the slow road, read only where it is taken

        simulate_plainly(law, seed, counts, joined, left, dropped, diverted, passed_on)
        by_age = counts.reshape(simulations, years + 1, -1, space.kinds)
        kinds, ages = by_age.sum(axis=2, dtype=np.int32), by_age.sum(axis=3, dtype=np.int32)
    return Simulated(law, counts, kinds, ages, joined, left, dropped, diverted, passed_on, with_numba)


def _compiled(law: Law, seed: int, *into: Counts) -> StateCounts:
    """Counts of states, held in two bytes each where no state has more than 32,767 children, else in four."""
    from goldenthread.domain.forecast.kernel import simulate  # numba is loaded where it is used

    seeds = np.random.default_rng(seed).integers(0, 2**64 - 1, len(into[0]), np.uint64)
    opened, full = _places(law, law.diversions), _places(law, law.limits)
    shape = (len(seeds), len(law.population) + 1, law.space.size)
    tabled = (0, 0) if law.drawn_once else (law.space.size, TABLED)
    small = int(law.start.max(initial=0)) <= np.iinfo(np.int16).max
    for kind in (np.int16, np.int32) if small else (np.int32,):
        counts = np.empty(shape, kind)
        tables = Tables(
            law.space.kinds, int(np.iinfo(kind).max), law.start, law.known, law.leave, law.move, law.moves,
            law.must_move,
            *_arrays(law.destinations), law.change, *_arrays(law.new_needs), law.joining, law.joining_kinds.start,
            law.joining_kinds.kind, law.joining_kinds.weight, law.population, law.growth, law.growth_spread,
            law.leave_factor, law.join_factor, law.drawn_once, law.loses_oldest, *opened, *full,
            *_walkers(law.destinations), *_walkers(law.new_needs), *_walkers(law.joining_kinds),
            np.empty(tabled), np.empty(tabled), np.ones(1),
        )  # fmt: skip
        if simulate(tables, seeds, counts, *into):
            return counts
    raise ValueError("there would be more than two thousand million children")


def _walkers(choices: Choices) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    return np.empty(len(choices.kind)), np.empty(len(choices.kind), np.int64)


def _arrays(choices: Choices) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64], NDArray[np.float64]]:
    ends = np.concatenate(([0.0], np.cumsum(choices.weight)))
    total = ends[choices.start[1:]] - ends[choices.start[:-1]]
    return choices.start, choices.kind, choices.weight, total


def _places(
    law: Law, places: Sequence[Diversion | Limit]
) -> tuple[NDArray[np.bool_], NDArray[np.int64], NDArray[np.int64]]:
    size, years = law.space.size, len(law.population)
    none = not places
    return (
        np.zeros((0, size), bool) if none else np.stack([each.states for each in places]),
        np.zeros((0, size), np.int64) if none else np.stack([each.to for each in places]),
        np.zeros((0, years), np.int64) if none else np.stack([each.places for each in places]),
    )
