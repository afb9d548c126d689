"""Registers the pages of this audience, so that their templates are found."""

from __future__ import annotations

from django.apps import AppConfig


class PlacesPagesConfig(AppConfig):
    """Pages only; no tables."""

    name = "goldenthread.web.places"
    label = "web_places"
