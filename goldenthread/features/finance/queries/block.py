"""The high-needs block as entered: outturn, budget and forecasts, and whether the sums that were printed hold."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from goldenthread.domain.money.amounts import NOTHING, Amount
from goldenthread.domain.money.block_table import (
    BlockRow,
    Difference,
    Kind,
    YearsMissing,
    block_table,
    reconcile,
)  # fmt: skip
from goldenthread.domain.money.block_table import BlockYear as Entered
from goldenthread.domain.money.financial_years import FinancialYear
from goldenthread.features.finance.models import BlockYear
from goldenthread.foundation.ids import is_id


@dataclass(frozen=True, slots=True)
class Line:
    """A year as worked out, with the row it is from."""

    worked_out: BlockRow
    row: BlockYear


@dataclass(frozen=True, slots=True)
class Table:
    """One series: outturns, budgets or one forecast. `broken` says why years could not be added up; then no lines.

    `differences`: printed totals that do not follow from the printed figures.
    """

    kind: Kind
    series: str
    lines: tuple[Line, ...]
    differences: tuple[Difference, ...]
    rows: tuple[BlockYear, ...]
    broken: str = ""


@dataclass(frozen=True, slots=True)
class Beside:
    """A year that was forecast and has come: spending and in-year total, forecast and outturn."""

    year: FinancialYear
    series: str
    forecast: BlockRow
    outturn: BlockRow

    @property
    def spent_more(self) -> Amount:
        """Spending above the forecast; below nought where less was spent."""
        return self.outturn.entered.spending - self.forecast.entered.spending


@dataclass(frozen=True, slots=True)
class Block:
    """Everything entered. `outturn` is None before the first one is."""

    tables: tuple[Table, ...]

    def of(self, kind: Kind) -> tuple[Table, ...]:
        """Its tables of one kind."""
        return tuple(table for table in self.tables if table.kind is kind)

    def beside(self) -> tuple[Beside, ...]:
        """Each forecast of a year whose outturn is known, by year."""
        came = {
            line.worked_out.entered.year: line.worked_out for table in self.of(Kind.OUTTURN) for line in table.lines
        }
        found = [
            Beside(year, table.series, line.worked_out, came[year])
            for table in self.of(Kind.FORECAST)
            for line in table.lines
            if (year := line.worked_out.entered.year) in came
        ]
        return tuple(sorted(found, key=lambda each: (each.year, each.series)))


def block() -> Block:
    """Read it. One query."""
    held: dict[tuple[str, str], list[BlockYear]] = {}
    for row in BlockYear.objects.order_by("year"):
        held.setdefault((row.kind, row.series), []).append(row)
    order = list(Kind)
    keys = sorted(held, key=lambda key: (order.index(Kind(key[0])), key[1]))
    return Block(tuple(_table(Kind(kind), series, held[kind, series]) for kind, series in keys))


def year_of(public_id: str) -> BlockYear | None:
    """One row by its public id."""
    return BlockYear.objects.filter(public_id=public_id).first() if is_id(public_id) else None


def _table(kind: Kind, series: str, rows: list[BlockYear]) -> Table:
    carried = Amount(rows[0].carried_in) if rows[0].carried_in is not None else NOTHING
    try:
        worked_out = block_table(map(_entered, rows), carried)
    except YearsMissing as missing:
        return Table(kind, series, (), (), tuple(rows), str(missing))
    lines = tuple(Line(each, row) for each, row in zip(worked_out, rows, strict=True))
    return Table(kind, series, lines, reconcile(worked_out, _printed(rows)), tuple(rows))


def _entered(row: BlockYear) -> Entered:
    return Entered(
        FinancialYear(row.year), Kind(row.kind), Amount(row.income), Amount(row.spending), Amount(row.other_blocks)
    )


def _printed(rows: Iterable[BlockYear]) -> dict[tuple[FinancialYear, str], Amount]:
    found = {}
    for row in rows:
        year = FinancialYear(row.year)
        # What a year carried in is printed once, at the head of a series; after it, a break in the chain shows here.
        cells = {
            "in_year": row.printed_in_year, "cumulative": row.printed_cumulative, "carried_in": row.carried_in,
        }  # fmt: skip
        found |= {(year, cell): Amount(value) for cell, value in cells.items() if value is not None}
    return found
