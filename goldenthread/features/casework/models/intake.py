"""What comes in before there is a request: being written, sent or told, then looked at by a person who decides."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from goldenthread.features.casework.models.requests import Request
from goldenthread.foundation.ids import new_id
from goldenthread.foundation.people.models.scoped import ScopedManager


class Intake(models.Model):
    """Somebody asks for an assessment, or brings a child to the council's attention. No clock runs from this row: one
    runs from the Request a person starts because of it.

    `child` is None until a child told of by phone or paper is matched or made. `answers` maps a question's key to
    {"text", "by", "at", "version"}. `told` is about a child not on record yet: forename, surname, born_on (ISO), upn,
    address, postcode, parent, parent_phone, parent_email. `words_before` keeps what a child's new words replaced.
    """

    class State(models.TextChoices):
        """A draft is seen by whoever writes it alone; the last three are decided."""

        DRAFT = "draft", "Being written"
        SENT = "sent", "To look at"
        STARTED = "started", "The clock was started"
        JOINED = "joined", "Joined to a request already running"
        NOT_A_REQUEST = "not_a_request", "Not a request"

    class Who(models.TextChoices):
        """Who asks. The first three may request (Children and Families Act 2014, s.36(1)); a health body notifies
        (s.23); anyone may bring a child to the council's attention (s.24(1)(b))."""

        PARENT = "parent", "A parent or carer"
        YOUNG_PERSON = "young_person", "The young person"
        SCHOOL = "school", "A school or college"
        HEALTH = "health", "A health body (section 23 notice)"
        SOCIAL_CARE = "social_care", "Social care"
        ANYONE = "anyone", "Anyone else who brings the child to the council’s attention"

    class Channel(models.TextChoices):
        """How it came."""

        HERE = "here", "Sent through this service"
        PHONE = "phone", "By phone"
        PAPER = "paper", "On paper"
        EMAIL = "email", "By email"
        IN_PERSON = "in_person", "In person"

    public_id = models.CharField(max_length=14, unique=True, default=new_id, editable=False)
    child = models.ForeignKey(
        "people.Child", null=True, blank=True, on_delete=models.CASCADE, related_name="intake_rows"
    )
    state = models.CharField(max_length=13, choices=State.choices, default=State.DRAFT)
    who = models.CharField(max_length=12, choices=Who.choices)
    channel = models.CharField(max_length=9, choices=Channel.choices, default=Channel.HERE)
    asked_by = models.CharField(max_length=200, blank=True)
    relation = models.CharField(max_length=80, blank=True)
    writer = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="intakes"
    )
    school = models.ForeignKey(
        "people.Organisation", null=True, blank=True, on_delete=models.PROTECT, related_name="intakes"
    )
    answers = models.JSONField(default=dict, blank=True)
    told = models.JSONField(default=dict, blank=True)
    received_on = models.DateField(null=True, blank=True)
    begun_at = models.DateTimeField()
    saved_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.CharField(max_length=60, blank=True)
    decided_by_name = models.CharField(max_length=200, blank=True)
    reason = models.TextField(blank=True)
    request = models.ForeignKey(Request, null=True, blank=True, on_delete=models.SET_NULL, related_name="intakes")
    words_before = models.JSONField(default=dict, blank=True)

    objects = ScopedManager("child")
    rows = models.Manager["Intake"]()

    class Meta:
        default_manager_name = "rows"
        base_manager_name = "rows"
        indexes = [models.Index(fields=["state", "received_on"])]
        constraints = [
            models.UniqueConstraint(
                fields=["writer", "child"], condition=Q(state="draft", school=None), name="one_draft_a_writer_and_child"
            ),
            models.UniqueConstraint(
                fields=["school", "child"],
                condition=Q(state="draft", school__isnull=False),
                name="one_draft_a_school_and_child",
            ),
            models.CheckConstraint(
                condition=Q(state="draft") | Q(received_on__isnull=False), name="what_was_sent_was_received_on_a_day"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "sent"], decided_at=None)
                | Q(state__in=["started", "joined", "not_a_request"], decided_at__isnull=False),
                name="what_is_decided_was_decided_at_a_moment",
            ),
        ]

    def __str__(self) -> str:
        return self.public_id
