"""Files about a child, and their bytes apart from them: a list of files never reads a file."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from goldenthread.foundation.ids import new_id
from goldenthread.foundation.people.models.scoped import ScopedManager


class Document(models.Model):
    """One file. `purpose` says what it is part of (a letter, a request); `sha256` is of the bytes as kept.

    `scanned_at`: when a malware scanner found nothing in it; none of a file made here, or where there was no scanner.
    A file taken away keeps its row, with why; its bytes go.
    """

    class Source(models.TextChoices):
        """Who made it."""

        MADE = "made", "Made here"
        SENT_IN = "sent_in", "Sent in"

    public_id = models.CharField(max_length=14, unique=True, default=new_id, editable=False)
    child = models.ForeignKey("people.Child", on_delete=models.CASCADE, related_name="document_rows")
    source = models.CharField(max_length=7, choices=Source.choices)
    purpose = models.CharField(max_length=20)
    title = models.CharField(max_length=200)
    file_name = models.CharField(max_length=120)
    media_type = models.CharField(max_length=80)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    pages = models.PositiveIntegerField(null=True, blank=True)
    scanned_at = models.DateTimeField(null=True, blank=True)
    kept_at = models.DateTimeField()
    kept_by = models.CharField(max_length=60)
    kept_by_name = models.CharField(max_length=200, blank=True)
    taken_away_at = models.DateTimeField(null=True, blank=True)
    taken_away_because = models.TextField(blank=True)

    objects = ScopedManager("child")
    rows = models.Manager["Document"]()

    class Meta:
        default_manager_name = "rows"
        base_manager_name = "rows"
        indexes = [models.Index(fields=["child", "kept_at"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(taken_away_at=None) | ~Q(taken_away_because=""), name="taking_a_file_away_has_a_reason"
            )
        ]

    def __str__(self) -> str:
        return self.public_id


class DocumentContent(models.Model):
    """The bytes of one file."""

    document = models.OneToOneField(Document, primary_key=True, on_delete=models.CASCADE, related_name="content")
    data = models.BinaryField()
