"""Finds the tables of figures in a text and keeps the rest as prose, each line with its number."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from goldenthread.domain.forecast.published.figures import figure_of, is_missing
from goldenthread.domain.forecast.published.lines import STYLES, Line, fields_of, is_data, is_rule, lines_of
from goldenthread.domain.forecast.published.periods import period_of
from goldenthread.domain.forecast.published.units import unit_alone

LARGEST: Final = 2_000_000  # characters
MOST_ROWS, MOST_COLUMNS, MOST_CELLS, MOST_TABLES = 200, 30, 1_500, 50  # a search of some seconds
MOST_CELLS_OF_ALL: Final = 3_500  # of all the tables of a text together
_HEADS: Final = 4  # lines of heading above the first row


class NoTable(ValueError):
    """There is no table that can be checked; the message says why and where."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its fields, and the line it stands on."""

    line: int
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """`heads` are the lines of heading (units among them), `rows` the rows of figures; every row is `width` wide."""

    title: str
    line: int
    heads: tuple[Row, ...]
    rows: tuple[Row, ...]
    width: int


@dataclass(frozen=True, slots=True)
class Reading:
    """The tables of a text in their order, and every line that belongs to none."""

    tables: tuple[Table, ...]
    prose: tuple[Line, ...]


def read_tables(text: str) -> Reading:
    """Raises NoTable: too long, not text, no table, or a table of one row only."""
    if len(text) > LARGEST:
        raise NoTable(f"It holds {len(text):,} characters; at most {LARGEST:,} are read. Send the page with the table.")
    if (at := text.find("\x00")) >= 0:
        raise NoTable(f"It is not text: a zero byte stands on line {text.count(chr(10), 0, at) + 1}.")
    lines = lines_of(text)
    found = _best([each for style in STYLES for each in _runs(lines, style)])
    whole = [table for table, _ in found if _is_table(table)]
    if not whole:
        raise NoTable(_why_none([table for table, _ in found]))
    _not_too_large(whole)
    taken = {number for table, numbers in found if _is_table(table) for number in numbers}
    prose = tuple(_bare(line) for line in lines if line.number not in taken and line.text.strip(" \t,;|"))
    return Reading(tuple(_titled(table, prose) for table in whole), prose)


Run = tuple[Table, frozenset[int]]


def _runs(lines: list[Line], style: str) -> Iterator[Run]:
    """Every run of rows of figures in one style, with the heading above it."""
    heads: list[Row] = []
    rows: list[Row] = []
    for line in (*lines, Line(0, "")):
        if is_rule(line.text) and (heads or rows):
            continue
        fields = tuple(fields_of(line.text, style)) if line.text.strip() else ()
        row = Row(line.number, fields)
        if is_data(list(fields)) and (not rows or _fits(row, rows)):
            rows.append(row)
        elif rows and len(fields) > 1 and not any(fields[1:]) and fields[0]:
            continue  # a heading within the table
        else:
            if rows:
                yield _made(heads, rows, style)
                heads, rows = [], []
            heads = [*heads, row][-_HEADS:] if _is_head(fields, style) else ([row] if len(fields) > 1 else [])


def _is_head(fields: tuple[str, ...], style: str) -> bool:
    return len(fields) > 1 or (style == "words" and bool(fields) and len(fields[0]) < 200)


def _fits(row: Row, rows: list[Row]) -> bool:
    return abs(len(row.fields) - max(len(each.fields) for each in rows)) <= 1


def _made(heads: list[Row], rows: list[Row], style: str) -> Run:
    width = max(len(row.fields) for row in rows)
    if style == "words":
        heads = [split for row in heads if (split := _split(row, width)) is not None]
    kept = [row for row in heads if abs(len(row.fields) - width) <= 1 and sum(map(bool, row.fields)) > 1]
    numbers = frozenset(row.line for row in (*kept, *rows))
    table = Table("", (*kept, *rows)[0].line, _padded(kept, width, rows), _padded(rows, width, rows), width)
    return table, numbers


