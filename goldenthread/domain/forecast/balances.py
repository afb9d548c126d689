"""The balance of the block in the years forecast: income less placements and other spending, and what is carried on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from goldenthread.domain.forecast.kept import summary_as_plain
from goldenthread.domain.forecast.quantiles import summary_of
from goldenthread.domain.money.balance import gaps

Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Start:
    """Pounds of the year the balance is counted from; growths in per cent a year from then. `why`: it cannot be
    said.
    """

    carried_in: float = 0.0
    income: float = 0.0
    other_spending: float = 0.0
    base_year: int = 0
    price_growth: float = 0.0
    income_growth: float = 0.0
    why: str = ""
    by_part: Mapping[str, float] = field(default_factory=dict)  # what the price of a part grows by, in per cent a year

    @classmethod
    def from_plain(
        cls, plain: Mapping[str, Any], price_growth: float, income_growth: float, by_part: Mapping[str, float]
    ) -> Start:
        """As `features/finance/queries/balance_start` gives it."""
        if not plain or plain.get("why"):
            why = str(plain.get("why") or "nothing of the high-needs block is entered")
            return cls(price_growth=price_growth, income_growth=income_growth, why=why, by_part=by_part)
        return cls(
            float(plain["carried_in"]), float(plain["income"]), float(plain["other_spending"]), int(plain["base_year"]),
            price_growth, income_growth, "", by_part,
        )  # fmt: skip

    def incomes(self, years: Sequence[int]) -> Numbers:
        """Income by financial year, other blocks included."""
        found: Numbers = self.income * (1 + self.income_growth / 100) ** (np.array(years) - self.base_year)
        return found

    def others(self, years: Sequence[int]) -> Numbers:
        """Spending that is not on placements, at each year's prices."""
        found: Numbers = self.other_spending * (1 + self.price_growth / 100) ** (np.array(years) - self.base_year)
        return found


def balance_of(start: Start, years: Sequence[int], placements: Numbers | None) -> dict[str, Any]:
    """Plain values for the answer: in-year and cumulative balance by year, and how many simulations of how many
    balance.

    `placements` (N, F): pounds at each year's prices; none where a price is missing.
    """
    if start.why or placements is None or not len(years):
        why = start.why or "the money of the placements cannot be said"
        return {"why": why}
    found = gaps(placements + start.others(years), start.incomes(years), start.carried_in)
    return {
        "why": "", "carried_in": start.carried_in, "income": [round(float(each), 2) for each in start.incomes(years)],
        "other_spending": [round(float(each), 2) for each in start.others(years)],
        "in_year": summary_as_plain(summary_of(found.in_year[:, :, None], ["pounds"])),
        "cumulative": summary_as_plain(summary_of(found.cumulative[:, :, None], ["pounds"])),
        "in_balance": [[each.count, each.total] for each in found.in_balance()],
        "without_deficit": [[each.count, each.total] for each in found.without_deficit()],
    }  # fmt: skip
