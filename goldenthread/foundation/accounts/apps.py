"""Registers the accounts app."""

from __future__ import annotations

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """See README.md beside this file."""

    name = "goldenthread.foundation.accounts"
    label = "accounts"
