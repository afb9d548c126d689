"""A plan from elsewhere that was brought into a draft: what its file held, and what became of each of its rows."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from goldenthread.features.casework.models.plan_items import PlanItem
from goldenthread.features.casework.models.requests import Request
from goldenthread.features.casework.models.scoped import CaseRow
from goldenthread.foundation.ids import new_id


class BroughtPlan(CaseRow):
    """One file, once a request. The file itself is not kept: `fingerprint` is its SHA-256 in hexadecimal.

    `origin` is "interchange" or "document"; `sections` the text by code, "H" where H1 and H2 were not told apart and
    "I" too, which no draft is filled with; `unplaced` lines that stand in no section; `placements` what its section I
    names, as in the interchange form; `filled` sections of the draft whose text was ever filled in from it, by code.
    """

    public_id = models.CharField(max_length=14, unique=True, default=new_id, editable=False)
    request = models.ForeignKey(Request, on_delete=models.CASCADE, related_name="brought_plans")
    name = models.CharField(max_length=200)
    origin = models.CharField(max_length=11)
    fingerprint = models.CharField(max_length=64)
    sections = models.JSONField(default=dict, blank=True)
    unplaced = models.JSONField(default=list, blank=True)
    placements = models.JSONField(default=list, blank=True)
    filled = models.JSONField(default=list, blank=True)
    brought_on = models.DateField()
    brought_by = models.CharField(max_length=60)
    brought_by_name = models.CharField(max_length=200, blank=True)

    class Meta(CaseRow.Meta):
        constraints = [
            models.UniqueConstraint(fields=["request", "fingerprint"], name="a_file_is_brought_in_once_a_plan")
        ]


class BroughtPlanRow(CaseRow):
    """One row of it that can become an item: `place` is its place among them, the rest as domain/plan/existing/rows.py.

    `item`: the item made of it; `was_item`: one was, whatever became of it. Set aside means that a person looked at it
    and does not want it; it stays.
    """

    public_id = models.CharField(max_length=14, unique=True, default=new_id, editable=False)
    plan = models.ForeignKey(BroughtPlan, on_delete=models.CASCADE, related_name="rows_of")
    place = models.PositiveIntegerField()
    ref = models.TextField()
    section = models.CharField(max_length=2)
    part = models.CharField(max_length=9)
    said = models.JSONField()
    serves = models.JSONField(default=list, blank=True)
    sources = models.JSONField(default=list, blank=True)
    line = models.PositiveIntegerField(default=0)
    quotes = models.JSONField(default=dict, blank=True)
    promises = models.BooleanField(default=False)
    left = models.JSONField(default=list, blank=True)
    why_not = models.TextField(blank=True)
    item = models.OneToOneField(
        PlanItem, on_delete=models.SET_NULL, null=True, blank=True, related_name="brought_row"
    )  # fmt: skip
    was_item = models.BooleanField(default=False)
    set_aside_on = models.DateField(null=True, blank=True)
    set_aside_by_name = models.CharField(max_length=200, blank=True)

    class Meta(CaseRow.Meta):
        constraints = [
            models.UniqueConstraint(fields=["plan", "place"], name="rows_brought_in_are_numbered"),
            models.CheckConstraint(
                condition=Q(item=None) | Q(set_aside_on=None), name="a_row_is_an_item_or_set_aside"
            ),
        ]  # fmt: skip
