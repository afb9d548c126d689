"""`goldenthread migrate`."""

from __future__ import annotations

import click
from django.core.management import call_command

from goldenthread.commandline.starting import migrations_to_apply, start_django


def bring_up_to_date(*, quiet: bool = False) -> int:
    """Create or update every table, the shared cache's too; how many steps were applied."""
    steps = migrations_to_apply()
    if steps:
        call_command("migrate", verbosity=0 if quiet else 1, interactive=False)
    call_command("createcachetable", verbosity=0)
    return steps


@click.command()
@click.option(
    "--check", "check_only", is_flag=True, help="Only say whether anything is to be done (exit code 1 if so)."
)
def migrate(check_only: bool) -> None:
    """Create or update the database's tables. Safe to run again: what is done is not done twice."""
    start_django(need_tables=False)
    if check_only:
        steps = migrations_to_apply()
        click.echo(f"{steps} steps to apply." if steps else "The database is up to date.")
        raise SystemExit(1 if steps else 0)
    steps = bring_up_to_date()
    click.echo(
        "The database is up to date." if not steps else f"Done: {steps} steps applied. The database is up to date."
    )
