"""Disagreements: a family disputes a decision, by mediation, an appeal, or both."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from goldenthread.features.casework.models.plans import Plan
from goldenthread.features.casework.models.requests import Request
from goldenthread.features.casework.models.scoped import CaseRow
from goldenthread.foundation.ids import new_id


class Dispute(CaseRow):
    """One disagreement with one decision. Its days are milestones; how it stands is worked out from them.

    `rights`: references of section 51(2) between commas, in the law's order (`c(i),c(iii)`). `notice_on`: the day the
    notice of the decision was sent. `agreed`: what was agreed at mediation, in the words of the agreement.
    """

    public_id = models.CharField(max_length=14, unique=True, default=new_id, editable=False)
    request = models.ForeignKey(Request, null=True, blank=True, on_delete=models.CASCADE, related_name="disputes")
    plan = models.ForeignKey(Plan, null=True, blank=True, on_delete=models.CASCADE, related_name="disputes")
    rights = models.CharField(max_length=40)
    notice_on = models.DateField()
    agreed = models.TextField(blank=True)

    class Meta(CaseRow.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(request__isnull=False, plan__isnull=True) | Q(request__isnull=True, plan__isnull=False),
                name="dispute_about_one_thing",
            )
        ]

    @property
    def about(self) -> Request | Plan:
        """The request or the plan whose decision it is about."""
        found = self.request or self.plan
        if found is None:
            raise ValueError("A disagreement is about a request or a plan.")
        return found
