"""Time at the First-tier Tribunal (Health, Education and Social Care Chamber), rule 12 of its 2008 Rules.

The only place where a date rolls forward: filing. An authority's own limits never do.
"""

from __future__ import annotations

from datetime import date

from goldenthread.domain.calendars.counting import Counted
from goldenthread.domain.calendars.wording import said_with_weekday
from goldenthread.domain.calendars.working_days import ENGLAND_AND_WALES, ONE_DAY, WorkingCalendar

AUGUST, DECEMBER, JANUARY = 8, 12, 1


def in_august(day: date) -> bool:
    """Whether the day is in August, when tribunal time stands still."""
    return day.month == AUGUST


def in_christmas_break(day: date) -> bool:
    """Whether the day is one of 25 December to 1 January, both counted."""
    return (day.month == DECEMBER and day.day >= 25) or (day.month == JANUARY and day.day == 1)


def filing_day(count: Counted, calendar: WorkingCalendar = ENGLAND_AND_WALES) -> Counted:
    """The last day the tribunal may receive something whose time ends on `count.last_on` (rule 12(2) and (3)(a))."""
    ends_on = count.last_on
    if in_august(ends_on):
        rolled = calendar.on_or_after(date(ends_on.year, 9, 1))
        reason = "time that ends in August runs to the first working day after 31 August (tribunal rule 12(3)(a))"
    elif in_christmas_break(ends_on):
        january = ends_on.year + (ends_on.month == DECEMBER)
        rolled = calendar.on_or_after(date(january, 1, 2))
        reason = (
            "time that ends from 25 December to 1 January runs to the first working day after (tribunal rule 12(3)(a))"
        )
    else:
        rolled = calendar.on_or_after(ends_on)
        reason = "time that ends on a day that is not a working day runs to the next one (tribunal rule 12(2))"
    if rolled == ends_on:
        return count
    return count.then(rolled, f"{said_with_weekday(ends_on)}: {reason}, which is {said_with_weekday(rolled)}.")


def working_days_within(event_on: date, number: int, calendar: WorkingCalendar = ENGLAND_AND_WALES) -> Counted:
    """The `number`th working day after the event, leaving out August and 25 December to 1 January (rule 12(3)(b))."""
    day, left, stood_still = event_on, number, False
    while left:
        day += ONE_DAY
        if in_august(day) or in_christmas_break(day):
            stood_still = True
        else:
            left -= calendar.is_working_day(day)
    steps = [
        f"The day itself, {said_with_weekday(event_on)}, is not counted.",
        "Weekends and bank holidays are not counted.",
    ]
    if stood_still:
        steps.append("August and the days from 25 December to 1 January are not counted (tribunal rule 12(3)(b)).")
    steps.append(f"Working day {number} is {said_with_weekday(day)}.")
    return Counted(day, tuple(steps))
