"""The formulas of counting for arrays of days: what `count.py` does of one day, for a caseload, no working shown.

Arrays are `datetime64[D]`, one element a case, NaT where there is no day.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Final

import numpy as np
import numpy.typing as npt

from goldenthread.domain.calendars.counting import Period, Unit
from goldenthread.domain.calendars.working_days import WorkingCalendar
from goldenthread.domain.clocks.facts import FIRST_LIKELY_YEAR, LAST_LIKELY_YEAR
from goldenthread.domain.statute.limits import Counting, Limit, rows_of_code

Days = npt.NDArray[np.datetime64]
Flags = npt.NDArray[np.bool_]
Places = npt.NDArray[np.int64]
ONE: Final = np.timedelta64(1, "D")
NEVER: Final = np.datetime64("NaT", "D")
AUGUST, DECEMBER, JUNE, FRIDAY = 8, 12, 6, 4
_FIRST, _LAST = (int(np.datetime64(day, "D").astype(np.int64)) for day in ("1980-01-01", "2060-01-01"))


class NoBatchForm(LookupError):
    """This rule is read one case at a time only."""


@dataclass(frozen=True)
class CaseloadDates:
    """Outer and safe day of each case, NaT where the clock has not started; the day it is counted from; whether the row
    of law it is counted by binds, and whether only if one of two decisions is taken.
    """

    outer: Days
    safe: Days
    started: Days
    binds: Flags
    conditional: Flags

    def where(self, chosen: Flags, other: CaseloadDates) -> CaseloadDates:
        """These dates where `chosen`, else the other's."""
        return CaseloadDates(
            np.where(chosen, self.outer, other.outer),
            np.where(chosen, self.safe, other.safe),
            np.where(chosen, self.started, other.started),
            np.where(chosen, self.binds, other.binds),
            np.where(chosen, self.conditional, other.conditional),
        )


def count_rows(
    rule: str,
    started: Days,
    calendar: WorkingCalendar,
    *,
    variant: str = "",
    law_on: Days | None = None,
    months_ahead: int = 0,
) -> CaseloadDates:
    """Counts each case by the row in force on its own starting day, or so many months before it, or on `law_on`."""
    if law_on is not None:
        return _counted_each(rule, started, calendar, variant, law_on)
    chosen = np.zeros(started.shape, dtype=np.int64)
    return count_chosen(rule, (variant,), chosen, started, calendar, months_ahead=months_ahead)


def count_chosen(
    rule: str,
    variants: tuple[str, ...],
    chosen: Places,
    started: Days,
    calendar: WorkingCalendar,
    *,
    months_ahead: int = 0,
) -> CaseloadDates:
    """Counts each case by the row of its own variant: `chosen` holds its place in `variants`.

    A caseload shares its days, so nearly every case is looked up in what the row gives for that day.
    """
    usual = _of_every_day(rule, variants, calendar, months_ahead)
    days = len(usual.outer) // len(variants)
    place = started.astype("datetime64[D]").astype(np.int64) - _FIRST
    inside = (place >= 0) & (place < days - 1)
    place = np.where(inside, place, days - 1) + chosen * days  # the last place of each is for a case without a date
    counted = CaseloadDates(
        usual.outer.take(place), usual.safe.take(place), started, usual.binds.take(place), usual.conditional.take(place)
    )
    unusual = ~inside & ~np.isnat(started)
    if unusual.any():
        for position, variant in enumerate(variants):
            each = _counted_each(rule, started, calendar, variant, add_months(started, -months_ahead))
            counted = each.where(unusual & (chosen == position), counted)
    return counted


@cache
def _of_every_day(rule: str, variants: tuple[str, ...], calendar: WorkingCalendar, months_ahead: int) -> CaseloadDates:
    """The count from every day of the usual years, and NaT last, for one variant after the other."""
    every = np.append(np.arange(_FIRST, _LAST, dtype=np.int64).astype("datetime64[D]"), NEVER)
    governed = add_months(every, -months_ahead)
    each = [_counted_each(rule, every, calendar, variant, governed) for variant in variants]
    return CaseloadDates(
        np.concatenate([one.outer for one in each]),
        np.concatenate([one.safe for one in each]),
        np.concatenate([one.started for one in each]),
        np.concatenate([one.binds for one in each]),
        np.concatenate([one.conditional for one in each]),
    )


