"""Working days: Monday to Friday except bank holidays.

The SEND Regulations 2014 use "working day" and do not define it, so the calendar is a value: pass another one, with
more closed days, where a partnership has taken advice and counts differently.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final

from goldenthread.domain.calendars.bank_holidays import SATURDAY, bank_holiday, bank_holidays
from goldenthread.domain.calendars.wording import WEEKDAYS

ONE_DAY: Final = timedelta(days=1)


@dataclass(frozen=True)
class WorkingCalendar:
    """Which days are worked. `closed` adds days to weekends and bank holidays: each day with its reason."""

    name: str = "England and Wales"
    closed: tuple[tuple[date, str], ...] = ()
    _closed: dict[date, str] = field(init=False, repr=False, compare=False, default_factory=dict)

    def __post_init__(self) -> None:
        self._closed.update(self.closed)

    def why_not_worked(self, day: date) -> str | None:
        """`Saturday`, `Good Friday` and so on, or None when it is a working day."""
        if day.weekday() >= SATURDAY:
            return WEEKDAYS[day.weekday()]
        if holiday := bank_holiday(day):
            return holiday.name
        return self._closed.get(day)

    def is_working_day(self, day: date) -> bool:
        """Whether the day counts as a working day."""
        return self.why_not_worked(day) is None

    def on_or_before(self, day: date) -> date:
        """The day itself if worked, else the last working day before it."""
        while not self.is_working_day(day):
            day -= ONE_DAY
        return day

    def on_or_after(self, day: date) -> date:
        """The day itself if worked, else the next working day."""
        while not self.is_working_day(day):
            day += ONE_DAY
        return day

    def counted_from(self, day: date, number: int) -> tuple[date, tuple[date, ...]]:
        """The `number`th working day, the first being the first worked on or after `day`; and weekdays skipped on the
        way.

        Raises ValueError when `number` is under 1.
        """
        if number < 1:
            raise ValueError(f"A count of working days needs at least one day, not {number}.")
        skipped: list[date] = []
        for candidate in _each_day_from(day):
            if self.is_working_day(candidate):
                number -= 1
                if not number:
                    return candidate, tuple(skipped)
            elif candidate.weekday() < SATURDAY:
                skipped.append(candidate)
        raise AssertionError("unreachable: days do not run out")

    def closed_weekdays(self, first_year: int, last_year: int) -> tuple[date, ...]:
        """Every Monday to Friday that is not worked in a span of years, in order: what an array count needs."""
        years = range(first_year, last_year + 1)
        days = {day for year in years for day in bank_holidays(year)} | set(self._closed)
        return tuple(sorted(day for day in days if day.weekday() < SATURDAY))


def _each_day_from(day: date) -> Iterator[date]:
    while True:
        yield day
        day += ONE_DAY


ENGLAND_AND_WALES: Final = WorkingCalendar()


def calendar_from(text: str) -> WorkingCalendar:
    """England and Wales with more days not worked: `2026-12-24: council closed; 2026-12-29`. Raises ValueError."""
    closed = []
    for part in filter(None, (each.strip() for each in text.split(";"))):
        day, _, reason = part.partition(":")
        try:
            closed.append((date.fromisoformat(day.strip()), reason.strip() or "closed"))
        except ValueError:
            raise ValueError(f"{part!r} does not begin with a date written like 2026-12-24.") from None
    return WorkingCalendar("England and Wales, less days closed", tuple(closed)) if closed else ENGLAND_AND_WALES
