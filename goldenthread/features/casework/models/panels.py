"""Panels that advise on decisions: the meeting, who sits, the cases, conflicts of interest, what each one thinks."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from goldenthread.features.casework.models.requests import Request
from goldenthread.features.casework.models.scoped import CaseRow
from goldenthread.foundation.ids import new_id


class PanelMeeting(models.Model):
    """One meeting of a team's panel. `begins_at` is a time of that day; `place` an address, or how to join."""

    public_id = models.CharField(max_length=14, unique=True, default=new_id, editable=False)
    team = models.ForeignKey("people.Organisation", on_delete=models.PROTECT, related_name="panel_meetings")
    held_on = models.DateField()
    begins_at = models.TimeField(null=True, blank=True)
    is_online = models.BooleanField(default=False)
    place = models.CharField(max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=60)
    cancelled_on = models.DateField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["team", "held_on"])]

    def __str__(self) -> str:
        return self.public_id


class PanelMember(models.Model):
    """Somebody who sits on one meeting, and the body they sit for. One who no longer does keeps their row, with
    `left_on`."""

    meeting = models.ForeignKey(PanelMeeting, on_delete=models.CASCADE, related_name="members")
    adult = models.ForeignKey("people.Adult", on_delete=models.PROTECT, related_name="panel_seats")
    body = models.CharField(max_length=300, blank=True)
    is_chair = models.BooleanField(default=False)
    left_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["meeting", "adult"], name="one_seat_a_person_and_panel"),
            models.UniqueConstraint(
                fields=["meeting"], condition=Q(is_chair=True, left_on=None), name="one_chair_a_panel"
            ),
        ]


class PanelCase(CaseRow):
    """One case on a meeting's agenda, with its question (domain/lifecycle/hearing.py), and the panel's advice on it.

    The answers to each question are PanelViews without a member; `advice_version` counts how often they were recorded.
    """

    public_id = models.CharField(max_length=14, unique=True, default=new_id, editable=False)
    meeting = models.ForeignKey(PanelMeeting, on_delete=models.CASCADE, related_name="cases")
    request = models.ForeignKey(Request, null=True, blank=True, on_delete=models.CASCADE, related_name="panel_cases")
    asked = models.CharField(max_length=6)
    question = models.TextField(blank=True)
    main_need = models.CharField(max_length=4, blank=True)
    listed_on = models.DateField()
    listed_by = models.CharField(max_length=60)
    taken_off_on = models.DateField(null=True, blank=True)
    taken_off_because = models.TextField(blank=True)
    heard_on = models.DateField(null=True, blank=True)
    advice_reasons = models.TextField(blank=True)
    advice_version = models.PositiveIntegerField(default=0)
    advice_at = models.DateTimeField(null=True, blank=True)
    advice_by = models.CharField(max_length=200, blank=True)

    class Meta(CaseRow.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "child", "asked"], condition=Q(taken_off_on=None),
                name="one_question_a_child_and_panel",
            ),
            models.CheckConstraint(
                condition=Q(asked__in=["assess", "issue"], request__isnull=False)
                | (Q(asked="other") & ~Q(question="")),
                name="panel_case_says_what_it_asks",
            ),
            models.CheckConstraint(
                condition=Q(heard_on=None, advice_reasons="") | (Q(heard_on__isnull=False) & ~Q(advice_reasons="")),
                name="panel_advice_has_its_reasons",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.public_id


class PanelDeclaration(CaseRow):
    """What a member said of their interest in a case: none, or which."""

    case = models.ForeignKey(PanelCase, on_delete=models.CASCADE, related_name="declarations")
    member = models.ForeignKey(PanelMember, on_delete=models.CASCADE, related_name="declarations")
    has_conflict = models.BooleanField()
    conflict = models.TextField(blank=True)
    declared_at = models.DateTimeField()
    declared_by = models.CharField(max_length=60)

    class Meta(CaseRow.Meta):
        constraints = [
            models.UniqueConstraint(fields=["case", "member"], name="one_declaration_a_member_and_case"),
            models.CheckConstraint(
                condition=Q(has_conflict=False, conflict="") | (Q(has_conflict=True) & ~Q(conflict="")),
                name="a_conflict_is_said",
            ),
        ]


class PanelView(CaseRow):
    """An answer to one question of a case, with its reasons: of a member alone, or (`member` None) of the panel."""

    case = models.ForeignKey(PanelCase, on_delete=models.CASCADE, related_name="views")
    member = models.ForeignKey(PanelMember, null=True, blank=True, on_delete=models.CASCADE, related_name="views")
    question = models.CharField(max_length=20)
    answer = models.CharField(max_length=8)
    reasons = models.TextField(blank=True)
    given_at = models.DateTimeField()

    class Meta(CaseRow.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["case", "member", "question"], condition=Q(member__isnull=False), name="one_view_a_member"
            ),
            models.UniqueConstraint(
                fields=["case", "question"], condition=Q(member=None), name="one_answer_of_the_panel"
            ),
            models.CheckConstraint(
                condition=Q(answer__in=["met", "not_met", "more"]), name="a_view_is_met_not_met_or_more"
            ),
        ]