def _split(row: Row, width: int) -> Row | None:
    """A heading line with single spaces, where its words are as many as the columns."""
    words = row.fields[0].split()
    named = [word for word in words if unit_alone(word) or period_of(word)]
    if len(words) == width and len(named) >= len(words) - 1:
        return Row(row.line, tuple(words))
    return Row(row.line, ("", *words)) if len(words) == width - 1 and len(named) == len(words) else None


def _padded(given: list[Row], width: int, rows: list[Row]) -> tuple[Row, ...]:
    """Every row as wide as the widest; a heading one short of it has no name for the labels."""
    made = []
    for row in given:
        fields = row.fields[:width]
        if len(fields) == width - 1 and row not in rows:
            fields = ("", *fields)
        made.append(Row(row.line, (*fields, *("",) * (width - len(fields)))))
    return tuple(made)


def _best(runs: list[Run]) -> list[Run]:
    """Of readings of the same lines, the one with most figures; then in the order of the text."""
    chosen: list[Run] = []
    for run in sorted(runs, key=lambda each: -_figures(each[0])):
        if not any(run[1] & other[1] for other in chosen):
            chosen.append(run)
    return sorted(chosen, key=lambda each: each[0].line)


def _figures(table: Table) -> int:
    return sum(figure_of(field) is not None for row in table.rows for field in row.fields[1:])


def _is_table(table: Table) -> bool:
    """At least two rows; a list of single targets, one figure beside each sentence, is no table of figures."""
    if len(table.rows) < 2:
        return False
    columns = sum(
        sum(figure_of(row.fields[column]) is not None for row in table.rows) >= 2 for column in range(1, table.width)
    )
    by_period = sum(period_of(row.fields[0]) is not None for row in table.rows) >= 2
    totalled = "total" in table.rows[-1].fields[0].lower()
    return columns >= 2 or (columns == 1 and (by_period or totalled))


def _why_none(found: list[Table]) -> str:
    single = next((table for table in found if len(table.rows) == 1 and table.heads and _figures(table) > 1), None)
    if single is not None:
        return f"The table on line {single.rows[0].line} has one row of figures; at least two are needed to check it."
    return (
        "No table of figures was found. A table has a heading row and, for each year or item, a row of figures: as "
        "CSV, separated by tabs, or copied from a document."
    )


def _not_too_large(tables: list[Table]) -> None:
    if len(tables) > MOST_TABLES:
        raise NoTable(f"It holds {len(tables)} tables; at most {MOST_TABLES} are checked at once. Send it in parts.")
    cells = sum(len(table.rows) * table.width for table in tables)
    if cells > MOST_CELLS_OF_ALL:
        raise NoTable(
            f"Its {len(tables)} tables hold {cells:,} cells together; at most {MOST_CELLS_OF_ALL:,} are checked at "
            "once. Send it in parts."
        )
    for table in tables:
        rows, columns = len(table.rows), table.width
        if rows > MOST_ROWS or columns > MOST_COLUMNS or rows * columns > MOST_CELLS:
            raise NoTable(
                f"The table on line {table.line} has {rows} rows and {columns} columns; at most {MOST_ROWS} rows, "
                f"{MOST_COLUMNS} columns and {MOST_CELLS:,} cells are checked."
            )


def _bare(line: Line) -> Line:
    return Line(line.number, line.text.strip().strip(",;|\t ") if line.text.count(",,") else line.text.strip())


def _titled(table: Table, prose: tuple[Line, ...]) -> Table:
    """The line above, where it reads as a title."""
    above = [line for line in prose if table.line - 3 <= line.number < table.line]
    title = above[-1].text.strip(" #*:") if above else ""
    good = 0 < len(title) <= 120 and not title.endswith((".", ",", ";")) and not is_missing(title)
    return replace(table, title=title if good else f"Table on line {table.line}")
