"""The same clocks for a whole caseload at once, as arrays of days. Same rows of law, same answers, no working shown.

Arrays are `datetime64[D]`, one element a case, NaT where a fact is absent; words (`phase`, `adviser`) are arrays of
text, blank where absent. A date before the law began, or outside the years `facts.py` takes, counts as absent.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from goldenthread.domain.calendars.counting import Period, Unit
from goldenthread.domain.calendars.working_days import ENGLAND_AND_WALES, WorkingCalendar
from goldenthread.domain.clocks.facts import BODIES_WITH_A_DUTY, FIRST_LIKELY_YEAR, LAST_LIKELY_YEAR
from goldenthread.domain.clocks.phase_transfer import LATER_MOVE, MONTHS_AHEAD, TO_POST16
from goldenthread.domain.clocks.register import clock_named
from goldenthread.domain.statute.limits import Counting, Limit, limits

Days = npt.NDArray[np.datetime64]
Flags = npt.NDArray[np.bool_]
CaseloadFacts = Mapping[str, npt.NDArray[Any]]
ONE: Final = np.timedelta64(1, "D")


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


def count_caseload(
    rule: str,
    facts: CaseloadFacts,
    *,
    as_of: date | None = None,
    calendar: WorkingCalendar = ENGLAND_AND_WALES,
) -> CaseloadDates:
    """What `count_dates` answers, for every case. `as_of` leaves out reviews and moves after a day, as `read` does.

    Raises UnknownRule, NoBatchForm, or ValueError when the arrays differ in length.
    """
    table = CaseloadTable(facts, as_of)
    if rule in SPECIAL:
        return SPECIAL[rule](table, calendar)
    clock = clock_named(rule)
    if clock.counter is not None:
        raise NoBatchForm(f"Rule {rule} has no batch form; read its cases one at a time.")
    return count_rows(rule, table.earliest(clock.starts), calendar)


class CaseloadTable:
    """The facts of a caseload, absent columns filled in."""

    def __init__(self, facts: CaseloadFacts, as_of: date | None) -> None:
        lengths = {len(column) for column in facts.values()}
        if len(lengths) > 1:
            raise ValueError(f"The arrays of facts differ in length: {sorted(lengths)}.")
        self._facts = facts
        self._as_of = as_of
        self.size = lengths.pop() if lengths else 0

    def days(self, name: str) -> Days:
        """One fact, unlikely years taken as absent."""
        if name not in self._facts:
            return np.full(self.size, np.datetime64("NaT"), dtype="datetime64[D]")
        days = self._facts[name].astype("datetime64[D]")
        unlikely = (days < _first_of(FIRST_LIKELY_YEAR)) | (days >= _first_of(LAST_LIKELY_YEAR + 1))
        return np.where(unlikely, np.datetime64("NaT", "D"), days)

    def known(self, name: str) -> Days:
        """One fact as it was known on the day read: nothing after it."""
        days = self.days(name)
        return (
            days
            if self._as_of is None
            else np.where(days <= np.datetime64(self._as_of), days, np.datetime64("NaT", "D"))
        )

    def earliest(self, names: tuple[str, ...]) -> Days:
        """The first of several facts to happen in each case."""
        first = self.days(names[0])
        for name in names[1:]:
            first = np.fmin(first, self.days(name))
        return first

    def words(self, name: str) -> npt.NDArray[np.str_]:
        """One fact that is words."""
        return self._facts[name].astype(np.str_) if name in self._facts else np.full(self.size, "", dtype="U1")


def count_rows(
    rule: str, started: Days, calendar: WorkingCalendar, *, variant: str = "", law_on: Days | None = None
) -> CaseloadDates:
    """Counts each case by the row in force on its own starting day (or on `law_on`)."""
    governed = started if law_on is None else law_on
    outer = np.full(started.shape, np.datetime64("NaT"), dtype="datetime64[D]")
    safe, binds = outer.copy(), np.zeros(started.shape, dtype=np.bool_)
    conditional = binds.copy()
    for row in limits():
        if (row.code, row.variant) == (rule, variant):
            here = ~np.isnat(started) & _in_force(row, governed)
            outer[here], safe[here] = _outer_and_safe(row, started[here], calendar)
            binds[here], conditional[here] = row.is_legal_duty, bool(row.only_if)
    return CaseloadDates(outer, safe, started, binds, conditional)


def _either(choose_first: Flags, first: CaseloadDates, second: CaseloadDates) -> CaseloadDates:
    return CaseloadDates(
        np.where(choose_first, first.outer, second.outer),
        np.where(choose_first, first.safe, second.safe),
        np.where(choose_first, first.started, second.started),
        np.where(choose_first, first.binds, second.binds),
        np.where(choose_first, first.conditional, second.conditional),
    )


def add_months(days: Days, months: int) -> Days:
    """The same day of another month, or its last day where there is none. No element may be NaT."""
    month = days.astype("datetime64[M]")
    target = month + np.timedelta64(months, "M")
    day_of_month = days - month.astype("datetime64[D]")
    last_of_month = (target + np.timedelta64(1, "M")).astype("datetime64[D]") - target.astype("datetime64[D]") - ONE
    moved: Days = target.astype("datetime64[D]") + np.minimum(day_of_month, last_of_month)
    return moved


def _in_force(row: Limit, on: Days) -> Flags:
    begun = on >= np.datetime64(row.in_force_from)
    return begun if row.in_force_to is None else begun & (on <= np.datetime64(row.in_force_to))


def _outer_and_safe(row: Limit, days: Days, calendar: WorkingCalendar) -> tuple[Days, Days]:
    match row.counting:
        case Counting.WITHIN if row.needed_period.unit is Unit.WORKING_DAY:
            outer = _working_days(days + ONE, row.needed_period.value, calendar)
            safe = _rolled_back(_working_days(days, row.needed_period.value, calendar), calendar)
            return outer, safe
        case Counting.WITHIN:
            outer = _moved(days, row.needed_period, 1)
            return outer, _rolled_back(outer - ONE, calendar)
        case Counting.BEGINNING_WITH if row.needed_period.unit is Unit.WORKING_DAY:
            outer = _working_days(days, row.needed_period.value, calendar)
        case Counting.BEGINNING_WITH:
            outer = _moved(days, row.needed_period, 1) - ONE
        case Counting.AT_LEAST_BEFORE if row.needed_period.unit is not Unit.WORKING_DAY:
            outer = _moved(days, row.needed_period, -1)
        case Counting.BEFORE:
            outer = _named_day(days, row.before_month or 1, row.before_day or 1) - ONE
        case _:
            raise NoBatchForm(f"Rule {row.code} is counted in a way that has no batch form.")
    return outer, _rolled_back(outer, calendar)


def _moved(days: Days, period: Period, direction: int) -> Days:
    amount = period.value * direction
    if period.unit is Unit.MONTH:
        return add_months(days, amount)
    return days + np.timedelta64(amount * (7 if period.unit is Unit.WEEK else 1), "D")


def _named_day(days: Days, month: int, day_of_month: int) -> Days:
    january = days.astype("datetime64[Y]").astype("datetime64[M]")
    first: Days = (january + np.timedelta64(month - 1, "M")).astype("datetime64[D]")
    return first + np.timedelta64(day_of_month - 1, "D")


@cache
def _worked(calendar: WorkingCalendar) -> np.busdaycalendar:
    closed = calendar.closed_weekdays(FIRST_LIKELY_YEAR, LAST_LIKELY_YEAR + 2)
    return np.busdaycalendar(holidays=np.array(closed, dtype="datetime64[D]"))


def _rolled_back(days: Days, calendar: WorkingCalendar) -> Days:
    return np.busday_offset(days, 0, roll="backward", busdaycal=_worked(calendar))


def _working_days(first: Days, number: int, calendar: WorkingCalendar) -> Days:
    return np.busday_offset(first, number - 1, roll="forward", busdaycal=_worked(calendar))


def _first_of(year: int) -> np.datetime64:
    return np.datetime64(f"{year:04d}-01-01", "D")


def _cycle(table: CaseloadTable, calendar: WorkingCalendar) -> CaseloadDates:
    reviewed = np.fmax(table.known("last_review_decided"), table.known("review_decided"))
    started = np.where(np.isnat(reviewed), table.days("plan_made"), reviewed)
    moved_in = table.known("transferred_in")
    cycle = count_rows("F1", started, calendar)
    counts = ~np.isnat(cycle.outer) & (moved_in >= started)
    limb_starts = np.where(counts, moved_in, np.datetime64("NaT", "D"))
    limb = count_rows("H4", limb_starts, calendar, variant="transfer")
    counted_from = np.where(limb.outer > cycle.outer, moved_in, started)
    outer, safe = np.fmax(cycle.outer, limb.outer), np.fmax(cycle.safe, limb.safe)
    return CaseloadDates(outer, safe, counted_from, cycle.binds, cycle.conditional)


def _advice(table: CaseloadTable, calendar: WorkingCalendar) -> CaseloadDates:
    asked, adviser = table.days("advice_requested"), table.words("adviser")
    bound = (adviser == "") | np.isin(adviser, BODIES_WITH_A_DUTY)
    duty = count_rows("B3", asked, calendar)
    expected = count_rows("B3", asked, calendar, variant="code")
    return _either(bound, duty, expected)


def _phase(table: CaseloadTable, calendar: WorkingCalendar) -> CaseloadDates:
    phase = table.words("phase")
    moves = np.where((phase == "") | (phase == LATER_MOVE), np.datetime64("NaT", "D"), table.days("transfer_on"))
    first = opens(moves)
    post16 = count_rows("F9", moves, calendar, variant=TO_POST16, law_on=first)
    other = count_rows("F9", moves, calendar, law_on=first)
    return _either(phase == TO_POST16, post16, other)


def _later_move(table: CaseloadTable, calendar: WorkingCalendar) -> CaseloadDates:
    moves = table.days("transfer_on")
    return count_rows("F10", moves, calendar, law_on=opens(moves))


def opens(moves: Days) -> Days:
    """The first day a review can count for each move: twelve months before it."""
    first = np.full(moves.shape, np.datetime64("NaT"), dtype="datetime64[D]")
    known = ~np.isnat(moves)
    first[known] = add_months(moves[known], -MONTHS_AHEAD)
    return first


SPECIAL: Final[Mapping[str, Callable[[CaseloadTable, WorkingCalendar], CaseloadDates]]] = {
    "F1": _cycle,
    "B3": _advice,
    "F9": _phase,
    "F10": _later_move,
}
