"""Where persons wait between being read and being applied: rows of the database, or for a dry run a temporary file.

Either way they are kept outside memory, in the order of the file, and some may be left out.
"""

from __future__ import annotations

import json
import tempfile
from abc import ABC, abstractmethod
from array import array
from collections.abc import Iterator
from typing import Any

from django.db import transaction

from goldenthread.domain.sen2.records import Person
from goldenthread.features.returns.models import Import, StagedPerson
from goldenthread.features.returns.operations.cases import Case
from goldenthread.features.returns.operations.staging import person_from_json, to_json
from goldenthread.foundation import fast_rows

BATCH = 500


class Waiting(ABC):
    """Persons in the order they were added. `positions` tells, while reading them back, which each was in the file."""

    kind: type[Person] = Person

    def __init__(self) -> None:
        self.count = 0
        self.positions = array("L")

    @abstractmethod
    def add(self, person: Person) -> int:
        """Keep a person; its position from 0."""

    @abstractmethod
    def finish(self) -> None:
        """Nothing more comes."""

    @abstractmethod
    def leave_out(self, reasons: dict[int, str]) -> None:
        """These positions will not be applied."""

    @abstractmethod
    def places(self, positions: list[int]) -> dict[int, str]:
        """Where in the file these stood: 'return.xml:120'."""

    @abstractmethod
    def _records(self) -> Iterator[tuple[int, dict[str, Any]]]:
        """Position and record of those to be applied."""

    def persons(self) -> Iterator[Person]:
        """Those to be applied, in order."""
        self.positions = array("L")
        for position, record in self._records():
            self.positions.append(position)
            yield person_from_json(record, self.kind)


def _place(person: Person) -> str:
    return f"{person.place.file}:{person.place.line}" if person.place.line else person.place.file


class WaitingRows(Waiting):
    """In the database, a batch to a transaction so that nobody else waits long."""

    def __init__(self, source: Import) -> None:
        super().__init__()
        self.kind = Case if source.kind == "cases" else Person
        self._source = source
        self._rows: list[StagedPerson] = []

    def clear(self) -> None:
        """Start again: what a killed reading left is removed."""
        StagedPerson.objects.filter(source=self._source).delete()

    def add(self, person: Person) -> int:
        """See Waiting."""
        row = StagedPerson(
            source_id=self._source.pk, position=self.count, record=to_json(person), place=_place(person)[:300]
        )
        self._rows.append(row)
        self.count += 1
        if len(self._rows) >= BATCH:
            self.finish()
        return self.count - 1

    def finish(self) -> None:
        """See Waiting."""
        with transaction.atomic():
            fast_rows.insert(self._rows)
        self._rows.clear()

    def leave_out(self, reasons: dict[int, str]) -> None:
        """See Waiting."""
        for position, reason in reasons.items():
            StagedPerson.objects.filter(source=self._source, position=position).update(left_out=reason[:300])

    def places(self, positions: list[int]) -> dict[int, str]:
        """See Waiting."""
        rows = StagedPerson.objects.filter(source=self._source, position__in=positions)
        return dict(rows.values_list("position", "place"))

    def _records(self) -> Iterator[tuple[int, dict[str, Any]]]:
        rows = StagedPerson.objects.filter(source=self._source, left_out="").order_by("position")
        return rows.values_list("position", "record").iterator(chunk_size=BATCH)


class WaitingFile(Waiting):
    """In a temporary file that is gone when closed: the database is not written to."""

    def __init__(self, source: Import) -> None:
        super().__init__()
        self.kind = Case if source.kind == "cases" else Person
        # closed by the `with` statement this object is used in
        self._file = tempfile.TemporaryFile("w+", encoding="utf-8", prefix="goldenthread-")  # noqa: SIM115
        self._left_out: dict[int, str] = {}

    def add(self, person: Person) -> int:
        """See Waiting."""
        self._file.write(json.dumps([_place(person), to_json(person)], separators=(",", ":")) + "\n")
        self.count += 1
        return self.count - 1

    def finish(self) -> None:
        """See Waiting."""
        self._file.flush()

    def leave_out(self, reasons: dict[int, str]) -> None:
        """See Waiting."""
        self._left_out |= reasons

    def places(self, positions: list[int]) -> dict[int, str]:
        """See Waiting."""
        wanted = set(positions)
        return {at: place for at, (place, _) in self._lines() if at in wanted} if wanted else {}

    def __enter__(self) -> WaitingFile:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()  # and is removed

    def _records(self) -> Iterator[tuple[int, dict[str, Any]]]:
        return ((at, record) for at, (_, record) in self._lines() if at not in self._left_out)

    def _lines(self) -> Iterator[tuple[int, tuple[str, dict[str, Any]]]]:
        self._file.seek(0)
        for at, line in enumerate(self._file):
            yield at, json.loads(line)
