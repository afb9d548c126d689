"""Registers the pages of this audience, so that their templates are found."""

from __future__ import annotations

from django.apps import AppConfig


class BackOfficePagesConfig(AppConfig):
    """Pages only; no tables."""

    name = "goldenthread.web.back_office"
    label = "web_back_office"
