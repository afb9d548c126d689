"""Whether a day would put two recorded facts the wrong way round, by whatever says which comes first."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date


def first_clash(
    fact: str, day: date, facts: Mapping[str, date], comes_first: Callable[[str, str], bool]
) -> tuple[str, str] | None:
    """The first pair (earlier, later) that would stand the wrong way round if `fact` happened on that day.

    `comes_first(a, b)`: whether a cannot be later than b.
    """
    for other, when in facts.items():
        if other == fact:
            continue
        if comes_first(other, fact) and day < when:
            return other, fact
        if comes_first(fact, other) and when < day:
            return fact, other
    return None
