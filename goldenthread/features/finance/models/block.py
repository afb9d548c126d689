"""The high-needs block of the dedicated schools grant, a row for a year and a series."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from goldenthread.domain.money.block_table import Kind
from goldenthread.foundation.ids import new_id

KINDS = ((Kind.OUTTURN.value, "Outturn"), (Kind.BUDGET.value, "Budget"), (Kind.FORECAST.value, "Forecast"))


class BlockYear(models.Model):
    """One year as published. Amounts are pounds; spending above nought is money spent.

    `series` names the document a forecast is part of, for several forecast the same year; blank for an outturn or a
    budget. `carried_in` is what the first year of a series began with. `printed_...`: what the document itself prints
    for a total, so that it can be held against the sum.
    """

    public_id = models.CharField(max_length=14, unique=True, default=new_id, editable=False)
    year = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=8, choices=KINDS)
    series = models.CharField(max_length=120, blank=True)
    income = models.DecimalField(max_digits=14, decimal_places=2)
    spending = models.DecimalField(max_digits=14, decimal_places=2)
    other_blocks = models.DecimalField(max_digits=14, decimal_places=2, default=0)
    carried_in = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    printed_in_year = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    printed_cumulative = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    source = models.CharField(max_length=300)
    published_on = models.DateField()
    note = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=0)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=60)
    recorded_by_name = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["year", "kind", "series"], name="a_year_once_in_a_series"),
            models.CheckConstraint(
                condition=(Q(kind="forecast") & ~Q(series="")) | (~Q(kind="forecast") & Q(series="")),
                name="only_a_forecast_has_a_series",
            ),
            models.CheckConstraint(condition=Q(spending__gte=0), name="spending_is_above_nought"),
        ]
