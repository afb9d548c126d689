"""Reads a folder or zip of COLLECT's CSV exports: nine files, one for each group, joined by their keys."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import IO

from goldenthread.domain.sen2.node import Node
from goldenthread.domain.sen2.problem_log import ProblemLog
from goldenthread.domain.sen2.specification import groups, parent_group
from goldenthread.features.returns.sen2.readers.csv_rows import CsvRows
from goldenthread.features.returns.sen2.readers.errors import too_large, unreadable
from goldenthread.features.returns.sen2.readers.joined import LOADING, JoinedReturn
from goldenthread.features.returns.sen2.readers.limits import Limits
from goldenthread.features.returns.sen2.readers.store import JOINED, Row, Store, elements
from goldenthread.features.returns.sen2.readers.years import settle_header

Sources = dict[str, Callable[[], IO[bytes]]]
"""File name to a function that opens its bytes."""
MODULES = {group.module: group.name for group in groups().values()}
_TECHNICAL = re.compile(r"(tableid|nativeid|orderseqcolumn|sourceid)$")
_NAME = re.compile(rf"(?:^|[^a-z0-9])({'|'.join(MODULES)})(?: ?\(\d+\))?\.(?:csv|txt)$")


def module_of(name: str) -> str | None:
    """The group a file's name says it holds: `Blade-Export_12-02-2026_person.csv` is Person.

    None where it says none.
    """
    found = _NAME.search(name.casefold().rpartition("/")[2])
    return MODULES[found[1]] if found else None


class CollectCsvReturn(JoinedReturn):
    """A return as COLLECT exports it."""

    shape = "collect_csv"

    def __init__(self, sources: Sources, *, name: str, size: int, limits: Limits, on_close: Callable[[], None]) -> None:
        if size > limits.csv_bytes:
            raise too_large(f"The files come to more than {limits.csv_bytes >> 20} MB.", file=name)
        log = ProblemLog(limit=limits.problems)
        self._on_close = on_close
        self._tables = _open_tables(sources, log, name)
        header, seen = self._look()
        year, settled = settle_header(header, seen, log, file=name)
        super().__init__(name=name, year=year, header=settled, problems=log, size_hint=size)

    def close(self) -> None:
        """Close the zip, where there is one."""
        self._on_close()

    def _files(self) -> dict[str, str]:
        return {group: self._tables[group].file if group in self._tables else self.name for group in JOINED}

    def _look(self) -> tuple[Node | None, set[str]]:
        seen = set()
        for group, table in self._tables.items():
            columns = {_plain(heading) for heading in table.headings}
            seen |= {f"{group}.{item.element}" for item in groups()[group].items if item.column in columns}
        if "Header" not in self._tables:
            return None, seen
        table = self._tables["Header"]
        for line, cells in table:
            node = Node("Header", file=table.file, line=line)
            values = dict(zip((_plain(heading) for heading in table.headings), cells, strict=False))
            node.values = {
                item.element: values[item.column] for item in groups()["Header"].items if values.get(item.column)
            }
            return node, seen
        return None, seen

    def _load(self, store: Store) -> None:
        done = 0
        total = sum(table.bytes for table in self._tables.values()) or 1
        for group in JOINED:
            if group in self._tables:
                store.put(group, self._rows(group))
                done += self._tables[group].bytes
                self._progress = LOADING * done / total

    def _rows(self, group: str) -> Iterator[Row]:
        table = self._tables[group]
        places = {_plain(heading): at for at, heading in enumerate(table.headings)}
        parent = parent_group(group)
        key_at = self._key_column(group, group, places)
        parent_at = self._key_column(group, parent, places) if parent else None
        items = [places.get(element.casefold()) for element in elements(group)]
        for line, cells in table:
            if len(cells) > len(table.headings):
                message = (
                    f"Line {line} has {len(cells)} cells under {len(table.headings)} headings; it was passed over."
                )
                self.problems.add("error", message, file=table.file, line=line, field=group, kind="too many cells")
                continue
            cells += [""] * (len(table.headings) - len(cells))
            values = [None if at is None else cells[at] or None for at in items]
            key = None if key_at is None else cells[key_at] or None
            yield key, None if parent_at is None else cells[parent_at] or None, line, values

    def _key_column(self, group: str, of: str, places: dict[str, int]) -> int | None:
        """Where the key of `of` stands; only groups without children may lack their own."""
        column = f"{groups()[of].module}tableid"
        if column in places:
            return places[column]
        if of == group and not groups()[group].children:
            return None
        table = self._tables[group]
        raise unreadable(f"{table.file} has no column {column}, by which its rows are joined.", file=table.file, line=1)


def _plain(heading: str) -> str:
    return re.sub(r"[^a-z0-9]", "", heading.casefold())


def _open_tables(sources: Sources, log: ProblemLog, name: str) -> dict[str, CsvRows]:
    chosen: dict[str, str] = {}
    for file in sorted(sources):
        group = module_of(file)
        if group is None:
            log.add("warning", f"{file} is not one of the nine files of an export; it was passed over.", file=file)
        elif group in chosen:
            message = (
                f"{chosen[group]} and {file} are both the {groups()[group].module} file; keep the one that is meant."
            )
            raise unreadable(message, file=file)
        else:
            chosen[group] = file
    _note_missing(chosen, log, name)
    tables = {group: CsvRows(sources[file], file=file) for group, file in chosen.items()}
    for group, table in tables.items():
        if table.remark:
            log.add("warning", table.remark, file=table.file, line=1, kind="encoding")
        _note_columns(group, table, log)
    return tables


def _note_missing(chosen: dict[str, str], log: ProblemLog, name: str) -> None:
    for needed in ("Person", "Requests"):
        if needed not in chosen:
            module = groups()[needed].module
            raise unreadable(
                f"The {module} file is missing; an export has one whose name ends in {module}.csv.", file=name
            )
    for group in JOINED:
        if group not in chosen:
            module = groups()[group].module
            log.add("warning", f"The {module} file is missing, so nothing of {group} was read.", file=name, field=group)


def _note_columns(group: str, table: CsvRows, log: ProblemLog) -> None:
    plain = [_plain(heading) for heading in table.headings]
    known = {item.column for item in groups()[group].items}
    for at, column in enumerate(plain):
        if column in plain[:at] and column:
            message = f"The column {column} stands twice in {table.file}; keep one."
            raise unreadable(message, file=table.file, line=1, field=column)
        if column and column not in known and not _TECHNICAL.search(column):
            message = f"{table.file} has a column {table.headings[at][:60]!r} that no return has; it was passed over."
            log.add("warning", message, file=table.file, line=1, field=column[:60])
    if not known & set(plain):
        raise unreadable(f"{table.file} has none of the headings of {groups()[group].module}.", file=table.file, line=1)
