"""Records the decision, after an assessment, whether to make a plan; the test decides what may be recorded."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date

from django.db import transaction

from goldenthread.domain.lifecycle.hearing import Asked
from goldenthread.domain.statute.plan_test import must_issue
from goldenthread.features.casework.models import DecisionToIssue, Request
from goldenthread.features.casework.operations.assessment_steps import check, keep_codes, put
from goldenthread.features.casework.operations.changes import NotNow
from goldenthread.features.casework.operations.consulted_bodies import close_to_consulted
from goldenthread.features.casework.operations.deciding import NotByTheTest, ToldBeforeDecided, after_the_panel
from goldenthread.features.casework.operations.milestones import InTheFuture, ReasonNeeded
from goldenthread.foundation import clock, journal


@dataclass(frozen=True, slots=True)
class PlanDecision:
    """What was decided: see models/decisions.py. `told_on` may be None of a yes; `reasons` may be blank of one."""

    will_issue: bool
    needs_plan: bool
    evidence: str
    needs_shown: str
    provision_weighed: str
    views: str
    participation: str
    information: str
    outcomes: str
    decided_by: str
    decided_on: date
    conflicts_declared: bool
    told_on: date | None = None
    conflicts: str = ""
    panel_advice: str = ""
    reasons: str = ""
    differs_because: str = ""
    main_need: str = ""


def decide_to_issue(
    *, request: Request, decision: PlanDecision, by: journal.Author, on: date, version: str
) -> DecisionToIssue:
    """The decision was made; of a no, the family was told on `told_on`, which is the day the law counts to. Raises
    NotByTheTest, ReasonNeeded, ToldBeforeDecided, NotAfterThePanel, and what every step raises."""
    _sound(decision, on)
    day = decision.decided_on if decision.will_issue or decision.told_on is None else decision.told_on
    with transaction.atomic():
        step = check(request, "agree_plan" if decision.will_issue else "no_plan", day, on=on, version=version)
        if DecisionToIssue.rows.filter(request=request, taken_back_on=None).exists():
            raise NotNow("A decision is recorded already. Take it back first.")
        heard = after_the_panel(
            request, Asked.ISSUE, decision.will_issue, decided_by=decision.decided_by,
            differs_because=decision.differs_because,
        )  # fmt: skip
        row = DecisionToIssue.rows.create(
            request=request, child_id=request.child_id, panel_case=heard, recorded_at=clock.now(),
            recorded_by=by.public_id, **asdict(decision),
        )  # fmt: skip
        journal.record(
            "plan_decision.recorded", by=by, about=request.child.public_id, on=decision.decided_on,
            reason=decision.reasons, data={"decision": row.public_id, "will_issue": decision.will_issue},
        )  # fmt: skip
        keep_codes(request, step.fact)
        if step.ends:
            close_to_consulted(request, on=on)
        put(request, step.fact, day, by=by, on=on)
        return row


def take_back_plan_decision(*, request: Request, reason: str, by: journal.Author, on: date) -> None:
    """The decision goes with its milestone. Run inside the transaction that takes that back."""
    row = DecisionToIssue.rows.filter(request=request, taken_back_on=None).first()
    if row is None:
        return
    row.taken_back_on = on
    row.save(update_fields=["taken_back_on"])
    journal.record(
        "plan_decision.taken_back", by=by, about=request.child.public_id, on=on, reason=reason,
        data={"decision": row.public_id},
    )  # fmt: skip


def _sound(decision: PlanDecision, on: date) -> None:
    needed = must_issue(needs_plan=decision.needs_plan)
    if needed and not decision.will_issue:
        raise NotByTheTest("The question is answered yes, so the law says that you must make a plan")
    if decision.will_issue and not needed:
        raise NotByTheTest("The question is answered no, so the test for a plan is not met")
    if not decision.will_issue and not decision.reasons.strip():
        raise ReasonNeeded
    if decision.decided_on > on or (decision.told_on and decision.told_on > on):
        raise InTheFuture
    if decision.told_on is None and not decision.will_issue:
        raise ToldBeforeDecided
    if decision.told_on and decision.told_on < decision.decided_on:
        raise ToldBeforeDecided
