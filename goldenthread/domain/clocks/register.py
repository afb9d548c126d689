"""Every clock by its code, and the one call that reads any of them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from types import MappingProxyType
from typing import Final

from goldenthread.domain.calendars.working_days import ENGLAND_AND_WALES, WorkingCalendar
from goldenthread.domain.clocks import (
    advice,
    annual_review,
    ceasing,
    detention,
    disputes,
    needs_assessment,
    other_duties,
    phase_transfer,
    publication,
    tribunal,
)
from goldenthread.domain.clocks.clock import DUE_SOON_DAYS, Clock, dates, read_clock
from goldenthread.domain.clocks.count import Count
from goldenthread.domain.clocks.facts import Facts, RawFacts, as_facts
from goldenthread.domain.clocks.needs_assessment import with_refusal
from goldenthread.domain.clocks.reading import Reading
from goldenthread.domain.statute.duties import duties
from goldenthread.domain.statute.exceptions import Claim
from goldenthread.domain.statute.limits import UnknownRule

_FAMILIES: Final = (
    needs_assessment, advice, disputes, tribunal, annual_review, phase_transfer, other_duties, ceasing, detention,
    publication,
)  # fmt: skip

CLOCKS: Final[Mapping[str, Clock]] = MappingProxyType(
    {clock.code: clock for family in _FAMILIES for clock in family.CLOCKS}
)


# Names the same rule also goes by: the two halves of one sentence, and a section that is one limit.
ALSO_CALLED: Final[Mapping[str, str]] = MappingProxyType({"F3a": "F3", "F3b": "F3", "H5": "H5a", "J": "J1"})


class NoDate(LookupError):
    """The rule is a duty the law gives no number of days for; the message says when it is owed."""


def clock_named(rule: str) -> Clock:
    """The clock with this code. Raises UnknownRule, naming the codes there are, or NoDate for a duty without days."""
    code = ALSO_CALLED.get(rule, rule)
    if code in CLOCKS:
        return CLOCKS[code]
    if code in duties():
        duty = duties()[code]
        raise NoDate(f"Rule {code} is a duty without a date. When: {duty.when} ({duty.citation}).")
    raise UnknownRule(f"There is no rule {rule!r}. Known rules: {', '.join((*CLOCKS, *duties()))}.")


def count_dates(rule: str, facts: RawFacts | Facts, calendar: WorkingCalendar = ENGLAND_AND_WALES) -> Count:
    """The outer and safe date of a rule with their working.

    Raises UnknownRule, NoDate, MissingFact, BadFact or NotInForce.
    """
    return dates(clock_named(rule), facts, calendar)


def read(
    rule: str,
    facts: RawFacts | Facts,
    on: date,
    exceptions: Collection[Claim] = (),
    calendar: WorkingCalendar = ENGLAND_AND_WALES,
    *,
    due_soon_days: int = DUE_SOON_DAYS,
) -> Reading:
    """Where one rule stands for one case on one day. Raises UnknownRule, BadFact or ExceptionRefused.

    `facts` maps the names in `facts.py` to dates (or ISO text), and a few to words. Nothing started is a reading that
    says so, not an error.
    """
    clock = clock_named(rule)
    return read_clock(clock, with_refusal(as_facts(facts)), on, exceptions, calendar, due_soon_days=due_soon_days)
