"""Councils' financial years, 1 April to 31 March, and the academic years that cross them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from typing import Final

MONTHS: Final = 12
# April to August belong to the academic year that is ending, September to March to the one that begins. The split is
# the usual convention of place funding; we have not seen the sentence of the guidance that says it.
MONTHS_BEFORE_SEPTEMBER: Final = 5
MID_MONTH: Final = 15
EARLIEST, LATEST = 1990, 2100  # years somebody may write: beyond them lies a slip of the finger, or no date at all


class NotAYear(ValueError):
    """No financial year is written so."""


@dataclass(frozen=True, slots=True, order=True)
class FinancialYear:
    """The year that begins on 1 April of `start`."""

    start: int

    @property
    def said(self) -> str:
        """'2019/20'."""
        return f"{self.start}/{(self.start + 1) % 100:02}"

    @property
    def starts_on(self) -> date:
        """1 April."""
        return date(self.start, 4, 1)

    @property
    def ends_on(self) -> date:
        """31 March."""
        return date(self.start + 1, 3, 31)

    def after(self, years: int = 1) -> FinancialYear:
        """So many years later; earlier where `years` is below nought."""
        return FinancialYear(self.start + years)

    def mid_months(self) -> tuple[date, ...]:
        """The 15th of each of its months, April first."""
        return _mid_months(self.start)

    def __str__(self) -> str:
        return self.said


@cache
def _mid_months(start: int) -> tuple[date, ...]:
    return tuple(date(start + (month + 3) // 12, (month + 3) % 12 + 1, MID_MONTH) for month in range(MONTHS))


def containing(day: date) -> FinancialYear:
    """The financial year a day is in."""
    return FinancialYear(day.year if (day.month, day.day) >= (4, 1) else day.year - 1)


def read_year(text: str) -> FinancialYear:
    """'2019/20', '2019-20' or '2019-2020'. Raises NotAYear, also where the two years do not follow each other or the
    first is not from EARLIEST to LATEST.
    """
    match = re.fullmatch(r"\s*(\d{4})\s*[/–-]\s*(\d{2}|\d{4})\s*", text)
    if match is None:
        raise NotAYear(f"“{text.strip()}” is not a financial year: write it as 2019/20.")
    start = int(match[1])
    if int(match[2][-2:]) != (start + 1) % 100 or (len(match[2]) == 4 and int(match[2]) != start + 1):
        raise NotAYear(f"“{text.strip()}” is not one year: {start}/{(start + 1) % 100:02} is.")
    if not EARLIEST <= start <= LATEST:
        raise NotAYear(f"“{text.strip()}” is out of reach: a year must begin from {EARLIEST} to {LATEST}.")
    return FinancialYear(start)


@lru_cache(maxsize=16_384)
def months_in_force(from_on: date | None, to_on: date | None, year: FinancialYear) -> tuple[int, int]:
    """Months of the year that something was in force: before September (of 5), and from September (of 7).

    A month counts where it was in force on the 15th, so that of two placements that follow each other one counts.
    `to_on` is its last day; None is without limit. Our convention, not law.
    """
    held = [(from_on is None or from_on <= day) and (to_on is None or day <= to_on) for day in year.mid_months()]
    return sum(held[:MONTHS_BEFORE_SEPTEMBER]), sum(held[MONTHS_BEFORE_SEPTEMBER:])
