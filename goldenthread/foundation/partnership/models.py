"""Which partnership this is: everything local, in one row."""

from __future__ import annotations

from django.db import models


class Partnership(models.Model):
    """The one row. `is_demo` is set when a made-up partnership is built and is never unset."""

    name = models.CharField(max_length=200, default="Golden Thread")
    council_name = models.CharField(max_length=200, default="The council")
    la_code = models.CharField(max_length=3, blank=True)
    is_demo = models.BooleanField(default=False)
    demo_recipe = models.JSONField(default=dict, blank=True)
    # White label: background of the header and the accent, as #rrggbb. Contrast is checked where they are used.
    header_colour = models.CharField(max_length=7, default="#1d3d5c")
    accent_colour = models.CharField(max_length=7, default="#1a65a6")
    contact_email = models.EmailField(blank=True)
    contact_phone = models.CharField(max_length=40, blank=True)
    advice_service_name = models.CharField(max_length=200, blank=True)
    advice_service_phone = models.CharField(max_length=40, blank=True)
    # What notices must tell families of: each a name with how to reach it, as it will stand in a letter.
    mediation_service = models.CharField(max_length=300, blank=True)
    disagreement_service = models.CharField(max_length=300, blank=True)
    schools_information = models.CharField(max_length=300, blank=True)
    due_soon_days = models.PositiveSmallIntegerField(default=14)
    # How the plan checker is tuned here: {"levels": {rule id: level or "off"}, "allowed": [words]}.
    checker_tuning = models.JSONField(default=dict, blank=True)
    # What outcomes are tagged with here (outcome_frameworks.py beside this); empty: what comes with the product.
    outcome_frameworks = models.JSONField(default=list, blank=True)
    emergency_access_hours = models.PositiveSmallIntegerField(default=4)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="only_one_partnership")]

    def __str__(self) -> str:
        return self.name
