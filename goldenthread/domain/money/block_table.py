"""The high-needs block of the dedicated schools grant by year: income, spending, other blocks, and what is carried on.

    in-year total = income − spending + what other blocks left over
    cumulative    = carried in + in-year total

Spending is given as money spent, above nought. Below nought is a deficit.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from goldenthread.domain.money.amounts import Amount, Scale
from goldenthread.domain.money.financial_years import FinancialYear


class Kind(StrEnum):
    """What a row of the table is."""

    OUTTURN = "outturn"
    BUDGET = "budget"
    FORECAST = "forecast"


class YearsMissing(ValueError):
    """The years given do not follow each other; the message names the gap."""


@dataclass(frozen=True, slots=True)
class BlockYear:
    """One year as entered. All amounts of one scale."""

    year: FinancialYear
    kind: Kind
    income: Amount
    spending: Amount
    other_blocks: Amount

    @property
    def in_year(self) -> Amount:
        """What the year added to the balance; below nought where more was spent than came."""
        return self.income - self.spending + self.other_blocks


@dataclass(frozen=True, slots=True)
class BlockRow:
    """One year of the table, worked out."""

    entered: BlockYear
    carried_in: Amount

    @property
    def cumulative(self) -> Amount:
        """The balance at the end of the year."""
        return self.carried_in + self.entered.in_year


@dataclass(frozen=True, slots=True)
class Difference:
    """A printed cell that is not what the sums give."""

    year: FinancialYear
    cell: str
    printed: Amount
    worked_out: Amount


def block_table(years: Iterable[BlockYear], carried_in: Amount) -> tuple[BlockRow, ...]:
    """The years in order, each beginning with what the one before left. Raises YearsMissing, UnitsMixed."""
    rows: list[BlockRow] = []
    for entered in sorted(years, key=lambda each: each.year):
        if rows and entered.year != rows[-1].entered.year.after():
            missing = rows[-1].entered.year.after()
            raise YearsMissing(
                f"{entered.year} is entered twice." if entered.year < missing else f"{missing} is missing."
            )
        rows.append(BlockRow(entered, rows[-1].cumulative if rows else carried_in))
    return tuple(rows)


def reconcile(
    rows: Iterable[BlockRow], printed: Mapping[tuple[FinancialYear, str], Amount], scale: Scale, places: int
) -> tuple[Difference, ...]:
    """Printed cells, by year and name ("in_year", "carried_in" or "cumulative"), that differ from the sums as rounded
    for print. A cell that was not printed is not compared.
    """
    found = []
    for row in rows:
        worked_out = {
            "in_year": row.entered.in_year, "carried_in": row.carried_in, "cumulative": row.cumulative,
        }  # fmt: skip
        for cell, amount in worked_out.items():
            wanted = printed.get((row.entered.year, cell))
            if wanted is not None and wanted.rounded(scale, places) != amount.rounded(scale, places):
                found.append(Difference(row.entered.year, cell, wanted, amount))
    return tuple(found)
