"""Whether the health commissioner agrees section G: who said so, for which body, of exactly which words."""

from __future__ import annotations

from django.db import models

from goldenthread.domain.calendars.wording import said
from goldenthread.features.casework.models.drafting import PlanCopy
from goldenthread.features.casework.models.requests import Request
from goldenthread.features.casework.models.scoped import CaseRow


class HealthAgreement(CaseRow):
    """One answer to whether section G is agreed (SEND Regulations 2014, regulation 12(2)); the newest counts, while the
    section says the same. Never changed: a further answer is a further row.

    `copy` is the draft that was shown, None where the answer came by other means (`how`) of the text as it stood.
    `text` is the section's words then, `fingerprint` their SHA-256 in hexadecimal. `officer` gave it for `for_body`, on
    `said_on`; `recorded_by` an account's id.
    """

    class How(models.TextChoices):
        """By what means it was given."""

        HERE = "here", "Said here"
        LETTER = "letter", "By letter"
        EMAIL = "email", "By email"
        TELEPHONE = "telephone", "By telephone"
        MEETING = "meeting", "At a meeting"

    request = models.ForeignKey(Request, on_delete=models.CASCADE, related_name="health_agreements")
    copy = models.ForeignKey(
        PlanCopy, null=True, blank=True, on_delete=models.PROTECT, related_name="health_agreements"
    )
    text = models.TextField(blank=True)
    fingerprint = models.CharField(max_length=64)
    agrees = models.BooleanField()
    reason = models.TextField(blank=True)
    officer = models.CharField(max_length=200)
    for_body = models.CharField(max_length=200)
    organisation = models.ForeignKey(
        "people.Organisation", null=True, blank=True, on_delete=models.PROTECT, related_name="health_agreements"
    )
    how = models.CharField(max_length=10, choices=How.choices)
    said_on = models.DateField()
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=60)
    recorded_by_name = models.CharField(max_length=200, blank=True)

    class Meta(CaseRow.Meta):
        constraints = [
            models.CheckConstraint(
                condition=models.Q(agrees=True) | ~models.Q(reason=""), name="health_that_does_not_agree_says_why"
            )
        ]

    @property
    def heading(self) -> str:
        """`Agreed on 2 September 2026`."""
        return f"{'Agreed' if self.agrees else 'Not agreed'} on {said(self.said_on)}"
