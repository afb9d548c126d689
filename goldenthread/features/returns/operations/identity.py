"""Which child in the system a person of a return is: the rules are `domain/sen2/same_person`'s, over the rows held."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from goldenthread.domain.names import name_key
from goldenthread.domain.sen2.records import Person
from goldenthread.domain.sen2.same_person import Found, Known, Row, cannot_be_told
from goldenthread.features.returns.operations.said import CHILD_FIELDS
from goldenthread.foundation.people.models import Child

_COLUMNS = ("id", "public_id", "local_id", "known_as", "imported", *CHILD_FIELDS)


def find(persons: Sequence[Person], *, up_to: int, local_ids: bool) -> list[Found]:
    """For a batch of persons, in order. Only children with row numbers up to `up_to` are looked for: those there
    before.
    """
    if not up_to:
        return [Found(refused=cannot_be_told(person, local_ids=local_ids)) for person in persons]
    known = _known(persons, up_to, local_ids)
    return [known.find(person, local_ids=local_ids) for person in persons]


def _known(persons: Sequence[Person], up_to: int, local_ids: bool) -> Known:
    held = Child.rows.filter(id__lte=up_to)

    def by(column: str, values: Iterable[str | None]) -> dict[str, Row]:
        wanted = {value for value in values if value}
        if not wanted:
            return {}
        return {row[column]: row for row in held.filter(**{f"{column}__in": wanted}).values(*_COLUMNS)}

    known = Known(
        by("upn", (person.upn for person in persons)),
        by("uln", (person.uln for person in persons)),
        by("local_id", (person.local_id for person in persons)) if local_ids else {},
    )
    days = {person.born_on for person in persons if person.born_on and not known.numbered(person)}
    rows: Iterable[dict[str, Any]] = held.filter(born_on__in=days).order_by("id").values(*_COLUMNS) if days else ()
    for row in rows:
        known.by_name.setdefault((name_key(row["surname"], row["forename"]), row["born_on"]), []).append(row)
    return known
