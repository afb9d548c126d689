"""Requests for an assessment, the assessment that may follow, and the advice it gathers."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from goldenthread.features.casework.models.scoped import CaseRow
from goldenthread.foundation.ids import new_id


class Request(CaseRow):
    """A request for (or other start of) an EHC needs assessment, with the SEN2 module 2 and 3 items that are not dates.

    Dates are milestones. `outcome` and `assessment_outcome` are kept as the return's codes (Y N A W H).
    """

    public_id = models.CharField(max_length=14, unique=True, default=new_id, editable=False)
    local_id = models.CharField(max_length=60, blank=True)
    source = models.CharField(max_length=1, blank=True)
    in_youth_accommodation = models.BooleanField(null=True)
    outcome = models.CharField(max_length=1, blank=True)
    mediation = models.BooleanField(null=True)
    tribunal = models.BooleanField(null=True)
    exported_to = models.CharField(max_length=3, blank=True)
    has_assessment = models.BooleanField(default=False)
    assessment_outcome = models.CharField(max_length=1, blank=True)
    assessment_mediation = models.BooleanField(null=True)
    assessment_tribunal = models.BooleanField(null=True)
    other_mediation = models.BooleanField(null=True)
    other_tribunal = models.BooleanField(null=True)
    week20_exception = models.BooleanField(null=True)
    imported = models.JSONField(default=dict, blank=True)

    class Meta(CaseRow.Meta):
        indexes = [models.Index(fields=["outcome"]), models.Index(fields=["assessment_outcome"])]


class Advice(CaseRow):
    """One regulation 6 advice: what kind, and from which body or person. Asked and received days are milestones.

    It is the body's to give: `taken_by` (an account's id) is who within it said they have it, and may change.
    """

    class Kind(models.TextChoices):
        """Regulation 6(1)(a) to (h), in the words people use; where each is in the law: domain/advice/kinds.py."""

        FAMILY = "family", "Parent or young person"
        SETTING = "setting", "School or setting"
        MEDICAL = "medical", "Health"
        PSYCHOLOGY = "psychology", "Educational psychologist"
        SOCIAL_CARE = "social_care", "Social care"
        PREPARING = "preparing", "Preparing for adulthood"
        SENSORY = "sensory", "Sensory teacher"
        DEFENCE = "defence", "Ministry of Defence"
        REQUESTED = "requested", "Asked for by the family"
        OTHER = "other", "Another person"

    public_id = models.CharField(max_length=14, unique=True, default=new_id, editable=False)
    request = models.ForeignKey(Request, on_delete=models.CASCADE, related_name="advice")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    organisation = models.ForeignKey(
        "people.Organisation", null=True, blank=True, on_delete=models.PROTECT, related_name="advice"
    )
    adult = models.ForeignKey("people.Adult", null=True, blank=True, on_delete=models.PROTECT, related_name="advice")
    taken_by = models.CharField(max_length=60, blank=True)
    taken_by_name = models.CharField(max_length=200, blank=True)


class ExceptionClaim(CaseRow):
    """An exception the authority says applies: it disapplies a limit and never adds days. `category` is a code of
    domain/statute (NOT_STATED where a return said only that one applies).

    Of a request (with its advice, where it is that advice's limit), or of a disagreement's order, agreement or
    concession: `rule` is then the row of law (`E5/mediation`).
    """

    request = models.ForeignKey(
        Request, null=True, blank=True, on_delete=models.CASCADE, related_name="exception_claims"
    )
    advice = models.ForeignKey(Advice, null=True, blank=True, on_delete=models.CASCADE, related_name="exception_claims")
    dispute = models.ForeignKey(
        "casework.Dispute", null=True, blank=True, on_delete=models.CASCADE, related_name="exception_claims"
    )
    rule = models.CharField(max_length=30)
    category = models.CharField(max_length=20)
    fact = models.TextField(blank=True)
    reason = models.TextField(blank=True)
    facts = models.JSONField(
        default=dict, blank=True
    )  # the days its category turns on: {"away_from": "2026-05-01", ...}
    claimed_on = models.DateField(null=True, blank=True)
    next_review_on = models.DateField(null=True, blank=True)
    withdrawn_on = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=10, default="person")

    class Meta(CaseRow.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(request__isnull=False, dispute__isnull=True)
                | Q(request__isnull=True, dispute__isnull=False, advice__isnull=True),
                name="exception_of_one_thing",
            )
        ]
