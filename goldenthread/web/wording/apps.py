"""Registers the pages, so that their templates and scripts are found."""

from __future__ import annotations

from django.apps import AppConfig


class WordingPagesConfig(AppConfig):
    """Pages only; no tables, and nothing typed into them is kept."""

    name = "goldenthread.web.wording"
    label = "web_wording"
