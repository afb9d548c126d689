"""The steps of a plan: when it was made, the review under way or to come, the next move, or how it ended."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from goldenthread.domain.calendars.wording import said
from goldenthread.domain.clocks.annual_review import AMENDED_PLAN, CYCLE, DECISION, REPORT, latest_meeting
from goldenthread.domain.clocks.phase_transfer import PHASE, POST16
from goldenthread.domain.clocks.reading import Reading
from goldenthread.domain.clocks.status import Status
from goldenthread.features.casework.queries.facts import PlanFacts, ReviewFacts
from goldenthread.features.casework.queries.readings import Read
from goldenthread.features.casework.queries.steps import (
    Journey,
    Naming,
    Stage,
    State,
    Step,
    day_of,
    in_order,
    step,
    stopped,
)

DECIDED = {
    "maintain": "It decided to keep the plan as it is.",
    "amend": "It decided to change the plan.",
    "cease": "It decided to end the plan.",
}


def plan_journey(plan: PlanFacts, reads: Sequence[Read], naming: Naming, *, on: date) -> Journey:
    """The journey of one plan."""
    days = [day for facts in (plan.facts, *(review.facts for review in plan.reviews)) for day in _days(facts, on)]
    ended = day_of(plan.facts, "plan_ceased", on)
    if ended or not plan.is_active:
        steps = stopped(_made(plan, on), "The plan ended", ended, "")
        return Journey(
            Stage.CEASED,
            f"{naming.whose[:1].upper() + naming.whose[1:]} plan has ended.",
            steps,
            max(days, default=None),
        )
    under_way = review_under_way(plan, on)
    steps = (*_made(plan, on), *_reviews(plan, under_way, reads, on), *_move(plan, reads))
    where = f"{naming.has} a plan."
    if under_way:
        where += " It is being checked in a review now."
    return Journey(Stage.PLAN, where, steps, max(days, default=None))


def review_under_way(plan: PlanFacts, on: date) -> ReviewFacts | None:
    """The annual review whose meeting has been held and which has not ended, if there is one."""
    for review in reversed([each for each in plan.reviews if each.kind == "annual"]):
        if not day_of(review.facts, "meeting_held", on):
            continue
        return None if _is_finished(plan, review, on) else review
    return None


def last_review(plan: PlanFacts, on: date) -> ReviewFacts | None:
    """The review decided last by the day, of either kind."""
    decided = [(day, review) for review in plan.reviews if (day := day_of(review.facts, "review_decided", on))]
    return max(decided, key=lambda pair: pair[0])[1] if decided else None


def _is_finished(plan: PlanFacts, review: ReviewFacts, on: date) -> bool:
    facts = review.facts
    decided_on, notice_on = day_of(facts, "review_decided", on), day_of(facts, "amendment_notice_sent", on)
    if day_of(facts, "amended_plan_sent", on) or day_of(facts, "not_amended_notified", on):
        return True
    started_on = day_of(plan.facts, "plan_started", on)
    if notice_on:
        return bool(started_on and started_on > notice_on)
    return bool(decided_on) and facts.get("review_outcome") != "amend"


def _made(plan: PlanFacts, on: date) -> tuple[Step, ...]:
    made_on, started_on = day_of(plan.facts, "plan_made", on), day_of(plan.facts, "plan_started", on)
    steps = [Step("The plan was made", State.DONE, on=made_on or started_on)]
    if moved_in := day_of(plan.facts, "transferred_in", on):
        steps.append(Step("The plan moved here from another council", State.DONE, on=moved_in))
    if made_on and started_on and started_on > made_on:
        steps.append(Step("The plan was last changed", State.DONE, on=started_on))
    return tuple(steps)


def _reviews(plan: PlanFacts, under_way: ReviewFacts | None, reads: Sequence[Read], on: date) -> tuple[Step, ...]:
    steps: list[Step] = []
    last = last_review(plan, on)
    if last and last is not under_way:
        outcome = DECIDED.get(str(last.facts.get("review_outcome")), "")
        steps.append(
            Step("The last review ended", State.DONE, on=day_of(last.facts, "review_decided", on), note=outcome)
        )
    cycle = _reading(reads, CYCLE.code, plan_id=plan.id)
    if under_way:
        steps += _review_steps(under_way, reads, on)
    if cycle and cycle.is_open and not (under_way and not day_of(under_way.facts, "review_decided", on)):
        steps.append(_next_review(cycle, waiting=bool(under_way)))
    return tuple(steps)


def _review_steps(review: ReviewFacts, reads: Sequence[Read], on: date) -> tuple[Step, ...]:
    facts = review.facts
    decided_on = day_of(facts, "review_decided", on)
    outcome = DECIDED.get(str(facts.get("review_outcome")), "") if decided_on else ""
    report, decision = (_reading(reads, rule, review_id=review.id) for rule in (REPORT.code, DECISION.code))
    # A decision to change the plan is not whole until the changes have been sent, so its clock may still run.
    sent = decision is None or decision.met_on is not None
    decided = "The council decides to keep, change or end the plan"
    steps = [
        step("The review meeting", on=day_of(facts, "meeting_held", on)),
        step("The report of the meeting", on=day_of(facts, "report_sent", on), reading=report),
        step(decided, on=decided_on if sent else None, reading=decision, note=outcome),
    ]
    if facts.get("review_outcome") == "amend" or day_of(facts, "amendment_notice_sent", on):
        amended = _reading(reads, AMENDED_PLAN.code, review_id=review.id)
        steps.append(step("The final changed plan is sent", reading=amended))
    return in_order(steps)


def _next_review(cycle: Reading, *, waiting: bool) -> Step:
    meeting = latest_meeting(cycle)
    due = cycle.status in (Status.DUE_SOON, Status.LATE)
    note = ""
    if meeting and cycle.status is not Status.LATE:
        note = f"The meeting needs to be held by {said(meeting.last_on)}, so there is time to decide."
    made = step("The next review ends", reading=cycle, note=note)
    state = State.NOW if due and not waiting else State.NEXT
    return Step(made.title, state, by=made.by, binds=made.binds, late=made.late, note=made.note)


def _move(plan: PlanFacts, reads: Sequence[Read]) -> tuple[Step, ...]:
    ids = {review.id for review in plan.reviews}
    steps = []
    for read in reads:
        reading = read.reading
        if reading is None or reading.rule not in (PHASE.code, POST16.code) or not reading.is_open:
            continue
        if read.plan_id == plan.id or read.review_id in ids:
            move = f"The move is on {said(reading.started_on)}." if reading.started_on else ""
            made = step("The plan names the next school or college", reading=reading, note=move)
            state = State.NOW if reading.status in (Status.DUE_SOON, Status.LATE) else State.NEXT
            steps.append(Step(made.title, state, by=made.by, binds=made.binds, late=made.late, note=made.note))
    return tuple(steps)


def _reading(reads: Sequence[Read], rule: str, **of: int) -> Reading | None:
    return next(
        (
            read.reading
            for read in reads
            if read.reading and read.reading.rule == rule and all(getattr(read, name) == id for name, id in of.items())
        ),
        None,
    )


def _days(facts: Mapping[str, object], on: date) -> list[date]:
    return [day for day in facts.values() if isinstance(day, date) and day <= on]
