"""Durable rows of background work: written in the same transaction as the change that asks for it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from goldenthread.foundation.ids import new_id


class Run(models.Model):
    """One piece of work. The queue only wakes a worker; this row says what is to be done and how far it has come."""

    class State(models.TextChoices):
        """A run ends as done, given up or cancelled."""

        WAITING = "waiting", "Waiting"
        RUNNING = "running", "Running"
        DONE = "done", "Done"
        GIVEN_UP = "given_up", "Given up"
        CANCELLED = "cancelled", "Cancelled"

    public_id = models.CharField(max_length=14, unique=True, default=new_id, editable=False)
    job = models.CharField(max_length=60)
    arguments = models.JSONField(default=dict)
    # Two requests for the same thing make one run: unique while set.
    once_key = models.CharField(max_length=120, null=True, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    max_attempts = models.PositiveSmallIntegerField(default=5)
    not_before = models.DateTimeField()
    lease_until = models.DateTimeField(null=True, blank=True)
    lease_token = models.CharField(max_length=14, blank=True)
    asked_at = models.DateTimeField()
    asked_by = models.CharField(max_length=60, default="system")
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    progress_done = models.BigIntegerField(default=0)
    progress_total = models.BigIntegerField(default=0)
    progress_note = models.CharField(max_length=200, blank=True)
    last_error = models.TextField(blank=True)
    result = models.JSONField(default=dict, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["once_key"], condition=~Q(once_key=None), name="run_once")]
        indexes = [
            models.Index(fields=["state", "not_before"]),
            models.Index(fields=["state", "lease_until"]),
            models.Index(fields=["-asked_at"]),
        ]
