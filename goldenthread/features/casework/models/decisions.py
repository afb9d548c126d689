"""Decisions whether to assess, and whether to make a plan: the test, what was considered, who decided and why."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from goldenthread.features.casework.models.panels import PanelCase
from goldenthread.features.casework.models.requests import Request
from goldenthread.features.casework.models.scoped import CaseRow
from goldenthread.foundation.ids import new_id


class DecisionRow(CaseRow):
    """What every decision holds: section 19's four considerations, the panel, who decided and why. One taken back is
    kept, with `taken_back_on`. `differs_because` says why it is other than the panel advised; `main_need` is as far as
    known then."""

    public_id = models.CharField(max_length=14, unique=True, default=new_id, editable=False)
    views = models.TextField()
    participation = models.TextField()
    information = models.TextField()
    outcomes = models.TextField()
    panel_advice = models.TextField(blank=True)
    differs_because = models.TextField(blank=True)
    main_need = models.CharField(max_length=4, blank=True)
    decided_by = models.CharField(max_length=200)
    decided_on = models.DateField()
    conflicts_declared = models.BooleanField()
    conflicts = models.TextField(blank=True)
    reasons = models.TextField(blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=60)
    taken_back_on = models.DateField(null=True, blank=True)

    class Meta(CaseRow.Meta):
        abstract = True


class DecisionToAssess(DecisionRow):
    """One decision on one request; the day the family was told is its milestone. The two questions are those of
    domain/statute/assessment_test.py."""

    request = models.ForeignKey(Request, on_delete=models.CASCADE, related_name="decisions_to_assess")
    will_assess = models.BooleanField()
    may_have_needs = models.BooleanField()
    needs_evidence = models.TextField()
    may_need_plan = models.BooleanField()
    plan_evidence = models.TextField()
    panel_case = models.ForeignKey(
        PanelCase, null=True, blank=True, on_delete=models.PROTECT, related_name="decisions_to_assess"
    )

    class Meta(DecisionRow.Meta):
        abstract = False
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


class DecisionToIssue(DecisionRow):
    """One decision, after an assessment, whether to make a plan. Of a yes the day is its milestone `plan_agreed`, of a
    no the day the family was told is its milestone. The question and what is weighed are those of
    domain/statute/plan_test.py."""

    request = models.ForeignKey(Request, on_delete=models.CASCADE, related_name="decisions_to_issue")
    will_issue = models.BooleanField()
    needs_plan = models.BooleanField()
    evidence = models.TextField()
    needs_shown = models.TextField()
    provision_weighed = models.TextField()
    panel_case = models.ForeignKey(
        PanelCase, null=True, blank=True, on_delete=models.PROTECT, related_name="decisions_to_issue"
    )
    told_on = models.DateField(null=True, blank=True)

    class Meta(DecisionRow.Meta):
        abstract = False
        constraints = [
            models.UniqueConstraint(
                fields=["request"], condition=Q(taken_back_on=None), name="one_standing_plan_decision_a_request"
            ),
            models.CheckConstraint(
                condition=Q(will_issue=True, needs_plan=True)
                | (Q(will_issue=False, needs_plan=False) & ~Q(reasons="")),
                name="plan_decision_follows_from_the_test",
            ),
        ]
