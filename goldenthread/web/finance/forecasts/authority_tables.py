"""An authority's form as tables of a page and sheets of a file. No figure is made here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.utils.html import format_html

from goldenthread.domain.forecast.forms.filled import Filled, FilledForm, Line
from goldenthread.web.components.presenters.phrases import thousands
from goldenthread.web.components.presenters.tables import Column, Table
from goldenthread.web.finance.sheets import Sheet

EMPTY = "–"
HEADINGS = {
    "ages": "Age", "needs": "Primary need", "year_groups": "School year", "listed": "Kind of place",
    "block": "High-needs block",
}  # fmt: skip
VERSIONS = {"": "", "as it is": "unmitigated", "with the changes": "mitigated"}
_NOT_IN_A_NAME = str.maketrans("[]:*?/\\", "       ")


@dataclass(frozen=True, slots=True)
class Part:
    """One table of a page, with what is to be said below it; no table where nothing is filled."""

    title: str
    table: Table | None
    why: str
    verified: bool


@dataclass(frozen=True, slots=True)
class Section:
    """The tables of one number, or one sheet, of the form."""

    anchor: str
    name: str
    parts: tuple[Part, ...]
    note: str


def sections(form: FilledForm) -> list[Section]:
    """In the form's order."""
    return [_section(number, tables) for number, tables in _by_number(form)]


def _section(number: str, tables: Sequence[Filled]) -> Section:
    parts = tuple(_part(each, len(tables) > 1) for each in tables)
    anchor = f"table-{number.replace('.', '-').lower()}"
    return Section(anchor, _named(number, tables), parts, tables[0].note)


def sheets(form: FilledForm) -> list[Sheet]:
    """The assumptions sheet, then a sheet a number: a row says its table where the sheet has more than one."""
    found = [Sheet("Assumptions", ("Assumption", "In words"), form.assumptions)]
    for number, tables in _by_number(form):
        name = _named(number, tables).translate(_NOT_IN_A_NAME)[:31].rstrip()
        columns = max((each.columns for each in tables), key=len)
        rows: list[tuple[Any, ...]] = [row for each in tables for row in _sheet_rows(each, len(columns))]
        if tables[0].note:
            rows.append(("Note", tables[0].note, *[None] * len(columns), ""))
        found.append(Sheet(name, ("Table", "Row", *columns, "Note"), rows))
    return found


def _by_number(form: FilledForm) -> Iterable[tuple[str, list[Filled]]]:
    return [(number, list(tables)) for number, tables in groupby(form.tables, key=lambda each: each.number)]


def _named(number: str, tables: Sequence[Filled]) -> str:
    title = tables[0].title.split(": plans")[0]
    return f"{number} {title}" if number[0].isdigit() else title


def _title(each: Filled) -> str:
    version = f", {VERSIONS[each.version]}" if each.version else ""
    return f"{each.title}{version}{' (£)' if each.unit == 'pounds' else ''}"


def _part(each: Filled, captioned: bool) -> Part:
    """`captioned`: its caption is shown; where a section has one table its heading says as much already."""
    title = _title(each)
    if not each.columns:
        return Part(title, None, each.why, each.verified)
    columns = [Column(HEADINGS[each.rows]), *(Column(name, numeric=True) for name in each.columns)]
    rows = [(_name(line), *_cells(line, each)) for line in each.lines]
    table = Table(title, columns, rows, caption_size="s", caption_hidden=not captioned, cards=True)
    return Part(title, table, "", each.verified)


def _name(line: Line) -> Any:
    if not line.why:
        return line.name
    return format_html('{}<br><span class="govuk-body-s">Left empty: {}.</span>', line.name, line.why)


def _cells(line: Line, each: Filled) -> list[Any]:
    if line.why:
        return [EMPTY] * len(each.columns)
    said = [pounds(cell) if each.unit == "pounds" else thousands(cell) for cell in line.cells]
    return [format_html("<strong>{}</strong>", one) for one in said] if line.sums else list(said)


def pounds(cell: int) -> str:
    """Whole pounds; below nought with a minus sign."""
    return f"{'−' if cell < 0 else ''}£{abs(cell):,}"


def _sheet_rows(each: Filled, wide: int) -> list[tuple[Any, ...]]:
    note = "" if each.verified else "Not verified"
    return [
        (_title(each), line.name, *line.cells, *[None] * (wide - len(line.cells)), line.why or note)
        for line in each.lines
    ] or [(_title(each), each.why, *[None] * wide, note)]
