"""Registers the documents app."""

from __future__ import annotations

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    """See README.md beside this file."""

    name = "goldenthread.foundation.documents"
    label = "documents"

    def ready(self) -> None:
        """Declare the journal entries."""
        from goldenthread.foundation.documents import events  # noqa: F401  the journal's tables must be loaded first
