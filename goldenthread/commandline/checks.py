"""`goldenthread check`: settings, journal, clocks."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict

import click
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import SystemCheckError

from goldenthread.commandline.starting import migrations_to_apply, start_django
from goldenthread.features.casework.operations import clocks as clock_copies
from goldenthread.foundation import clock
from goldenthread.foundation.journal import SYSTEM, checking

as_json = click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")


@click.group(invoke_without_command=True)
@click.pass_context
def check(ctx: click.Context) -> None:
    """Check the installation. Without a subcommand: settings and tables. Exit code 1 when something is wrong."""
    if ctx.invoked_subcommand is None:
        ctx.invoke(settings_check)


@check.command("settings")
def settings_check() -> None:
    """Are the settings safe and the tables up to date?"""
    start_django(need_tables=False)
    try:
        call_command("check", deploy=settings.PRODUCTION, fail_level="WARNING", verbosity=0)
    except SystemCheckError as wrong:
        click.echo(str(wrong), err=True)
        sys.exit(1)
    steps = migrations_to_apply()
    if steps:
        click.echo(f"The database lacks {steps} steps. Run: goldenthread migrate", err=True)
        sys.exit(1)
    click.echo("The settings are sound and the database is up to date.")


@check.command("journal")
@as_json
def journal_check(as_json: bool) -> None:
    """Verify the journal's two chains, link by link; finds a row edited, removed or added behind its back.

    Keep the last hashes it prints somewhere else: they prove later that the chains up to here were not rewritten.
    """
    start_django()
    verdicts = checking.check(
        None if as_json else lambda chain, number: click.echo(f"{chain}: {number:,} checked", err=True)
    )
    faults = [fault for verdict in verdicts for fault in verdict.faults]
    if as_json:
        click.echo(json.dumps({"sound": not faults, "chains": [asdict(verdict) for verdict in verdicts]}))
    else:
        for verdict in verdicts:
            click.echo(
                f"{verdict.chain}: {verdict.checked:,} checked, {len(verdict.faults)} faults. "
                f"Last hash {verdict.last_hash}"
            )
        for fault in faults[:100]:
            click.echo(f"{fault.chain} {fault.number}: {fault.message}", err=True)
    sys.exit(1 if faults else 0)


@check.command("clocks")
@as_json
def clocks_check(as_json: bool) -> None:
    """Recompute every clock and mend stored copies that differ. Exit code 0 even when some did: they are mended and
    journaled.
    """
    start_django()

    def progress(done: int, total: int) -> None:
        if not as_json:
            click.echo(f"{done:,} of {total:,} children", err=True)

    started = clock.monotonic()
    found = clock_copies.refresh_all(by=SYSTEM, on=clock.today(), progress=progress)
    seconds = round(clock.monotonic() - started, 2)
    if as_json:
        click.echo(json.dumps({**asdict(found), "seconds": seconds}))
    else:
        click.echo(
            f"{found.clocks:,} clocks of {found.children:,} children in {seconds} s; "
            f"{found.differed:,} children's copies differed."
        )
