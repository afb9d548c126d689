"""Registers the pages of this audience, so that their templates are found."""

from __future__ import annotations

from django.apps import AppConfig


class SignInPagesConfig(AppConfig):
    """Pages only; no tables."""

    name = "goldenthread.web.sign_in"
    label = "web_sign_in"
