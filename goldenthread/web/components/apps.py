"""The components app: templates, template tags and styles; no tables."""

from __future__ import annotations

from django.apps import AppConfig


class ComponentsConfig(AppConfig):
    name = "goldenthread.web.components"
    label = "components"
    verbose_name = "Page components"
