"""Which child in the system a person of a return is: by UPN, else ULN, else the council's own id, else name and birth
date.

Never merged on a guess: numbers that point at two children, or a number whose child has another birth date and another
name, leave the person out with an error that says why.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from goldenthread.domain.sen2.records import Person
from goldenthread.domain.sen2.upn import is_temporary
from goldenthread.features.returns.operations.said import CHILD_FIELDS
from goldenthread.foundation.people.models import Child
from goldenthread.foundation.people.operations.name_tokens import folded

_COLUMNS = ("id", "public_id", "local_id", "known_as", "imported", *CHILD_FIELDS)
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Found:
    """`row` of the child, None for a new one; or `refused`, why the person must be left out."""

    row: Row | None = None
    refused: str = ""


def name_key(surname: str, forename: str) -> str:
    """Names folded to letters and digits alone, in any writing."""
    return "".join(letter for letter in folded(f"{forename}|{surname}") if letter.isalnum() or letter == "|")


def find(persons: Sequence[Person], *, up_to: int, local_ids: bool) -> list[Found]:
    """For a batch of persons, in order. Only children with row numbers up to `up_to` are looked for: those there
    before.
    """
    if not up_to:
        return [Found(refused=_cannot_be_told(person, local_ids)) for person in persons]
    known = _Known(persons, up_to, local_ids)
    return [known.find(person) for person in persons]


class _Known:
    def __init__(self, persons: Sequence[Person], up_to: int, local_ids: bool) -> None:
        self._rows = Child.rows.filter(id__lte=up_to)
        self._local_ids = local_ids
        self._by_upn = self._by("upn", (person.upn for person in persons))
        self._by_uln = self._by("uln", (person.uln for person in persons))
        self._by_local = self._by("local_id", (person.local_id for person in persons)) if local_ids else {}
        self._by_name: dict[tuple[str, Any], list[Row]] = {}
        days = {person.born_on for person in persons if person.born_on and not self._numbered(person)}
        if days:
            for row in self._rows.filter(born_on__in=days).order_by("id").values(*_COLUMNS):
                key = name_key(row["surname"], row["forename"])
                self._by_name.setdefault((key, row["born_on"]), []).append(row)

    def _by(self, column: str, values: Iterable[str | None]) -> dict[str, Row]:
        wanted = {value for value in values if value}
        if not wanted:
            return {}
        return {row[column]: row for row in self._rows.filter(**{f"{column}__in": wanted}).values(*_COLUMNS)}

    def _numbered(self, person: Person) -> list[Row]:
        hits = [self._by_upn.get(person.upn or ""), self._by_uln.get(person.uln or "")]
        if self._local_ids:
            hits.append(self._by_local.get(person.local_id or ""))
        return [hit for hit in hits if hit]

    def find(self, person: Person) -> Found:
        hits = self._numbered(person)
        if len({hit["id"] for hit in hits}) > 1:
            return Found(refused="Its UPN, ULN or own id belong to two different children here; check the numbers.")
        if hits:
            return self._checked(person, hits[0])
        if reason := _cannot_be_told(person, self._local_ids):
            return Found(refused=reason)
        alike = [
            row
            for row in self._by_name.get((name_key(person.surname, person.forename), person.born_on), ())
            if _may_be(person, row)
        ]
        if len(alike) > 1:
            return Found(refused="Several children here have this name and date of birth; give the UPN or ULN.")
        return Found(row=alike[0]) if alike else Found()

    @staticmethod
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


def _cannot_be_told(person: Person, local_ids: bool) -> str:
    own_id = local_ids and person.local_id
    if person.upn or person.uln or own_id or (person.surname and person.born_on):
        return ""
    return "Nothing tells this person from others: give a UPN, a ULN, or a surname and date of birth."
