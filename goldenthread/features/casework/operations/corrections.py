"""Corrects the day of anything recorded, or takes it back as never having happened, with what follows from it.

A correction supersedes: the old day stays in sight. Codes and rows that followed from a step taken back follow it back.
"""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.db.models import Q

from goldenthread.domain.calendars.wording import said
from goldenthread.domain.clocks.variants import MEDIATION, ORDERED, UNOPPOSED
from goldenthread.domain.lifecycle import dispute_steps
from goldenthread.domain.lifecycle.assessment_steps import BY_FACT, STARTED, clashes, resting_on
from goldenthread.domain.lifecycle.dispute_outcomes import AGREED, CONCEDED
from goldenthread.domain.sen2.after_steps import Codes, codes_without
from goldenthread.domain.statute.exceptions import lawful_exceptions
from goldenthread.features.casework.models import (
    Advice,
    Dispute,
    ExceptionClaim,
    Milestone,
    Need,
    Plan,
    PlanCopy,
    Request,
    Review,
)
from goldenthread.features.casework.models.milestones import OWNERS
from goldenthread.features.casework.operations import milestones
from goldenthread.features.casework.operations.asked_bodies import close_to_asked
from goldenthread.features.casework.operations.assessment_steps import set_codes
from goldenthread.features.casework.operations.changes import NotNow, OutOfOrder, hold
from goldenthread.features.casework.operations.consulted_bodies import close_to_consulted, open_again_to_consulted
from goldenthread.features.casework.operations.decisions import take_back_decision
from goldenthread.features.casework.operations.decisions_to_issue import take_back_plan_decision
from goldenthread.features.casework.operations.disputes import set_flags
from goldenthread.features.casework.operations.plan_copies import take_back_copies
from goldenthread.features.casework.queries.child_timeline import said_of
from goldenthread.features.casework.queries.disputes import so_far_of
from goldenthread.features.casework.queries.facts import facts_of
from goldenthread.features.casework.queries.readings import readings_of
from goldenthread.foundation import journal

_OF_A_PLAN = ("plan_made", "plan_started")
# What a disagreement lets happen to the request again, by the steps that rest on it.
_REOPENED = {"assess_after_all": ("assess",), "plan_after_all": ("plan", "again"), "no_plan_notified_again": ("again",)}
# Facts that are the notice of a decision, with the letters of the rights of appeal it gives (section 51(2)).
_NOTICES = {
    "assess_decision_notified": "a", "no_plan_notified": "b", "no_plan_notified_again": "b", "final_plan_sent": "c",
    "amended_plan_sent": "c", "agreed_plan_sent": "c", "ordered_plan_sent": "c", "review_decided": "ef",
    "reassessment_no_plan": "e",
}  # fmt: skip
__all__ = ["OutOfOrder", "correct_day", "take_back"]


def correct_day(
    *, milestone: Milestone, happened_on: date, reason: str, by: journal.Author, on: date, version: str
) -> Milestone:
    """It happened on another day than was recorded. Raises ChangedMeanwhile, NotNow, OutOfOrder, InTheFuture,
    ReasonNeeded."""
    with transaction.atomic():
        of, days = _held(milestone, version)
        steps = dispute_steps.BY_FACT if isinstance(of, Dispute) else BY_FACT
        if milestone.happened_on is None and milestone.fact in steps:
            raise NotNow("It was taken back. If it has happened since, record it again as a step.")
        if milestone.happened_on == happened_on:
            raise NotNow("That is the date recorded already.")
        if pair := _clashing(of, milestone.fact, happened_on, days):
            other = pair[0] if pair[1] == milestone.fact else pair[1]
            where = "before" if other == pair[0] else "after"
            raise OutOfOrder(f"{said_of(other)} on {said(days[other])}, and this cannot be {where} it")
        if milestone.fact == "final_plan_sent" and isinstance(of, Request):
            _move_the_plan(of, milestone.happened_on, happened_on, reason, by, on)
        if milestone.fact == "plan_ceased" and isinstance(of, Plan):
            Plan.rows.filter(pk=of.pk).update(is_active=happened_on > on)
        _move_the_notice(of, milestone.fact, milestone.happened_on, happened_on)
        row = milestones.correct(of=of, fact=milestone.fact, happened_on=happened_on, reason=reason, by=by, on=on)
        _nothing_contradicts(of, on)
        return row


