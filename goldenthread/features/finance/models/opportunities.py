"""The register of opportunities to spend better, and what each is worth by year."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from goldenthread.domain.money.opportunity_list import Flow, MoneyLine
from goldenthread.foundation.ids import new_id

FLOWS = tuple((each.value, each.said) for each in Flow)
LINES = tuple((each.value, each.said) for each in MoneyLine)


class Opportunity(models.Model):
    """One opportunity. `number` is its place in the register and in the waterfall: of several that change the same
    money, the earlier counts first. `group`: whose money on the line; blank means everybody's. `why` is why it is not
    pursued, or what else is to be said of its state.
    """

    class State(models.TextChoices):
        """How far it is."""

        CONSIDERED = "considered", "To be considered"
        AGREED = "agreed", "Agreed"
        UNDER_WAY = "under_way", "Under way"
        DONE = "done", "Done"
        NOT_PURSUED = "not_pursued", "Not pursued"

    public_id = models.CharField(max_length=14, unique=True, default=new_id, editable=False)
    number = models.PositiveSmallIntegerField(unique=True)
    title = models.CharField(max_length=300)
    workstream = models.CharField(max_length=120)
    owner = models.CharField(max_length=200, blank=True)
    flow = models.CharField(max_length=14, choices=FLOWS)
    line = models.CharField(max_length=24, choices=LINES)
    group = models.CharField(max_length=80, blank=True)
    state = models.CharField(max_length=12, choices=State.choices, default=State.CONSIDERED)
    why = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField()
    changed_by = models.CharField(max_length=60)
    changed_by_name = models.CharField(max_length=200)


class OpportunityValue(models.Model):
    """What an opportunity alone is expected to bring, or has brought, in one financial year: pounds, with the evidence
    and its date. Corrected by a newer row: `is_current` is False for what was said before.
    """

    class Kind(models.TextChoices):
        """Hoped for or had."""

        EXPECTED = "expected", "Expected"
        REALISED = "realised", "Realised"

    opportunity = models.ForeignKey(Opportunity, on_delete=models.CASCADE, related_name="values_by_year")
    year = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=8, choices=Kind.choices)
    amount = models.DecimalField(max_digits=14, decimal_places=2)
    evidence = models.TextField()
    evidence_on = models.DateField()
    is_current = models.BooleanField(default=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=60)
    recorded_by_name = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["opportunity", "year", "kind"], condition=Q(is_current=True), name="one_current_value_a_year"
            ),
            models.CheckConstraint(condition=Q(amount__gte=0), name="a_value_is_not_below_nought"),
        ]
