"""What the shapes with tables (CSV exports, template, workbook) share.

Load a store, note rows that do not join, read persons.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator

from goldenthread.domain.sen2.node import Node
from goldenthread.domain.sen2.records import Person
from goldenthread.domain.sen2.specification import parent_group
from goldenthread.features.returns.sen2.readers.return_file import ReturnFile
from goldenthread.features.returns.sen2.readers.store import JOINED, KEY_BREAK, Store

LOADING = 0.7  # the share of the work that is over once the tables are loaded


class JoinedReturn(ReturnFile):
    """A return in tables joined by keys."""

    @abstractmethod
    def _load(self, store: Store) -> None:
        """Put every table's rows into the store, moving `_progress` towards LOADING."""

    @abstractmethod
    def _files(self) -> dict[str, str]:
        """Each group's file, for messages."""

    def _finish(self, node: Node) -> Node:
        """A last touch to a person's node before it is read."""
        return node

    def persons(self) -> Iterator[Person]:
        """See ReturnFile.persons."""
        store = Store(self._files())
        try:
            self._load(store)
            store.settle()
            self._note_joins(store)
            total = store.count("Person")
            if not total:
                self.problems.add("error", "The file holds no person.", file=self.name, field="Person")
            for number, node in enumerate(store.persons(), start=1):
                self._progress = LOADING + (1 - LOADING) * number / total
                person = self._interpreter.person(self._finish(node))
                if person is not None:
                    yield person
            self._progress = 1.0
        finally:
            store.close()

    def _note_joins(self, store: Store) -> None:
        for group in JOINED:
            for key, first, later in store.repeated(group):
                message = f"{group} {_shown(key)} of line {later} was already on line {first}; only the first was read."
                self.problems.add(
                    "error", message, file=store.files[group], line=later, field=group, kind="repeated key"
                )
        for group in JOINED[1:]:
            for line, missing in store.orphans(group):
                parent = parent_group(group)
                message = f"{group} on line {line} belongs to {parent} {_shown(missing)}, which is not in the file."
                self.problems.add("error", message, file=store.files[group], line=line, field=group, kind="orphan")


def _shown(key: str | None) -> str:
    return " request ".join(key.split(KEY_BREAK))[:80] if key else "(blank)"
