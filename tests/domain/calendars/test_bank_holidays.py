"""The bank-holiday table against an independent library, and the rules that carry it past what is published."""

from __future__ import annotations

from datetime import date

import holidays
import pytest

from goldenthread.domain.calendars.bank_holidays import (
    bank_holiday,
    bank_holidays,
    easter_sunday,
    standard_bank_holidays,
)
from goldenthread.domain.calendars.published_holidays import FIRST_PUBLISHED_YEAR, LAST_PUBLISHED_YEAR, PUBLISHED

ONE_OFF = {date(2012, 6, 5), date(2022, 6, 3), date(2022, 9, 19), date(2023, 5, 8)}
MOVED = {date(2012, 6, 4), date(2020, 5, 8), date(2022, 6, 2)}


@pytest.mark.parametrize("year", range(2012, 2036))
def test_every_year_agrees_with_an_independent_library_about_weekdays_not_worked(year: int) -> None:
    theirs = {day for day in holidays.country_holidays("GB", subdiv="ENG", years=year) if day.weekday() < 5}
    assert {day for day in bank_holidays(year) if day.weekday() < 5} == theirs


def test_published_years_are_whole_and_later_years_are_marked_projected() -> None:
    assert {day.year for day in PUBLISHED} == set(range(FIRST_PUBLISHED_YEAR, LAST_PUBLISHED_YEAR + 1))
    assert not any(each.projected for each in bank_holidays(LAST_PUBLISHED_YEAR).values())
    assert all(each.projected for each in bank_holidays(LAST_PUBLISHED_YEAR + 1).values())


@pytest.mark.parametrize("year", range(FIRST_PUBLISHED_YEAR, LAST_PUBLISHED_YEAR + 1))
def test_the_rules_alone_would_have_given_what_was_published_but_for_royal_occasions_and_ve_day(year: int) -> None:
    published = {day for day in PUBLISHED if day.year == year}
    assert (published ^ set(standard_bank_holidays(year))) <= ONE_OFF | MOVED | _standing_in_a_moved_year(year)


def _standing_in_a_moved_year(year: int) -> set[date]:
    return {
        day
        for day, name in standard_bank_holidays(year).items()
        if year in {2012, 2020, 2022} and ("May" in name or "Spring" in name)
    }


@pytest.mark.parametrize(
    ("year", "day"),
    [(2008, date(2008, 3, 23)), (2024, date(2024, 3, 31)), (2025, date(2025, 4, 20)), (2038, date(2038, 4, 25))],
)
def test_easter_falls_where_the_church_says(year: int, day: date) -> None:
    assert easter_sunday(year) == day


def test_a_christmas_at_a_weekend_gives_monday_and_tuesday_instead() -> None:
    assert set(standard_bank_holidays(2027)) >= {date(2027, 12, 27), date(2027, 12, 28)}


def test_an_ordinary_day_is_no_bank_holiday() -> None:
    assert bank_holiday(date(2026, 9, 2)) is None
