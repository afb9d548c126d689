"""Registers the finance app and its journal entries."""

from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig


class FinanceConfig(AppConfig):
    """See README.md beside this file."""

    name = "goldenthread.features.finance"
    label = "finance"

    def ready(self) -> None:
        """Declare the journal entries this app may write."""
        import_module("goldenthread.features.finance.events")
