"""Registers the journal app."""

from __future__ import annotations

from django.apps import AppConfig


class JournalConfig(AppConfig):
    """See README.md beside this file."""

    name = "goldenthread.foundation.journal"
    label = "journal"
