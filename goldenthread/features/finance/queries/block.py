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

    `differences`: printed totals that do not follow from the printed figures. `begins_known` is False where nothing
    says what the first year carried in, so that the balances count from nought and are not to be shown.
    """

    kind: Kind
    series: str
    lines: tuple[Line, ...]
    differences: tuple[Difference, ...]
    rows: tuple[BlockYear, ...]
    broken: str = ""
    begins_known: bool = True

    @property
    def has_printed_totals(self) -> bool:
        """Whether any of its documents prints a total that was entered."""
        return any(row.printed_in_year is not None or row.printed_cumulative is not None for row in self.rows)


@dataclass(frozen=True, slots=True)
class Beside:
    """A year that was budgeted or forecast and has come. `series` names the forecast; "Budget" for a budget."""

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
    """Everything entered."""

    tables: tuple[Table, ...]

    def of(self, kind: Kind) -> tuple[Table, ...]:
        """Its tables of one kind."""
        return tuple(table for table in self.tables if table.kind is kind)

    def beside(self) -> tuple[Beside, ...]:
        """Each budget and forecast of a year whose outturn is known, by year."""
        came = {
            line.worked_out.entered.year: line.worked_out for table in self.of(Kind.OUTTURN) for line in table.lines
        }
        found = [
            Beside(year, table.series or "Budget", line.worked_out, came[year])
            for table in (*self.of(Kind.BUDGET), *self.of(Kind.FORECAST))
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
    tables: list[Table] = []
    balances: dict[int, Amount] = {}  # what each year carried in, from the outturns, which come first
    for kind, series in keys:
        tables.append(_table(Kind(kind), series, held[kind, series], balances))
        if kind == Kind.OUTTURN:
            balances = _carried_by_year(tables[-1])
    return Block(tuple(tables))


def year_of(public_id: str) -> BlockYear | None:
    """One row by its public id."""
    return BlockYear.objects.filter(public_id=public_id).first() if is_id(public_id) else None


def _table(kind: Kind, series: str, rows: list[BlockYear], balances: dict[int, Amount]) -> Table:
    own = rows[0].carried_in
    known = balances.get(rows[0].year) if own is None else Amount(own)
    carried = NOTHING if known is None else known
    try:
        worked_out = block_table(map(_entered, rows), carried)
    except YearsMissing as missing:
        return Table(kind, series, (), (), tuple(rows), str(missing))
    lines = tuple(Line(each, row) for each, row in zip(worked_out, rows, strict=True))
    printed = _printed(rows)
    if known is None:  # balances from nought are held against nothing
        printed = {(year, cell): amount for (year, cell), amount in printed.items() if cell == "in_year"}
    return Table(kind, series, lines, reconcile(worked_out, printed), tuple(rows), "", known is not None)


def _carried_by_year(outturn: Table) -> dict[int, Amount]:
    if not outturn.begins_known:
        return {}
    found = {line.row.year: line.worked_out.carried_in for line in outturn.lines}
    return found | {line.row.year + 1: line.worked_out.cumulative for line in outturn.lines}


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
