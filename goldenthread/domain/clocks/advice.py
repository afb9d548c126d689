"""Advice for an assessment: 6 weeks from the day each body received its own request.

A duty on health bodies, other councils and youth justice (regulation 8). For schools, colleges, psychologists and the
authority's own social care it is the Code's expectation, so the adviser chooses the row.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import date
from typing import Final

from goldenthread.domain.calendars.counting import Counted
from goldenthread.domain.calendars.working_days import ENGLAND_AND_WALES, WorkingCalendar
from goldenthread.domain.clocks.clock import DUE_SOON_DAYS, Clock, read_clock
from goldenthread.domain.clocks.count import Count, count
from goldenthread.domain.clocks.facts import BODIES_WITH_A_DUTY, Facts, RawFacts
from goldenthread.domain.clocks.reading import Reading
from goldenthread.domain.clocks.variants import by_custody
from goldenthread.domain.statute.exceptions import Claim

PROCESS: Final = "advice"
WHO_WAS_ASKED: Final = (
    "Who was asked is not said. For a health body, another council or youth justice this is law; for a school, a "
    "college, a psychologist or social care it is what the Code of Practice expects."
)


def _advice_count(facts: Facts, calendar: WorkingCalendar, as_of: date | None) -> Count | None:
    asked_on, adviser = facts.on("advice_requested"), facts.word("adviser")
    if asked_on is None:
        return None
    bound = not adviser or adviser in BODIES_WITH_A_DUTY
    variant = by_custody(facts, "advice_requested") if bound else "code"
    counted = count("B3", "advice_requested", asked_on, calendar, variant=variant)
    if adviser:
        return counted
    return replace(counted, outer=Counted(counted.outer.last_on, (WHO_WAS_ASKED, *counted.outer.steps)))


GIVE: Final = Clock(
    "B3",
    PROCESS,
    ("advice_requested",),
    met_by=("advice_received",),
    ended_by=("advice_not_needed", "request_withdrawn", "moved_away", "no_plan_notified", "final_plan_sent"),
    counter=_advice_count,
    also_reads=("adviser", "detained"),
)

CLOCKS: Final = (GIVE,)


def readings(
    facts: RawFacts | Facts,
    on: date,
    exceptions: Collection[Claim] = (),
    calendar: WorkingCalendar = ENGLAND_AND_WALES,
    *,
    due_soon_days: int = DUE_SOON_DAYS,
) -> tuple[Reading, ...]:
    """B3 for one request for advice: `advice_requested`, `advice_received`, and `adviser` (see `facts.ADVISERS`)."""
    return (read_clock(GIVE, facts, on, exceptions, calendar, due_soon_days=due_soon_days),)