def take_back(*, milestone: Milestone, reason: str, by: journal.Author, on: date, version: str) -> Milestone:
    """It never happened. Raises ChangedMeanwhile, ReasonNeeded, and NotNow where something recorded rests on it."""
    with transaction.atomic():
        of, days = _held(milestone, version)
        if milestone.happened_on is None:
            raise NotNow("It is recorded already that this never happened.")
        if not reason.strip():
            raise milestones.ReasonNeeded
        if milestone.fact in STARTED and not [fact for fact in STARTED if fact in days and fact != milestone.fact]:
            raise NotNow("This started the request. Correct its date, or record that the request was withdrawn.")
        _nothing_lifted(of, milestone.fact)
        if later := _resting(of, milestone.fact, days):
            told = "; ".join(said_of(fact) for fact in dict.fromkeys(later))
            raise NotNow(f"Other things recorded rest on this. Take these back first: {told}.")
        _undo(of, milestone.fact, reason.strip(), by, on)
        row = milestones.correct(of=of, fact=milestone.fact, happened_on=None, reason=reason, by=by, on=on)
        _nothing_contradicts(of, on)
        return row


def _held(milestone: Milestone, version: str) -> tuple[milestones.Process, dict[str, date]]:
    """What the milestone belongs to, and the days of all that is current of it. The case is held."""
    hold(milestone.child_id, version)
    milestone.refresh_from_db()
    if not milestone.is_current:
        raise NotNow("This date has been corrected since. Correct the newer one.")
    name = next(name for name in OWNERS if getattr(milestone, f"{name}_id") is not None)
    of: milestones.Process = getattr(milestone, name)
    rows = Milestone.rows.filter(**{name: of}, is_current=True, happened_on__isnull=False)
    return of, {fact: day for fact, day in rows.values_list("fact", "happened_on") if day}


def _nothing_contradicts(of: milestones.Process, on: date) -> None:
    """Refuse a correction after which an exception recorded for this could not stand: its clocks would read nothing."""
    claims = ExceptionClaim.rows.filter(child_id=of.child_id, withdrawn_on=None)
    if not isinstance(of, (Request, Advice, Dispute)) or not claims.exists():
        return
    for read in readings_of(facts_of([of.child_id])[of.child_id], born_on=of.child.born_on, on=on):
        if read.contradiction:
            why = read.contradiction
            for code, exception in lawful_exceptions().items():
                why = why.replace(code, f"“{exception.name}”")
            raise NotNow(f"An exception recorded would not stand with this date. Withdraw it first. {why}")


def _nothing_lifted(of: milestones.Process, fact: str) -> None:
    """Refuse to take back an agreement, a concession or an order while an exception lifts a limit it started."""
    if not isinstance(of, Dispute) or fact not in ORDERED:
        return
    for claim in ExceptionClaim.rows.filter(dispute=of, withdrawn_on=None):
        variant = claim.rule.partition("/")[2]
        if (UNOPPOSED in variant, MEDIATION in variant) == (fact == CONCEDED, fact == AGREED):
            raise NotNow("An exception lifts a time limit that this started. Withdraw the exception first.")


def _clashing(of: milestones.Process, fact: str, day: date, days: dict[str, date]) -> tuple[str, str] | None:
    """The pair that would stand the wrong way round; `days` gains the notice a disagreement is about."""
    if not isinstance(of, Dispute):
        return clashes(fact, day, days)
    days[dispute_steps.NOTICE] = of.notice_on
    return dispute_steps.clashes(fact, day, days)


def _resting(of: milestones.Process, fact: str, days: dict[str, date]) -> tuple[str, ...]:
    """What is recorded that could not have happened without this."""
    about = [each for each in _disputes_about(of, fact, days.get(fact)) if not so_far_of(each).is_void]
    disputed = [dispute_steps.OPENED for _ in about]
    if not isinstance(of, Dispute):
        return (*resting_on(fact, [*days, *_of_the_advice(of)]), *disputed)
    so_far = so_far_of(of)
    left = {name: day for name, day in so_far.facts.items() if name != fact}
    without = dispute_steps.DisputeSoFar(so_far.rights, so_far.notice_on, left, so_far.details)
    return (*dispute_steps.resting_on(fact, so_far), *_reopened_by(of, without), *disputed)


def _reopened_by(of: Dispute, without: dispute_steps.DisputeSoFar) -> list[str]:
    """Steps of the request that nothing would let happen any more."""
    if of.request is None:
        return []
    others = [so_far_of(each) for each in of.request.disputes.exclude(pk=of.pk)]
    still = {what for each in (*others, without) for what in dispute_steps.reopens(each)}
    taken = Milestone.rows.filter(request=of.request, is_current=True, happened_on__isnull=False, fact__in=_REOPENED)
    return [fact for fact in taken.values_list("fact", flat=True) if still.isdisjoint(_REOPENED[fact])]


