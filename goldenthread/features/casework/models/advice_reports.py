"""What advisers wrote: a report by version, its rows, and earlier advice that all three agreed is enough."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from goldenthread.domain.advice.report import AREAS, PARTS
from goldenthread.features.casework.models.requests import Advice
from goldenthread.features.casework.models.scoped import CaseRow
from goldenthread.foundation.ids import new_id


class AdviceReport(CaseRow):
    """One version of the answer to one advice asked for. A submitted version never changes: a correction is the next
    number, with its `reason`, and makes the one before it superseded.

    `edition` grows with every save of anything in the draft. `warned`: ids of the quality rules shown when it was
    submitted, once for each row. The three answers are those of domain/advice/not_known.py. One held back from the
    family (`withheld_because`) is a person's decision, with its reason.
    """

    class State(models.TextChoices):
        """A draft is seen by the body that writes it alone."""

        DRAFT = "draft", "Being written"
        SUBMITTED = "submitted", "Submitted"
        SUPERSEDED = "superseded", "Corrected since"

    class Form(models.TextChoices):
        """Whether there is advice in it."""

        FULL = "full", "Advice"
        NOT_KNOWN = "not_known", "Not known to us"
        DOCUMENT = "document", "A document"

    public_id = models.CharField(max_length=14, unique=True, default=new_id, editable=False)
    advice = models.ForeignKey(Advice, on_delete=models.CASCADE, related_name="reports")
    number = models.PositiveSmallIntegerField(default=1)
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    form = models.CharField(max_length=9, choices=Form.choices, default=Form.FULL)
    edition = models.PositiveIntegerField(default=1)
    written_by = models.CharField(max_length=200, blank=True)
    based_on = models.TextField(blank=True)
    searched_by = models.TextField(blank=True)
    last_known = models.TextField(blank=True)
    ask_others = models.TextField(blank=True)
    reason = models.TextField(blank=True)
    warned = models.JSONField(default=list, blank=True)
    saved_at = models.DateTimeField()
    saved_by = models.CharField(max_length=60)
    saved_by_name = models.CharField(max_length=200)
    submitted_at = models.DateTimeField(null=True, blank=True)
    submitted_on = models.DateField(null=True, blank=True)
    withheld_because = models.TextField(blank=True)
    document = models.OneToOneField(
        "documents.Document", null=True, blank=True, on_delete=models.PROTECT, related_name="advice_report"
    )

    class Meta(CaseRow.Meta):
        constraints = [
            models.UniqueConstraint(fields=["advice", "number"], name="one_report_a_number"),
            models.UniqueConstraint(
                fields=["advice"], condition=Q(state="draft"), name="one_draft_report_an_advice"
            ),
            models.UniqueConstraint(
                fields=["advice"], condition=Q(state="submitted"), name="one_standing_report_an_advice"
            ),
            models.CheckConstraint(
                condition=Q(state="draft", submitted_at=None, submitted_on=None)
                | (~Q(state="draft") & Q(submitted_at__isnull=False, submitted_on__isnull=False)),
                name="report_was_submitted_on_a_day",
            ),
        ]  # fmt: skip


class AdviceEntry(CaseRow):
    """One strength, need, intended outcome or provision of a report: what a plan cites as its source, by `public_id`.

    `serves`: the needs an outcome answers, or the outcomes a provision works towards, in the same report.
    `carried_from`: the row of the version before that this was copied from.
    """

    public_id = models.CharField(max_length=14, unique=True, default=new_id, editable=False)
    report = models.ForeignKey(AdviceReport, on_delete=models.CASCADE, related_name="entries")
    part = models.CharField(max_length=9, choices=[(part.code, part.one) for part in PARTS])
    position = models.PositiveSmallIntegerField()
    edition = models.PositiveIntegerField(default=1)
    text = models.TextField()
    area = models.CharField(max_length=13, choices=list(AREAS.items()), blank=True)
    by_when = models.DateField(null=True, blank=True)
    measure = models.TextField(blank=True)
    who = models.CharField(max_length=300, blank=True)
    expertise = models.CharField(max_length=300, blank=True)
    how_often = models.CharField(max_length=300, blank=True)
    how_long = models.CharField(max_length=300, blank=True)
    ratio = models.CharField(max_length=300, blank=True)
    place = models.CharField(max_length=300, blank=True)
    reviewed = models.CharField(max_length=300, blank=True)
    serves = models.ManyToManyField("self", symmetrical=False, related_name="served_by", blank=True)
    carried_from = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="carried_to"
    )  # fmt: skip
    saved_by_name = models.CharField(max_length=200)

    class Meta(CaseRow.Meta):
        indexes = [models.Index(fields=["report", "part", "position"])]


class AdviceReuse(CaseRow):
    """Earlier advice that stands, because whoever gave it, the family and the council each agreed that it is enough
    (SEND Regulations 2014, regulation 6(4)). Without all three days there is no such row."""

    public_id = models.CharField(max_length=14, unique=True, default=new_id, editable=False)
    advice = models.OneToOneField(Advice, on_delete=models.CASCADE, related_name="reuse")
    earlier = models.ForeignKey(Advice, null=True, blank=True, on_delete=models.PROTECT, related_name="reused_as")
    described = models.CharField(max_length=300)
    given_on = models.DateField()
    adviser = models.CharField(max_length=200)
    adviser_agreed_on = models.DateField()
    family = models.CharField(max_length=200)
    family_agreed_on = models.DateField()
    council = models.CharField(max_length=200)
    council_agreed_on = models.DateField()
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=60)
