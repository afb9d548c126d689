"""Days of the demonstration's calendar: survey days, school years, and working days an office would write a letter
on."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

DAY = timedelta(days=1)


@lru_cache(maxsize=4096)
def is_office_day(on: date) -> bool:
    """Monday to Friday, outside 24 December to 1 January."""
    return on.weekday() < 5 and not (on.month == 12 and on.day >= 24) and not (on.month == 1 and on.day == 1)


def office_day(on: date, step: int = 1) -> date:
    """The nearest office day at or after `on` (at or before it when `step` is -1)."""
    while not is_office_day(on):
        on += step * DAY
    return on


def weekday(on: date, step: int = 1) -> date:
    """The nearest Monday to Friday at or after `on` (before it when `step` is -1): post and email come at
    Christmas too."""
    while on.weekday() > 4:
        on += step * DAY
    return on


def academic_age(born_on: date, on: date) -> int:
    """Age on the 31 August before `on`: the age the statistics use, and what decides the year group."""
    start = on.year if on.month >= 9 else on.year - 1
    return start - born_on.year - (1 if (born_on.month, born_on.day) > (8, 31) else 0)


def age(born_on: date, on: date) -> int:
    """Age in whole years on a day."""
    return on.year - born_on.year - ((on.month, on.day) < (born_on.month, born_on.day))
