"""What a person looked at and let go, though it seemed to name somebody else."""

from __future__ import annotations

from django.db import models

from goldenthread.features.casework.models.scoped import CaseRow


class LookedOver(CaseRow):
    """These words may stand in this paper. `paper` says which ('pack-...', 'advice-...', 'plan-...'); `words` are
    pairs of what was found (a name, a number, an address) and the words as they stand.
    """

    paper = models.CharField(max_length=60)
    words = models.JSONField(default=list)
    reason = models.TextField()
    looked_on = models.DateField()
    looked_by = models.CharField(max_length=60)
    looked_by_name = models.CharField(max_length=200, blank=True)

    class Meta(CaseRow.Meta):
        indexes = [models.Index(fields=["child", "paper"])]
