"""Dated facts: things that happened in the world, which rules read."""

from __future__ import annotations

from functools import reduce
from operator import or_

from django.db import models
from django.db.models import Q

from goldenthread.features.casework.models.disputes import Dispute
from goldenthread.features.casework.models.plans import Plan, Review
from goldenthread.features.casework.models.requests import Advice, Request
from goldenthread.features.casework.models.scoped import CaseRow

OWNERS = ("request", "advice", "plan", "review", "dispute")


def _of_exactly_one() -> Q:
    """One owner of the five, and none of the others."""
    each = (Q(**{f"{other}__isnull": other != owner for other in OWNERS}) for owner in OWNERS)
    return reduce(or_, each)


class Milestone(CaseRow):
    """`fact` happened on `happened_on`. A correction is a newer row that says why and points at the one it replaces;
    only current rows are read by rules. A correction without a day says the thing never happened.

    `fact` names are those of domain/clocks (request_received, final_plan_sent, meeting_held...).
    """

    class Source(models.TextChoices):
        """Who says so: a person here, or a file that was brought in."""

        PERSON = "person", "Recorded here"
        IMPORT = "import", "From a return or spreadsheet"
        DEMO = "demo", "Invented for the demonstration"

    request = models.ForeignKey(Request, null=True, blank=True, on_delete=models.CASCADE, related_name="milestones")
    advice = models.ForeignKey(Advice, null=True, blank=True, on_delete=models.CASCADE, related_name="milestones")
    plan = models.ForeignKey(Plan, null=True, blank=True, on_delete=models.CASCADE, related_name="milestones")
    review = models.ForeignKey(Review, null=True, blank=True, on_delete=models.CASCADE, related_name="milestones")
    dispute = models.ForeignKey(Dispute, null=True, blank=True, on_delete=models.CASCADE, related_name="milestones")
    fact = models.CharField(max_length=40)
    happened_on = models.DateField(null=True, blank=True)
    detail = models.CharField(max_length=200, blank=True)
    source = models.CharField(max_length=6, choices=Source.choices, default=Source.PERSON)
    import_number = models.BigIntegerField(null=True, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=60)
    reason = models.TextField(blank=True)
    corrects = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.CASCADE, related_name="corrected_by"
    )
    is_current = models.BooleanField(default=True)

    class Meta(CaseRow.Meta):
        indexes = [models.Index(fields=["child", "is_current"]), models.Index(fields=["fact", "happened_on"])]
        constraints = [
            models.UniqueConstraint(fields=["request", "fact"], condition=Q(is_current=True, request__isnull=False),
            name="one_current_fact_a_request"),
            models.UniqueConstraint(fields=["advice", "fact"], condition=Q(is_current=True, advice__isnull=False),
            name="one_current_fact_an_advice"),
            models.UniqueConstraint(fields=["plan", "fact"], condition=Q(is_current=True, plan__isnull=False),
            name="one_current_fact_a_plan"),
            models.UniqueConstraint(fields=["review", "fact"], condition=Q(is_current=True, review__isnull=False),
            name="one_current_fact_a_review"),
            models.UniqueConstraint(fields=["dispute", "fact"], condition=Q(is_current=True, dispute__isnull=False),
            name="one_current_fact_a_dispute"),
            models.CheckConstraint(condition=_of_exactly_one(), name="milestone_of_exactly_one_thing"),
        ]  # fmt: skip
