"""Registers the pages of the law, so that their templates and pictures are found."""

from __future__ import annotations

from django.apps import AppConfig


class LawPagesConfig(AppConfig):
    """Pages only; no tables, and nothing typed into them is kept."""

    name = "goldenthread.web.law"
    label = "web_law"
