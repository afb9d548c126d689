"""A law in the shape the compiled loop reads: arrays and numbers, by name."""

from __future__ import annotations

from typing import Any, NamedTuple

Array = Any


class Tables(NamedTuple):
    """A law as the loop reads it; see `law.Law`. Handed to what is called once a year at most: it is long to pass."""

    kinds: int
    largest: int  # a count that fits the arrays of counts
    start: Array
    known: Array
    leave: Array
    move: Array
    moves: Array
    must_move: Array
    to_start: Array
    to_kind: Array
    to_weight: Array
    to_total: Array
    change: Array
    new_start: Array
    new_kind: Array
    new_weight: Array
    new_total: Array
    joining: Array
    join_start: Array
    join_kind: Array
    join_weight: Array
    population: Array
    growth: Array
    growth_spread: Array
    leave_factor: Array
    join_factor: Array
    drawn_once: bool
    loses_oldest: bool
    divert: Array  # (D, S)
    divert_to: Array  # (D, S)
    divert_places: Array  # (D, Y)
    full: Array  # (C, S): whether a state is of the setting whose places are limited
    full_to: Array  # (C, S)
    full_places: Array  # (C, Y)
    to_cut: Array  # Walker's tables of the three kinds of choice, filled before the first simulation
    to_other: Array
    new_cut: Array
    new_other: Array
    join_cut: Array
    join_other: Array
    none_leave: Array  # (S, N): the chance that none of n leave, where rates are drawn anew; see `chances_of_none`
    none_move: Array
    none_joins: Array  # (1,): no table for many young people
