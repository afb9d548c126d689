"""The law of one year's change as arrays: what both the exact mean and every simulation read, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from goldenthread.domain.forecast.space import Space

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Choices:
    """Dirichlet weights over destinations, row by row: those of row r are `weight[start[r]:start[r + 1]]`.

    `kind` is the destination's place among needs and settings. A row without any has no destination.
    """

    start: Ints
    kind: Ints
    weight: Floats

    def means(self, row: int, kinds: int) -> Floats:
        """The expected share of each kind, shape (kinds,); zeros where the row is empty."""
        share = np.zeros(kinds)
        here = slice(self.start[row], self.start[row + 1])
        total = self.weight[here].sum()
        if total > 0:
            np.add.at(share, self.kind[here], self.weight[here] / total)
        return share


@dataclass(frozen=True, slots=True)
class Diversion:
    """Places of a setting that open for children who would newly go elsewhere; nobody settled is moved.

    `states` (S): 1 where a child newly arriving is taken, 0 elsewhere; `to` (S): the kind of state the child goes
    to instead;
    `places` (Y): new places that may be taken by the January at the end of each year.
    """

    states: Flags
    to: Ints
    places: Ints


@dataclass(frozen=True, slots=True)
class Limit:
    """Places of a setting: whoever would newly arrive when they are taken goes on; nobody settled is moved.

    `states` (S): 1 for the setting's states; `to` (S): the kind of state gone on to, its own where there is none;
    `places` (Y): children it can have each January forecast.
    """

    states: Flags
    to: Ints
    places: Ints


@dataclass(frozen=True, slots=True)
class Law:
    """Rates as Beta(a, b) and destinations as Dirichlet weights, by state in the January a year starts from.

    Shapes: S states, A academic years, Y years forecast. A law may hold the open model's rules or ours:

    * `known` (S): whether a state has any rates. Where it has none its children are dropped (the open model's fault).
    * `leave` (S, 2), `move` (S, 2), `change` (S, 2): leaving; moving, of those who stay; another need, of those
      who stay put.
    * `moves` (S), `must_move` (S): whether a child may, or has to, move.
    * `destinations`, `new_needs`: rows by state. `joining` (A, 2), `joining_kinds`: rows by academic year.
    * `population` (Y, A): young people of whom joiners are drawn. `growth` (Y): what joining rates are multiplied by;
      `growth_spread` (Y): the standard deviation of its logarithm, one draw a simulation for all years.
    * `leave_factor` (Y, S), `join_factor` (Y, S): what a scenario multiplies leaving, and joining a state, by; 1
      is as it was.
    * `diversions`: places that open, and whom they take instead of where that child would have gone; `limits`: places a
      setting has, past which those who arrive go on. Either makes the mean depend on more than the mean: it is not
      exact.
    * `drawn_once`: rates are drawn once a simulation (ours) or anew for every group of children every year (the
      open model).
    * `loses_oldest`: children past the oldest academic year are dropped (the open model) or leave (ours).
    * `notes`: what the total was to be tied to and could not be (`tying`).
    """

    space: Space
    first_year: int  # the January the forecast starts from
    start: Ints  # (S,) children
    known: Flags
    leave: Floats
    move: Floats
    moves: Flags
    must_move: Flags
    destinations: Choices
    change: Floats
    new_needs: Choices
    joining: Floats
    joining_kinds: Choices
    population: Ints
    growth: Floats
    growth_spread: Floats
    leave_factor: Floats
    join_factor: Floats
    drawn_once: bool
    loses_oldest: bool
    diversions: tuple[Diversion, ...] = ()
    limits: tuple[Limit, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def mean_is_exact(self) -> bool:
        """Whether the expected counts follow from expected rates alone: no place can be full."""
        return not self.diversions and not self.limits

    @property
    def years(self) -> tuple[int, ...]:
        """The Januaries forecast."""
        return tuple(range(self.first_year + 1, self.first_year + 1 + len(self.population)))


def choices_of(rows: list[dict[int, float]]) -> Choices:
    """Rows of {kind: weight} as arrays; kinds in order, weights of nothing left out."""
    start, kinds, weights = [0], [], []
    for row in rows:
        for kind in sorted(row):
            if row[kind] > 0:
                kinds.append(kind)
                weights.append(row[kind])
        start.append(len(kinds))
    return Choices(np.array(start, np.int64), np.array(kinds, np.int64), np.array(weights, np.float64))
