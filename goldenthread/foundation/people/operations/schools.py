"""Brings the list of schools up to date from a register, by URN. Nothing is ever removed: a closed school keeps its
past.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any, Protocol

from django.db import transaction

from goldenthread.foundation import fast_rows
from goldenthread.foundation.people.models import Organisation

BATCH = 1000


class Establishment(Protocol):
    """One establishment as a register has it; blanks are None or ''."""

    @property
    def urn(self) -> str: ...
    @property
    def ukprn(self) -> str | None: ...
    @property
    def name(self) -> str: ...
    @property
    def type_code(self) -> str: ...
    @property
    def type_name(self) -> str: ...
    @property
    def phase(self) -> str: ...
    @property
    def status(self) -> str: ...
    @property
    def open_on(self) -> date | None: ...
    @property
    def close_on(self) -> date | None: ...
    @property
    def la_code(self) -> str: ...
    @property
    def street(self) -> str: ...
    @property
    def town(self) -> str: ...
    @property
    def postcode(self) -> str: ...
    @property
    def section_41(self) -> bool | None: ...
    @property
    def resourced_provision_capacity(self) -> int | None: ...
    @property
    def sen_unit_capacity(self) -> int | None: ...
    @property
    def telephone(self) -> str: ...


@dataclass(slots=True)
class Updated:
    """How many schools were new, changed, as before."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0


def upsert(
    schools: Iterable[Establishment], *, rehearse: bool = False, progress: Callable[[int], None] | None = None
) -> Updated:
    """Add and update, in one transaction. `rehearse` only counts.

    The caller writes the journal entry. A placeholder that stood for a school takes its name and details. Values longer
    than their column are cut.
    """
    result, done = Updated(), 0
    with transaction.atomic():
        for batch in _batches(schools):
            _one_batch(batch, result, rehearse)
            done += len(batch)
            if progress:
                progress(done)
    return result


def _one_batch(batch: list[Establishment], result: Updated, rehearse: bool) -> None:
    wanted = {school.urn.lstrip("0"): _columns(school) for school in batch}
    known = {row.urn: row for row in Organisation.objects.filter(urn__in=[*wanted, *(school.urn for school in batch)])}
    new, updates = [], fast_rows.RowUpdater()
    for urn, columns in wanted.items():
        row = known.get(urn) or known.get(columns["urn"])
        if row is None:
            new.append(Organisation(kind=Organisation.Kind.SCHOOL, **columns))
            continue
        differing = {name: value for name, value in columns.items() if getattr(row, name) != value}
        if differing:
            updates.set(Organisation, row.pk, **differing)
            result.changed += 1
        else:
            result.unchanged += 1
    result.new += len(new)
    if not rehearse:
        fast_rows.insert(new)
        updates.write()


def _columns(school: Establishment) -> dict[str, Any]:
    columns: dict[str, Any] = {
        "urn": school.urn,
        "ukprn": school.ukprn,
        "name": school.name or f"School with URN {school.urn}",
        "type_code": school.type_code,
        "type_name": school.type_name,
        "phase": school.phase,
        "status": school.status,
        "opened_on": school.open_on,
        "closed_on": school.close_on,
        "la_code": school.la_code,
        "street": school.street,
        "town": school.town,
        "postcode": school.postcode,
        "section_41_approved": bool(school.section_41),
        "resourced_provision_places": school.resourced_provision_capacity,
        "sen_unit_places": school.sen_unit_capacity,
        "phone": school.telephone,
    }
    return {name: value[: _LONGEST[name]] if isinstance(value, str) else value for name, value in columns.items()}


_LONGEST = {field.name: field.max_length or 10_000 for field in Organisation._meta.concrete_fields}


def _batches(schools: Iterable[Establishment]) -> Iterator[list[Establishment]]:
    stream = iter(schools)
    while batch := list(islice(stream, BATCH)):
        yield batch
