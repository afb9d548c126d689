"""The four formulas, clamps, working days and tribunal time, by example and by property."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.domain.calendars.counting import (
    Counted,
    Period,
    Unit,
    add_months,
    at_least_before,
    before,
    beginning_with,
    rolled_back,
    safe_within,
    within,
)
from goldenthread.domain.calendars.tribunal_time import filing_day, working_days_within
from goldenthread.domain.calendars.working_days import ENGLAND_AND_WALES, WorkingCalendar

DAYS = st.dates(date(2014, 1, 1), date(2035, 12, 31))
PERIODS = st.builds(Period, st.integers(1, 60), st.sampled_from(list(Unit)))
SIX_WEEKS = Period(6, Unit.WEEK)


def test_within_six_weeks_of_the_first_of_may_is_the_twelfth_of_june() -> None:
    assert within(date(2026, 5, 1), SIX_WEEKS).last_on == date(2026, 6, 12)


def test_six_weeks_beginning_with_the_first_of_may_is_the_eleventh_of_june() -> None:
    assert beginning_with(date(2026, 5, 1), SIX_WEEKS).last_on == date(2026, 6, 11)


def test_before_a_day_means_the_day_itself_is_late() -> None:
    assert before(date(2026, 2, 15)).last_on == date(2026, 2, 14)


def test_at_least_five_months_before_a_september_start_is_the_first_of_april() -> None:
    assert at_least_before(date(2026, 9, 1), Period(5, Unit.MONTH)).last_on == date(2026, 4, 1)


@pytest.mark.parametrize(
    ("start", "months", "reached"),
    [
        (date(2024, 12, 31), 2, date(2025, 2, 28)),
        (date(2023, 12, 31), 2, date(2024, 2, 29)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2024, 11, 29), 1, date(2024, 12, 29)),
    ],
)
def test_a_month_without_the_day_ends_on_its_last_one(start: date, months: int, reached: date) -> None:
    assert add_months(start, months) == reached


def test_a_clamped_month_says_so_in_its_steps() -> None:
    assert any("no day 31" in step for step in within(date(2024, 12, 31), Period(2, Unit.MONTH)).steps)


def test_working_days_skip_easter_and_name_what_they_skipped() -> None:
    counted = beginning_with(date(2025, 4, 7), Period(15, Unit.WORKING_DAY))
    assert counted.last_on == date(2025, 4, 29)
    assert "Friday 18 April 2025 is not counted (Good Friday)." in counted.steps


def test_a_calendar_limit_never_rolls_off_a_weekend() -> None:
    counted = within(date(2024, 12, 20), Period(15, Unit.DAY))
    assert counted.last_on == date(2025, 1, 4)
    assert counted.last_on.weekday() == 5


def test_the_safe_day_over_christmas_goes_back_past_every_holiday() -> None:
    assert rolled_back(Counted(date(2027, 12, 28), ())).last_on == date(2027, 12, 24)


def test_a_partnership_may_close_more_days_than_the_bank_holidays() -> None:
    shut = WorkingCalendar("Closed on Maundy Thursday", ((date(2025, 4, 17), "Council closed"),))
    assert beginning_with(date(2025, 4, 7), Period(15, Unit.WORKING_DAY), shut).last_on == date(2025, 4, 30)


def test_a_period_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one day"):
        Period(0, Unit.DAY)


@pytest.mark.parametrize(
    ("ends_on", "filed_by"),
    [
        (date(2024, 12, 14), date(2024, 12, 16)),  # a Saturday
        (date(2024, 12, 29), date(2025, 1, 2)),  # the Christmas rule
        (date(2025, 1, 1), date(2025, 1, 2)),
        (date(2024, 12, 25), date(2025, 1, 2)),
        (date(2025, 8, 20), date(2025, 9, 1)),  # the August rule
        (date(2026, 8, 31), date(2026, 9, 1)),
        (date(2026, 12, 31), date(2027, 1, 4)),  # 2 January is a Saturday
        (date(2025, 7, 31), date(2025, 7, 31)),  # a working day outside both
    ],
)
def test_tribunal_filing_rolls_forward_only_as_rule_12_says(ends_on: date, filed_by: date) -> None:
    assert filing_day(Counted(ends_on, ())).last_on == filed_by


def test_tribunal_working_days_leave_out_august_and_the_christmas_days() -> None:
    assert working_days_within(date(2025, 7, 31), 1).last_on == date(2025, 9, 1)
    assert working_days_within(date(2024, 12, 24), 1).last_on == date(2025, 1, 2)


@given(DAYS, PERIODS)
def test_counting_the_first_day_never_ends_later_than_leaving_it_out(day: date, period: Period) -> None:
    assert beginning_with(day, period).last_on <= within(day, period).last_on


@given(DAYS, PERIODS)
def test_the_safe_day_is_a_working_day_on_or_before_the_outer_one(day: date, period: Period) -> None:
    safe = safe_within(day, period).last_on
    assert safe <= within(day, period).last_on
    assert ENGLAND_AND_WALES.is_working_day(safe)


@given(DAYS, st.integers(0, 800), PERIODS)
def test_a_later_start_never_ends_earlier(day: date, later_by: int, period: Period) -> None:
    later = day + timedelta(days=later_by)
    for formula in (within, beginning_with, at_least_before):
        assert formula(day, period).last_on <= formula(later, period).last_on


@given(DAYS, st.integers(1, 40))
def test_working_days_within_are_found_by_counting_them_one_by_one(day: date, number: int) -> None:
    last_on = within(day, Period(number, Unit.WORKING_DAY)).last_on
    span = [day + timedelta(days=i) for i in range(1, (last_on - day).days + 1)]
    assert sum(ENGLAND_AND_WALES.is_working_day(each) for each in span) == number
    assert ENGLAND_AND_WALES.is_working_day(last_on)


@given(DAYS, PERIODS)
def test_counting_back_and_forward_agree_for_days_and_weeks(day: date, period: Period) -> None:
    if period.unit in (Unit.DAY, Unit.WEEK):
        assert within(at_least_before(day, period).last_on, period).last_on == day


@given(DAYS, PERIODS)
def test_every_count_shows_its_working_and_ends_with_its_answer(day: date, period: Period) -> None:
    counted = within(day, period)
    assert str(counted.last_on.year) in counted.steps[-1]
    assert all(step.endswith(".") for step in counted.steps)
