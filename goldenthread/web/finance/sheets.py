"""Tables as a spreadsheet to save: what it is and its source first, then a sheet a table. Amounts are exact pounds."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import xlsxwriter
from django.http import HttpResponse

from goldenthread.domain.money.amounts import Amount
from goldenthread.web.components.files import file_answer

Cell = str | int | float | Amount | None
EXCEL: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_WIDE, _NARROW = 44, 18


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table: its name (31 letters at most), headings, rows."""

    name: str
    headings: Sequence[str]
    rows: Sequence[Sequence[Cell]]


def spreadsheet(notes: Sequence[tuple[str, str]], sheets: Sequence[Sheet]) -> bytes:
    """The file. Text is never read as a formula or a link, whoever wrote it."""
    target = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(target, options)
    bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
    pounds = book.add_format({"num_format": "£#,##0.00;[Red]-£#,##0.00"})
    _notes(book, notes, bold)
    for sheet in sheets:
        _sheet(book, sheet, bold, pounds)
    book.close()
    return target.getvalue()


def spreadsheet_answer(name: str, notes: Sequence[tuple[str, str]], sheets: Sequence[Sheet]) -> HttpResponse:
    """The file, to be saved under this name."""
    return file_answer(spreadsheet(notes, sheets), EXCEL, name, opens=False)


def _notes(book: Any, notes: Sequence[tuple[str, str]], bold: Any) -> None:
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    sheet = book.add_worksheet("Read first")
    sheet.set_column(0, 0, 28)
    sheet.set_column(1, 1, 100)
    for at, (name, words) in enumerate(notes):
        sheet.write_string(at, 0, name, bold)
        sheet.write_string(at, 1, words, wrapped)


def _sheet(book: Any, sheet: Sheet, bold: Any, pounds: Any) -> None:
    drawn = book.add_worksheet(sheet.name)
    drawn.write_row(0, 0, sheet.headings, bold)
    drawn.freeze_panes(1, 0)
    for at, row in enumerate(sheet.rows, 1):
        for column, cell in enumerate(row):
            if isinstance(cell, Amount):
                drawn.write_number(at, column, float(cell.rounded(places=2)), pounds)
            elif isinstance(cell, str):
                drawn.write_string(at, column, cell)
            elif cell is not None:
                drawn.write_number(at, column, cell)
    for column in range(len(sheet.headings)):
        longest = max((len(str(row[column])) for row in sheet.rows if isinstance(row[column], str)), default=0)
        drawn.set_column(column, column, _WIDE if longest > _NARROW else _NARROW)
