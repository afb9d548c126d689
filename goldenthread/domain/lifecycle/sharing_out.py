"""Sharing cases out between people, so that nobody ends with many more than another."""

from __future__ import annotations

import heapq
from collections.abc import Hashable, Mapping, Sequence
from typing import TypeVar

Case = TypeVar("Case", bound=Hashable)
Person = TypeVar("Person", bound=Hashable)


def share_out(cases: Sequence[Case], loads: Mapping[Person, int]) -> dict[Case, Person]:
    """Each case to whoever has fewest by then; of equals, to the first in the order given. `loads`: what each has now.

    Raises ValueError where there is nobody to give them to.
    """
    if cases and not loads:
        raise ValueError("There is nobody to share the cases out to.")
    waiting = [(load, place, person) for place, (person, load) in enumerate(loads.items())]
    heapq.heapify(waiting)
    found: dict[Case, Person] = {}
    for case in cases:
        load, place, person = waiting[0]
        found[case] = person
        heapq.heapreplace(waiting, (load + 1, place, person))
    return found
