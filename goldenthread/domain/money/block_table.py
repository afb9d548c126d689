"""The high-needs block of the dedicated schools grant by year: income, spending, other blocks, and what is carried on.

    in-year total = income − spending + what other blocks left over
    cumulative    = carried in + in-year total

Spending is given as money spent, above nought. Below nought is a deficit.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from goldenthread.domain.money.amounts import PENNY, Amount
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
    """A printed cell that is not what the sums give. `unit`: the last place the document was printed to."""

    year: FinancialYear
    cell: str
    printed: Amount
    worked_out: Amount
    unit: Amount

    @property
    def may_be_rounding(self) -> bool:
        """Whether rounding alone could explain it: three figures and their total, each half a unit off at most."""
        return abs((self.printed - self.worked_out).pounds) <= 2 * self.unit.pounds


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


def printed_unit(amounts: Iterable[Amount]) -> Amount:
    """The last place all of these are printed to: the largest power of ten pounds, at most a million, that divides
    each; a penny where none from a pound up does.
    """
    found = list(amounts)
    for power in range(6, -1, -1):
        if all(amount.pounds % 10**power == 0 for amount in found):
            return Amount(Decimal(10**power))
    return Amount(PENNY)


def reconcile(rows: Iterable[BlockRow], printed: Mapping[tuple[FinancialYear, str], Amount]) -> tuple[Difference, ...]:
    """Printed cells, by year and name ("in_year", "carried_in" or "cumulative"), that are not what the sums give. A
    cell that was not printed is not compared.
    """
    rows = tuple(rows)
    entered = [amount for row in rows for amount in _figures(row.entered)]
    unit, found = printed_unit([*entered, *printed.values()]), []
    for row in rows:
        worked_out = {"in_year": row.entered.in_year, "carried_in": row.carried_in, "cumulative": row.cumulative}
        for cell, amount in worked_out.items():
            wanted = printed.get((row.entered.year, cell))
            if wanted is not None and wanted != amount:
                found.append(Difference(row.entered.year, cell, wanted, amount, unit.at(amount.scale)))
    return tuple(found)


def _figures(entered: BlockYear) -> tuple[Amount, Amount, Amount]:
    return entered.income, entered.spending, entered.other_blocks
