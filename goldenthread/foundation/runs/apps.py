"""Registers the runs app."""

from __future__ import annotations

from django.apps import AppConfig


class RunsConfig(AppConfig):
    """See README.md beside this file."""

    name = "goldenthread.foundation.runs"
    label = "runs"

    def ready(self) -> None:
        """Declare the journal entries."""
        from goldenthread.foundation.runs import events  # noqa: F401  the journal's tables must be loaded first
