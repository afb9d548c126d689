"""Registers the pages about money and forecasts, so that their templates are found."""

from __future__ import annotations

from django.apps import AppConfig


class FinancePagesConfig(AppConfig):
    """Pages only; no tables."""

    name = "goldenthread.web.finance"
    label = "web_finance"
