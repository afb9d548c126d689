"""Moves between phases: the plan reviewed and amended before 15 February or 31 March, or 5 months before a later move.

SEND Regulations 2014, regulation 18. These dates are for the final amended plan, on top of the review's own 4 and 8
weeks.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import date
from typing import Final

from goldenthread.domain.calendars.counting import add_months
from goldenthread.domain.calendars.working_days import ENGLAND_AND_WALES, WorkingCalendar
from goldenthread.domain.clocks.clock import DUE_SOON_DAYS, Clock, Met, read_clock
from goldenthread.domain.clocks.count import Count, count
from goldenthread.domain.clocks.facts import BadFact, Facts, MissingFact, RawFacts, as_facts
from goldenthread.domain.clocks.reading import Reading
from goldenthread.domain.statute.exceptions import Claim

PROCESS: Final = "phase transfer"
LATER_MOVE: Final = "post16_to_post16"
TO_POST16: Final = "secondary_to_post16"
MONTHS_AHEAD: Final = 12


def opens_on(transfer_on: date) -> date:
    """The first day a review can count for a move: twelve months before it."""
    return add_months(transfer_on, -MONTHS_AHEAD)


def _phase_count(facts: Facts, calendar: WorkingCalendar, as_of: date | None) -> Count | None:
    transfer_on, phase = facts.on("transfer_on"), facts.word("phase")
    if transfer_on is None:
        return None
    if not phase:
        raise MissingFact("phase is missing: rule F9 needs to know which move it is, such as primary_to_secondary.")
    if phase == LATER_MOVE:
        raise BadFact("phase is post16_to_post16, which rule F10 governs, not F9.")
    variant = phase if phase == TO_POST16 else ""
    # The law is the law in force when the review can first be held, which is when the duty begins to run.
    opens = opens_on(transfer_on)
    return replace(count("F9", "transfer_on", transfer_on, calendar, variant=variant, law_on=opens), opens_on=opens)


def _later_move_count(facts: Facts, calendar: WorkingCalendar, as_of: date | None) -> Count | None:
    transfer_on = facts.on("transfer_on")
    if transfer_on is None:
        return None
    opens = opens_on(transfer_on)
    return replace(count("F10", "transfer_on", transfer_on, calendar, law_on=opens), opens_on=opens)


def _named_met(facts: Facts, on: date) -> Met | None:
    transfer_on, sent_on = facts.on("transfer_on"), facts.on("phase_plan_sent")
    if transfer_on is None or sent_on is None or sent_on < opens_on(transfer_on):
        return None
    return "phase_plan_sent", sent_on


GONE: Final = ("plan_ceased", "moved_away")
PHASE: Final = Clock(
    "F9", PROCESS, ("transfer_on",), ("phase_plan_sent",), GONE, True, counter=_phase_count, met_rule=_named_met,
    also_reads=("phase",),
)  # fmt: skip
POST16: Final = Clock(
    "F10", PROCESS, ("transfer_on",), ("phase_plan_sent",), GONE, True, counter=_later_move_count, met_rule=_named_met
)

CLOCKS: Final = (PHASE, POST16)


def readings(
    facts: RawFacts | Facts,
    on: date,
    exceptions: Collection[Claim] = (),
    calendar: WorkingCalendar = ENGLAND_AND_WALES,
    *,
    due_soon_days: int = DUE_SOON_DAYS,
) -> tuple[Reading, ...]:
    """F9 for a move between phases, F10 for a move from one post-16 institution to another; empty without a move."""
    sound = as_facts(facts)
    if sound.on("transfer_on") is None:
        return ()
    clock = POST16 if sound.word("phase") == LATER_MOVE else PHASE
    return (read_clock(clock, sound, on, exceptions, calendar, due_soon_days=due_soon_days),)