def _disputes_about(of: milestones.Process, fact: str, notice_on: date | None) -> list[Dispute]:
    """Disagreements with the decision whose notice this fact is, sent that day."""
    letters = _NOTICES.get(fact, "")
    if not letters or notice_on is None:
        return []
    found = Dispute.rows.filter(child_id=of.child_id, notice_on=notice_on).exclude(pk=_dispute_number(of))
    if isinstance(of, Request):
        found = found.filter(Q(request=of) | Q(plan__request=of))
    return [each for each in found if each.rights[0] in letters]


def _dispute_number(of: milestones.Process) -> int:
    return of.pk if isinstance(of, Dispute) else 0


def _move_the_notice(of: milestones.Process, fact: str, was: date | None, now: date) -> None:
    """A disagreement is counted from the day the notice was sent: that day moves with it."""
    for dispute in _disputes_about(of, fact, was):
        first = min(so_far_of(dispute).facts.items(), key=lambda item: item[1], default=None)
        if first and first[1] < now:
            raise OutOfOrder(f"{said_of(first[0])} on {said(first[1])}, and this cannot be after it")
        Dispute.rows.filter(pk=dispute.pk).update(notice_on=now)


def _of_the_advice(of: milestones.Process) -> list[str]:
    """Facts of the advice a request asked for: they rest on its decision."""
    if not isinstance(of, Request):
        return []
    rows = Milestone.rows.filter(advice__request=of, is_current=True, happened_on__isnull=False)
    return [fact for fact in rows.values_list("fact", flat=True) if fact == "advice_requested"]


def _undo(of: milestones.Process, fact: str, reason: str, by: journal.Author, on: date) -> None:
    """What followed from the step, as it stands without it."""
    if isinstance(of, Request):
        if fact == "final_plan_sent":
            _take_back_the_plan(of, reason, by)
            take_back_copies(request=of, kind=PlanCopy.Kind.FINAL, reason=reason, by=by, on=on)
            open_again_to_consulted(of)
        if fact == "draft_served":
            take_back_copies(request=of, kind=PlanCopy.Kind.DRAFT, reason=reason, by=by, on=on)
            close_to_consulted(of, on=on)
        if fact == "assess_decision_notified":
            take_back_decision(request=of, reason=reason, by=by, on=on)
        if fact in ("plan_agreed", "no_plan_notified"):
            take_back_plan_decision(request=of, reason=reason, by=by, on=on)
        held = Codes(of.outcome, of.has_assessment, of.assessment_outcome, of.exported_to)
        set_codes(of, codes_without(held, fact))
    elif isinstance(of, Advice) and fact == "advice_requested":
        close_to_asked(of, on=on)
    elif isinstance(of, Dispute):
        set_flags(of, fact, happened=False)
        if fact == AGREED:
            Dispute.rows.filter(pk=of.pk).update(agreed="")
    elif isinstance(of, Plan) and fact == "plan_ceased":
        Plan.rows.filter(pk=of.pk).update(is_active=True, cease_reason="")
    elif isinstance(of, Review) and fact == "review_decided":
        Review.rows.filter(pk=of.pk).update(outcome="")


def _take_back_the_plan(request: Request, reason: str, by: journal.Author) -> None:
    """The plan goes with the step that made it, unless work has been built on it."""
    plan = Plan.rows.filter(request=request).first()
    if plan is None:
        return
    named_then = 1 if PlanCopy.rows.filter(request=request, kind=PlanCopy.Kind.FINAL, taken_back_on=None) else 0
    built = (
        plan.disputes.exists()
        or plan.reviews.exists()
        or plan.placement_rows.exists()
        or plan.namedsetting_rows.count() > named_then
    )
    ended = Milestone.rows.filter(plan=plan, is_current=True, happened_on__isnull=False).exclude(fact__in=_OF_A_PLAN)
    if built or ended.exists() or Need.rows.filter(plan=plan, rank__gt=1).exists():
        raise NotNow("The plan has reviews, placements or more recorded of it, so it cannot be taken back here.")
    journal.record(
        "plan.taken_back", by=by, about=request.child.public_id, reason=reason, data={"plan": plan.public_id}
    )
    plan.delete()


def _move_the_plan(request: Request, was: date | None, now: date, reason: str, by: journal.Author, on: date) -> None:
    """The plan was made and started on the day the final plan was sent: those days move with it."""
    plan = Plan.rows.filter(request=request).first()
    if plan is None:
        return
    for row in Milestone.rows.filter(plan=plan, fact__in=_OF_A_PLAN, is_current=True, happened_on=was):
        milestones.correct(of=plan, fact=row.fact, happened_on=now, reason=reason, by=by, on=on)
