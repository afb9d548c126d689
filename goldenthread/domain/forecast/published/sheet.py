"""A table as series over positions: columns over years, or rows over years where the years stand across the top."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from goldenthread.domain.forecast.published.figures import figure_of, is_missing
from goldenthread.domain.forecast.published.marks import Cell, alike
from goldenthread.domain.forecast.published.periods import Period, period_of
from goldenthread.domain.forecast.published.results import Unread
from goldenthread.domain.forecast.published.tables import Row, Table
from goldenthread.domain.forecast.published.units import COUNT, MONEY, Unit, unit_alone, unit_of_cells, unit_within

DOWN, ACROSS, NONE = "down", "across", "none"
_TOTAL = re.compile(
    r"\b(?:grand |sub-?)?totals?\b|\boverall\b|\bsum\b|^all$|"
    r"\ball (?:ages|needs|settings|provision|areas|plans|ehcps?|pupils|children|phases|schools)\b",
    re.I,
)
_COMPARES = re.compile(r"chang|differen|varian|increase|decrease|growth|%|per ?cent", re.I)
_SHOWN: Final = 60  # characters of a cell that could not be read
_YEAR_HEAD = re.compile(r"\b(?:years?|period|date|census)\b", re.I)
_NOTE = re.compile(r"[*†‡§¹²³⁴⁵⁶⁷⁸⁹]+")


@dataclass(frozen=True, slots=True)
class Series:
    """Figures of one thing. `unit` is what the table states; `marks` are footnote marks in its name."""

    name: str
    unit: Unit | None
    cells: tuple[Cell | None, ...]
    marks: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """`series` over `labels`; `periods` where the labels are years; `totals` are positions that add the others up.

    `columns` and `rows` name the table as it is printed, whichever way the series run.
    """

    table: Table
    axis: str
    series: tuple[Series, ...]
    labels: tuple[str, ...]
    periods: tuple[Period | None, ...]
    totals: frozenset[int]
    columns: tuple[str, ...]
    rows: tuple[str, ...]
    units: tuple[Unit | None, ...]
    unread: tuple[Unread, ...] = ()

    @property
    def times(self) -> tuple[int, ...] | None:
        """Years from the first, by position; None where the labels are no years in their order."""
        body = [self.periods[at] for at in range(len(self.labels)) if at not in self.totals]
        if self.axis == NONE or len(body) < 2:
            return None
        starts = [each.start for each in body if each is not None]
        steady = len(starts) == len(body) and all(a < b for a, b in zip(starts, starts[1:], strict=False))
        known = iter(starts if steady else range(len(body)))
        return tuple(0 if at in self.totals else next(known) for at in range(len(self.labels)))


def sheet_of(table: Table) -> Sheet:
    """The table's series, the way its years run, and the cells among its figures that could not be read."""
    label = _label_column(table)
    others = [column for column in range(table.width) if column != label and _has_figures(table, column)]
    names = [_named(table.heads, column) for column in others]
    rows = tuple(_clean(row.fields[label]) if label >= 0 else f"row {at}" for at, row in enumerate(table.rows, 1))
    columns = tuple(name or _numbered(at, unit) for at, (name, unit) in enumerate(names, 2))
    corner = _corner(table, label)
    units = tuple(unit or _carried(table, column) or corner for (_, unit), column in zip(names, others, strict=True))
    cells = [
        [_cell(row, at, place, column) for place, column in enumerate(others)] for at, row in enumerate(table.rows)
    ]
    unread = _unread(table, dict(zip(others, columns, strict=True)), rows)
    across = sum(period_of(name) is not None for name in columns)
    if across >= 2 and 2 * across >= len(columns) and not any(map(_compares_years, columns)):
        row_units = [_row_unit(row, unit_within(name), units) for row, name in zip(table.rows, rows, strict=True)]
        series = [_series(name, unit, tuple(line)) for name, unit, line in zip(rows, row_units, cells, strict=True)]
        return replace(_sheet(table, ACROSS, series, columns, columns, rows, units), unread=unread)
    down = sum(period_of(label) is not None for label in rows)
    series = [
        _series(name, unit, tuple(line[place] for line in cells))
        for place, (name, unit) in enumerate(zip(columns, units, strict=True))
    ]
    units = tuple(each.unit for each in series)
    axis = DOWN if down >= 2 and 2 * down >= len(rows) else NONE
    return replace(_sheet(table, axis, series, rows, columns, rows, units), unread=unread)


def _compares_years(name: str) -> bool:
    """Whether a column beside years says how they differ: the rules are then between the columns, row by row."""
    return _COMPARES.search(name) is not None and period_of(name) is None


