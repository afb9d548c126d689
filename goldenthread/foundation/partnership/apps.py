"""Registers the partnership app."""

from __future__ import annotations

from django.apps import AppConfig


class PartnershipConfig(AppConfig):
    """See README.md beside this file."""

    name = "goldenthread.foundation.partnership"
    label = "partnership"
