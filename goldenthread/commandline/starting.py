"""Starts Django for commands that need the database, and says plainly when it cannot."""

from __future__ import annotations

import os
import sys
from typing import NoReturn

import click
import django
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.utils import OperationalError


def start_django(*, need_tables: bool = True) -> None:
    """Load settings and apps. An embedded database that is empty is given its tables; any other that lacks some
    ends the command with exit code 1, as does one that cannot be reached.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "goldenthread.config.settings")
    django.setup()
    if not need_tables:
        return
    missing = migrations_to_apply()
    if missing and connection.vendor == "sqlite" and not connection.introspection.table_names():
        click.echo(f"First use: making the database {connection.settings_dict['NAME']}.", err=True)
        call_command("migrate", verbosity=0, interactive=False)
        call_command("createcachetable", verbosity=0)
    elif missing:
        stop(f"The database is not up to date ({missing} steps to apply). Run: goldenthread migrate")


def migrations_to_apply() -> int:
    """How many migrations this database lacks. Ends the command when it cannot be reached."""
    try:
        executor = MigrationExecutor(connection)
        return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    except OperationalError as unreachable:
        stop(f"The database cannot be reached: {str(unreachable).strip().splitlines()[0]}")


def stop(message: str, code: int = 1) -> NoReturn:
    """Say why on standard error and end the command."""
    click.echo(message, err=True)
    sys.exit(code)
