"""Writes the cases spreadsheet's template: Excel with a sheet on how to fill it in, or CSV."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import xlsxwriter

from goldenthread.domain.sen2 import codes
from goldenthread.features.returns.cases_file.columns import COLUMNS

_ADVICE = (
    "One row a child. Fill in what you have; a row needs a surname, a UPN or a local ID.",
    "Keep the headings in the first row. Columns you do not need may be removed, others added: those are passed over.",
    "Write dates day first: 2/9/2024, 02-Sep-24 or 2 September 2024.",
    "Paste values, not formulas.",
    "The row in grey is an example: type over it.",
)
_KIND_WORDS = {
    "date": "a date",
    "yes_no": "yes or no",
    "need": "a code or words",
    "sex": "M or F",
    "decision": "yes, no, withdrawn or blank",
}


def write_csv_template(target: str | Path | io.TextIOBase) -> None:
    """Write the headings and one example row as CSV, marked as UTF-8 so that Excel reads accents."""
    rows = [[column.heading for column in COLUMNS], [column.example for column in COLUMNS]]
    if isinstance(target, str | Path):
        with Path(target).open("w", newline="", encoding="utf-8-sig") as file:
            csv.writer(file).writerows(rows)
    else:
        csv.writer(target).writerows(rows)


def write_xlsx_template(target: str | Path | io.BufferedIOBase) -> None:
    """Write the template as Excel: the sheet to fill in, and the sheet "How to fill"."""
    book = xlsxwriter.Workbook(target, {"strings_to_formulas": False, "strings_to_numbers": False})
    heading = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
    grey = book.add_format({"font_color": "#6f777b", "italic": True})
    sheet = book.add_worksheet("Cases")
    for at, column in enumerate(COLUMNS):
        sheet.write_string(0, at, column.heading, heading)
        sheet.write_string(1, at, column.example, grey)
        sheet.set_column(at, at, max(12, min(len(column.heading), 28)))
    sheet.freeze_panes(1, 0)
    _write_how_to_fill(book, heading)
    book.close()


def _write_how_to_fill(book: Any, heading: Any) -> None:
    sheet = book.add_worksheet("How to fill")
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    sheet.set_column(0, 1, 30)
    sheet.set_column(2, 2, 80)
    sheet.set_column(3, 3, 24)
    for row, text in enumerate(_ADVICE):
        sheet.write_string(row, 0, text)
    row = len(_ADVICE) + 1
    for at, text in enumerate(("Heading", "What it holds", "About it", "Example")):
        sheet.write_string(row, at, text, heading)
    for column in COLUMNS:
        row += 1
        texts = (column.heading, _KIND_WORDS.get(column.kind, "text"), column.says, column.example)
        for at, text in enumerate(texts):
            sheet.write_string(row, at, text, wrapped)
    row += 2
    for title, name in (("Codes of need", "SENtype"), ("Codes of reasons a plan ceased", "CeaseReason")):
        sheet.write_string(row, 0, title, heading)
        for code, label in codes.codes(name).items():
            row += 1
            sheet.write_string(row, 0, code)
            sheet.write_string(row, 1, label)
        row += 2
