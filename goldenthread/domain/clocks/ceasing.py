"""Ending a plan: how long it must be kept up, the last day it may be, and disclosing it to a university.

Children and Families Act 2014, sections 45(4) and 46; SEND Regulations 2014, regulations 46 and 47.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from goldenthread.domain.calendars.counting import Counted, add_months, rolled_back
from goldenthread.domain.calendars.wording import said
from goldenthread.domain.calendars.working_days import WorkingCalendar
from goldenthread.domain.clocks.clock import Clock
from goldenthread.domain.clocks.count import Count
from goldenthread.domain.clocks.disputes import appeal_time
from goldenthread.domain.clocks.facts import BadFact, Facts
from goldenthread.domain.statute.limits import limit

ENDING: Final = "ending a plan"
JULY: Final = 7


def _hold_count(facts: Facts, calendar: WorkingCalendar, as_of: date | None) -> Count | None:
    # Asked by its code with a notice and no more, that notice is the one that the plan would end.
    notice = "cease_notified" if facts.on("cease_notified") else "notice_sent"
    return appeal_time("I3", notice, facts, calendar, as_of)


def _ended_too_soon(facts: Facts, counted: Count) -> str:
    ended_on = facts.on("plan_ceased")
    if ended_on is None or ended_on > counted.outer.last_on:
        return ""
    return (
        f"The plan was ended on {said(ended_on)}, before the time to appeal had passed. The Act forbids that "
        "(Children and Families Act 2014, s.45(4))."
    )


def _last_year_count(facts: Facts, calendar: WorkingCalendar, as_of: date | None) -> Count | None:
    born_on = facts.on("born")
    if born_on is None:
        return None
    row = limit("I4", on=max(add_months(born_on, 25 * 12), date(2014, 9, 1)))
    outer = _further_education(born_on) if facts.word("route") == "further_education" else _course(born_on, facts)
    return Count("born", born_on, row, outer, rolled_back(Counted(outer.last_on, ()), calendar))


def _further_education(born_on: date) -> Counted:
    """The 31 July on or after the 25th birthday: that academic year ends on 31 July (reg 46(1)(a))."""
    birthday = add_months(born_on, 25 * 12)
    july = date(birthday.year + (birthday > date(birthday.year, JULY, 31)), JULY, 31)
    return Counted(
        july,
        (
            f"Someone born on {said(born_on)} turns 25 on {said(birthday)}.",
            f"The academic year at a further education college that holds that day ends on {said(july)}.",
        ),
    )


def _course(born_on: date, facts: Facts) -> Counted:
    """The day the training or course ends, or the day before the 26th birthday if earlier (reg 46(1)(b) and (c))."""
    before_26 = add_months(born_on, 26 * 12) - timedelta(days=1)
    ends_on = facts.on("course_ends")
    first = f"The day before the 26th birthday of someone born on {said(born_on)} is {said(before_26)}."
    birthday = add_months(born_on, 25 * 12)
    if ends_on and ends_on < birthday:
        raise BadFact(
            f"course_ends ({said(ends_on)}) is before the 25th birthday ({said(birthday)}). This rule is about "
            "the academic year in which somebody turns 25."
        )
    if ends_on is None or ends_on >= before_26:
        later = (
            f"The course or training ends on {said(ends_on)}, not before it."
            if ends_on
            else "No end of a course is given."
        )
        return Counted(before_26, (first, later))
    return Counted(ends_on, (first, f"The course or training is to end before it, on {said(ends_on)}."))


CLOCKS: Final = (
    Clock(
        "I3", ENDING, ("cease_notified",), ended_by=("appeal_received",), lapses=True,
        warning=_ended_too_soon,
        counter=_hold_count, also_reads=("certificate_issued",),
    ),
    Clock("I4", ENDING, ("born",), lapses=True, counter=_last_year_count, also_reads=("route", "course_ends")),
    Clock("I5", "disclosure", ("disclosure_requested",), met_by=("plan_disclosed",)),
)  # fmt: skip
