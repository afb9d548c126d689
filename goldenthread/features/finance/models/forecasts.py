"""Forecasts as asked for, with what they were made from and what they said; and the population they need."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from goldenthread.foundation.ids import new_id


class Population(models.Model):
    """Young people of one academic year in the area in one calendar year, counted or projected, from a named source."""

    calendar_year = models.PositiveSmallIntegerField()
    academic_year = models.SmallIntegerField()  # 0 is Reception; negative before school
    people = models.PositiveIntegerField()
    source = models.CharField(max_length=300)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=60)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["calendar_year", "academic_year"], name="one_population_a_year_and_age"),
        ]


class Forecast(models.Model):
    """One forecast: a plan of it until it is asked for, then its inputs, its run and its answer, never changed again.

    `inputs` and `answer` hold counts and no child (`domain/forecast/kept.py`); `mark` and `answer_mark` tell two apart.
    """

    class State(models.TextChoices):
        """How far it has come; how its run does is in `foundation/runs`."""

        PLANNED = "planned", "Not run yet"
        ASKED = "asked", "Being worked out"
        DONE = "done", "Ready"
        REFUSED = "refused", "Not drawn"

    public_id = models.CharField(max_length=14, unique=True, default=new_id, editable=False)
    name = models.CharField(max_length=120)
    law = models.CharField(max_length=12)
    years = models.PositiveSmallIntegerField()
    simulations = models.PositiveIntegerField()
    seed = models.PositiveIntegerField()
    price_growth = models.DecimalField(max_digits=5, decimal_places=2, default=0)  # per cent a year
    growths = models.JSONField(default=dict, blank=True)  # of a part of a price, where it has its own: per cent a year
    income_growth = models.DecimalField(max_digits=5, decimal_places=2, default=0)  # per cent a year
    tied = models.BooleanField(default=True)  # whether the total is to follow the tested forecast, where there is one
    edits = models.JSONField(default=list, blank=True)
    inputs = models.JSONField(null=True, blank=True)
    block = models.JSONField(null=True, blank=True)  # what the balance starts from, or why it cannot be said
    mark = models.CharField(max_length=64, blank=True)
    doubts = models.JSONField(default=list, blank=True)
    answer = models.JSONField(null=True, blank=True)
    answer_mark = models.CharField(max_length=64, blank=True)
    made_with = models.JSONField(default=dict, blank=True)  # versions of what the answer hangs on
    state = models.CharField(max_length=8, choices=State.choices, default=State.PLANNED)
    run = models.CharField(max_length=14, blank=True)
    repeats = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="repeated_by")
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=60)
    recorded_by_name = models.CharField(max_length=200)
    done_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=0)

    class Meta:
        indexes = [models.Index(fields=["state", "done_at"])]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="done") | Q(answer__isnull=False), name="a_forecast_done_has_an_answer"
            ),
        ]
