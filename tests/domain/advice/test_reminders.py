"""Which reminder goes on which day: each step once, none between, and later ones to more people."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from goldenthread.domain.advice.reminders import (
    BODY,
    DESIGNATED_OFFICER,
    ITS_MANAGER,
    next_reminder,
    reminder_on,
    schedule,
)

ASKED, LAST = date(2026, 9, 1), date(2026, 10, 13)


def sent(day: date) -> tuple[str, tuple[str, ...]] | None:
    found = reminder_on(ASKED, LAST, day)
    return (found.code, found.to) if found else None


def test_the_steps_of_six_weeks() -> None:
    days = [ASKED + timedelta(days=n) for n in range(80)]
    assert [(day.isoformat(), *told) for day in days if (told := sent(day))] == [
        ("2026-09-01", "asked", (BODY,)),
        ("2026-09-29", "four_weeks", (BODY,)),
        ("2026-10-06", "week_before", (BODY,)),
        ("2026-10-13", "last_day", (BODY,)),
        ("2026-10-20", "late", (BODY, ITS_MANAGER)),
        ("2026-10-27", "late", (BODY, ITS_MANAGER, DESIGNATED_OFFICER)),
        ("2026-11-03", "late", (BODY, ITS_MANAGER, DESIGNATED_OFFICER)),
        ("2026-11-10", "late", (BODY, ITS_MANAGER, DESIGNATED_OFFICER)),
        ("2026-11-17", "late", (BODY, ITS_MANAGER, DESIGNATED_OFFICER)),
    ]


def test_nothing_before_it_was_asked() -> None:
    assert sent(ASKED - timedelta(days=1)) is None


DAYS = st.dates(date(2015, 1, 1), date(2040, 1, 1))


@given(DAYS, st.integers(0, 120), st.integers(0, 400))
def test_the_next_is_the_first_that_goes(asked_on: date, length: int, passed: int) -> None:
    last_on, on = asked_on + timedelta(days=length), asked_on + timedelta(days=passed)
    ahead = next_reminder(asked_on, last_on, on)
    days = [on + timedelta(days=n) for n in range((ahead.on - on).days + 1)]
    assert [day for day in days if reminder_on(asked_on, last_on, day)] == [ahead.on]
    assert reminder_on(asked_on, last_on, ahead.on) == ahead


@given(DAYS, st.integers(0, 120))
def test_no_two_of_a_schedule_fall_on_one_day(asked_on: date, length: int) -> None:
    days = [each.on for each in schedule(asked_on, asked_on + timedelta(days=length))]
    assert days == sorted(set(days))
