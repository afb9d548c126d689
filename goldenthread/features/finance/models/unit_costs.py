"""What a year of a placement costs here, beside the national rates: top-ups by band, fees."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from goldenthread.domain.money.placements import Part
from goldenthread.domain.money.setting_kinds import SettingKind
from goldenthread.foundation.ids import new_id

PARTS = ((Part.TOP_UP.value, "Top-up"), (Part.FEE.value, "Whole fee"))
SETTING_KINDS = tuple((kind.value, kind.said) for kind in SettingKind)


class UnitCost(models.Model):
    """Pounds a year from a day, for a kind of setting; narrowed to a primary need or a band where they are given.

    `verified` is False for an estimate. `ended_on` is the last day; a newer row also replaces an older one.
    """

    public_id = models.CharField(max_length=14, unique=True, default=new_id, editable=False)
    setting_kind = models.CharField(max_length=20, choices=SETTING_KINDS)
    part = models.CharField(max_length=6, choices=PARTS)
    need = models.CharField(max_length=4, blank=True)
    band = models.CharField(max_length=60, blank=True)
    amount = models.DecimalField(max_digits=12, decimal_places=2)
    started_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=300)
    verified = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=0)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=60)
    recorded_by_name = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["setting_kind", "part", "need", "band", "started_on"], name="one_unit_cost_a_day"
            ),
            models.CheckConstraint(condition=Q(amount__gte=0), name="a_unit_cost_is_not_below_nought"),
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gte=F("started_on")), name="a_unit_cost_ends_after_it_starts"
            ),
        ]
