"""Writes the DfE Excel data-entry template's shape: one sheet, a table for each group under one another."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

import xlsxwriter

from goldenthread.domain.sen2.express import header_node, person_node
from goldenthread.domain.sen2.node import Node
from goldenthread.domain.sen2.records import Header, Person
from goldenthread.domain.sen2.specification import Specification, groups, specification

SHEET = "Data Entry Template"
_MOST_ROWS = 1_048_576
_PERSON_ID = "Person ID\n\n(This must be a unique ID for each Person record)"
_REQUEST_ID = "Requests record ID\n\n(This must be a unique ID for each request of a person)"
_BLANK_BETWEEN = 2


def write_template(
    target: str | Path | io.BufferedIOBase, header: Header, persons: Iterable[Person], *, year: int | None = None
) -> int:
    """Write a return as the data-entry template and say how many persons it holds.

    Person ID is the person's `local_id` where it is given and not yet used, else a running number; so is the request's.
    Raises ValueError where the return has more rows than a sheet can hold. Rows wait on disk, not in memory.
    """
    spec = specification(year if year is not None else header.year or 0)
    with tempfile.TemporaryDirectory(prefix="sen2-") as folder:
        spool = _Spool(Path(folder))
        count = 0
        used: set[str] = set()
        for count, person in enumerate(persons, start=1):
            node = person_node(person, spec.year)
            _spool_person(spool, node, _free(node.key, f"P{count}", used), spec)
        book = xlsxwriter.Workbook(target, {"constant_memory": True, "tmpdir": folder, "strings_to_formulas": False})
        _Sheet(book, spec, header).write(spool)
        book.close()
    return count


def _free(wanted: str | None, otherwise: str, used: set[str]) -> str:
    """A key not yet used, the wanted one where it can be."""
    key = wanted if wanted and wanted not in used else otherwise
    while key in used:
        key += "x"
    used.add(key)
    return key


class _Spool:
    """Rows waiting on disk until their table's turn comes, for the sheet is written from the top."""

    def __init__(self, folder: Path) -> None:
        self._files = {name: (folder / name).open("w+", encoding="utf-8", newline="\n") for name in groups()}
        self.counts = dict.fromkeys(self._files, 0)

    def put(self, group: str, cells: list[str]) -> None:
        self.counts[group] += 1
        self._files[group].write("\x1f".join(cell.replace("\n", " ").replace("\x1f", " ") for cell in cells) + "\n")

    def rows(self, group: str) -> Iterator[list[str]]:
        file = self._files[group]
        file.seek(0)
        for line in file:
            yield line.rstrip("\n").split("\x1f")
        file.close()


def _spool_person(spool: _Spool, node: Node, person_key: str, spec: Specification) -> None:
    spool.put("Person", [person_key, *_texts(node, spec)])
    used: set[str] = set()
    for number, request in enumerate(node.children.get("Requests", ()), start=1):
        request_key = _free(request.key, f"{number}", used)
        spool.put("Requests", [request_key, person_key, *_texts(request, spec)])
        for child in _below(request):
            spool.put(child.group, [person_key, request_key, *_texts(child, spec)])


def _below(node: Node) -> Iterator[Node]:
    for children in node.children.values():
        for child in children:
            yield child
            yield from _below(child)


def _texts(node: Node, spec: Specification) -> list[str]:
    return [node.values.get(item.element, "") for item in spec.items(node.group)]


class _Sheet:
    """The sheet being written, row after row."""

    def __init__(self, book: xlsxwriter.Workbook, spec: Specification, header: Header) -> None:
        self._sheet = book.add_worksheet(SHEET)
        self._title = book.add_format({"bold": True, "font_size": 14})
        self._heading = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        self._date = book.add_format({"num_format": "yyyy-mm-dd"})
        self._spec = spec
        self._header = header_node(header, spec.year)
        self._lea = self._header.values.get("LEA", "")
        self._row = 0
        self._sheet.set_column(0, 25, 18)

    def write(self, spool: _Spool) -> None:
        """Every table."""
        if sum(spool.counts.values()) + 50 > _MOST_ROWS:
            raise ValueError("the return has more rows than an Excel sheet can hold; write XML or CSV instead")
        for name, group in groups().items():
            keys = {"Header": [], "Person": [_PERSON_ID], "Requests": [_REQUEST_ID, _PERSON_ID]}
            own = keys.get(name, ["Person ID", "Requests record ID"])
            self._sheet.write_string(self._row, 0, group.title, self._title)
            self._row += 1
            items = self._spec.items(name)
            local = [] if name == "Header" else ["LA\n(From Header Record)"]
            for at, text in enumerate(["Record Type", *local, *own, *(item.heading for item in items)]):
                self._sheet.write_string(self._row, at, text, self._heading)
            self._row += 1
            rows = iter([_texts(self._header, self._spec)]) if name == "Header" else spool.rows(name)
            before = [group.name] if name == "Header" else [group.name, self._lea]
            kinds = [""] * (len(before) + len(own)) + [item.kind for item in items]
            for cells in rows:
                self._write_row(before + cells, kinds)
            self._row += _BLANK_BETWEEN

    def _write_row(self, cells: list[str], kinds: list[str]) -> None:
        for at, (text, kind) in enumerate(zip(cells, kinds, strict=True)):
            if not text:
                continue
            if kind == "date":
                self._sheet.write_datetime(self._row, at, date.fromisoformat(text), self._date)
            else:
                self._sheet.write_string(self._row, at, text)
        self._row += 1
