"""Registers the pages of this audience, so that their templates are found."""

from __future__ import annotations

from django.apps import AppConfig


class IntakePagesConfig(AppConfig):
    """Pages only; no tables."""

    name = "goldenthread.web.intake"
    label = "web_intake"
