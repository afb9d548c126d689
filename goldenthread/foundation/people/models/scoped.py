"""The manager that will not hand over a child without being told who asks."""

from __future__ import annotations

from typing import Any

from django.db import models


class UnscopedRead(Exception):
    """Somebody tried to read children's records without saying for whom."""


class ScopedManager(models.Manager[Any]):
    """`visible_to(viewer, verb, on=...)` is the only way in. `path` leads from the row to its child ('' for Child
    itself).
    """

    use_in_migrations = False

    def __init__(self, path: str) -> None:
        super().__init__()
        self.path = path

    def get_queryset(self) -> models.QuerySet[Any]:
        """Refuses: use visible_to()."""
        raise UnscopedRead(f"Say who asks: {self.model.__name__}.objects.visible_to(viewer, verb, on=...)")

    def visible_to(self, viewer: Any, verb: Any, *, on: Any, only: str = "") -> models.QuerySet[Any]:
        """The rows about children this viewer may `verb` on that day. `viewer` knows its own filter
        (foundation/access). `only`: the public id of the one child asked about, which a database answers faster.
        """
        return super().get_queryset().filter(viewer.children_filter(verb, on=on, path=self.path, only=only))
