"""Reads the DfE Excel data-entry template (one sheet.

Tables under one another) and the pre-submission workbook (a sheet each).

Below the person table, rows are joined by Person ID and Requests record ID alone: an assessment, a named plan and an
active plan each belong to one request.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from goldenthread.domain.sen2.node import Node
from goldenthread.domain.sen2.problem_log import ProblemLog
from goldenthread.domain.sen2.specification import groups
from goldenthread.features.returns.sen2.readers.errors import unreadable
from goldenthread.features.returns.sen2.readers.headings import (
    PERSON_ID,
    REQUEST_ID,
    Columns,
    columns_of,
    group_titled,
    is_heading_row,
)
from goldenthread.features.returns.sen2.readers.joined import LOADING, JoinedReturn
from goldenthread.features.returns.sen2.readers.limits import Limits
from goldenthread.features.returns.sen2.readers.sheet_rows import SheetRow, Workbook, column_letters
from goldenthread.features.returns.sen2.readers.store import JOINED, KEY_BREAK, Row, Store, elements
from goldenthread.features.returns.sen2.readers.years import settle_header

_TEMPLATE_SHEET = "data entry template"
_BATCH = 2000


@dataclass(slots=True)
class _TableRow:
    """A row of a group's table."""

    group: str
    sheet: str
    columns: Columns
    row: SheetRow

    def text(self, at: int) -> str:
        """The cell's text; empty past the row's end."""
        return self.row.cells[at] if at < len(self.row.cells) else ""


