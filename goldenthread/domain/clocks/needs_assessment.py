"""The needs assessment: 6 weeks to decide, 16 to say no plan, 20 to send the final plan, all from one starting event.

SEND Regulations 2014, regulations 5, 10 and 13. Sixteen weeks is the limit on a refusal only; the draft has none.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from goldenthread.domain.calendars.counting import Counted, at_least_before, rolled_back
from goldenthread.domain.calendars.wording import said
from goldenthread.domain.calendars.working_days import ENGLAND_AND_WALES, WorkingCalendar
from goldenthread.domain.clocks.clock import DUE_SOON_DAYS, Clock, read_clock
from goldenthread.domain.clocks.count import Count, count
from goldenthread.domain.clocks.facts import Facts, RawFacts, as_facts
from goldenthread.domain.clocks.reading import Reading
from goldenthread.domain.clocks.variants import by_custody
from goldenthread.domain.statute.exceptions import Claim
from goldenthread.domain.statute.limits import limit

PROCESS: Final = "needs assessment"


@dataclass(frozen=True, slots=True)
class ServedDraft:
    """A draft plan as it was served, and the first day somebody of the family answered it."""

    served_on: date
    answered_on: date | None = None


STARTS: Final = ("request_received", "became_responsible")
GONE: Final = ("request_withdrawn", "moved_away")

CUSTODY: Final = ("detained",)

DECIDE: Final = Clock(
    "B1",
    PROCESS,
    STARTS,
    met_by=("assess_decision_notified", "assessment_refused"),
    # A later step without a dated decision: the decision was made, its date was not recorded.
    ended_by=(*GONE, "draft_served", "plan_agreed", "no_plan_notified", "final_plan_sent"),
    variant=by_custody,
    also_reads=CUSTODY,
)
NO_PLAN: Final = Clock(
    "B5",
    PROCESS,
    STARTS,
    met_by=("no_plan_notified",),
    ended_by=(*GONE, "assessment_refused", "plan_agreed", "draft_served", "final_plan_sent"),
    variant=by_custody,
    also_reads=CUSTODY,
)
FINAL_PLAN: Final = Clock(
    "C4",
    PROCESS,
    STARTS,
    met_by=("final_plan_sent",),
    ended_by=(*GONE, "assessment_refused", "no_plan_notified"),
    variant=by_custody,
    also_reads=CUSTODY,
)
COMMENT: Final = Clock(
    "C2",
    PROCESS,
    ("draft_served",),
    met_by=("representations_made",),
    ended_by=("final_plan_sent", *GONE),
    lapses=True,
    variant=by_custody,
    also_reads=CUSTODY,
)
CONSULTATION: Final = Clock(
    "C3",
    PROCESS,
    ("consultation_received",),
    met_by=("consultation_answered",),
    ended_by=("final_plan_sent", "no_plan_notified", *GONE),
)


def _draft_count(facts: Facts, calendar: WorkingCalendar, as_of: date | None) -> Count | None:
    started = facts.earliest(STARTS)
    if started is None:
        return None
    final = count("C4", *started, calendar, variant=by_custody(facts, started[0]))
    row = limit("C1", on=started[1])
    outer = at_least_before(final.outer.last_on, row.needed_period, calendar)
    outer = Counted(outer.last_on, (f"The final plan is due by {said(final.outer.last_on)}.", *outer.steps))
    return Count(*started, row, outer, rolled_back(Counted(outer.last_on, ()), calendar))


DRAFT: Final = Clock(
    "C1",
    PROCESS,
    STARTS,
    met_by=("draft_served",),
    ended_by=(*GONE, "assessment_refused", "no_plan_notified", "final_plan_sent"),
    counter=_draft_count,
    also_reads=CUSTODY,
)
BAR: Final = Clock("A4", PROCESS, ("assessment_made",), lapses=True)

CLOCKS: Final = (BAR, DECIDE, NO_PLAN, DRAFT, COMMENT, CONSULTATION, FINAL_PLAN)


def readings(
    facts: RawFacts | Facts,
    on: date,
    exceptions: Collection[Claim] = (),
    calendar: WorkingCalendar = ENGLAND_AND_WALES,
    *,
    due_soon_days: int = DUE_SOON_DAYS,
    drafts: Sequence[ServedDraft] = (),
) -> tuple[Reading, ...]:
    """B1, B5 and C4 of one request; and C2 once a draft has been served, counted from the latest of `drafts`."""
    sound = with_refusal(as_facts(facts))
    asked = [(clock, sound) for clock in (DECIDE, NO_PLAN, FINAL_PLAN)]
    if sound.on("draft_served"):
        asked.append((COMMENT, of_the_latest_draft(sound, drafts, on)))
    return tuple(
        read_clock(clock, known, on, exceptions, calendar, due_soon_days=due_soon_days) for clock, known in asked
    )


def of_the_latest_draft(facts: Facts, drafts: Sequence[ServedDraft], on: date) -> Facts:
    """The facts of the window to answer. A draft served again because its text changed has 15 days of its own (reg
    13(1)(a)); an answer to the one before does not use them up.

    `drafts` in the order they were served. The first one's day is the fact `draft_served`, which may have been
    corrected.
    """
    served_on = facts.on("draft_served")
    later = [draft for draft in drafts[1:] if draft.served_on <= on]
    if not later or served_on is None or later[-1].served_on < served_on:
        return facts
    latest, answered_on = later[-1], facts.on("representations_made")
    if latest.answered_on is not None:
        answered_on = latest.answered_on
    elif answered_on is not None and answered_on <= latest.served_on:
        answered_on = None
    known = facts.without("representations_made").also({"draft_served": latest.served_on})
    return known.also({"representations_made": answered_on}) if answered_on else known


def with_refusal(facts: Facts) -> Facts:
    """A decision notified with `assess_decision=no` is also the fact `assessment_refused`, which ends B5 and C4."""
    decided_on = facts.on("assess_decision_notified")
    if facts.word("assess_decision") == "no" and decided_on:
        return facts.also({"assessment_refused": decided_on})
    return facts
