"""The formulas the law counts time with, each once, each able to show its working.

- `within`: "within N weeks of" an event. The day of the event is not counted.
- `beginning_with`: "N days beginning with" a day. That day is day one.
- `before`: "before" a named day. The named day is already too late.
- `at_least_before`: "at least N months before" a day.

Days, weeks and months are calendar ones: weekends, bank holidays and school holidays all count, and no limit on an
authority moves because it ends on one. Only a limit that says "working days" skips any.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from goldenthread.domain.calendars.wording import plural, said, said_with_weekday
from goldenthread.domain.calendars.working_days import ENGLAND_AND_WALES, ONE_DAY, WorkingCalendar


class Unit(StrEnum):
    """What a period is counted in."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    WORKING_DAY = "working day"


@dataclass(frozen=True, slots=True)
class Period:
    """A length of time: `Period(6, Unit.WEEK)`."""

    value: int
    unit: Unit

    def __post_init__(self) -> None:
        if self.value < 1:
            raise ValueError(f"A period is at least one {self.unit}, not {self.value}.")

    def __str__(self) -> str:
        return plural(self.value, self.unit)


@dataclass(frozen=True, slots=True)
class Counted:
    """The answer of a count: the last day that is in time, and how it was reached, one sentence a step."""

    last_on: date
    steps: tuple[str, ...]

    def then(self, last_on: date, *steps: str) -> Counted:
        """The same count carried one step further."""
        return Counted(last_on, self.steps + steps)


def add_months(day: date, months: int) -> date:
    """The same day of a later (or, below zero, earlier) month; the month's last day where there is no such day."""
    year, month_less_one = divmod(day.year * 12 + day.month - 1 + months, 12)
    month = month_less_one + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def within(event_on: date, period: Period, calendar: WorkingCalendar = ENGLAND_AND_WALES) -> Counted:
    """Last day "within N of" the event: the event's own day is excluded (Marren v Dawson Bentley [1961] 2 QB 135)."""
    if period.unit is Unit.WORKING_DAY:
        day_after = event_on + ONE_DAY
        first = f"The day itself, {said_with_weekday(event_on)}, is not counted."
        return _working_days(day_after, period, calendar, first)
    last_on = _moved(event_on, period, 1)
    steps = [
        f"The day itself, {said_with_weekday(event_on)}, is not counted.",
        f"{period} after it is {said_with_weekday(last_on)}.",
        *_clamped(event_on, last_on, period),
        f"The last day in time is {said_with_weekday(last_on)}. It does not move if that is not a working day.",
    ]
    return Counted(last_on, tuple(steps))


def beginning_with(first_on: date, period: Period, calendar: WorkingCalendar = ENGLAND_AND_WALES) -> Counted:
    """Last day of "N beginning with" a day: that day is day one."""
    if period.unit is Unit.WORKING_DAY:
        first = f"Counting begins with {said_with_weekday(first_on)} itself."
        return _working_days(first_on, period, calendar, first)
    reached = _moved(first_on, period, 1)
    last_on = reached - ONE_DAY
    steps = [
        f"{said_with_weekday(first_on)} itself is day one.",
        f"{period} on from it is {said_with_weekday(reached)}, so the period ends the day before.",
        *_clamped(first_on, reached, period),
        f"The last day of the period is {said_with_weekday(last_on)}. It does not move if that is not a working day.",
    ]
    return Counted(last_on, tuple(steps))


def before(named_on: date) -> Counted:
    """Last day "before" a named day: the day before it."""
    last_on = named_on - ONE_DAY
    return Counted(
        last_on,
        (
            f"It must be done before {said(named_on)}, so {said(named_on)} itself is too late.",
            f"The last day in time is {said_with_weekday(last_on)}.",
        ),
    )


def at_least_before(event_on: date, period: Period, calendar: WorkingCalendar = ENGLAND_AND_WALES) -> Counted:
    """Last day that is "at least N before" an event still to come."""
    if period.unit is Unit.WORKING_DAY:
        last_on, left = event_on, period.value
        while left:
            last_on -= ONE_DAY
            left -= calendar.is_working_day(last_on)
    else:
        last_on = _moved(event_on, period, -1)
    steps = [
        f"Counting back {period} from {said_with_weekday(event_on)} reaches {said_with_weekday(last_on)}.",
        *_clamped(event_on, last_on, period),
        f"The last day in time is {said_with_weekday(last_on)}; earlier is in time too.",
    ]
    return Counted(last_on, tuple(steps))


def rolled_back(count: Counted, calendar: WorkingCalendar = ENGLAND_AND_WALES) -> Counted:
    """The count moved back to a working day: the direction that can never make anyone late."""
    reason = calendar.why_not_worked(count.last_on)
    if reason is None:
        return count
    earlier = calendar.on_or_before(count.last_on)
    named = "" if reason in said_with_weekday(count.last_on) else f" ({reason})"
    moved = f"{said_with_weekday(count.last_on)}{named} is not a working day, so aim for {said_with_weekday(earlier)}."
    return count.then(earlier, moved)


def safe_within(event_on: date, period: Period, calendar: WorkingCalendar = ENGLAND_AND_WALES) -> Counted:
    """The safe day for a "within" limit: the event's day counted as day one, rolled back to a working day.

    Some bodies report this way (the Ombudsman has), so keeping to it is in time whichever way days are counted.
    """
    inclusive = beginning_with(event_on, period, calendar)
    stricter = Counted(
        inclusive.last_on,
        (
            "Some count the day itself as day one.",
            f"Counted so, the period ends on {said_with_weekday(inclusive.last_on)}.",
        ),
    )
    return rolled_back(stricter, calendar)


def _moved(day: date, period: Period, direction: int) -> date:
    amount = period.value * direction
    if period.unit is Unit.MONTH:
        return add_months(day, amount)
    return day + timedelta(days=amount * (7 if period.unit is Unit.WEEK else 1))


def _clamped(start: date, reached: date, period: Period) -> tuple[str, ...]:
    if period.unit is Unit.MONTH and start.day != reached.day:
        return (f"That month has no day {start.day}, so its last day is used.",)
    return ()


def _working_days(first_on: date, period: Period, calendar: WorkingCalendar, opening: str) -> Counted:
    last_on, skipped = calendar.counted_from(first_on, period.value)
    steps = [opening, "Saturdays and Sundays are not counted."]
    steps += [f"{said_with_weekday(day)} is not counted ({calendar.why_not_worked(day)})." for day in skipped]
    steps.append(f"The last of the {period} is {said_with_weekday(last_on)}.")
    return Counted(last_on, tuple(steps))
