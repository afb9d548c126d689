"""Reads the cases spreadsheet, CSV or Excel, a row at a time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Any, Self

from goldenthread.domain.sen2.problem_log import ProblemLog
from goldenthread.domain.sen2.records import Place
from goldenthread.features.returns.cases_file.columns import COLUMNS, Found, find_columns
from goldenthread.features.returns.cases_file.rows import CaseRow
from goldenthread.features.returns.cases_file.values import read_value
from goldenthread.features.returns.sen2.readers.archives import is_zip
from goldenthread.features.returns.sen2.readers.csv_rows import CsvRows, opener_of
from goldenthread.features.returns.sen2.readers.errors import too_large, unreadable
from goldenthread.features.returns.sen2.readers.limits import Limits
from goldenthread.features.returns.sen2.readers.sheet_rows import Workbook, column_letters

_HEADINGS_WITHIN = 25  # rows of titles and notes that may stand above the headings
_FEWEST_COLUMNS = 3
_EXAMPLE = {
    column.name: column.example for column in COLUMNS if column.name in ("local_id", "surname", "forename", "upn")
}


@dataclass(frozen=True, slots=True)
class _Line:
    sheet: str
    number: int
    cells: list[str]
    formulas: frozenset[int] = frozenset()


class CasesFile:
    """One spreadsheet of cases. `shape` is 'csv' or 'xlsx'; `columns` the columns found.

    `problems` grows while rows are read.
    """

    def __init__(self, path: str | Path, *, name: str | None = None, limits: Limits | None = None) -> None:
        self._path = Path(path)
        self.name = name or self._path.name
        self._limits = limits or Limits()
        self.problems = ProblemLog(limit=self._limits.problems)
        self._book: Workbook | None = None
        self._first_seen: dict[bytes, int] = {}
        self.shape = self._open()
        try:
            self._sheet, self._heading_line, self._found = self._find_headings()
        except BaseException:
            self.close()
            raise
        self.columns = tuple(self._found.places.values())
        self._note_headings()

    def close(self) -> None:
        """Close the file."""
        if self._book is not None:
            self._book.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _open(self) -> str:
        if not self._path.is_file():
            raise unreadable(f"There is no file {self._path}.", file=self.name)
        if self._path.stat().st_size == 0:
            raise unreadable("The file is empty.", file=self.name)
        if self._path.stat().st_size > self._limits.csv_bytes:
            raise too_large(f"The file is larger than {self._limits.csv_bytes >> 20} MB.", file=self.name)
        if is_zip(self._path):
            self._book = Workbook(self._path, name=self.name, limits=self._limits)
            return "xlsx"
        with open(self._path, "rb") as file:
            start = file.read(8)
        if start.startswith(b"\xd0\xcf\x11\xe0"):
            raise unreadable("The file is an old or locked Excel file; save it as .xlsx or CSV.", file=self.name)
        if start.lstrip().startswith((b"<", b"%PDF", b"{\\rtf")):
            raise unreadable("The file is not a spreadsheet; save it as .xlsx or CSV.", file=self.name)
        return "csv"

    def _lines(self, sheet: str) -> Iterator[_Line]:
        if self._book is not None:
            for row in self._book.rows(sheet):
                yield _Line(sheet, row.number, [" ".join(cell.split()) for cell in row.cells], row.formulas)
            return
        table = CsvRows(opener_of(self._path), file=self.name)
        if table.remark:
            self.problems.add("warning", table.remark, file=self.name, line=1, kind="encoding")
        yield _Line("", 1, [heading.strip() for heading in table.headings])
        for number, cells in table:
            yield _Line("", number, [" ".join(cell.split()) for cell in cells])

    def _find_headings(self) -> tuple[str, int, Found]:
        best: tuple[str, int, Found] = ("", 0, Found())
        for sheet in self._book.sheets if self._book else [""]:
            for count, line in enumerate(self._lines(sheet)):
                if count == _HEADINGS_WITHIN:
                    break
                found = find_columns(line.cells)
                if len(found.places) > len(best[2].places):
                    best = (sheet, line.number, found)
        names = {column.name for column in best[2].places.values()}
        if len(names) < _FEWEST_COLUMNS or not names & {"surname", "upn", "local_id"}:
            message = (
                "No row of headings was found; put Surname, Forename, Date of birth and the rest in the first row."
            )
            raise unreadable(message, file=self.name, line=1)
        return best

    def _note_headings(self) -> None:
        self.problems = ProblemLog(limit=self._limits.problems)  # looking for the headings may have noted some already
        for heading in self._found.unknown:
            message = f"The column {heading!r} is not known; it was passed over."
            self.problems.add("warning", message, file=self.name, line=self._heading_line, field=heading)
        for heading, column in self._found.again:
            message = f"{heading!r} is a second column for {column.heading}; only one was read. Rename the other."
            self.problems.add("warning", message, file=self.name, line=self._heading_line, field=column.heading)

    def rows(self) -> Iterator[CaseRow]:
        """The rows in order. A cell that cannot be read is an error and left empty.

        A row that names nobody is left out.
        """
        for line in self._lines(self._sheet):
            if line.number <= self._heading_line:
                continue
            values = self._values(line)
            if values is None:
                continue
            place = Place(self._file(line), line.number, "")
            if not any(values.get(name) for name in ("surname", "upn", "uln", "local_id")):
                message = f"Row {line.number} has no surname, UPN, ULN or local ID, so was left out; add one."
                self.problems.add("error", message, file=place.file, line=line.number, field="Surname", kind="nobody")
                continue
            if all(values.get(name) == text for name, text in _EXAMPLE.items()):
                message = f"Row {line.number} is the template's example and was passed over."
                self.problems.add("warning", message, file=place.file, line=line.number, field="Local ID")
                continue
            self._note_repeats(values, place)
            yield CaseRow(**values, place=place)

    def _file(self, line: _Line) -> str:
        return f"{self.name}!{line.sheet}" if line.sheet else self.name

    def _values(self, line: _Line) -> dict[str, Any] | None:
        """The row's values; None for a row with nothing in a known column."""
        values: dict[str, Any] = {}
        blank = True
        for at, column in self._found.places.items():
            text = line.cells[at] if at < len(line.cells) else ""
            cell = f"{column_letters(at)}{line.number}"
            if at in line.formulas:
                blank = False
                self._note(line, column.heading, f"{cell} holds a formula; paste its value.", "formula")
                continue
            if not text:
                continue
            blank = False
            try:
                values[column.name] = read_value(column.kind, text)
            except ValueError as fault:
                self._note(line, column.heading, f"{cell} {column.heading}: {fault}. The cell was left empty.", "")
        return None if blank else values

    def _note(self, line: _Line, field: str, message: str, kind: str) -> None:
        self.problems.add("error", message, file=self._file(line), line=line.number, field=field, kind=kind)

    def _note_repeats(self, values: dict[str, Any], place: Place) -> None:
        for name, heading in (("upn", "UPN"), ("uln", "ULN"), ("local_id", "Local ID")):
            if not values.get(name):
                continue
            mark = blake2b(f"{name} {values[name]}".encode(), digest_size=8).digest()
            first = self._first_seen.setdefault(mark, place.line or 0)
            if first != place.line:
                message = f"This {heading} is also on row {first}; one child has one row. Remove or correct one."
                self.problems.add("error", message, file=place.file, line=place.line, field=heading, kind="repeated")


def open_cases(path: str | Path, *, name: str | None = None, limits: Limits | None = None) -> CasesFile:
    """Open a cases spreadsheet; `name` is what to call it in messages. Raises ReturnUnreadable where it is none."""
    return CasesFile(path, name=name, limits=limits)


def read_cases(path: str | Path) -> Iterator[CaseRow]:
    """The rows of a cases spreadsheet, for where its problems are not wanted."""
    with open_cases(path) as file:
        yield from file.rows()
