"""Reads every clock of a child's processes: the one place that turns stored facts into readings.

Used for a page (fresh) and for the stored copies behind worklists, so that the two cannot disagree.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from goldenthread.domain.clocks import advice, annual_review, dispute_readings, needs_assessment, phase_transfer
from goldenthread.domain.clocks.facts import BadFact
from goldenthread.domain.clocks.reading import Reading
from goldenthread.domain.statute.exceptions import ExceptionRefused
from goldenthread.domain.statute.right_holder import next_phase_transfer
from goldenthread.features.casework.queries.facts import (
    ChildProcesses,
    DisputeFacts,
    Facts,
    PlanFacts,
    RequestFacts,
    ReviewFacts,
)
from goldenthread.foundation.partnership.calendar import working_calendar

ENDS_A_PLAN = ("plan_ceased", "moved_away")
# Facts of the request that also end the advice it asked for.
ENDS_ADVICE = ("request_withdrawn", "moved_away", "no_plan_notified", "final_plan_sent")


@dataclass(frozen=True, slots=True)
class Read:
    """One reading and the rows it is about; or, where the facts cannot all be true, `contradiction` says which."""

    reading: Reading | None
    request_id: int | None = None
    advice_id: int | None = None
    plan_id: int | None = None
    review_id: int | None = None
    dispute_id: int | None = None
    contradiction: str = ""


def readings_of(processes: ChildProcesses, *, born_on: date | None, on: date, due_soon_days: int = 14) -> list[Read]:
    """Every clock of one child on that day, requests first, then plans and their reviews, then disagreements."""
    found: list[Read] = []
    for request in processes.requests:
        found += _of_request(request, on, due_soon_days)
    for plan in processes.plans:
        found += _of_plan(plan, born_on, on, due_soon_days)
    about = {("request", each.id): each.facts for each in processes.requests}
    about |= {("plan", each.id): each.facts for each in processes.plans}
    for dispute in processes.disputes:
        of = ("request", dispute.request_id) if dispute.request_id else ("plan", dispute.plan_id or 0)
        found += _of_dispute(dispute, about[of], on, due_soon_days)
    return found


def _of_dispute(dispute: DisputeFacts, about: Facts, on: date, soon: int) -> Iterator[Read]:
    worked = working_calendar()
    try:
        found = dispute_readings.readings(
            dispute.so_far(on), about, on, dispute.claims, worked, due_soon_days=soon
        )  # fmt: skip
        yield from (Read(reading, dispute_id=dispute.id) for reading in found)
    except (BadFact, ExceptionRefused) as wrong:
        yield Read(None, dispute_id=dispute.id, contradiction=str(wrong))


def _of_request(request: RequestFacts, on: date, soon: int) -> Iterator[Read]:
    worked = working_calendar()
    facts = _before_reopening(request.facts)
    try:
        found = needs_assessment.readings(
            facts, on, request.claims, worked, due_soon_days=soon, drafts=request.drafts
        )  # fmt: skip
        yield from (Read(reading, request_id=request.id) for reading in found)
    except (BadFact, ExceptionRefused) as wrong:
        yield Read(None, request_id=request.id, contradiction=str(wrong))
    ends = {name: day for name, day in request.facts.items() if name in ENDS_ADVICE}
    if "plan_after_all" in request.facts:
        ends.pop("no_plan_notified", None)
    for asked in request.advice:
        try:
            for reading in advice.readings({**ends, **asked.facts}, on, asked.claims, worked, due_soon_days=soon):
                yield Read(reading, advice_id=asked.id)
        except (BadFact, ExceptionRefused) as wrong:
            yield Read(None, advice_id=asked.id, contradiction=str(wrong))


def _before_reopening(facts: Facts) -> Facts:
    """Once a refusal is overturned, the limits of the order or agreement run instead: what was done since does not meet
    the first ones late."""
    since = {"assess_after_all": ("no_plan_notified", "final_plan_sent"), "plan_after_all": ("final_plan_sent",)}
    done = {name for reopened, names in since.items() if reopened in facts for name in names}
    return {name: day for name, day in facts.items() if name not in done} if done else facts


def _of_plan(plan: PlanFacts, born_on: date | None, on: date, soon: int) -> Iterator[Read]:
    worked = working_calendar()
    base = _plan_facts(plan)
    annual = [review for review in plan.reviews if review.kind == "annual"]
    phase = [review for review in plan.reviews if review.kind == "phase"]
    decided = [
        day for review in plan.reviews if isinstance(day := review.facts.get("review_decided"), date) and day <= on
    ]
    cycle = {**base, **({"last_review_decided": max(decided)} if decided else {})}
    try:
        yield Read(
            annual_review.readings(cycle, on, calendar=worked, due_soon_days=soon)[0],
            plan_id=plan.id,
        )
        for review in annual:
            facts = {**_only(base, *ENDS_A_PLAN), **_with_the_newer_plan(review.facts, base)}
            for reading in annual_review.readings(facts, on, calendar=worked, due_soon_days=soon)[1:]:
                yield Read(reading, review_id=review.id)
    except BadFact as wrong:
        yield Read(None, plan_id=plan.id, contradiction=str(wrong))
    yield from _of_phase(plan, phase, base, born_on, on, soon)


def _plan_facts(plan: PlanFacts) -> Facts:
    """A return gives only the day the current plan started: it stands in for the day it was first made where that is
    not known, which can only make the first review look due later, never earlier, than it was."""
    facts = dict(plan.facts)
    if "plan_made" not in facts and "plan_started" in facts:
        facts["plan_made"] = facts["plan_started"]
    return facts


def _with_the_newer_plan(review: Facts, plan: Facts) -> Facts:
    """A plan that started after the notice of amendments, and no day for the amended plan: it is that plan."""
    notice, started = review.get("amendment_notice_sent"), plan.get("plan_started")
    if (
        isinstance(notice, date)
        and isinstance(started, date)
        and started > notice
        and "amended_plan_sent" not in review
    ):
        return {**review, "amended_plan_sent": started}
    return review


def _of_phase(
    plan: PlanFacts, reviews: list[ReviewFacts], base: Facts, born_on: date | None, on: date, soon: int
) -> Iterator[Read]:
    worked = working_calendar()
    known: set[date] = set()
    ends = _only(base, *ENDS_A_PLAN)
    for review in reviews:
        facts = {**ends, **_move(review, born_on)}
        if isinstance(move := facts.get("transfer_on"), date):
            known.add(move)
        try:
            for reading in phase_transfer.readings(facts, on, calendar=worked, due_soon_days=soon):
                yield Read(reading, review_id=review.id)
        except BadFact as wrong:
            yield Read(None, review_id=review.id, contradiction=str(wrong))
    coming = next_phase_transfer(born_on, on) if born_on and plan.is_active else None
    if coming and coming.transfer_on not in known and phase_transfer.opens_on(coming.transfer_on) <= on:
        facts = {**ends, "transfer_on": coming.transfer_on, "phase": coming.phase}
        for reading in phase_transfer.readings(facts, on, calendar=worked, due_soon_days=soon):
            yield Read(reading, plan_id=plan.id)


def _move(review: ReviewFacts, born_on: date | None) -> Facts:
    """The move a phase review is for: as recorded, else from the due date a return gives (the law's own two dates)."""
    facts = dict(review.facts)
    due = facts.get("phase_due")
    if "transfer_on" not in facts and isinstance(due, date):
        facts["transfer_on"] = date(due.year, 9, 1)
        if "phase" not in facts:
            coming = next_phase_transfer(born_on, date(due.year, 1, 1)) if born_on else None
            by_month = "secondary_to_post16" if due.month == 3 else "primary_to_secondary"
            fits = (
                coming
                and coming.transfer_on.year == due.year
                and (coming.phase == "secondary_to_post16") == (due.month == 3)
            )
            facts["phase"] = coming.phase if coming and fits else by_month
    facts.pop("phase_due", None)
    return facts


def _only(facts: Facts, *names: str) -> Facts:
    return {name: facts[name] for name in names if name in facts}
