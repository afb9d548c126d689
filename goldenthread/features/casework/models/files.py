"""Files people send in about a child: what each shows, whose request it belongs to, who else may see it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from goldenthread.features.casework.models.intake import Intake
from goldenthread.features.casework.models.scoped import CaseRow


class CaseFile(CaseRow):
    """One file sent in. With `intake`, it goes with that request, and is its writer's own until that is sent.

    `may_name_another`: its words seemed to name another child when it came. `shown_to_advisers_on`: a person has
    looked and lets those asked for advice open it. `looked_at_on`: the day somebody of the team first opened it; what
    the team put in itself has been looked at.
    """

    document = models.OneToOneField("documents.Document", on_delete=models.CASCADE, related_name="case_file")
    intake = models.ForeignKey(Intake, null=True, blank=True, on_delete=models.SET_NULL, related_name="files")
    sender = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="files_sent")
    sent_for = models.CharField(max_length=200, blank=True)
    says = models.CharField(max_length=300, blank=True)
    may_name_another = models.BooleanField(default=False)
    shown_to_advisers_on = models.DateField(null=True, blank=True)
    shown_by_name = models.CharField(max_length=200, blank=True)
    looked_at_on = models.DateField(null=True, blank=True)
    looked_at_by_name = models.CharField(max_length=200, blank=True)

    class Meta(CaseRow.Meta):
        indexes = [models.Index(fields=["child"], condition=Q(looked_at_on=None), name="files_not_looked_at")]
