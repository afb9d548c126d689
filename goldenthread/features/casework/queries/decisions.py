"""Decisions whether to assess and whether to make a plan, as recorded. For a child already found for the viewer."""

from __future__ import annotations

from datetime import date

from goldenthread.features.casework.models import DecisionToAssess, DecisionToIssue
from goldenthread.features.casework.queries.child_rows import ChildRows
from goldenthread.foundation.people.models import Child


def decisions_of(child: Child) -> list[DecisionToAssess]:
    """Those that stand, newest first."""
    rows = DecisionToAssess.rows.filter(child=child, taken_back_on=None)
    return list(rows.order_by("-decided_on", "-id"))


def told_on(decision: DecisionToAssess, rows: ChildRows) -> date | None:
    """The day the family was told of it, from the child's rows."""
    of = ("request", decision.request_id)
    told = (row for row in rows.milestones if row.of == of and row.is_current)
    return next((row.happened_on for row in told if row.fact == "assess_decision_notified"), None)


def plan_decisions_of(child: Child) -> list[DecisionToIssue]:
    """Those that stand, newest first."""
    rows = DecisionToIssue.rows.filter(child=child, taken_back_on=None)
    return list(rows.order_by("-decided_on", "-id"))


def need_to_assess(child: Child, request_id: str) -> str:
    """The main need written down when it was decided to assess; blank for none. `request_id`: a public id."""
    rows = DecisionToAssess.rows.filter(child=child, request__public_id=request_id, taken_back_on=None)
    return rows.values_list("main_need", flat=True).first() or ""
