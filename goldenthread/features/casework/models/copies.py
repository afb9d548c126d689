"""Stored copies of computed answers, for worklists. The truth is milestones and domain/clocks; `clocks` operations
refresh these whenever a milestone changes, and a nightly job recomputes all and reports any that differ."""

from __future__ import annotations

from django.db import models

from goldenthread.features.casework.models.disputes import Dispute
from goldenthread.features.casework.models.plans import Plan, Review
from goldenthread.features.casework.models.requests import Advice, Request
from goldenthread.features.casework.models.scoped import CaseRow


class ClockCopy(CaseRow):
    """One clock's answer. Days late are worked out on the day from `outer_on`; nothing here needs touching
    overnight.
    """

    class State(models.TextChoices):
        """Open clocks run; the rest have stopped."""

        OPEN = "open", "Open"
        MET = "met", "Met"
        EXCEPTED = "excepted", "Excepted"
        ENDED = "ended", "No longer needed"

    # Without an index of its own: the one below begins with it, and PostgreSQL would choose the narrower and read ten
    # closed clocks for each open one.
    child = models.ForeignKey("people.Child", on_delete=models.CASCADE, related_name="%(class)s_rows", db_index=False)
    request = models.ForeignKey(Request, null=True, blank=True, on_delete=models.CASCADE, related_name="clock_copies")
    advice = models.ForeignKey(Advice, null=True, blank=True, on_delete=models.CASCADE, related_name="clock_copies")
    plan = models.ForeignKey(Plan, null=True, blank=True, on_delete=models.CASCADE, related_name="clock_copies")
    review = models.ForeignKey(Review, null=True, blank=True, on_delete=models.CASCADE, related_name="clock_copies")
    dispute = models.ForeignKey(Dispute, null=True, blank=True, on_delete=models.CASCADE, related_name="clock_copies")
    rule = models.CharField(max_length=8)
    state = models.CharField(max_length=8, choices=State.choices)
    started_on = models.DateField(null=True, blank=True)
    outer_on = models.DateField(null=True, blank=True)
    safe_on = models.DateField(null=True, blank=True)
    met_on = models.DateField(null=True, blank=True)
    exception = models.CharField(max_length=20, blank=True)
    # For ranking in the database: harm score = harm_base + clamp(today - outer_day, -60, 60), see domain/clocks/harm.py
    outer_day = models.IntegerField(null=True, blank=True)  # outer_on as a proleptic ordinal
    harm_base = models.SmallIntegerField(default=0)
    is_legal_duty = models.BooleanField(default=True)

    class Meta(CaseRow.Meta):
        indexes = [
            models.Index(fields=["state", "outer_on"]),
            models.Index(fields=["child", "state", "outer_on", "safe_on"]),  # counts late and due soon by itself
            models.Index(fields=["rule", "state", "outer_on"]),
        ]


class CaseSummary(models.Model):
    """One row a child: what worklists filter and show without gathering it from a dozen tables."""

    child = models.OneToOneField(
        "people.Child", primary_key=True, on_delete=models.CASCADE, related_name="case_summary"
    )
    school = models.ForeignKey(
        "people.Organisation", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    school_label = models.CharField(max_length=200, blank=True)  # where there is no body: 'Elective home education'
    coordinator = models.ForeignKey(
        "people.Adult", null=True, blank=True, on_delete=models.SET_NULL, related_name="case_summaries"
    )
    team = models.ForeignKey("people.Organisation", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    primary_need = models.CharField(max_length=4, blank=True)
    vulnerabilities = models.CharField(max_length=120, blank=True)  # codes between commas: ',looked_after,medical,'
    stage = models.CharField(max_length=20, blank=True)  # requested, assessing, drafting, plan, ceased, no_plan
    open_clocks = models.PositiveSmallIntegerField(default=0)

    class Meta:
        indexes = [
            models.Index(fields=["coordinator", "stage"]),
            models.Index(fields=["team", "stage"]),
            models.Index(fields=["team", "coordinator"]),
            models.Index(fields=["stage"]),
        ]


class SavedView(models.Model):
    """A worklist somebody keeps: the filters they chose, under a name."""

    user = models.ForeignKey("accounts.User", on_delete=models.CASCADE, related_name="saved_views")
    page = models.CharField(max_length=20)
    name = models.CharField(max_length=80)
    query = models.CharField(max_length=1000)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "page", "name"], name="saved_view_name_once")]
