"""Rows of an Excel sheet as text, one at a time, and which of their cells hold formulas."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from pathlib import Path

from lxml import etree

from goldenthread.features.returns.sen2.readers.errors import too_large
from goldenthread.features.returns.sen2.readers.limits import Limits
from goldenthread.features.returns.sen2.readers.xlsx_parts import XlsxParts, text_of

_EPOCH = datetime(1899, 12, 30)
_EPOCH_1904 = datetime(1904, 1, 1)
_LAST_DAY = 2_958_465  # 31 December 9999


@dataclass(frozen=True, slots=True)
class SheetRow:
    """`number` from 1; `cells` from column A as trimmed text; `formulas` the places in `cells` that hold formulas."""

    number: int
    cells: list[str]
    formulas: frozenset[int]


class Workbook:
    """An Excel file (.xlsx, .xlsm). `sheets` are the names of its sheets."""

    def __init__(self, path: Path, *, name: str, limits: Limits) -> None:
        self._parts = XlsxParts(path, name=name, limits=limits)
        self._most_columns = limits.sheet_columns
        self._name = name
        self.sheets = list(self._parts.sheets)

    def close(self) -> None:
        """Close the file."""
        self._parts.close()

    def rows(self, sheet: str) -> Iterator[SheetRow]:
        """Each row that is not blank, as a return would write it.

        Whole numbers without a point, dates as 2025-02-03.
        """
        number = 0
        for element in self._parts.elements(self._parts.sheets[sheet], "row"):
            stated = element.get("r", "")
            number = int(stated) if stated.isdigit() else number + 1
            cells: list[str] = []
            formulas = []
            for cell in element:
                reference = cell.get("r")
                at = column_place(reference.rstrip("0123456789")) if reference else len(cells)
                if at >= self._most_columns:
                    self._too_wide(sheet, number)
                if at >= len(cells):
                    cells.extend([""] * (at + 1 - len(cells)))
                text, is_formula = self._read(cell)
                cells[at] = text
                if is_formula:
                    formulas.append(at)
            if any(cells) or formulas:
                yield SheetRow(number, cells, frozenset(formulas))

    def _too_wide(self, sheet: str, number: int) -> None:
        message = (
            f"Row {number} has more than {self._most_columns} columns; clear what is not the return and save again."
        )
        raise too_large(message, file=f"{self._name}!{sheet}", line=number)

    def _read(self, cell: etree._Element) -> tuple[str, bool]:
        value = ""
        is_formula = False
        for child in cell:
            name = child.tag.rpartition("}")[2]
            if name == "v":
                value = child.text or ""
            elif name == "f":
                is_formula = True
            elif name == "is":
                value = text_of(child)
        kind = cell.get("t", "n")
        if kind == "s":
            value = self._parts.texts[int(value)] if value.isdigit() and int(value) < len(self._parts.texts) else ""
        elif kind == "n" and value:
            is_date = cell.get("s", "") in self._parts.date_styles
            value = number_text(value, is_date=is_date, starts_1904=self._parts.starts_1904)
        return value.strip(), is_formula


@lru_cache(maxsize=1024)
def column_place(letters: str) -> int:
    """A is 0, Z is 25, AA is 26."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return max(number - 1, 0)


@lru_cache(maxsize=1024)
def column_letters(place: int) -> str:
    """0 is A, 26 is AA."""
    letters = ""
    number = place + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


@lru_cache(maxsize=65536)
def number_text(value: str, *, is_date: bool, starts_1904: bool = False) -> str:
    """A number as text; under a date format the day it stands for, with the time where there is one."""
    try:
        number = float(value)
    except ValueError:
        return value
    if is_date and 1 <= number <= _LAST_DAY:
        moment = (_EPOCH_1904 if starts_1904 else _EPOCH) + timedelta(seconds=round(number * 86400))
        return moment.date().isoformat() if moment.time() == moment.min.time() else moment.isoformat()
    if number.is_integer() and abs(number) < 1e15:
        return str(int(number))
    return value
