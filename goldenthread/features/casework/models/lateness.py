"""Why something is late, as the family is told."""

from __future__ import annotations

from django.db import models

from goldenthread.features.casework.models.scoped import CaseRow


class LateReason(CaseRow):
    """What the family and the school are told of one limit that was missed. It excuses nothing: an exception the law
    allows is an ExceptionClaim.

    `limit` is the rule and what it is of: 'C4-request-17'. The newest not taken back stands.
    """

    limit = models.CharField(max_length=60)
    why = models.TextField()
    hoped_by = models.DateField(null=True, blank=True)
    said_on = models.DateField()
    said_by = models.CharField(max_length=60)
    said_by_name = models.CharField(max_length=200, blank=True)

    class Meta(CaseRow.Meta):
        indexes = [models.Index(fields=["child", "limit"])]
