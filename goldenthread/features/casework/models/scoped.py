"""What every casework row has: its child, the manager that asks who looks, and a plain one for operations."""

from __future__ import annotations

from django.db import models

from goldenthread.foundation.people.models.scoped import ScopedManager


class CaseRow(models.Model):
    """`objects` refuses to read without a viewer; `rows` is for operations and for relations from a child already
    found.
    """

    child = models.ForeignKey("people.Child", on_delete=models.CASCADE, related_name="%(class)s_rows")

    objects = ScopedManager("child")
    rows = models.Manager()

    class Meta:
        abstract = True
        default_manager_name = "rows"
        base_manager_name = "rows"
