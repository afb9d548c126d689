"""Registers the notify app and its journal entries."""

from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig


class NotifyConfig(AppConfig):
    """See README.md beside this file."""

    name = "goldenthread.foundation.notify"
    label = "notify"

    def ready(self) -> None:
        """Declare the journal entries this app may write."""
        import_module("goldenthread.foundation.notify.events")
