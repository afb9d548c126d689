"""Messages to be sent and what became of each; how somebody wants to be told; links that need no account."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from goldenthread.foundation.ids import new_id
from goldenthread.foundation.people.models.scoped import ScopedManager


class Channel(models.TextChoices):
    """How a message goes. The last two are done by a person: a letter is printed and posted, a call is made."""

    EMAIL = "email", "Email"
    TEXT = "text", "Text message"
    LETTER = "letter", "Letter"
    CALL = "call", "Phone call"


class AboutChild(models.Model):
    """A row about a child. `objects` refuses to read without a viewer; `rows` is for operations."""

    child = models.ForeignKey("people.Child", on_delete=models.CASCADE, related_name="%(class)s_rows")

    objects = ScopedManager("child")
    rows = models.Manager()

    class Meta:
        abstract = True
        default_manager_name = "rows"
        base_manager_name = "rows"


class Message(AboutChild):
    """One message to one adult or one body about one child, written in the transaction of the event it tells of.

    `once_key` makes it one however often it is asked for; with the channel, its public id is the reference the sender
    is asked by, so that a message sent by a worker that was killed is found and not sent again.
    """

    class State(models.TextChoices):
        """The first four are on their way; BY_HAND waits for a person to print or call; the rest have ended."""

        QUEUED = "queued", "Waiting to be sent"
        SENDING = "sending", "Being sent"
        FOR_NOW = "for_now", "Failed for now, and will be tried again"
        FELL = "fell", "Failed, and goes another way"
        SENT = "sent", "Sent"
        DELIVERED = "delivered", "Delivered"
        BY_HAND = "by_hand", "Waits for a person"
        DONE_BY_HAND = "done_by_hand", "Done by a person"
        GIVEN_UP = "given_up", "Could not be sent"
        NOT_SENT = "not_sent", "Not sent, and not to be"

    public_id = models.CharField(max_length=14, unique=True, default=new_id, editable=False)
    once_key = models.CharField(max_length=160, unique=True)
    adult = models.ForeignKey(
        "people.Adult", null=True, blank=True, on_delete=models.CASCADE, related_name="messages"
    )  # fmt: skip
    organisation = models.ForeignKey(
        "people.Organisation", null=True, blank=True, on_delete=models.CASCADE, related_name="messages"
    )
    # Whom at the body: blank for its inbox, else a ServiceContact's part.
    part = models.CharField(max_length=20, blank=True)
    kind = models.CharField(max_length=30)
    subject = models.CharField(max_length=200)
    body = models.TextField()
    text = models.TextField(blank=True)
    # Its short form in the reader's language, which goes before the English; and the English name of that language.
    translated = models.TextField(blank=True)
    language = models.CharField(max_length=40, blank=True)
    carries_link = models.BooleanField(default=False)
    state = models.CharField(max_length=12, choices=State.choices, default=State.QUEUED)
    channel = models.CharField(max_length=6, choices=Channel.choices, blank=True)
    failed_channels = models.JSONField(default=list, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)  # on the channel it is on
    not_before = models.DateTimeField()
    lease_until = models.DateTimeField(null=True, blank=True)
    lease_token = models.CharField(max_length=14, blank=True)
    provider_id = models.CharField(max_length=40, blank=True)
    receipt_at = models.DateTimeField(null=True, blank=True)
    error = models.CharField(max_length=300, blank=True)
    queued_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta(AboutChild.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(adult__isnull=False, organisation__isnull=True)
                | Q(adult__isnull=True, organisation__isnull=False),
                name="message_goes_to_one",
            )
        ]
        indexes = [
            models.Index(fields=["state", "not_before"]),
            models.Index(fields=["state", "receipt_at"]),
            models.Index(fields=["child", "-queued_at"]),
            models.Index(fields=["adult", "child", "-queued_at"]),
        ]


class Attempt(models.Model):
    """One try to send a message, noted before it is made. One without an end was cut short."""

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="tries")
    channel = models.CharField(max_length=6, choices=Channel.choices)
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=12, blank=True)
    error = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes = [models.Index(fields=["message", "channel"])]


class Preference(models.Model):
    """How an adult wants to be told. Without a row: email, then text, then letter, in English and ordinary print."""

    class Format(models.TextChoices):
        """Easy Read is made by a person; so is every letter's envelope."""

        STANDARD = "standard", "Ordinary print"
        LARGE_PRINT = "large_print", "Large print letters"
        EASY_READ = "easy_read", "Easy Read, made for you by a person"

    adult = models.OneToOneField("people.Adult", on_delete=models.CASCADE, related_name="preference")
    channel = models.CharField(max_length=6, choices=Channel.choices, default=Channel.EMAIL)
    format = models.CharField(max_length=12, choices=Format.choices, default=Format.STANDARD)
    language = models.CharField(max_length=40, blank=True)  # its English name; blank is English
    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField()
    changed_by = models.CharField(max_length=60)


class Translation(models.Model):
    """One saved translation of a wording (domain/messages/wordings.py) by a person. The newest is used, and only while
    `english_mark` is that of the English as it is; an empty `text` takes it away. Older ones are kept.
    """

    code = models.CharField(max_length=60)
    language = models.CharField(max_length=40)  # its English name
    version = models.PositiveIntegerField()
    text = models.TextField(blank=True)
    english = models.TextField()
    english_mark = models.CharField(max_length=8)
    translated_by = models.CharField(max_length=200)
    saved_at = models.DateTimeField()
    saved_by = models.CharField(max_length=60)
    saved_by_name = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["code", "language", "version"], name="one_translation_a_version")
        ]


class AccessLink(AboutChild):
    """A link in a message that shows one child's story to one adult without an account. Only its token's hash is
    kept."""

    token_hash = models.CharField(max_length=64, unique=True)
    adult = models.ForeignKey("people.Adult", on_delete=models.CASCADE, related_name="access_links")
    message = models.ForeignKey(
        Message, null=True, blank=True, on_delete=models.CASCADE, related_name="access_links"
    )  # fmt: skip
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    uses_left = models.PositiveSmallIntegerField()
    wrong_tries = models.PositiveSmallIntegerField(default=0)
    revoked_at = models.DateTimeField(null=True, blank=True)
    last_used_at = models.DateTimeField(null=True, blank=True)
