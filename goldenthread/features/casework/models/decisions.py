"""The decision whether to assess: the test, what was considered, who decided and why."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from goldenthread.features.casework.models.requests import Request
from goldenthread.features.casework.models.scoped import CaseRow
from goldenthread.foundation.ids import new_id


class DecisionToAssess(CaseRow):
    """One decision on one request; the day the family was told is its milestone. One taken back is kept, with
    `taken_back_on`. The two questions and the four considerations are those of domain/statute/assessment_test.py."""

    public_id = models.CharField(max_length=14, unique=True, default=new_id, editable=False)
    request = models.ForeignKey(Request, on_delete=models.CASCADE, related_name="decisions_to_assess")
    will_assess = models.BooleanField()
    may_have_needs = models.BooleanField()
    needs_evidence = models.TextField()
    may_need_plan = models.BooleanField()
    plan_evidence = models.TextField()
    views = models.TextField()
    participation = models.TextField()
    information = models.TextField()
    outcomes = models.TextField()
    panel_advice = models.TextField(blank=True)
    decided_by = models.CharField(max_length=200)
    decided_on = models.DateField()
    conflicts_declared = models.BooleanField()
    conflicts = models.TextField(blank=True)
    reasons = models.TextField(blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=60)
    taken_back_on = models.DateField(null=True, blank=True)

    class Meta(CaseRow.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["request"], condition=Q(taken_back_on=None), name="one_standing_decision_a_request"
            ),
            models.CheckConstraint(
                condition=Q(will_assess=True, may_have_needs=True, may_need_plan=True)
                | (Q(will_assess=False) & (Q(may_have_needs=False) | Q(may_need_plan=False)) & ~Q(reasons="")),
                name="decision_follows_from_the_test",
            ),
        ]
