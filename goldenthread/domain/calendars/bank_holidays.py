"""Bank holidays of England and Wales for any year: published where the government has published them, else projected.

Projection follows the Banking and Financial Dealings Act 1971 and yearly practice: New Year's Day, Good Friday, Easter
Monday, first Monday of May, last Mondays of May and August, Christmas Day, Boxing Day, with substitute days for a
holiday that falls on a weekend. One-off holidays (a coronation, a jubilee) cannot be projected.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from types import MappingProxyType

from goldenthread.domain.calendars.published_holidays import FIRST_PUBLISHED_YEAR, LAST_PUBLISHED_YEAR, PUBLISHED

SATURDAY = 5


@dataclass(frozen=True, slots=True)
class BankHoliday:
    """One day. `projected` is True when it was worked out by rule and not yet published."""

    on: date
    name: str
    projected: bool


@cache
def bank_holidays(year: int) -> Mapping[date, BankHoliday]:
    """Every bank holiday of one calendar year, by day."""
    projected = not FIRST_PUBLISHED_YEAR <= year <= LAST_PUBLISHED_YEAR
    named = standard_bank_holidays(year) if projected else {day: n for day, n in PUBLISHED.items() if day.year == year}
    return MappingProxyType({day: BankHoliday(day, name, projected) for day, name in sorted(named.items())})


def bank_holiday(day: date) -> BankHoliday | None:
    """The bank holiday on this day, or None."""
    return bank_holidays(day.year).get(day)


def standard_bank_holidays(year: int) -> dict[date, str]:
    """The eight standing holidays of a year by rule, substitutes in place of weekend days."""
    easter = easter_sunday(year)
    named = {
        easter - timedelta(days=2): "Good Friday",
        easter + timedelta(days=1): "Easter Monday",
        _monday_on_or_after(date(year, 5, 1)): "Early May bank holiday",
        _monday_on_or_after(date(year, 5, 25)): "Spring bank holiday",
        _monday_on_or_after(date(year, 8, 25)): "Summer bank holiday",
    }
    fixed = (
        (date(year, 1, 1), "New Year's Day"),
        (date(year, 12, 25), "Christmas Day"),
        (date(year, 12, 26), "Boxing Day"),
    )
    for day, name in fixed:
        if day.weekday() < SATURDAY and day not in named:
            named[day] = name
    for day, name in fixed:
        if day.weekday() >= SATURDAY:
            named[_first_free_weekday_after(day, named)] = f"{name} (substitute day)"
    return named


def easter_sunday(year: int) -> date:
    """Western Easter by the anonymous Gregorian computus (Meeus, Astronomical Algorithms, chapter 8)."""
    golden, century, in_century = year % 19, year // 100, year % 100
    skipped_leaps, century_rest = century // 4, century % 4
    moon_fix = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - skipped_leaps - moon_fix + 15) % 30
    weekday = (32 + 2 * century_rest + 2 * (in_century // 4) - epact - in_century % 4) % 7
    late_fix = (golden + 11 * epact + 22 * weekday) // 451
    month, day_less_one = divmod(epact + weekday - 7 * late_fix + 114, 31)
    return date(year, month, day_less_one + 1)


def _monday_on_or_after(day: date) -> date:
    return day + timedelta(days=-day.weekday() % 7)


def _first_free_weekday_after(day: date, taken: Mapping[date, str]) -> date:
    candidate = day + timedelta(days=1)
    while candidate.weekday() >= SATURDAY or candidate in taken:
        candidate += timedelta(days=1)
    return candidate
