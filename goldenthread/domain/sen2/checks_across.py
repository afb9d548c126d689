"""Checks between persons: one UPN, ULN or name with birth date on two of them (OUR-P4, P5, P8).

Sixteen bytes a person and number are kept, so England's return needs about 60 MB; the answer comes at the end.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from hashlib import blake2b

import numpy as np

from goldenthread.domain.sen2.records import Person, Place, Problem

_KINDS = (
    ("OUR-P4", "error", "UPN", "This UPN is also on the person of {where}; only one person can have it."),
    (
        "OUR-P5",
        "error",
        "UniqueLearnerNumber",
        "This ULN is also on the person of {where}; only one person can have it.",
    ),
    ("OUR-P8", "warning", "Surname", "The person of {where} has the same name and birth date; check they are two."),
)


class SamePersons:
    """Sees every person of a return once, then tells which share what should be one person's."""

    def __init__(self) -> None:
        self._marks = [array("Q") for _ in _KINDS]
        self._seen_at = [array("L") for _ in _KINDS]
        self._file = ""
        self._count = 0

    def see(self, person: Person) -> None:
        """Remember a person. Where a person has no line its number in the return stands for it."""
        self._count += 1
        self._file = person.place.file or self._file
        line = person.place.line or self._count
        for at, key in enumerate(_keys(person)):
            if key:
                self._marks[at].append(int.from_bytes(blake2b(key.encode(), digest_size=8).digest(), "little"))
                self._seen_at[at].append(line)

    def problems(self) -> Iterator[Problem]:
        """A problem for every person after the first with the same number, naming the first's line.

        In order of kind, line.
        """
        for (check, level, field, message), marks, lines in zip(_KINDS, self._marks, self._seen_at, strict=True):
            for first, again in _repeats(marks, lines):
                yield Problem(level, message.format(where=f"line {first}"), Place(self._file, again, field), check)


def _keys(person: Person) -> tuple[str, str, str]:
    named = person.surname and person.forename and person.born_on
    name = f"{person.surname}\x1f{person.forename}\x1f{person.born_on}".casefold() if named else ""
    return person.upn or "", person.uln or "", name


def _repeats(marks: array[int], lines: array[int]) -> list[tuple[int, int]]:
    """Pairs of the first line and a later line with the same mark."""
    if len(marks) < 2:
        return []
    values = np.frombuffer(marks, dtype=np.uint64)
    order = np.argsort(values, kind="stable")
    ordered = values[order]
    again = np.flatnonzero(ordered[1:] == ordered[:-1]) + 1
    found = []
    for at in again.tolist():
        start = int(np.searchsorted(ordered, ordered[at], side="left"))
        found.append((lines[int(order[start])], lines[int(order[at])]))
    return sorted(found, key=lambda pair: pair[1])
