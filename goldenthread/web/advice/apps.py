"""Registers the pages of this audience, so that their templates are found."""

from __future__ import annotations

from django.apps import AppConfig


class AdvicePagesConfig(AppConfig):
    """Pages only; no tables."""

    name = "goldenthread.web.advice"
    label = "web_advice"
