"""The high-needs block's years before a forecast, as a form is pre-filled with them."""

from __future__ import annotations

from dataclasses import replace

from goldenthread.domain.calendars.wording import said
from goldenthread.domain.forecast.forms.held import HeldYear
from goldenthread.domain.money.amounts import Amount
from goldenthread.domain.money.block_table import Kind
from goldenthread.features.finance.queries.block import Line, Table, block


def block_history(first: int) -> tuple[HeldYear, ...]:
    """Years that end by April of `first`, each the outturn, or the budget where no outturn is entered. One query.

    A budget's balance goes on from the outturn before it, not from what the year before was budgeted to end with.
    """
    found: dict[int, HeldYear] = {}
    held = block()
    for kind in (Kind.BUDGET, Kind.OUTTURN):  # an outturn replaces its budget
        for table in held.of(kind):
            found |= {line.row.year: _year(line, table) for line in table.lines if line.row.year < first}
    for start in sorted(found):
        year, before = found[start], found.get(start - 1)
        if before is not None and before.balance is not None:
            found[start] = replace(year, balance=before.balance + year.income + year.other_blocks - year.spending)
    return tuple(found[year] for year in sorted(found))


def _year(line: Line, table: Table) -> HeldYear:
    row = line.row
    balance = int(line.worked_out.cumulative.rounded()) if table.begins_known else None
    income, other, spending = (int(Amount(each).rounded()) for each in (row.income, row.other_blocks, row.spending))
    return HeldYear(
        row.year, line.worked_out.entered.year.said, table.kind.value, income, other, spending, balance, row.source,
        said(row.published_on),
    )  # fmt: skip
