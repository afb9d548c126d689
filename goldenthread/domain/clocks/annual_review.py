"""The annual review: the yearly cycle, and the report, decision and amendment that follow a meeting. No exception
exists.

The cycle restarts when the authority notifies its decision, not at the meeting. Since R (L, M and P) v Devon CC [2022]
EWHC 493 (Admin) the proposed amendments go with the decision, so 4 weeks and 8 weeks make 12 from the meeting.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import date
from typing import Final

from goldenthread.domain.calendars.counting import Counted
from goldenthread.domain.calendars.wording import said
from goldenthread.domain.calendars.working_days import ENGLAND_AND_WALES, WorkingCalendar
from goldenthread.domain.clocks.clock import DUE_SOON_DAYS, Clock, Met, read_clock
from goldenthread.domain.clocks.count import Count, count, later_of
from goldenthread.domain.clocks.facts import Facts, RawFacts, as_facts
from goldenthread.domain.clocks.reading import Reading
from goldenthread.domain.statute.exceptions import Claim
from goldenthread.domain.statute.limits import NotInForce, limit

PROCESS: Final = "annual review"
GONE: Final = ("plan_ceased", "moved_away")
REVIEWED: Final = ("last_review_decided", "review_decided", "plan_made")


def _cycle_count(facts: Facts, calendar: WorkingCalendar, as_of: date | None) -> Count | None:
    started = facts.latest(("last_review_decided", "review_decided"), as_of) or facts.earliest(("plan_made",))
    if started is None:
        return None
    cycle = count("F1", *started, calendar)
    moved_in = facts.on("transferred_in")
    if moved_in is None or moved_in < started[1] or (as_of and moved_in > as_of):
        return cycle
    return with_transfer_limb(cycle, "transferred_in", moved_in, calendar)


def with_transfer_limb(cycle: Count, fact: str, moved_in: date, calendar: WorkingCalendar) -> Count:
    """The later of the cycle and 3 months beginning with a transfer from another authority (regulation 15(5))."""
    limb = count("H4", fact, moved_in, calendar, variant="transfer")
    chosen = later_of(cycle, limb)
    return replace(chosen, limit=replace(cycle.limit, citation=f"{cycle.limit.citation}; {limb.limit.citation}"))


def _decision_met(facts: Facts, on: date) -> Met | None:
    decided = facts.earliest(("review_decided",))
    if decided is None:
        return None
    notice = facts.earliest(("amendment_notice_sent",))
    if facts.word("review_outcome") == "amend":
        # Devon: a bare letter that the plan will be amended is not the decision the regulation asks for.
        return max(decided, notice, key=lambda fact: fact[1]) if notice else None
    return max(decided, notice, key=lambda fact: fact[1]) if notice and notice[1] <= on else decided


CYCLE: Final = Clock("F1", PROCESS, REVIEWED, ended_by=(*GONE,), counter=_cycle_count, also_reads=("transferred_in",))
LIST: Final = Clock("F2", PROCESS, ("term_starts",), met_by=("list_sent",), planned=True)
NOTICE: Final = Clock("F3", PROCESS, ("meeting_held",), met_by=("notice_given",), ended_by=GONE, planned=True)
REPORT: Final = Clock("F4", PROCESS, ("meeting_held",), met_by=("report_sent",), ended_by=("review_decided", *GONE))
DECISION: Final = Clock("F5", PROCESS, ("meeting_held",), ("review_decided",), ended_by=GONE, met_rule=_decision_met)
AMENDMENTS: Final = Clock(
    "F6", PROCESS, ("meeting_held",), met_by=("amendment_notice_sent",), ended_by=("amended_plan_sent", *GONE)
)
COMMENT: Final = Clock(
    "F7",
    PROCESS,
    ("amendment_notice_served", "amendment_notice_sent"),
    met_by=("representations_made",),
    ended_by=("amended_plan_sent", "not_amended_notified", *GONE),
    lapses=True,
)
FINISHED: Final = ("amended_plan_sent", "not_amended_notified")
AMENDED_PLAN: Final = Clock("F8", PROCESS, ("amendment_notice_sent",), met_by=FINISHED, ended_by=GONE)
CEILING: Final = Clock("F8C", PROCESS, ("meeting_held",), met_by=FINISHED, ended_by=GONE)

UNDER_FIVE: Final = Clock("F11", PROCESS, ("last_review_decided", "plan_made"), ("review_decided",), GONE)
PAYMENTS: Final = Clock("F12", PROCESS, ("payments_started",), met_by=("payments_reviewed",), ended_by=GONE)
UNREVIEWED: Final = Clock("F15", PROCESS, ("change_proposed",), met_by=FINISHED, ended_by=GONE)

CLOCKS: Final = (
    CYCLE, LIST, NOTICE, REPORT, DECISION, AMENDMENTS, COMMENT, AMENDED_PLAN, CEILING, UNDER_FIVE, PAYMENTS, UNREVIEWED,
)  # fmt: skip


def readings(
    facts: RawFacts | Facts,
    on: date,
    exceptions: Collection[Claim] = (),
    calendar: WorkingCalendar = ENGLAND_AND_WALES,
    *,
    due_soon_days: int = DUE_SOON_DAYS,
) -> tuple[Reading, ...]:
    """F1 of a plan; F4 and F5 once there is a meeting; F8 once there is an amendment notice.

    F8C, the 12 weeks from the meeting, is added when the notice went out later than 4 weeks after it, for F8 alone
    would then hide the breach. Claims of exception are taken so that every process is called alike; none is ever
    admitted.
    """
    sound = as_facts(facts)
    clocks = [CYCLE]
    if sound.on("meeting_held"):
        clocks += [REPORT, DECISION]
    if sound.on("amendment_notice_sent"):
        clocks.append(AMENDED_PLAN)
        clocks += [CEILING] if _notice_was_late(sound, calendar) else []
    return tuple(read_clock(clock, sound, on, exceptions, calendar, due_soon_days=due_soon_days) for clock in clocks)


def _notice_was_late(facts: Facts, calendar: WorkingCalendar) -> bool:
    met_on, sent_on = facts.on("meeting_held"), facts.on("amendment_notice_sent")
    if met_on is None or sent_on is None:
        return False
    try:
        return sent_on > count("F6", "meeting_held", met_on, calendar).outer.last_on
    except NotInForce:  # a meeting before the Act: no limit to be late by
        return False


def latest_meeting(cycle: Reading, calendar: WorkingCalendar = ENGLAND_AND_WALES) -> Counted | None:
    """The last day to meet that leaves the authority its 4 weeks to decide inside the cycle; None without a date."""
    if cycle.outer_on is None:
        return None
    weeks = limit("F5", on=cycle.started_on or cycle.on).needed_period
    last_on = date.fromordinal(cycle.outer_on.toordinal() - weeks.value * 7)
    return Counted(
        last_on,
        (f"The decision must be notified by {said(cycle.outer_on)}, and {weeks} are allowed after the meeting.",),
    )
