"""The needs assessment: 6 weeks to decide, 16 to say no plan, 20 to send the final plan, all from one starting event.

SEND Regulations 2014, regulations 5, 10 and 13. Sixteen weeks is the limit on a refusal only; the draft has none.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Final

from goldenthread.domain.calendars.working_days import ENGLAND_AND_WALES, WorkingCalendar
from goldenthread.domain.clocks.clock import DUE_SOON_DAYS, Clock, read_clock
from goldenthread.domain.clocks.facts import Facts, RawFacts, as_facts
from goldenthread.domain.clocks.reading import Reading
from goldenthread.domain.statute.exceptions import Claim

PROCESS: Final = "needs assessment"
STARTS: Final = ("request_received", "became_responsible")
GONE: Final = ("request_withdrawn", "moved_away")

DECIDE: Final = Clock(
    "B1",
    PROCESS,
    STARTS,
    met_by=("assess_decision_notified", "assessment_refused"),
    # A later step without a dated decision: the decision was made, its date was not recorded.
    ended_by=(*GONE, "draft_served", "plan_agreed", "no_plan_notified", "final_plan_sent"),
)
NO_PLAN: Final = Clock(
    "B5",
    PROCESS,
    STARTS,
    met_by=("no_plan_notified",),
    ended_by=(*GONE, "assessment_refused", "plan_agreed", "draft_served", "final_plan_sent"),
)
FINAL_PLAN: Final = Clock(
    "C4",
    PROCESS,
    STARTS,
    met_by=("final_plan_sent",),
    ended_by=(*GONE, "assessment_refused", "no_plan_notified"),
)
COMMENT: Final = Clock(
    "C2", PROCESS, ("draft_served",), met_by=("representations_made",), ended_by=("final_plan_sent", *GONE), lapses=True
)
CONSULTATION: Final = Clock(
    "C3",
    PROCESS,
    ("consultation_received",),
    met_by=("consultation_answered",),
    ended_by=("final_plan_sent", "no_plan_notified", *GONE),
)

CLOCKS: Final = (DECIDE, NO_PLAN, COMMENT, CONSULTATION, FINAL_PLAN)


def readings(
    facts: RawFacts | Facts,
    on: date,
    exceptions: Collection[Claim] = (),
    calendar: WorkingCalendar = ENGLAND_AND_WALES,
    *,
    due_soon_days: int = DUE_SOON_DAYS,
) -> tuple[Reading, ...]:
    """B1, B5 and C4 of one request; and C2 once a draft has been served."""
    sound = with_refusal(as_facts(facts))
    clocks = [DECIDE, NO_PLAN, FINAL_PLAN] + ([COMMENT] if sound.on("draft_served") else [])
    return tuple(read_clock(clock, sound, on, exceptions, calendar, due_soon_days=due_soon_days) for clock in clocks)


def with_refusal(facts: Facts) -> Facts:
    """A decision notified with `assess_decision=no` is also the fact `assessment_refused`, which ends B5 and C4."""
    decided_on = facts.on("assess_decision_notified")
    if facts.word("assess_decision") == "no" and decided_on:
        return facts.also({"assessment_refused": decided_on})
    return facts
