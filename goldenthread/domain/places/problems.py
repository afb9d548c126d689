"""What is wrong with what was given, named and located."""

from __future__ import annotations


class BadPlaces(ValueError):
    """Settings or children that cannot be assigned as they were given; the message names which and why."""


class NotProved(RuntimeError):
    """An assignment was found and its proof does not hold: it is not shown to anybody."""
