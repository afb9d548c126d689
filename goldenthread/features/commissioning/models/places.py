"""Areas the partnership plans by, and the places it commissions."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from goldenthread.domain.money.setting_kinds import Phase
from goldenthread.domain.places.settings import KIND_NAMES
from goldenthread.domain.places.sufficiency import PHASE_NAMES
from goldenthread.foundation.ids import new_id

KINDS = tuple((kind.value, name) for kind, name in KIND_NAMES.items())
PHASES = tuple((phase.value, PHASE_NAMES[phase]) for phase in Phase)


class PlanningArea(models.Model):
    """A part of the partnership: postcode districts ("KT1") or sectors ("KT1 2"), and a point about its middle, metres
    of the National Grid. Homes are placed at that point, so that no map or sum knows where a child lives.
    """

    public_id = models.CharField(max_length=14, unique=True, default=new_id, editable=False)
    name = models.CharField(max_length=100, unique=True)
    postcodes = models.JSONField(default=list)
    easting = models.PositiveIntegerField()
    northing = models.PositiveIntegerField()

    def __str__(self) -> str:
        return self.name


class CommissionedPlaces(models.Model):
    """`number` places for a phase at a setting, from a day to a last day (None: until somebody ends them).

    `needs`: codes of primary needs the places are for; empty is any. `cost`: pounds a year for one place filled, what
    the place and the top-up come to. `source` says where the figures stand.
    """

    public_id = models.CharField(max_length=14, unique=True, default=new_id, editable=False)
    organisation = models.ForeignKey(
        "people.Organisation", on_delete=models.PROTECT, related_name="commissioned_places"
    )
    area = models.ForeignKey(PlanningArea, on_delete=models.PROTECT, related_name="commissioned_places")
    kind = models.CharField(max_length=12, choices=KINDS)
    phase = models.CharField(max_length=12, choices=PHASES)
    needs = models.JSONField(default=list, blank=True)
    number = models.PositiveIntegerField()
    cost = models.DecimalField(max_digits=10, decimal_places=2)
    started_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    easting = models.PositiveIntegerField(null=True, blank=True)
    northing = models.PositiveIntegerField(null=True, blank=True)
    source = models.CharField(max_length=300)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=60)
    recorded_by_name = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "kind", "phase"], condition=Q(ended_on=None), name="one_running_commission"
            ),
            models.CheckConstraint(condition=Q(cost__gte=0), name="a_place_costs_no_less_than_nought"),
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gte=F("started_on")), name="places_end_after_they_start"
            ),
        ]
        indexes = [models.Index(fields=["started_on", "ended_on"])]
