"""Prices that rise by line and year. Rates are exact: 3.5% is Decimal("0.035")."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from goldenthread.domain.money.amounts import Amount
from goldenthread.domain.money.financial_years import FinancialYear

ANY_LINE = ""


class RateMissing(LookupError):
    """A year between two prices has no rate; the message names the line and the year."""


@dataclass(frozen=True, slots=True)
class Inflation:
    """`rates`: by line and year, how far prices of the year are above those of the year before. The line "" (ANY_LINE)
    speaks for lines without a rate of their own in that year.
    """

    rates: Mapping[tuple[str, FinancialYear], Decimal] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for (line, year), rate in self.rates.items():
            if not isinstance(rate, Decimal) or not Decimal("-0.5") <= rate <= Decimal("0.5"):
                raise ValueError(f"Inflation of “{line or 'every line'}” in {year} is {rate!r}: write 3.5% as 0.035.")

    def rate(self, line: str, year: FinancialYear) -> Decimal:
        """Raises RateMissing."""
        found = self.rates.get((line, year), self.rates.get((ANY_LINE, year)))
        if found is None:
            raise RateMissing(f"No inflation is given for {line or 'any line'} in {year}.")
        return found

    def factor(self, line: str, priced_in: FinancialYear, wanted_in: FinancialYear) -> Decimal:
        """What a price of one year is multiplied by for another; backwards it divides. Raises RateMissing."""
        if wanted_in < priced_in:
            return 1 / self.factor(line, wanted_in, priced_in)
        found = Decimal(1)
        for start in range(priced_in.start + 1, wanted_in.start + 1):
            found *= 1 + self.rate(line, FinancialYear(start))
        return found

    def uprated(self, amount: Amount, line: str, priced_in: FinancialYear, wanted_in: FinancialYear) -> Amount:
        """The same thing at another year's prices. Raises RateMissing."""
        return amount * self.factor(line, priced_in, wanted_in)
