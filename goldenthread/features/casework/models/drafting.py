"""A plan being written, and the copies of it that were sent: the first changes as people type, the second never do."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q

from goldenthread.features.casework.models.requests import Request
from goldenthread.features.casework.models.scoped import CaseRow
from goldenthread.foundation.ids import new_id


class PlanSection(CaseRow):
    """One section's text as it stands, by its code in domain/statute/plan_sections.toml. `version` counts its saves:
    whoever saves says which one they wrote on top of. `from_items`: written from the plan's items, so not typed in."""

    request = models.ForeignKey(Request, on_delete=models.CASCADE, related_name="plan_sections")
    code = models.CharField(max_length=2)
    text = models.TextField(blank=True)
    from_items = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=0)
    saved_at = models.DateTimeField()
    saved_by = models.CharField(max_length=60)
    saved_by_name = models.CharField(max_length=200, blank=True)

    class Meta(CaseRow.Meta):
        constraints = [models.UniqueConstraint(fields=["request", "code"], name="one_text_a_section")]


class PlanSectionBefore(CaseRow):
    """What a section said before somebody else saved over it, or before most of it was taken out: nothing is lost."""

    section = models.ForeignKey(PlanSection, on_delete=models.CASCADE, related_name="before")
    text = models.TextField(blank=True)
    version = models.PositiveIntegerField()
    saved_at = models.DateTimeField()
    saved_by_name = models.CharField(max_length=200, blank=True)


class PlanCopy(CaseRow):
    """A draft or final plan exactly as it was sent. Kept for ever, also when the step that sent it is taken back.

    Also a draft exactly as advisers were shown their parts of it (`shown`), with why they need it; `sent_to` is then
    empty: each sees what rests on their own advice, and no copy goes to anybody.
    `sections` is a list of {"code", "title", "text"} in the plan's order; `about` is the child as named then: {"name",
    "born_on", "council", "reference"}; `items` what the sections were written from (queries/plan_items.py, empty where
    they were typed); `sent_to` a list of {"role", "name"}. `fingerprint` is the SHA-256 of the first three, in
    hexadecimal. `sent_on`: for a draft, the day it was served; `answer_by` is its family's last day to answer.
    `health_agreed_how`: how agreement to section G was given.
    """

    class Kind(models.TextChoices):
        """What was sent."""

        DRAFT = "draft", "Draft plan"
        FINAL = "final", "Final plan"
        SHOWN = "shown", "Draft as advisers were shown it"

    public_id = models.CharField(max_length=14, unique=True, default=new_id, editable=False)
    request = models.ForeignKey(Request, on_delete=models.CASCADE, related_name="plan_copies")
    kind = models.CharField(max_length=5, choices=Kind.choices)
    number = models.PositiveSmallIntegerField()
    sections = models.JSONField()
    about = models.JSONField(default=dict, blank=True)
    items = models.JSONField(default=list, blank=True)
    sent_to = models.JSONField(default=list, blank=True)
    fingerprint = models.CharField(max_length=64)
    sent_on = models.DateField()
    answer_by = models.DateField(null=True, blank=True)
    signed_by = models.CharField(max_length=200, blank=True)
    health_agreed_by = models.CharField(max_length=500, blank=True)
    health_agreed_how = models.CharField(max_length=300, blank=True)
    shown_because = models.TextField(blank=True)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=60)
    made_by_name = models.CharField(max_length=200, blank=True)
    taken_back_on = models.DateField(null=True, blank=True)

    class Meta(CaseRow.Meta):
        constraints = [
            models.UniqueConstraint(fields=["request", "kind", "number"], name="plan_copies_are_numbered"),
            models.UniqueConstraint(
                fields=["request"], condition=Q(kind="final", taken_back_on=None), name="one_standing_final_plan"
            ),
            models.CheckConstraint(
                condition=~Q(kind="draft") | Q(answer_by__isnull=False), name="a_draft_is_answered_by_a_day"
            ),
        ]

    def save(self, *args: Any, **kwargs: Any) -> None:
        """A copy is written once. Only that the step that sent it was taken back is written on it afterwards."""
        if self.pk and kwargs.get("update_fields") != ["taken_back_on"]:
            raise ValueError("A copy of a plan that was sent never changes.")
        super().save(*args, **kwargs)


class DraftAnswer(CaseRow):
    """What one member of the family says about a draft they were sent: being written until `sent_on`.

    Another adult of the family never sees it. `agrees` is "", "yes" or "no"; a place may be on record or only named.
    About a copy that advisers were shown it is an adviser's: of comments alone, for the body `organisation`.
    """

    public_id = models.CharField(max_length=14, unique=True, default=new_id, editable=False)
    copy = models.ForeignKey(PlanCopy, on_delete=models.CASCADE, related_name="answers")
    writer = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="draft_answers")
    organisation = models.ForeignKey(
        "people.Organisation", null=True, blank=True, on_delete=models.PROTECT, related_name="draft_answers"
    )
    agrees = models.CharField(max_length=3, blank=True)
    wants_meeting = models.BooleanField(default=False)
    meeting_note = models.TextField(blank=True)
    asks_for = models.CharField(max_length=300, blank=True)
    asks_why = models.TextField(blank=True)
    saved_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    sent_on = models.DateField(null=True, blank=True)
    meeting_on = models.DateField(null=True, blank=True)
    meeting_said = models.TextField(blank=True)  # what came of it, or how it is arranged

    class Meta(CaseRow.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["copy", "writer"], condition=Q(sent_on=None), name="one_answer_being_written"
            )
        ]


class PlanComment(CaseRow):
    """One comment within an answer, on a section, on the item of it with the public id `item`, or (code blank) on the
    whole. Staff answer it: `reply`.

    `changed` holds, by section code, the text shown to the family as changed because of the comment.
    """

    answer = models.ForeignKey(DraftAnswer, on_delete=models.CASCADE, related_name="comments")
    code = models.CharField(max_length=2, blank=True)
    item = models.CharField(max_length=14, blank=True)
    text = models.TextField()
    reply = models.TextField(blank=True)
    changed = models.JSONField(default=dict, blank=True)
    replied_at = models.DateTimeField(null=True, blank=True)
    replied_by_name = models.CharField(max_length=200, blank=True)

    @property
    def place(self) -> str:
        """Where it stands: `F`, `F:` and the id of an item, or blank."""
        return f"{self.code}:{self.item}" if self.item else self.code

    class Meta(CaseRow.Meta):
        constraints = [
            models.UniqueConstraint(fields=["answer", "code", "item"], name="one_comment_a_place_and_answer")
        ]
