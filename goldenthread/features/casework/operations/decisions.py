"""Records the decision whether to assess, with the family told; the test decides what may be recorded."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date

from django.db import transaction

from goldenthread.domain.lifecycle.hearing import Asked
from goldenthread.domain.statute.assessment_test import must_assess
from goldenthread.features.casework.models import DecisionToAssess, Request
from goldenthread.features.casework.operations.assessment_steps import check, keep_codes, put
from goldenthread.features.casework.operations.changes import NotNow
from goldenthread.features.casework.operations.deciding import NotByTheTest, ToldBeforeDecided, after_the_panel
from goldenthread.features.casework.operations.milestones import InTheFuture, ReasonNeeded
from goldenthread.foundation import clock, journal


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided: see models/decisions.py. `panel_advice`, `conflicts` and, for a yes, `reasons` may be blank."""

    will_assess: bool
    may_have_needs: bool
    needs_evidence: str
    may_need_plan: bool
    plan_evidence: str
    views: str
    participation: str
    information: str
    outcomes: str
    decided_by: str
    decided_on: date
    conflicts_declared: bool
    conflicts: str = ""
    panel_advice: str = ""
    reasons: str = ""
    differs_because: str = ""
    main_need: str = ""


def decide_to_assess(
    *, request: Request, decision: Decision, told_on: date, by: journal.Author, on: date, version: str
) -> DecisionToAssess:
    """The decision was made and the family told on that day. Raises NotByTheTest, ReasonNeeded, ToldBeforeDecided,
    NotAfterThePanel, and what every step raises."""
    _sound(decision, told_on, on)
    with transaction.atomic():
        step = check(request, "decide", told_on, on=on, version=version)
        if DecisionToAssess.rows.filter(request=request, taken_back_on=None).exists():
            raise NotNow("A decision is recorded already. Take it back first.")
        heard = after_the_panel(
            request, Asked.ASSESS, decision.will_assess, decided_by=decision.decided_by,
            differs_because=decision.differs_because,
        )  # fmt: skip
        row = DecisionToAssess.rows.create(
            request=request, child_id=request.child_id, panel_case=heard, recorded_at=clock.now(),
            recorded_by=by.public_id, **asdict(decision),
        )  # fmt: skip
        journal.record(
            "decision.recorded", by=by, about=request.child.public_id, on=decision.decided_on, reason=decision.reasons,
            data={"decision": row.public_id, "will_assess": decision.will_assess},
        )  # fmt: skip
        detail = "Y" if decision.will_assess else "N"
        keep_codes(request, step.fact, detail)
        put(request, step.fact, told_on, by=by, on=on, detail=detail)
        return row


def take_back_decision(*, request: Request, reason: str, by: journal.Author, on: date) -> None:
    """The decision goes with the milestone that told of it. Run inside the transaction that takes that back."""
    row = DecisionToAssess.rows.filter(request=request, taken_back_on=None).first()
    if row is None:
        return
    row.taken_back_on = on
    row.save(update_fields=["taken_back_on"])
    journal.record(
        "decision.taken_back", by=by, about=request.child.public_id, on=on, reason=reason,
        data={"decision": row.public_id},
    )  # fmt: skip


def _sound(decision: Decision, told_on: date, on: date) -> None:
    needed = must_assess(may_have_needs=decision.may_have_needs, may_need_plan=decision.may_need_plan)
    if needed and not decision.will_assess:
        raise NotByTheTest("Both questions are answered yes, so the law says that you must assess")
    if decision.will_assess and not needed:
        raise NotByTheTest("A question is answered no, so the test for assessing is not met")
    if not decision.will_assess and not decision.reasons.strip():
        raise ReasonNeeded
    if decision.decided_on > on:
        raise InTheFuture
    if told_on < decision.decided_on:
        raise ToldBeforeDecided
