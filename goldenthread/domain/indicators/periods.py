"""The years figures are counted over."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Period:
    """A calendar year (1 January to 31 December) or a school year (1 September to 31 August), named by its first."""

    starts_on: date
    ends_on: date

    @classmethod
    def calendar_year(cls, year: int) -> Period:
        """As published statistics count."""
        return cls(date(year, 1, 1), date(year, 12, 31))

    @classmethod
    def school_year(cls, year: int) -> Period:
        """The school year that starts in September of `year`."""
        return cls(date(year, 9, 1), date(year + 1, 8, 31))

    @property
    def is_calendar(self) -> bool:
        """Whether it is a calendar year, which alone compares with published figures."""
        return self.starts_on.month == 1

    @property
    def year(self) -> int:
        """The year it starts in."""
        return self.starts_on.year

    @property
    def said(self) -> str:
        """`2025`, or `September 2025 to August 2026`."""
        return str(self.year) if self.is_calendar else f"September {self.year} to August {self.year + 1}"

    def holds(self, day: date | None) -> bool:
        """Whether a day falls in it, both ends inclusive; a day not known does not."""
        return day is not None and self.starts_on <= day <= self.ends_on
