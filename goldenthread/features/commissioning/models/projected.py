"""What a forecast expects of each year, as far as places are planned by it."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from goldenthread.features.commissioning.models.places import KINDS, PHASES
from goldenthread.foundation.ids import new_id


class PlacesForecast(models.Model):
    """One forecast as it was recorded here; the newest is shown. `source` says which run or paper it is of."""

    public_id = models.CharField(max_length=14, unique=True, default=new_id, editable=False)
    source = models.CharField(max_length=300)
    made_on = models.DateField()
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=60)
    recorded_by_name = models.CharField(max_length=200)

    def __str__(self) -> str:
        return self.source


class ProjectedChildren(models.Model):
    """Children of a phase in a kind of setting at the January of `year`: the middle and the 95% range."""

    forecast = models.ForeignKey(PlacesForecast, on_delete=models.CASCADE, related_name="rows")
    year = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=12, choices=KINDS)
    phase = models.CharField(max_length=12, choices=PHASES)
    middle = models.FloatField()
    low = models.FloatField()
    high = models.FloatField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["forecast", "year", "kind", "phase"], name="one_projection_a_state"),
            models.CheckConstraint(
                condition=Q(low__gte=0, middle__gte=F("low"), high__gte=F("middle")), name="a_range_holds_its_middle"
            ),
        ]
