"""Which roles an account holds, where and when; and emergency access."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from goldenthread.foundation.ids import new_id


class Grant(models.Model):
    """This account holds this role, at this body where the role is held at one, between these days (inclusive)."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="grants")
    role = models.CharField(max_length=40)
    organisation = models.ForeignKey(
        "people.Organisation", null=True, blank=True, on_delete=models.CASCADE, related_name="grants"
    )
    started_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["user", "role"])]


class EmergencyAccess(models.Model):
    """Somebody opened a record they are not tied to, gave a reason, for a limited time; the data protection officer is
    told.
    """

    public_id = models.CharField(max_length=14, unique=True, default=new_id, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="emergency_accesses")
    child = models.ForeignKey("people.Child", on_delete=models.CASCADE, related_name="emergency_accesses")
    reason = models.TextField()
    started_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    reviewed_at = models.DateTimeField(null=True, blank=True)
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    review_note = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gte=F("started_at")), name="emergency_access_ends_no_earlier_than_it_starts"
            )
        ]
        indexes = [models.Index(fields=["user", "ends_at"]), models.Index(fields=["reviewed_at"])]
