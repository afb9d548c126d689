"""Registers the people app and its journal entries."""

from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """See README.md beside this file."""

    name = "goldenthread.foundation.people"
    label = "people"

    def ready(self) -> None:
        """Declare the journal entries this app may write."""
        import_module("goldenthread.foundation.people.events")
