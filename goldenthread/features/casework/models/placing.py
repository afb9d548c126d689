"""Consulting schools and colleges about a place, and the decision which one section I names."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from goldenthread.features.casework.models.drafting import PlanCopy
from goldenthread.features.casework.models.requests import Request
from goldenthread.features.casework.models.scoped import CaseRow
from goldenthread.foundation.ids import new_id


class Consultation(CaseRow):
    """One school, college or other body asked whether it can meet a child's needs, with the draft it was sent.

    `received_on` and `answered_on` are its clock's facts (rule C3, guidance). `grounds` are codes of section 39(4).
    Body and council write on it, so `version` counts its saves.
    """

    public_id = models.CharField(max_length=14, unique=True, default=new_id, editable=False)
    request = models.ForeignKey(Request, on_delete=models.CASCADE, related_name="consultations")
    copy = models.ForeignKey(PlanCopy, on_delete=models.PROTECT, related_name="consultations")
    organisation = models.ForeignKey("people.Organisation", on_delete=models.PROTECT, related_name="consultations")
    asked_by_family = models.BooleanField(default=False)
    note = models.TextField(blank=True)
    received_on = models.DateField()
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=60)
    version = models.PositiveIntegerField(default=0)
    answered_on = models.DateField(null=True, blank=True)
    can_meet_needs = models.BooleanField(null=True)
    grounds = models.JSONField(default=list, blank=True)
    reasons = models.TextField(blank=True)
    would_need = models.TextField(blank=True)
    answered_by = models.CharField(max_length=60, blank=True)
    answered_by_name = models.CharField(max_length=200, blank=True)
    withdrawn_on = models.DateField(null=True, blank=True)
    withdrawn_why = models.TextField(blank=True)

    class Meta(CaseRow.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["request", "organisation"], condition=Q(withdrawn_on=None), name="one_consultation_a_body"
            ),
            models.CheckConstraint(
                condition=Q(answered_on=None, can_meet_needs=None)
                | Q(answered_on__isnull=False, can_meet_needs__isnull=False),
                name="an_answer_says_yes_or_no_on_a_day",
            ),
        ]
        indexes = [models.Index(fields=["organisation", "answered_on"])]


class PlacementDecision(CaseRow):
    """Which school, college or type of one section I is to name, by which route of the Act, on which grounds and why.

    `organisation` is None where only a type is named. One taken back is kept, with `taken_back_on`.
    """

    public_id = models.CharField(max_length=14, unique=True, default=new_id, editable=False)
    request = models.ForeignKey(Request, on_delete=models.CASCADE, related_name="placement_decisions")
    organisation = models.ForeignKey(
        "people.Organisation", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    setting_type = models.CharField(max_length=200)
    route = models.CharField(max_length=12)
    asked_for = models.CharField(max_length=300, blank=True)
    grounds = models.JSONField(default=list, blank=True)
    reasons = models.TextField()
    decided_by = models.CharField(max_length=200)
    decided_on = models.DateField()
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=60)
    taken_back_on = models.DateField(null=True, blank=True)

    class Meta(CaseRow.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["request"], condition=Q(taken_back_on=None), name="one_standing_placement_decision"
            )
        ]
