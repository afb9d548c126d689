"""Plans, what section I names, where the person goes, needs, and reviews."""

from __future__ import annotations

from django.db import models

from goldenthread.features.casework.models.requests import Request
from goldenthread.features.casework.models.scoped import CaseRow
from goldenthread.foundation.ids import new_id


class Plan(CaseRow):
    """An EHC plan (or, later, another type of plan the law brings). Start, issue and end days are milestones."""

    public_id = models.CharField(max_length=14, unique=True, default=new_id, editable=False)
    plan_type = models.CharField(max_length=20, default="ehc_plan")
    request = models.OneToOneField(Request, null=True, blank=True, on_delete=models.CASCADE, related_name="plan")
    is_active = models.BooleanField(default=True)
    residential = models.CharField(max_length=1, blank=True)
    work_based = models.CharField(max_length=1, blank=True)
    personal_budget = models.BooleanField(null=True)
    organised_arrangements = models.BooleanField(null=True)
    direct_payments = models.CharField(max_length=1, blank=True)
    cease_reason = models.CharField(max_length=1, blank=True)
    transferred_from = models.CharField(max_length=3, blank=True)
    has_named_plan = models.BooleanField(default=True)
    has_active_record = models.BooleanField(default=True)
    imported = models.JSONField(default=dict, blank=True)

    class Meta(CaseRow.Meta):
        indexes = [models.Index(fields=["is_active"])]


class SettingRow(CaseRow):
    """A setting by URN, UKPRN or code, linked to the body where we hold it."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="%(class)s_rows")
    position = models.PositiveSmallIntegerField(default=0)
    organisation = models.ForeignKey(
        "people.Organisation", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    urn = models.CharField(max_length=6, blank=True)
    ukprn = models.CharField(max_length=8, blank=True)
    sen_setting = models.CharField(max_length=4, blank=True)
    sen_setting_other = models.CharField(max_length=300, blank=True)
    rank = models.PositiveSmallIntegerField(null=True)
    sen_unit = models.BooleanField(null=True)
    resourced_provision = models.BooleanField(null=True)

    class Meta(CaseRow.Meta):
        abstract = True


class NamedSetting(SettingRow):
    """What section I of the plan names."""


class Placement(SettingRow):
    """Where the person actually goes, from and to."""

    entry_on = models.DateField(null=True, blank=True)
    leaving_on = models.DateField(null=True, blank=True)
    residential = models.CharField(max_length=1, blank=True)
    work_based = models.CharField(max_length=1, blank=True)
    attendance = models.CharField(max_length=2, blank=True)

    class Meta(SettingRow.Meta):
        indexes = [models.Index(fields=["organisation", "child"])]


class Need(CaseRow):
    """A type of need, ranked 1 (primary or only) or 2."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="needs")
    type = models.CharField(max_length=4)
    rank = models.PositiveSmallIntegerField(null=True)


class Review(CaseRow):
    """An annual or phase-transfer review of a plan. Meeting, report, decision and amendment days are milestones."""

    class Kind(models.TextChoices):
        """A phase-transfer review has a date of its own in law (regulation 18)."""

        ANNUAL = "annual", "Annual review"
        PHASE = "phase", "Phase transfer review"

    public_id = models.CharField(max_length=14, unique=True, default=new_id, editable=False)
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="reviews")
    kind = models.CharField(max_length=6, choices=Kind.choices, default=Kind.ANNUAL)
    outcome = models.CharField(max_length=1, blank=True)
    phase = models.CharField(max_length=30, blank=True)
    imported = models.JSONField(default=dict, blank=True)
