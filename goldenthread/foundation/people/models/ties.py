"""Dated ties between a child and the people and bodies around them. Who may see a child depends on these alone."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from goldenthread.foundation.people.models.adults import Adult
from goldenthread.foundation.people.models.children import Child
from goldenthread.foundation.people.models.organisations import Organisation


class Tie(models.Model):
    """From `started_on` to `ended_on` (both inclusive; None is open), this adult or body stands so to this child."""

    class Kind(models.TextChoices):
        """The first four tie an adult; the rest a body, or an adult within one."""

        SELF = "self", "The young person"
        PARENT = "parent", "Parent"
        CARER = "carer", "Carer"
        ALLOCATED = "allocated", "Coordinator"
        CASE_TEAM = "case_team", "Team"
        ATTENDS = "attends", "School or college"
        HEALTH = "health", "Health service"
        SOCIAL_CARE = "social_care", "Social care"
        PSYCHOLOGY = "psychology", "Educational psychology"
        ADVISER = "adviser", "Asked for advice"  # another council team or body, such as the sensory service
        ADVOCATE = "advocate", "Advice or advocacy"
        PANEL = "panel", "Panel member"  # from the day a case is listed until some days after it is heard
        CONSULTED = "consulted", "Consulted about a place"

    child = models.ForeignKey(Child, on_delete=models.CASCADE, related_name="ties")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    adult = models.ForeignKey(Adult, null=True, blank=True, on_delete=models.PROTECT, related_name="ties")
    organisation = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="ties")
    relationship = models.CharField(max_length=80, blank=True)  # as the family says it: Mum, Grandad, foster carer
    parental_responsibility = models.BooleanField(default=False)
    young_person_agrees = models.BooleanField(
        default=False
    )  # to this person seeing their record after school-leaving age
    started_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=20, default="person")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(adult__isnull=False) | Q(organisation__isnull=False), name="tie_has_another_end"
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(started_on__isnull=True) | Q(ended_on__gte=F("started_on")),
                name="tie_ends_after_it_starts",
            ),
        ]
        indexes = [
            # Every list asks whose children these are today: the index alone answers, the rows are not read.
            models.Index(fields=["adult", "kind", "child", "started_on", "ended_on"]),
            models.Index(fields=["organisation", "kind", "child", "started_on", "ended_on"]),
        ]
