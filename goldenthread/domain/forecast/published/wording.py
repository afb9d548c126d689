"""What was found in plain words, for a reader of a terminal or a page without a layout."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from goldenthread.domain.forecast.published.figures import plain
from goldenthread.domain.forecast.published.results import (
    CONTRADICTS,
    EXPLAINED,
    INPUT,
    Checked,
    ColumnFound,
    TableFound,
)  # fmt: skip
from goldenthread.domain.forecast.published.sheet import ACROSS

_SHOWN: Final = 200  # characters of a sentence


def in_words(checked: Checked) -> str:
    """Each table, then what contradicts, what the text says that the tables bear out, and what was not checked."""
    lines = [line for table in checked.tables for line in (*_table(table), "")]
    lines.append(f"Contradictions: {len(checked.contradictions) or 'none found'}.")
    for number, each in enumerate(checked.contradictions, 1):
        where = f" (line {each.line}; {each.rule})" if each.line else f" ({each.rule})"
        lines.append(f"{number}. {each.message}{where}")
    if checked.agreements:
        lines += ["", f"What the text says that the tables bear out: {len(checked.agreements)}."]
        lines += [f"- {each.message} (line {each.line})" for each in checked.agreements]
    if checked.not_checked:
        lines += ["", f"Sentences with figures that were not checked against a table: {len(checked.not_checked)}."]
        lines += [
            f"- {', '.join(each.figures)}: “{_cut(each.text)}” (line {each.line})" for each in checked.not_checked
        ]
    return "\n".join(lines)


def _cut(sentence: str) -> str:
    return sentence if len(sentence) <= _SHOWN else f"{sentence[:_SHOWN]}…"


def _table(table: TableFound) -> Iterator[str]:
    title = table.title if table.title.startswith("Table on line") else f"{table.title} (line {table.line})"
    yield f"{title}: {table.cells} cells; {table.count(EXPLAINED)} explained, {table.count(INPUT)} inputs, " + (
        f"{table.count(CONTRADICTS)} that contradict the rest."
    )
    yield from (
        f"  Could not be read, and was left out: line {each.line}, “{each.row}”, “{each.column}”: {each.text}"
        for each in table.unread
    )
    if table.periods == ACROSS:
        for row in table.rows:
            yield f"  {row.name}: {row.rule.text}. {_statuses_of_row(table, row.name)}"
        named = {row.name for row in table.rows}
        inputs = dict.fromkeys(cell.row for column in table.columns for cell in column.cells if cell.row not in named)
        yield from (f"  {name}: {_statuses_of_row(table, name)}" for name in inputs)
        return
    for column in table.columns:
        yield _column(column)
    yield from (f"  {row.name}: {row.rule.text}." for row in table.rows)


def _column(column: ColumnFound) -> str:
    unit = column.unit_inferred or column.unit_stated
    stated = f", headed {column.unit_stated}" if column.unit_stated and column.unit_stated != unit else ""
    head = f"  {column.name}{f' (in {unit}{stated})' if unit else ''}: "
    counts = {status: sum(cell.status == status for cell in column.cells) for status in (EXPLAINED, INPUT, CONTRADICTS)}
    if column.rule is None and not counts[EXPLAINED] and not counts[CONTRADICTS]:
        return f"{head}no rule; all {len(column.cells)} are inputs."
    said = [f"{count} {status}" for status, count in counts.items() if count]
    text = f"{column.rule.text}. " if column.rule else ""
    wrong = "".join(
        f" {cell.row}: {cell.text}"
        + (f" should be {plain(cell.expected, cell.places)}." if cell.expected is not None else ".")
        for cell in column.cells if cell.status == CONTRADICTS
    )  # fmt: skip
    return f"{head}{text}{', '.join(said)} of {len(column.cells)}.{wrong}"


def _statuses_of_row(table: TableFound, name: str) -> str:
    said = []
    for column in table.columns:
        for cell in column.cells:
            if cell.row == name:
                off = (
                    f", should be {plain(cell.expected, cell.places)}"
                    if cell.status == CONTRADICTS and cell.expected is not None
                    else ""
                )
                said.append(f"{column.name} {cell.text} {cell.status}{off}")
    return "; ".join(said) + "."
