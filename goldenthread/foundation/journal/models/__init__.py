"""The trail's tables. Only this package touches them (an import contract says so)."""

from __future__ import annotations

from django.db import models


class ChainHead(models.Model):
    """The end of a chain: locked while one more link is added, so that links follow one another."""

    chain = models.CharField(max_length=10, primary_key=True)
    last_number = models.BigIntegerField(default=0)
    last_hash = models.CharField(max_length=64, default="0" * 64)


class Entry(models.Model):
    """One thing somebody did. Never changed, never removed. No foreign keys: it outlives what it speaks of."""

    number = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField()
    kind = models.CharField(max_length=60)
    by = models.CharField(max_length=60)  # an account's public id, or 'system'
    by_name = models.CharField(max_length=200)
    about = models.CharField(max_length=14, blank=True)  # a child's public id
    on = models.DateField(null=True)  # the day the thing happened, where that is not the day it was recorded
    reason = models.TextField(blank=True)
    data = models.JSONField(default=dict)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        indexes = [
            models.Index(fields=["about", "number"]),
            models.Index(fields=["by", "number"]),
            models.Index(fields=["kind", "number"]),
        ]


class Look(models.Model):
    """One page or file that showed one or more children to one person. Chained like entries."""

    number = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField()
    by = models.CharField(max_length=60)
    by_name = models.CharField(max_length=200)
    page = models.CharField(max_length=60)
    children_count = models.PositiveIntegerField()
    emergency = models.BooleanField(default=False)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        indexes = [models.Index(fields=["by", "number"])]


class LookedAt(models.Model):
    """Which children a look showed. Their ids are inside the look's hash."""

    look_number = models.BigIntegerField()
    child = models.CharField(max_length=14)  # public id

    class Meta:
        indexes = [models.Index(fields=["child", "look_number"]), models.Index(fields=["look_number"])]
