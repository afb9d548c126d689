"""What a plan being drafted is made of: its items, the advice each rests on, and advice left out with its reason."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from goldenthread.domain.advice.report import AREAS, PARTS
from goldenthread.domain.plan.items import DUTIES, WRITTEN_FROM_ITEMS
from goldenthread.features.casework.models.advice_reports import AdviceEntry
from goldenthread.features.casework.models.requests import Request
from goldenthread.features.casework.models.scoped import CaseRow
from goldenthread.foundation.ids import new_id


class PlanItem(CaseRow):
    """One strength, need, outcome or provision. The columns are those of domain/plan/items.py, with its words.

    `version` counts its saves: whoever saves says which one they wrote on top of. One taken out stays, with why.
    `serves`: the needs an outcome answers, or the outcomes a provision works towards. `sources`: the rows of submitted
    advice it rests on, each of one version of a report.
    """

    public_id = models.CharField(max_length=14, unique=True, default=new_id, editable=False)
    request = models.ForeignKey(Request, on_delete=models.CASCADE, related_name="plan_items")
    part = models.CharField(max_length=9, choices=[(part.code, part.one) for part in PARTS])
    section = models.CharField(max_length=2, choices=[(code, code) for code in WRITTEN_FROM_ITEMS])
    position = models.PositiveSmallIntegerField()
    version = models.PositiveIntegerField(default=0)
    text = models.TextField()
    area = models.CharField(max_length=13, choices=list(AREAS.items()), blank=True)
    by_when = models.DateField(null=True, blank=True)
    measure = models.TextField(blank=True)
    hopes = models.JSONField(default=list, blank=True)
    tags = models.JSONField(default=list, blank=True)
    who = models.CharField(max_length=300, blank=True)
    expertise = models.CharField(max_length=300, blank=True)
    how_often = models.CharField(max_length=300, blank=True)
    how_long = models.CharField(max_length=300, blank=True)
    ratio = models.CharField(max_length=300, blank=True)
    place = models.CharField(max_length=300, blank=True)
    reviewed = models.CharField(max_length=300, blank=True)
    starts_on = models.DateField(null=True, blank=True)
    funded_by = models.CharField(max_length=300, blank=True)
    duty = models.CharField(max_length=20, choices=list(DUTIES.items()), blank=True)
    serves = models.ManyToManyField("self", symmetrical=False, related_name="served_by", blank=True)
    sources = models.ManyToManyField(AdviceEntry, related_name="plan_items", blank=True)
    changed_because = models.TextField(blank=True)
    removed_on = models.DateField(null=True, blank=True)
    removed_because = models.TextField(blank=True)
    saved_at = models.DateTimeField()
    saved_by = models.CharField(max_length=60)
    saved_by_name = models.CharField(max_length=200, blank=True)

    class Meta(CaseRow.Meta):
        indexes = [models.Index(fields=["request", "position"], condition=Q(removed_on=None), name="items_of_a_plan")]
        constraints = [
            models.CheckConstraint(
                condition=Q(removed_on=None) | ~Q(removed_because=""), name="an_item_is_taken_out_for_a_reason"
            )
        ]  # fmt: skip


class PlanItemBefore(CaseRow):
    """What an item said before it was saved over: nothing is lost. `said` holds its columns by name, days as text."""

    item = models.ForeignKey(PlanItem, on_delete=models.CASCADE, related_name="before")
    version = models.PositiveIntegerField()
    said = models.JSONField()
    saved_at = models.DateTimeField()
    saved_by_name = models.CharField(max_length=200, blank=True)


class DroppedAdvice(CaseRow):
    """A row of submitted advice that this plan does not carry, and why."""

    request = models.ForeignKey(Request, on_delete=models.CASCADE, related_name="dropped_advice")
    entry = models.ForeignKey(AdviceEntry, on_delete=models.CASCADE, related_name="dropped")
    reason = models.TextField()
    dropped_on = models.DateField()
    dropped_by = models.CharField(max_length=60)
    dropped_by_name = models.CharField(max_length=200, blank=True)

    class Meta(CaseRow.Meta):
        constraints = [models.UniqueConstraint(fields=["request", "entry"], name="advice_dropped_once_a_plan")]
