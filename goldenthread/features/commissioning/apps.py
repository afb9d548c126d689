"""Registers the commissioning app and its journal entries."""

from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig


class CommissioningConfig(AppConfig):
    """See README.md beside this file."""

    name = "goldenthread.features.commissioning"
    label = "commissioning"

    def ready(self) -> None:
        """Declare the journal entries this app may write."""
        import_module("goldenthread.features.commissioning.events")
