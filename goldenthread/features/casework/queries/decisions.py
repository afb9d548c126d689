"""Decisions whether to assess: one request's, and how often this partnership agrees.

For a request of a child already found for the viewer; rates are counts and name nobody.
"""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import Count, Q

from goldenthread.domain.proportions import Proportion
from goldenthread.features.casework.models import DecisionToAssess, Milestone
from goldenthread.features.casework.queries.child_rows import ChildRows
from goldenthread.foundation.people.models import Child

A_YEAR = timedelta(days=365)


def agreeing_rate(*, on: date) -> Proportion:
    """Of the decisions families were told of in the twelve months to a day, how many were to assess. One query."""
    told = Milestone.rows.filter(
        fact="assess_decision_notified", is_current=True, happened_on__gt=on - A_YEAR, happened_on__lte=on
    )
    counted = told.aggregate(
        yes=Count("id", filter=Q(detail="Y")), decided=Count("id", filter=Q(detail__in=("Y", "N")))
    )
    return Proportion(counted["yes"], counted["decided"])


def decisions_of(child: Child) -> list[DecisionToAssess]:
    """Those that stand, newest first."""
    rows = DecisionToAssess.rows.filter(child=child, taken_back_on=None)
    return list(rows.order_by("-decided_on", "-id"))


def told_on(decision: DecisionToAssess, rows: ChildRows) -> date | None:
    """The day the family was told of it, from the child's rows."""
    of = ("request", decision.request_id)
    told = (row for row in rows.milestones if row.of == of and row.is_current)
    return next((row.happened_on for row in told if row.fact == "assess_decision_notified"), None)
