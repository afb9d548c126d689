"""One row of law and one day in; the outer and the safe date, with the working, out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from goldenthread.domain.calendars.counting import (
    Counted,
    at_least_before,
    before,
    beginning_with,
    rolled_back,
    safe_within,
    within,
)
from goldenthread.domain.calendars.school_years import compulsory_school_age_ends
from goldenthread.domain.calendars.tribunal_time import filing_day, working_days_within
from goldenthread.domain.calendars.wording import said, said_with_weekday
from goldenthread.domain.calendars.working_days import WorkingCalendar
from goldenthread.domain.statute.limits import Counting, Limit, limit


@dataclass(frozen=True, slots=True)
class Count:
    """What a clock worked out: which fact started it, by which row, and the two dates with their steps.

    `outer` is the last day the law (or the Code) allows; `safe` is the day to aim for, never after it.
    `opens_on` is the first day the clock can be said to run, where that is not the day of the starting fact.
    """

    started_by: str
    started_on: date
    limit: Limit
    outer: Counted
    safe: Counted
    opens_on: date | None = None


@lru_cache(maxsize=16_384)  # a caseload shares its days: most counts are asked for many times
def count(
    code: str,
    started_by: str,
    started_on: date,
    calendar: WorkingCalendar,
    *,
    variant: str = "",
    law_on: date | None = None,
) -> Count:
    """Counts a rule from one day, by the row in force on that day unless `law_on` is another.

    A row for a named day counts in `started_on`'s own calendar year. Raises UnknownRule or NotInForce.
    """
    row = limit(code, on=law_on or started_on, variant=variant)
    outer, safe = _outer_and_safe(row, started_on, calendar)
    return Count(started_by, started_on, row, outer, safe)


def later_of(first: Count, second: Count) -> Count:
    """The limb that ends later, its steps opening with the reason it was chosen."""
    chosen, other = (second, first) if second.outer.last_on > first.outer.last_on else (first, second)
    reason = f"Two periods apply and the one that ends later counts; the other ends on {said(other.outer.last_on)}."
    outer = Counted(chosen.outer.last_on, (reason, *chosen.outer.steps))
    safe = max(first.safe, second.safe, key=_last_day)
    return Count(chosen.started_by, chosen.started_on, chosen.limit, outer, safe, chosen.opens_on)


def _filed(counted: Counted, calendar: WorkingCalendar) -> Counted:
    """A tribunal's time: the one kind that does move, so the sentence that no date moves is left out."""
    return filing_day(Counted(counted.last_on, counted.steps[:-1]), calendar)


def _last_day(counted: Counted) -> date:
    return counted.last_on


def _outer_and_safe(row: Limit, day: date, calendar: WorkingCalendar) -> tuple[Counted, Counted]:
    match row.counting:
        case Counting.WITHIN:
            return within(day, row.needed_period, calendar), safe_within(day, row.needed_period, calendar)
        case Counting.BEGINNING_WITH:
            outer = beginning_with(day, row.needed_period, calendar)
        case Counting.AT_LEAST_BEFORE:
            outer = at_least_before(day, row.needed_period, calendar)
        case Counting.BEFORE:
            outer = before(date(row.before_year or day.year, row.before_month or 1, row.before_day or 1))
        case Counting.IMMEDIATELY:
            at_once = Counted(day, (f"It is due at once, on {said_with_weekday(day)}.",))
            return at_once, Counted(day, ())
        case Counting.TRIBUNAL_FILING:
            return _filed(within(day, row.needed_period, calendar), calendar), safe_within(
                day, row.needed_period, calendar
            )
        case Counting.TRIBUNAL_WORKING_DAYS:
            outer = working_days_within(day, row.needed_period.value, calendar)
            day_before = working_days_within(day, row.needed_period.value - 1, calendar)
            return outer, Counted(
                day_before.last_on, ("Counting the day itself as day one gives one working day less.",)
            )
        case Counting.SCHOOL_LEAVING:
            outer = compulsory_school_age_ends(day)
        case Counting.ACADEMIC_YEAR_OF_25:
            raise ValueError(f"Rule {row.code} also needs to know the route; its clock counts it.")
    return outer, rolled_back(Counted(outer.last_on, ()), calendar)
