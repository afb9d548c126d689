"""Registers the access app and its journal entries."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in

from goldenthread.foundation import clock, journal


class AccessConfig(AppConfig):
    """See README.md beside this file."""

    name = "goldenthread.foundation.access"
    label = "access"

    def ready(self) -> None:
        """Declare the journal entries this app may write."""
        import_module("goldenthread.foundation.access.events")
        user_logged_in.connect(_note_sign_in, dispatch_uid="journal sign-in")


def _note_sign_in(sender: Any, user: Any, **rest: Any) -> None:
    """Each sign-in, however made, is one entry."""
    journal.record("account.signed_in", by=user, on=clock.today())
