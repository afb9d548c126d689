"""Which person already known a person of a return is: by UPN, else ULN, else the council's own id, else name and birth
date.

Never merged on a guess: numbers that point at two persons, or a number whose person has another birth date and another
name, leave the person out with an error that says why.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from goldenthread.domain.names import name_key
from goldenthread.domain.sen2.records import Person
from goldenthread.domain.sen2.upn import is_temporary

CLAIMED: Final = "Another person in the file is the same child here; check both."
Row = Mapping[str, Any]  # of whoever knows the persons: id, surname, forename, born_on, upn, uln at least


@dataclass(frozen=True, slots=True)
class Found:
    """`row` of the person known, None for a new one; or `refused`, why the person must be left out."""

    row: Row | None = None
    refused: str = ""


@dataclass(slots=True)
class Known:
    """Persons known, by what tells them again. `by_name`: by `name_key` and date of birth."""

    by_upn: dict[str, Row] = field(default_factory=dict)
    by_uln: dict[str, Row] = field(default_factory=dict)
    by_local: dict[str, Row] = field(default_factory=dict)
    by_name: dict[tuple[str, date], list[Row]] = field(default_factory=dict)

    def numbered(self, person: Person) -> list[Row]:
        """Who is known by one of the person's numbers."""
        hits = [self.by_upn.get(person.upn or ""), self.by_uln.get(person.uln or "")]
        hits.append(self.by_local.get(person.local_id or ""))
        return [hit for hit in hits if hit]

    def find(self, person: Person, *, local_ids: bool = False) -> Found:
        """See the module. `local_ids`: the persons' own ids last from file to file."""
        hits = self.numbered(person)
        if len({hit["id"] for hit in hits}) > 1:
            return Found(refused="Its UPN, ULN or own id belong to two different children here; check the numbers.")
        if hits:
            return _checked(person, hits[0])
        if reason := cannot_be_told(person, local_ids=local_ids):
            return Found(refused=reason)
        alike = [row for row in self._named(person) if _may_be(person, row)]
        if len(alike) > 1:
            return Found(refused="Several children here have this name and date of birth; give the UPN or ULN.")
        return Found(row=alike[0]) if alike else Found()

    def _named(self, person: Person) -> Sequence[Row]:
        if person.born_on is None:
            return ()
        return self.by_name.get((name_key(person.surname, person.forename), person.born_on), ())


def cannot_be_told(person: Person, *, local_ids: bool = False) -> str:
    """Why nothing tells this person from others; empty where something does."""
    own_id = local_ids and person.local_id
    if person.upn or person.uln or own_id or (person.surname and person.born_on):
        return ""
    return "Nothing tells this person from others: give a UPN, a ULN, or a surname and date of birth."


def _checked(person: Person, row: Row) -> Found:
    other_day = person.born_on and row["born_on"] and person.born_on != row["born_on"]
    if other_day and name_key(person.surname, person.forename) != name_key(row["surname"], row["forename"]):
        return Found(refused="Its number belongs here to a child of another name and date of birth; check both.")
    return Found(row=row)


def _may_be(person: Person, row: Row) -> bool:
    """Same name and birth date: the same child unless each has a number of its own."""
    upns_differ = person.upn and row["upn"] and person.upn != row["upn"] and not is_temporary(row["upn"])
    ulns_differ = person.uln and row["uln"] and person.uln != row["uln"]
    return not (upns_differ or ulns_differ)