def turned(sheet: Sheet) -> Sheet:
    """The same table with its series the other way: what a total adds up along the other side."""
    series = tuple(
        _series(
            label,
            sheet.units[0] if len(set(sheet.units)) == 1 else None,
            tuple(each.cells[at] for each in sheet.series),
        )
        for at, label in enumerate(sheet.labels)
    )
    labels = tuple(each.name for each in sheet.series)
    return Sheet(
        sheet.table,
        NONE,
        series,
        labels,
        (None,) * len(labels),
        _totals(labels),
        sheet.columns,
        sheet.rows,
        sheet.units,
    )


def is_total(label: str) -> bool:
    """Whether a label says that what it names adds others up."""
    return _TOTAL.search(label) is not None


def _sheet(
    table: Table, axis: str, series: list[Series], labels: tuple[str, ...], columns: tuple[str, ...],
    rows: tuple[str, ...], units: tuple[Unit | None, ...],
) -> Sheet:  # fmt: skip
    totals = _totals(labels)
    periods = tuple(period_of(label) for label in labels)
    return Sheet(table, axis, tuple(series), labels, periods, totals, columns, rows, units)


def _totals(labels: tuple[str, ...]) -> frozenset[int]:
    return frozenset(at for at, label in enumerate(labels) if is_total(label) and period_of(label) is None)


def _series(name: str, unit: Unit | None, cells: tuple[Cell | None, ...]) -> Series:
    unit, cells = alike(unit, cells)
    marks = "".join(_NOTE.findall(name))
    return Series(_NOTE.sub("", name).strip(), unit, cells, marks)


def _label_column(table: Table) -> int:
    """The column of years where there is one, else the first where it holds words, else none (-1)."""
    years = [column for column in range(table.width) if _is_of_years(table, column)]
    if years:
        return years[0]
    words = sum(figure_of(row.fields[0]) is None for row in table.rows)
    headed_year = any("year" in head.fields[0].lower() for head in table.heads)
    return 0 if 2 * words >= len(table.rows) or headed_year else -1


def _is_of_years(table: Table, column: int) -> bool:
    """Whether most of a column are years; plain numbers only where they go on one by one, or a heading says so."""
    fields = [row.fields[column] for row in table.rows]
    named = [(field, period) for field in fields if (period := period_of(field)) is not None]
    if 2 * len(named) <= len(fields):
        return False
    plain = [period.start for field, period in named if field.strip().isdigit()]
    in_turn = all(0 < after - before <= 5 for before, after in pairwise(plain))
    headed = any(_YEAR_HEAD.search(head.fields[column]) for head in table.heads)
    return len(plain) * 2 <= len(named) or (in_turn and (headed or column == 0))


def _numbered(at: int, unit: Unit | None) -> str:
    """A name for a column whose heading gives none."""
    return f"Column {at} ({unit})" if unit is not None else f"Column {at}"


def _corner(table: Table, label: int) -> Unit | None:
    """The unit of the whole table: in the heading of its labels, or in its title."""
    said = [head.fields[label] for head in table.heads if head.fields[label]] if label >= 0 else []
    return next((unit for each in (*said, table.title) if (unit := unit_within(each)) and unit.kind == MONEY), None)


def _has_figures(table: Table, column: int) -> bool:
    return any(figure_of(row.fields[column]) is not None for row in table.rows)


def _named(heads: tuple[Row, ...], column: int) -> tuple[str, Unit | None]:
    """A column's name, its lines of heading joined, and the unit its heading states."""
    said = [head.fields[column] for head in heads if head.fields[column]]
    alone = [unit for each in said if (unit := unit_alone(each)) is not None]
    words = [each for each in said if (unit := unit_alone(each)) is None or unit.kind == COUNT and len(said) == 1]
    name = _clean(" ".join(words))
    return name, alone[-1] if alone else unit_within(name)


def _carried(table: Table, column: int) -> Unit | None:
    found = [figure_of(row.fields[column]) for row in table.rows]
    return unit_of_cells(frozenset(each.mark for each in found if each is not None))


def _row_unit(row: Row, named: Unit | None, units: tuple[Unit | None, ...]) -> Unit | None:
    if named is not None:
        return named
    marks = unit_of_cells(frozenset(each.mark for field in row.fields if (each := figure_of(field)) is not None))
    common: Final = Counter(units).most_common(1)
    return marks or (common[0][0] if common else None)


def _cell(row: Row, at: int, place: int, column: int) -> Cell | None:
    figure = figure_of(row.fields[column])
    return Cell(at, place, row.line, figure) if figure is not None else None


def _unread(table: Table, columns: dict[int, str], rows: tuple[str, ...]) -> tuple[Unread, ...]:
    """Cells of columns of figures that hold something else, and do not say that there is none."""
    return tuple(
        Unread(name, columns[column], row.line, field if len(field) <= _SHOWN else f"{field[:_SHOWN]}…")
        for name, row in zip(rows, table.rows, strict=True)
        for column in columns
        if (field := row.fields[column]) and figure_of(field) is None and not is_missing(field)
    )


def _clean(text: str) -> str:
    return " ".join(text.split())
