"""Registers the partnership app."""

from __future__ import annotations

from django.apps import AppConfig


class PartnershipConfig(AppConfig):
    """See README.md beside this file."""

    name = "goldenthread.foundation.partnership"
    label = "partnership"

    def ready(self) -> None:
        """Declare the journal entries."""
        from goldenthread.foundation.partnership import events  # noqa: F401  the journal's tables must be loaded first