def _counted_each(rule: str, started: Days, calendar: WorkingCalendar, variant: str, governed: Days) -> CaseloadDates:
    outer = np.full(started.shape, NEVER)
    safe, binds = outer.copy(), np.zeros(started.shape, dtype=np.bool_)
    conditional = binds.copy()
    for row in rows_of_code(rule, variant):
        here = ~np.isnat(started) & _in_force(row, governed)
        outer[here], safe[here] = _outer_and_safe(row, started[here], calendar)
        binds[here], conditional[here] = row.is_legal_duty, bool(row.only_if)
    return CaseloadDates(outer, safe, started, binds, conditional)


def later_of(first: CaseloadDates, second: CaseloadDates) -> CaseloadDates:
    """The limb that ends later in each case; the later safe day of the two."""
    second_later = (second.outer > first.outer) | np.isnat(first.outer)
    chosen = second.where(second_later, first)
    return CaseloadDates(
        chosen.outer, np.fmax(first.safe, second.safe), chosen.started, chosen.binds, chosen.conditional
    )


def add_months(days: Days, months: int) -> Days:
    """The same day of another month, or its last day where there is none. NaT stays."""
    month = days.astype("datetime64[M]")
    target = month + np.timedelta64(months, "M")
    day_of_month = days - month.astype("datetime64[D]")
    last_of_month = (target + np.timedelta64(1, "M")).astype("datetime64[D]") - target.astype("datetime64[D]") - ONE
    moved: Days = target.astype("datetime64[D]") + np.minimum(day_of_month, last_of_month)
    return moved


def working_days_before(days: Days, number: int, calendar: WorkingCalendar) -> Days:
    """The `number`th working day before each day, which is not counted. No element may be NaT."""
    found: Days = np.busday_offset(days, -number, roll="forward", busdaycal=_worked(calendar))
    return found


def rolled_back(days: Days, calendar: WorkingCalendar) -> Days:
    """The day itself if worked, else the last working day before it. NaT stays."""
    found = days.copy()
    known = ~np.isnat(days)
    found[known] = np.busday_offset(days[known], 0, roll="backward", busdaycal=_worked(calendar))
    return found


def year_of(days: Days) -> npt.NDArray[np.int64]:
    """The calendar year of each day."""
    return days.astype("datetime64[Y]").astype(np.int64) + 1970


def month_of(days: Days) -> npt.NDArray[np.int64]:
    """The month of each day, 1 to 12."""
    return days.astype("datetime64[M]").astype(np.int64) % 12 + 1


def _day_of_month(days: Days) -> npt.NDArray[np.int64]:
    found: npt.NDArray[np.int64] = (days - days.astype("datetime64[M]").astype("datetime64[D]")).astype(np.int64) + 1
    return found


def day_in(years: npt.NDArray[np.int64], month: int, day_of_month: int) -> Days:
    """That day of each year."""
    first: Days = ((years - 1970) * 12 + month - 1).astype("datetime64[M]").astype("datetime64[D]")
    return first + np.timedelta64(day_of_month - 1, "D")


def _in_force(row: Limit, on: Days) -> Flags:
    begun = on >= np.datetime64(row.in_force_from)
    return begun if row.in_force_to is None else begun & (on <= np.datetime64(row.in_force_to))


def _outer_and_safe(row: Limit, days: Days, calendar: WorkingCalendar) -> tuple[Days, Days]:
    match row.counting:
        case Counting.WITHIN | Counting.TRIBUNAL_FILING:
            outer, inclusive = _within(row.needed_period, days, calendar)
            filed = _filing_day(outer, calendar) if row.counting is Counting.TRIBUNAL_FILING else outer
            return filed, rolled_back(inclusive, calendar)
        case Counting.TRIBUNAL_WORKING_DAYS:
            number = row.needed_period.value
            return _tribunal_days(days, number, calendar), _tribunal_days(days, number - 1, calendar)
        case Counting.IMMEDIATELY:
            return days, days
    outer = _plain(row, days, calendar)
    return outer, rolled_back(outer, calendar)


