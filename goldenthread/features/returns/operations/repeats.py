"""Persons of one file that cannot both be right: one UPN or ULN on two, or nothing to tell two apart.

Twenty-four bytes a person are kept, so that a return of a whole country fits in memory.
"""

from __future__ import annotations

from array import array
from hashlib import blake2b

import numpy as np

from goldenthread.domain.names import name_key
from goldenthread.domain.sen2.records import Person

_NONE = 0


class Repeats:
    """Sees every person in order, then says which positions to leave out and why."""

    def __init__(self) -> None:
        self._upns, self._ulns, self._names = array("Q"), array("Q"), array("Q")
        self._numbered = bytearray()

    def see(self, person: Person) -> None:
        """Remember the next person."""
        self._upns.append(_mark(person.upn))
        self._ulns.append(_mark(person.uln))
        named = person.surname and person.born_on
        self._names.append(_mark(f"{name_key(person.surname, person.forename)}{person.born_on}") if named else _NONE)
        self._numbered.append(1 if person.upn or person.uln else 0)

    def to_leave_out(self) -> dict[int, tuple[str, str, str]]:
        """Position to (field, check, sentence)."""
        found: dict[int, tuple[str, str, str]] = {}
        for marks, field, check in ((self._upns, "UPN", "OUR-P4"), (self._ulns, "UniqueLearnerNumber", "OUR-P5")):
            for group in _groups(marks):
                for position in group:
                    said = f"{_and_others(len(group))} in the file has this {_WORDS[field]}; neither was brought in. "
                    found.setdefault(position, (field, check, said + "Correct the number on one of them."))
        for group in _groups(self._names):
            for position in group:
                if not self._numbered[position]:
                    said = (
                        "Another person in the file has this name and date of birth, and no number tells them apart; "
                        "this one was not brought in. Give its UPN or ULN."
                    )
                    found.setdefault(position, ("Surname", "OUR-P8", said))
        return found


_WORDS = {"UPN": "UPN", "UniqueLearnerNumber": "ULN"}


def _and_others(size: int) -> str:
    return "Another person" if size == 2 else f"Each of {size} persons"


def _mark(text: str | None) -> int:
    if not text:
        return _NONE
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "little") or 1


def _groups(marks: array[int]) -> list[list[int]]:
    """Positions that share a mark, in order."""
    if len(marks) < 2:
        return []
    values = np.frombuffer(marks, dtype=np.uint64)
    order = np.argsort(values, kind="stable")
    ordered = values[order]
    groups: list[list[int]] = []
    for at in np.flatnonzero((ordered[1:] == ordered[:-1]) & (ordered[1:] != _NONE)).tolist():
        if groups and groups[-1][-1] == int(order[at]):
            groups[-1].append(int(order[at + 1]))
        else:
            groups.append([int(order[at]), int(order[at + 1])])
    return groups
