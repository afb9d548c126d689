"""Who stands in when somebody is away; cases handed from one coordinator to another, with what the next must know."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from goldenthread.features.casework.models.scoped import CaseRow
from goldenthread.foundation.ids import new_id


class Absence(models.Model):
    """Somebody of a casework team is away from `away_from` to `away_to`, both days included. `covered_by` stands in;
    nobody named means their team does. Why they are away is nobody's business and is not kept."""

    public_id = models.CharField(max_length=14, unique=True, default=new_id, editable=False)
    adult = models.ForeignKey("people.Adult", on_delete=models.CASCADE, related_name="absences")
    away_from = models.DateField()
    away_to = models.DateField()
    covered_by = models.ForeignKey(
        "people.Adult", null=True, blank=True, on_delete=models.PROTECT, related_name="covers"
    )
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=60)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(away_to__gte=F("away_from")), name="absence_ends_after_it_starts"),
            models.CheckConstraint(
                condition=Q(covered_by=None) | ~Q(covered_by=F("adult")), name="nobody_covers_for_themselves"
            ),
        ]
        indexes = [models.Index(fields=["adult", "away_to"]), models.Index(fields=["covered_by", "away_to"])]


class Handover(models.Model):
    """One act of handing cases over, as of a day. `from_adult` None: children whom nobody had. `note` is for every
    child; `handed_back_on` when it was undone."""

    public_id = models.CharField(max_length=14, unique=True, default=new_id, editable=False)
    from_adult = models.ForeignKey("people.Adult", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    as_of = models.DateField()
    note = models.TextField(blank=True)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=60)
    made_by_name = models.CharField(max_length=200)
    handed_back_on = models.DateField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["made_at"])]


class HandedOver(CaseRow):
    """One child of a handover: to whom, and the note about this child alone. `tie` is the one that was opened.

    `read_on` is when the new coordinator said they had read it; `handed_back_on` when the child went back."""

    handover = models.ForeignKey(Handover, on_delete=models.CASCADE, related_name="children")
    to_adult = models.ForeignKey("people.Adult", on_delete=models.PROTECT, related_name="+")
    tie = models.ForeignKey("people.Tie", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    note = models.TextField(blank=True)
    read_on = models.DateField(null=True, blank=True)
    handed_back_on = models.DateField(null=True, blank=True)

    class Meta(CaseRow.Meta):
        constraints = [models.UniqueConstraint(fields=["handover", "child"], name="a_child_once_in_a_handover")]
        indexes = [models.Index(fields=["to_adult", "read_on"])]
