"""The days of a reading in order, each with what it is: for a picture, and the table beside it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from goldenthread.domain.clocks.facts import what_happened
from goldenthread.domain.clocks.reading import Reading


class Kind(StrEnum):
    """What a day is to a clock. In the order days are told when two fall together."""

    STARTED = "started"
    MET = "met"
    SAFE = "safe"
    OUTER = "outer"
    TODAY = "today"


@dataclass(frozen=True, slots=True)
class Point:
    """One day: what it is, and in words."""

    kind: Kind
    on: date
    words: str


_ORDER: Final = {kind: place for place, kind in enumerate(Kind)}


def points(reading: Reading) -> tuple[Point, ...]:
    """The days of one reading, earliest first. Always holds today, the day it was read for.

    The safe day is left out where it is the outer day. A limit that an exception lifted keeps the date it would have
    had.
    """
    found = [Point(Kind.TODAY, reading.on, "Today")]
    if reading.started_by and reading.started_on:
        found.append(Point(Kind.STARTED, reading.started_on, _sentence(reading.started_by)))
    if reading.met_by and reading.met_on:
        found.append(Point(Kind.MET, reading.met_on, _sentence(reading.met_by)))
    outer_on, safe_on = reading.original_outer_on, reading.safe_on
    if outer_on:
        found.append(Point(Kind.OUTER, outer_on, f"{outer_word(reading)}: {_name(reading)}"))
    if safe_on and safe_on != outer_on:
        found.append(Point(Kind.SAFE, safe_on, f"Safe day to work to: {_name(reading)}"))
    return _in_order(found)


def together(readings: Iterable[Reading]) -> tuple[Point, ...]:
    """The days of several readings in one order, what they share told once."""
    return _in_order({point for reading in readings for point in points(reading)})


def outer_word(reading: Reading) -> str:
    """What the outer day is: `Last day`, or `Expected by` where nothing binds, or `Falls on` where nobody acts."""
    if reading.exception:
        return "Last day, had no exception applied"
    if reading.owed_by == "nobody":
        return "Falls on this day"
    return "Last day" if reading.is_legal_duty else "Expected by"


def _in_order(found: Iterable[Point]) -> tuple[Point, ...]:
    return tuple(sorted(found, key=lambda point: (point.on, _ORDER[point.kind], point.words)))


def _name(reading: Reading) -> str:
    return reading.name[:1].lower() + reading.name[1:]


def _sentence(fact: str) -> str:
    words = what_happened(fact)
    return words[:1].upper() + words[1:]