class TemplateReturn(JoinedReturn):
    """A return in an Excel file."""

    shape = "template"

    def __init__(self, path: Path, *, name: str, limits: Limits) -> None:
        log = ProblemLog(limit=limits.problems)
        self._book = Workbook(path, name=name, limits=limits)
        self._sheets = _sheets_to_read(list(self._book.sheets), name)
        if len(self._sheets) > 1:
            self.shape = "workbook"
        self._noted_headings: set[tuple[str, str]] = set()
        self.problems = log
        self.name = name
        header, seen = self._look()
        year, settled = settle_header(header, seen, log, file=f"{name}!{self._sheets[0][0]}")
        super().__init__(name=name, year=year, header=settled, problems=log, size_hint=path.stat().st_size)

    def close(self) -> None:
        """Close the Excel file."""
        self._book.close()

    def _files(self) -> dict[str, str]:
        by_group = {group: sheet for sheet, group in self._sheets if group}
        return {group: f"{self.name}!{by_group.get(group, self._sheets[0][0])}" for group in JOINED}

    def _look(self) -> tuple[Node | None, set[str]]:
        """The header; where it gives neither year nor survey day, also the items every table has."""
        header: Node | None = None
        seen: set[str] = set()
        for row in self._table_rows(quiet=True):
            seen |= {f"{row.group}.{element}" for element in row.columns.items}
            if row.group == "Header" and header is None:
                header = Node("Header", file=f"{self.name}!{row.sheet}", line=row.row.number)
                header.values = {name: row.text(at) for name, at in row.columns.items.items() if row.text(at)}
            elif header is not None and {"Year", "ReferenceDate"} & set(header.values):
                break
        return header, seen

    def _table_rows(self, *, quiet: bool = False) -> Iterator[_TableRow]:
        """Every row of every table that holds a key or an item."""
        for sheet, fixed in self._sheets:
            group = fixed
            columns: Columns | None = None
            for row in self._book.rows(sheet):
                titled = None if fixed else group_titled(row.cells[0])
                if is_heading_row(row.cells):
                    if group is not None:
                        columns = columns_of(group, row.cells)
                        self._note_headings(group, columns, sheet, row.number, quiet=quiet)
                elif titled and sum(1 for cell in row.cells if cell) <= 2:
                    group, columns = titled, None
                elif group and columns:
                    found = _TableRow(group, sheet, columns, row)
                    if any(found.text(at) for at in columns.places):
                        yield found

    def _note_headings(self, group: str, columns: Columns, sheet: str, number: int, *, quiet: bool) -> None:
        for heading in columns.unknown:
            if not quiet and (group, heading) not in self._noted_headings:
                self._noted_headings.add((group, heading))
                message = (
                    f"The column {heading!r} of the table {groups()[group].title} is in no return; it was passed over."
                )
                self.problems.add("warning", message, file=f"{self.name}!{sheet}", line=number, field=heading)

    def _load(self, store: Store) -> None:
        waiting: dict[str, list[Row]] = {group: [] for group in JOINED}
        letters: dict[str, list[str]] = {group: [] for group in JOINED}
        for count, row in enumerate(self._table_rows(), start=1):
            if row.group == "Header":
                continue
            waiting[row.group].append(self._row(row))
            letters[row.group].append(_letters(row))
            if len(waiting[row.group]) >= _BATCH:
                store.put(row.group, waiting[row.group], letters[row.group])
                waiting[row.group], letters[row.group] = [], []
            self._progress = LOADING * (1 - 1 / (1 + count / 20_000))  # the number of rows is not known beforehand
        for group in JOINED:
            store.put(group, waiting[group], letters[group])
        if not store.count("Person"):
            raise unreadable("The sheet has no Person Record table with a person in it.", file=self._files()["Person"])

    def _row(self, row: _TableRow) -> Row:
        keys = {name: self._cell(row, at, name) for name, at in row.columns.keys.items()}
        items = {name: self._cell(row, at, name) for name, at in row.columns.items.items()}
        values = [items.get(name) for name in elements(row.group)]
        person, request = keys.get(PERSON_ID), keys.get(REQUEST_ID)
        if row.group == "Person":
            return person, None, row.row.number, values
        joined = f"{person}{KEY_BREAK}{request}" if person and request else None
        if not groups()[row.group].children:
            return None, joined, row.row.number, values
        return joined, person if row.group == "Requests" else joined, row.row.number, values

    def _cell(self, row: _TableRow, at: int, name: str) -> str | None:
        if at in row.row.formulas:
            cell = f"{column_letters(at)}{row.row.number}"
            message = f"{row.sheet}!{cell} holds a formula; paste its value."
            file = f"{self.name}!{row.sheet}!{cell}"
            self.problems.add("error", message, file=file, line=row.row.number, field=name, kind="formula")
            return None
        return row.text(at) or None

    def _note_joins(self, store: Store) -> None:
        for group in ("PlanDetail", "NamedPlan", "PlacementDetail", "SENneed"):
            for line, parent in store.adopt(group):
                message = (
                    f"{group} on line {line} has no row in the table {groups()[parent].title}; an empty one was "
                    "assumed."
                )
                self.problems.add("warning", message, file=store.files[group], line=line, field=group, kind="adopted")
        super()._note_joins(store)

    def _finish(self, node: Node) -> Node:
        for request in node.children.get("Requests", ()):
            request.key = (request.key or "").rpartition(KEY_BREAK)[2] or None
        return node


def _letters(row: _TableRow) -> str:
    places = row.columns.items
    return ",".join(column_letters(places[name]) if name in places else "" for name in elements(row.group))


def _sheets_to_read(names: list[str], file: str) -> list[tuple[str, str | None]]:
    """The template's one sheet, or the workbook's sheets with the group each holds."""
    for name in names:
        if " ".join(name.casefold().split()) == _TEMPLATE_SHEET:
            return [(name, None)]
    by_group = [(name, group_titled(name)) for name in names]
    if any(group == "Person" for _, group in by_group):
        return [(name, group) for name, group in by_group if group]
    near = [name for name in names if "entry" in name.casefold() or "sen2" in name.casefold()]
    if len(near) == 1 or len(names) == 1:
        return [((near or names)[0], None)]
    listed = ", ".join(repr(name) for name in names[:8])
    raise unreadable(f"The Excel file has no sheet 'Data Entry Template'; its sheets are {listed}.", file=file)
