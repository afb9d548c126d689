"""Records what happened on a request, from views invited to a final plan. What may follow: domain/lifecycle.

Each step is one transaction: it holds the case, sees that the step may follow, keeps the return's codes, writes the
milestone with its entry and refreshes clocks and summaries. Raises ChangedMeanwhile, NotNow, TooEarly, InTheFuture.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.db.models import QuerySet

from goldenthread.domain.calendars.wording import said
from goldenthread.domain.lifecycle.assessment_steps import (
    BY_CODE,
    AssessmentStep,
    may_follow,
    not_before,
    not_before_reopening,
    why_not,
)
from goldenthread.domain.sen2.after_steps import Codes, codes_with
from goldenthread.features.casework.models import Advice, ExceptionClaim, Milestone, Need, Plan, Request
from goldenthread.features.casework.operations import milestones
from goldenthread.features.casework.operations.asked_bodies import open_to_asked
from goldenthread.features.casework.operations.changes import NotNow, OutOfOrder, TooEarly, hold
from goldenthread.features.casework.operations.consulted_bodies import close_to_consulted
from goldenthread.features.casework.queries.assessment_cases import case_of
from goldenthread.foundation import journal
from goldenthread.foundation.people.models import Organisation

_AGAIN = "It has happened since it was taken back."


def record_step(
    *, request: Request, step: str, happened_on: date, by: journal.Author, on: date, version: str, detail: str = ""
) -> Milestone:
    """Any step of the request itself, by its code. `detail`: Y or N of a decision, the other council of a move."""
    with transaction.atomic():
        found = check(request, step, happened_on, on=on, version=version)
        keep_codes(request, found.fact, detail)
        if found.ends:
            close_to_consulted(request, on=on)
        return put(request, found.fact, happened_on, by=by, on=on, detail=detail)


def ask_for_advice(
    *, request: Request, kind: str, organisation: Organisation | None, received_on: date, by: journal.Author, on: date,
    version: str,
) -> Advice:  # fmt: skip
    """Advice was asked for, and whoever gives it received the request that day. A body asked may open the record.

    Raises NotNow as well where the same advice of the same body is awaited already.
    """
    with transaction.atomic():
        check(request, "ask_advice", received_on, on=on, version=version)
        same = Advice.rows.filter(request=request, kind=kind, organisation=organisation)
        current = Milestone.rows.filter(advice__in=same, is_current=True)
        came = current.filter(fact__in=("advice_received", "advice_not_needed"), happened_on__isnull=False)
        never_asked = current.filter(fact="advice_requested", happened_on__isnull=True)
        if same.exclude(pk__in=came.values("advice")).exclude(pk__in=never_asked.values("advice")).exists():
            raise NotNow("This advice has been asked for already and is still awaited.")
        advice = Advice.rows.create(child_id=request.child_id, request=request, kind=kind, organisation=organisation)
        open_to_asked(advice, on=on)
        journal.record(
            "advice.asked", by=by, about=request.child.public_id, on=received_on,
            data={"kind": kind, "organisation": organisation.public_id if organisation else "", "advice": advice.pk},
        )  # fmt: skip
        put(advice, "advice_requested", received_on, by=by, on=on)
        return advice


def receive_advice(*, advice: Advice, received_on: date, by: journal.Author, on: date, version: str) -> Milestone:
    """Advice asked for reached the council that day."""
    with transaction.atomic():
        check(advice.request, "receive_advice", received_on, on=on, version=version)
        days = {fact: day for fact, day in _dated(advice).values_list("fact", "happened_on") if day}
        if "advice_received" in days:
            raise NotNow("This advice is recorded as received already.")
        _not_too_early(BY_CODE["receive_advice"], received_on, days)
        return put(advice, "advice_received", received_on, by=by, on=on)


def send_final_plan(
    *, request: Request, sent_on: date, by: journal.Author, on: date, version: str, main_need: str = ""
) -> Plan:
    """The final plan was sent: the request has led to a plan in force, first made and started on that day."""
    with transaction.atomic():
        found = check(request, "send_plan", sent_on, on=on, version=version)
        keep_codes(request, found.fact)
        keep_week20(request)
        plan = Plan.rows.create(child_id=request.child_id, request=request)
        if main_need:
            Need.rows.create(child_id=request.child_id, plan=plan, type=main_need, rank=1)
        for fact in ("plan_made", "plan_started"):
            milestones.write(plan, fact, sent_on, by=by)
        journal.record(
            "plan.made", by=by, about=request.child.public_id, on=sent_on,
            data={"plan": plan.public_id, "request": request.public_id},
        )  # fmt: skip
        close_to_consulted(request, on=on)
        put(request, found.fact, sent_on, by=by, on=on)
        return plan


def check(request: Request, code: str, happened_on: date, *, on: date, version: str) -> AssessmentStep:
    """Hold the case and see that the step may follow on that day. For use inside a transaction."""
    hold(request.child_id, version)
    request.refresh_from_db()
    case, step = case_of(request), BY_CODE[code]
    if step not in may_follow(case):
        raise NotNow(why_not(step, case))
    if happened_on > on:
        raise milestones.InTheFuture
    _not_too_early(step, happened_on, case.facts)
    reopened_on = not_before_reopening(step, case)
    if reopened_on and happened_on < reopened_on:
        raise OutOfOrder(f"The case could be taken up again from {said(reopened_on)}, and this cannot be before it")
    return step


def keep_codes(request: Request, fact: str, detail: str = "") -> None:
    """Leave the return's codes as this step leaves them."""
    held = Codes(request.outcome, request.has_assessment, request.assessment_outcome, request.exported_to)
    set_codes(request, codes_with(held, fact, detail))


def keep_week20(request: Request) -> None:
    """Leave the return's item as the exceptions stand: whether one to the 20 weeks applies."""
    request.week20_exception = ExceptionClaim.rows.filter(request=request, rule="C4", withdrawn_on=None).exists()
    request.save(update_fields=["week20_exception"])


def set_codes(request: Request, codes: Codes) -> None:
    """Write the return's codes of a request."""
    request.outcome, request.has_assessment = codes.outcome, codes.has_assessment
    request.assessment_outcome, request.exported_to = codes.assessment_outcome, codes.exported_to
    request.save(update_fields=["outcome", "has_assessment", "assessment_outcome", "exported_to"])


def put(
    of: milestones.Process, fact: str, happened_on: date, *, by: journal.Author, on: date, detail: str = "",
    kind: str = "milestone.recorded",
) -> Milestone:  # fmt: skip
    """Record a fact; one that was taken back before is put right, so that its whole history stays together."""
    taken_back = Milestone.rows.filter(
        **{type(of).__name__.lower(): of}, fact=fact, is_current=True, happened_on__isnull=True
    )
    if taken_back.exists():
        return milestones.correct(
            of=of, fact=fact, happened_on=happened_on, reason=_AGAIN, by=by, on=on, detail=detail
        )  # fmt: skip
    return milestones.record(of=of, fact=fact, happened_on=happened_on, by=by, on=on, detail=detail, kind=kind)


def _dated(advice: Advice) -> QuerySet[Milestone]:
    return Milestone.rows.filter(advice=advice, is_current=True, happened_on__isnull=False)


def _not_too_early(step: AssessmentStep, happened_on: date, facts: Mapping[str, date]) -> None:
    last = not_before(step, facts)
    if last and happened_on < last[1]:
        raise TooEarly(*last)
