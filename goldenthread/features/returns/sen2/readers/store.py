"""A temporary SQLite file that joins the tables of a return (CSV exports, template) without holding them in memory.

Each group has rows of key, parent key, line, and its items as text. The file is made in a private temporary folder
and is gone when the store is closed.
"""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from goldenthread.domain.sen2.node import Node
from goldenthread.domain.sen2.specification import child_groups, groups, parent_group

_BATCH = 300
KEY_BREAK = "\x1f"  # between the parts of a key made of two
JOINED = ("Person", "Requests", "Assessment", "NamedPlan", "PlanDetail", "ActivePlans", "PlacementDetail", "SENneed")

Row = tuple[str | None, str | None, int, Sequence[str | None]]
"""Key, parent's key, line, and the group's items in the order of `elements`."""


@cache
def elements(group: str) -> tuple[str, ...]:
    """The items a group's rows hold: those of every year."""
    return tuple(item.element for item in groups()[group].items)


class Store:
    """The joined tables of one return. `files` names each group's file for messages."""

    def __init__(self, files: dict[str, str]) -> None:
        self.files = files
        self._folder = tempfile.TemporaryDirectory(prefix="sen2-", ignore_cleanup_errors=True)
        self._base = sqlite3.connect(f"{self._folder.name}/rows.sqlite", isolation_level=None, check_same_thread=False)
        for pragma in ("journal_mode=OFF", "synchronous=OFF", "cache_size=-16000", "temp_store=FILE"):
            self._base.execute(f"PRAGMA {pragma}")
        self._base.execute("BEGIN")
        for group in JOINED:
            columns = ", ".join(f'"{name}"' for name in elements(group))
            self._base.execute(f'CREATE TABLE "{group}" (n INTEGER PRIMARY KEY, key, parent, line, cells, {columns})')

    def close(self) -> None:
        """Remove the temporary file."""
        self._base.close()
        self._folder.cleanup()

    def put(self, group: str, rows: Iterable[Row], cells: Iterable[str | None] = ()) -> None:
        """Add rows.

        `cells` gives for each the letters of a spreadsheet's columns, joined by commas, in the items' order.
        """
        marks = ", ".join("?" * (len(elements(group)) + 4))
        columns = ", ".join(f'"{name}"' for name in elements(group))
        known = iter(cells)
        self._base.executemany(
            f'INSERT INTO "{group}" (key, parent, line, cells, {columns}) VALUES ({marks})',
            ((key, parent, line, next(known, None), *values) for key, parent, line, values in rows),
        )

    def settle(self) -> None:
        """Make the indexes. Call once, when every row is in."""
        for group in JOINED:
            self._base.execute(f'CREATE INDEX "{group}_key" ON "{group}" (key)')
            self._base.execute(f'CREATE INDEX "{group}_parent" ON "{group}" (parent)')

    def count(self, group: str) -> int:
        """How many rows a group has."""
        return int(self._base.execute(f'SELECT count(*) FROM "{group}"').fetchone()[0])

    def repeated(self, group: str) -> Iterator[tuple[str, int, int]]:
        """Keys that stand on more than one row: key, first line, a later line. Later rows are taken out."""
        found = self._base.execute(
            f'SELECT a.key, b.line, a.line, a.n FROM "{group}" a '
            f'JOIN (SELECT key, min(n) AS n FROM "{group}" WHERE key IS NOT NULL GROUP BY key HAVING count(*) > 1) k '
            f'ON k.key = a.key AND a.n > k.n JOIN "{group}" b ON b.n = k.n ORDER BY a.n'
        ).fetchall()
        for key, first, later, number in found:
            self._base.execute(f'DELETE FROM "{group}" WHERE n = ?', (number,))
            yield key, first, later

    def orphans(self, group: str) -> Iterator[tuple[int, str | None]]:
        """Rows whose parent's key no row has: line and that key."""
        parent = parent_group(group)
        yield from self._base.execute(
            f'SELECT c.line, c.parent FROM "{group}" c LEFT JOIN "{parent}" p ON p.key = c.parent '
            "WHERE p.key IS NULL ORDER BY c.n"
        )

    def adopt(self, group: str) -> Iterator[tuple[int, str]]:
        """Make an empty parent, under the same key, for rows that have none but whose request is there.

        Line, parent's group.
        """
        parent = parent_group(group)
        found = self._base.execute(
            f'SELECT c.parent, min(c.line) FROM "{group}" c LEFT JOIN "{parent}" p ON p.key = c.parent '
            'JOIN "Requests" r ON r.key = c.parent WHERE p.key IS NULL GROUP BY c.parent ORDER BY min(c.n)'
        ).fetchall()
        for key, line in found:
            self._base.execute(f'INSERT INTO "{parent}" (key, parent, line) VALUES (?, ?, ?)', (key, key, line))
            yield line, str(parent)

    def persons(self) -> Iterator[Node]:
        """Each person in the file's order with everything that belongs to it."""
        after = 0
        while True:
            found = self._base.execute(
                f'SELECT * FROM "Person" WHERE n > ? ORDER BY n LIMIT {_BATCH}', (after,)
            ).fetchall()
            if not found:
                return
            after = found[-1][0]
            nodes = [self._node("Person", row) for row in found]
            self._fill("Person", nodes)
            yield from nodes

    def _fill(self, group: str, nodes: list[Node]) -> None:
        by_key = {node.key: node for node in nodes}
        for child in child_groups(group):
            below: list[Node] = []
            keys = list(by_key)
            for at in range(0, len(keys), _BATCH):
                part = keys[at : at + _BATCH]
                marks = ", ".join("?" * len(part))
                for row in self._base.execute(f'SELECT * FROM "{child}" WHERE parent IN ({marks}) ORDER BY n', part):
                    below.append(by_key[row[2]].add(self._node(child, row)))
            if below:
                self._fill(child, below)

    def _node(self, group: str, row: Sequence[str]) -> Node:
        node = Node(group, file=self.files.get(group, ""), line=int(row[3]) if row[3] else None, key=row[1])
        letters = row[4].split(",") if row[4] else ()
        for at, (name, value) in enumerate(zip(elements(group), row[5:], strict=True)):
            if value:
                node.values[name] = value
                if letters:
                    node.cells[name] = f"{letters[at]}{node.line}"
        return node