def _plain(row: Limit, days: Days, calendar: WorkingCalendar) -> Days:
    """The outer day by the formulas whose safe day is the outer one rolled back."""
    match row.counting:
        case Counting.BEGINNING_WITH if row.needed_period.unit is Unit.WORKING_DAY:
            return _working_days(days, row.needed_period.value, calendar)
        case Counting.BEGINNING_WITH:
            return _moved(days, row.needed_period, 1) - ONE
        case Counting.AT_LEAST_BEFORE if row.needed_period.unit is Unit.WORKING_DAY:
            return working_days_before(days, row.needed_period.value, calendar)
        case Counting.AT_LEAST_BEFORE:
            return _moved(days, row.needed_period, -1)
        case Counting.BEFORE:
            years = np.full(days.shape, row.before_year) if row.before_year else year_of(days)
            return day_in(years, row.before_month or 1, row.before_day or 1) - ONE
        case Counting.SCHOOL_LEAVING:
            return _school_leaving(days)
        case _:
            raise NoBatchForm(f"Rule {row.code} is counted in a way that has no batch form.")


def _within(period: Period, days: Days, calendar: WorkingCalendar) -> tuple[Days, Days]:
    """The last day, and the last day counted with the event's own day as day one."""
    if period.unit is Unit.WORKING_DAY:
        return _working_days(days + ONE, period.value, calendar), _working_days(days, period.value, calendar)
    outer = _moved(days, period, 1)
    return outer, outer - ONE


def _filing_day(days: Days, calendar: WorkingCalendar) -> Days:
    month, of_month = month_of(days), _day_of_month(days)
    christmas = (month == DECEMBER) & (of_month >= 25)
    new_year = (month == 1) & (of_month == 1)
    opens: Days = np.where(month == AUGUST, day_in(year_of(days), 9, 1), days)
    opens = np.where(christmas | new_year, day_in(year_of(days) + christmas, 1, 2), opens)
    found: Days = np.busday_offset(opens, 0, roll="forward", busdaycal=_worked(calendar))
    return found


def _tribunal_days(days: Days, number: int, calendar: WorkingCalendar) -> Days:
    found: Days = np.busday_offset(days + ONE, number - 1, roll="forward", busdaycal=_counted_by_tribunals(calendar))
    return found


def _school_leaving(born: Days) -> Days:
    sixteen = add_months(born, 16 * 12)
    june = day_in(year_of(sixteen) + (month_of(sixteen) >= 9), JUNE, 30)
    weekday = (june.astype(np.int64) + 3) % 7  # 1 January 1970 was a Thursday
    friday: Days = june - ((weekday - FRIDAY) % 7).astype("timedelta64[D]")
    return friday


def _moved(days: Days, period: Period, direction: int) -> Days:
    amount = period.value * direction
    if period.unit is Unit.MONTH:
        return add_months(days, amount)
    return days + np.timedelta64(amount * (7 if period.unit is Unit.WEEK else 1), "D")


@cache
def _worked(calendar: WorkingCalendar) -> np.busdaycalendar:
    closed = calendar.closed_weekdays(FIRST_LIKELY_YEAR, LAST_LIKELY_YEAR + 2)
    return np.busdaycalendar(holidays=np.array(closed, dtype="datetime64[D]"))


@cache
def _counted_by_tribunals(calendar: WorkingCalendar) -> np.busdaycalendar:
    """Working days outside August and 25 December to 1 January (rule 12(3)(b))."""
    every = np.arange(f"{FIRST_LIKELY_YEAR}-01-01", f"{LAST_LIKELY_YEAR + 2}-01-01", dtype="datetime64[D]")
    month, of_month = (
        month_of(every),
        (every - every.astype("datetime64[M]").astype("datetime64[D]")).astype(np.int64) + 1,
    )
    still = (month == AUGUST) | ((month == DECEMBER) & (of_month >= 25)) | ((month == 1) & (of_month == 1))
    closed = np.array(calendar.closed_weekdays(FIRST_LIKELY_YEAR, LAST_LIKELY_YEAR + 2), dtype="datetime64[D]")
    return np.busdaycalendar(holidays=np.union1d(every[still], closed))


def _working_days(first: Days, number: int, calendar: WorkingCalendar) -> Days:
    found: Days = np.busday_offset(first, number - 1, roll="forward", busdaycal=_worked(calendar))
    return found
