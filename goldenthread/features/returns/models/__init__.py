"""Files brought in: what they were, what they would change, what they changed, and what a person must decide."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from goldenthread.features.casework.models.scoped import CaseRow
from goldenthread.foundation.ids import new_id


class Import(models.Model):
    """One file and its change set. Read, previewed, applied as one, undone as one."""

    class State(models.TextChoices):
        """How far it has come."""

        WAITING = "waiting", "Waiting to be read"
        READING = "reading", "Being read"
        READY = "ready", "Ready to look at"
        APPLYING = "applying", "Being applied"
        APPLIED = "applied", "Applied"
        UNDOING = "undoing", "Being undone"
        UNDONE = "undone", "Undone"
        REFUSED = "refused", "Could not be read"
        DISCARDED = "discarded", "Discarded"

    public_id = models.CharField(max_length=14, unique=True, default=new_id, editable=False)
    kind = models.CharField(max_length=8, default="sen2")  # sen2, cases, schools
    file_name = models.CharField(max_length=300)
    stored_as = models.CharField(max_length=500, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    size = models.BigIntegerField(default=0)
    shape = models.CharField(max_length=20, blank=True)
    year = models.PositiveSmallIntegerField(null=True, blank=True)
    reference_on = models.DateField(null=True, blank=True)
    lea = models.CharField(max_length=3, blank=True)
    header = models.JSONField(default=dict, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    counts = models.JSONField(
        default=dict, blank=True
    )  # persons, requests, assessments, plans, ceased, placements, needs
    effects = models.JSONField(default=dict, blank=True)  # new, changed, unchanged, conflicts
    problems = models.JSONField(default=list, blank=True)  # the first thousand
    run = models.CharField(max_length=14, blank=True)  # the background run that last worked on it
    error = models.CharField(max_length=300, blank=True)  # why it was refused or could not be applied
    warnings_count = models.PositiveIntegerField(default=0)
    errors_count = models.PositiveIntegerField(default=0)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField()
    applied_at = models.DateTimeField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["-made_at"]), models.Index(fields=["sha256"])]


class StagedPerson(models.Model):
    """One person of a file, as read: kept only until the change set is applied or discarded."""

    source = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="staged")
    position = models.PositiveIntegerField()
    record = models.JSONField()
    place = models.CharField(max_length=300, blank=True)
    left_out = models.CharField(max_length=300, blank=True)  # why it will not be applied

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source", "position"], name="staged_person_once")]


class Change(CaseRow):
    """What an import did to one child: ids of rows it made, and fields it changed with their values before and after.

    Enough to undo it. In `changed` a field 'imported.x' is a key of the row's `imported`; an empty field is a row taken
    away.
    """

    source = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="changes")
    made = models.JSONField(default=dict)  # {'casework.Plan': [ids], ...}
    changed = models.JSONField(default=list)  # [[model, id, field, before, after], ...]
    child_was_new = models.BooleanField(default=False)

    class Meta(CaseRow.Meta):
        indexes = [models.Index(fields=["source", "child"])]


class Conflict(CaseRow):
    """A file says one thing, a person recorded another: left as the person recorded it until somebody decides."""

    class Decision(models.TextChoices):
        """What was decided."""

        OPEN = "open", "To be decided"
        KEEP = "keep", "Keep what was recorded"
        TAKE = "take", "Take what the file says"

    public_id = models.CharField(max_length=14, unique=True, default=new_id, editable=False)
    source = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="conflicts")
    model = models.CharField(max_length=40)
    row = models.BigIntegerField()
    field = models.CharField(max_length=60)
    label = models.CharField(max_length=120)
    recorded = models.CharField(max_length=300, blank=True)
    in_file = models.CharField(max_length=300, blank=True)
    value = models.JSONField(default=dict, blank=True)  # {'said': what the file says, as data}
    decision = models.CharField(max_length=4, choices=Decision.choices, default=Decision.OPEN)
    decided_by = models.CharField(max_length=60, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    reason = models.TextField(blank=True)

    class Meta(CaseRow.Meta):
        indexes = [models.Index(fields=["decision", "source"])]
