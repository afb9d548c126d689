"""Letters: their wording, the letters themselves from draft to sent, and what was printed together."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from goldenthread.features.casework.models.requests import Request
from goldenthread.features.casework.models.scoped import CaseRow
from goldenthread.foundation.ids import new_id


class LetterTemplate(models.Model):
    """One saved wording of a kind of letter (domain/statute/letters.py). The newest is used; older ones are kept."""

    kind = models.CharField(max_length=20)
    version = models.PositiveIntegerField()
    text = models.TextField()
    saved_at = models.DateTimeField()
    saved_by = models.CharField(max_length=60)
    saved_by_name = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "version"], name="one_wording_a_version")]


class PrintBatch(models.Model):
    """Letters printed together, at one moment, by one person: so that none is posted twice."""

    public_id = models.CharField(max_length=14, unique=True, default=new_id, editable=False)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=60)
    made_by_name = models.CharField(max_length=200, blank=True)


class Letter(CaseRow):
    """One letter to one receiver. `saves` counts how often its text was saved, so that two people at once are told.

    `lines` are the receiver's name and address as sent, `signed_by` the lines of who signed; while it is a draft the
    receiver is read afresh. `role` is whom the law calls for, in its words. A sent letter never changes: its file is
    `document`.
    """

    class State(models.TextChoices):
        """A draft may be changed or thrown away; a sent letter stays."""

        DRAFT = "draft", "Draft"
        SENT = "sent", "Sent"
        THROWN_AWAY = "thrown_away", "Thrown away"

    class Channel(models.TextChoices):
        """How it goes."""

        POST = "post", "By post, printed here"
        EMAIL = "email", "By email, sent by hand"
        HANDED = "handed", "Given in person"

    public_id = models.CharField(max_length=14, unique=True, default=new_id, editable=False)
    kind = models.CharField(max_length=20)
    title = models.CharField(max_length=200)
    role = models.CharField(max_length=80, blank=True)
    request = models.ForeignKey(Request, null=True, blank=True, on_delete=models.CASCADE, related_name="letters")
    adult = models.ForeignKey("people.Adult", null=True, blank=True, on_delete=models.PROTECT, related_name="letters")
    organisation = models.ForeignKey(
        "people.Organisation", null=True, blank=True, on_delete=models.PROTECT, related_name="letters"
    )
    text = models.TextField()
    saves = models.PositiveIntegerField(default=0)
    state = models.CharField(max_length=11, choices=State.choices, default=State.DRAFT)
    channel = models.CharField(max_length=6, choices=Channel.choices, default=Channel.POST)
    large_print = models.BooleanField(default=False)
    made_at = models.DateTimeField()
    saved_at = models.DateTimeField()
    saved_by = models.CharField(max_length=60)
    saved_by_name = models.CharField(max_length=200, blank=True)
    sent_on = models.DateField(null=True, blank=True)
    sent_by_name = models.CharField(max_length=200, blank=True)
    lines = models.JSONField(default=list, blank=True)
    signed_by = models.JSONField(default=list, blank=True)
    shows_hidden_address = models.BooleanField(default=False)
    released_because = models.TextField(blank=True)
    document = models.OneToOneField(
        "documents.Document", null=True, blank=True, on_delete=models.PROTECT, related_name="letter"
    )
    batch = models.ForeignKey(PrintBatch, null=True, blank=True, on_delete=models.PROTECT, related_name="letters")

    class Meta(CaseRow.Meta):
        indexes = [models.Index(fields=["state", "channel", "batch"]), models.Index(fields=["child", "made_at"])]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="sent") | Q(document__isnull=False, sent_on__isnull=False),
                name="a_sent_letter_is_kept_as_sent",
            ),
            models.CheckConstraint(
                condition=~Q(adult__isnull=False, organisation__isnull=False)
                & ~Q(adult__isnull=True, organisation__isnull=True),
                name="a_letter_has_one_receiver",
            ),
        ]
