"""`goldenthread jobs`: background work seen, started, tried again and cancelled; and the worker that does it."""

from __future__ import annotations

import json
import os
import sys
import time
from dataclasses import asdict
from typing import Any

import click
from django.core.exceptions import ObjectDoesNotExist

from goldenthread.commandline.starting import start_django, stop

as_json = click.option("--json", "as_json", is_flag=True, help="Print JSON.")
GROUPS = ("running", "given_up", "failed", "waiting", "done", "cancelled")


@click.group()
def jobs() -> None:
    """See, run and retry background work.

    Each piece of work is a run with an id. It is waiting, running, failed (it will be tried again), given up, done
    or cancelled.
    """


@jobs.command()
@click.option("--workers", default=1, show_default=True, type=click.IntRange(1, 64), help="Worker processes.")
@click.option("--grace", default=20.0, show_default=True, help="Seconds a run may take to end when asked to stop.")
@click.option("--beside-parent", is_flag=True, hidden=True, help="Stop when the process that started this one is gone.")
def work(workers: int, grace: float, beside_parent: bool) -> None:
    """Do background work until stopped.

    On SIGTERM no new run is begun; one in progress gets the grace, then is rolled back and left for another worker.
    Any number of these may run, on any number of machines that share a PostgreSQL database.
    """
    parent = os.getppid() if beside_parent else None
    start_django()
    from goldenthread.jobs.worker import work as work_until_stopped  # needs Django's apps

    if not beside_parent:
        click.echo(f"Working with {workers} process(es). Stop with Ctrl-C.", err=True)
    work_until_stopped(workers=workers, grace=grace, only_beside=parent)


@jobs.command("list")
@click.option("--group", type=click.Choice(GROUPS), help="Only these.")
@click.option(
    "--limit", default=50, show_default=True, type=click.IntRange(1, 10_000), help="At most this many, newest first."
)
@as_json
def list_runs(group: str | None, limit: int, as_json: bool) -> None:
    """List runs, newest first."""
    start_django()
    from goldenthread.foundation.runs import queries

    found = queries.newest(group=group, limit=limit)
    if as_json:
        click.echo(json.dumps([_plain(run) for run in found], default=str))
        return
    for run in found:
        click.echo(_line(run))
    counted = ", ".join(f"{count} {name.replace('_', ' ')}" for name, count in queries.counts().items() if count)
    click.echo(counted or "There is no background work.", err=True)


@jobs.command("run")
@click.argument("name")
@click.option("--arguments", default="{}", metavar="JSON", help="An object; public ids, never names.")
@click.option(
    "--wait", is_flag=True, help="Wait until a worker has done it. Exit code 1 when it is given up or cancelled."
)
@click.option("--here", is_flag=True, help="Do it in this process, now, instead of leaving it to a worker.")
@as_json
def run_job(name: str, arguments: str, wait: bool, here: bool, as_json: bool) -> None:
    """Ask for a job to be done; prints the run's id. `jobs table` lists those that also run by themselves."""
    given = _object(arguments)
    start_django()
    from goldenthread.foundation import clock, journal
    from goldenthread.foundation.runs import operations, queries
    from goldenthread.jobs import performing, registry
    from goldenthread.jobs import queue as _queue  # noqa: F401  so that asking wakes the workers

    try:
        registry.find(name)
    except registry.UnknownJob as unknown:
        stop(str(unknown), 2)
    public_id = operations.ask(name, given, by=journal.SYSTEM, at=clock.now()).public_id
    if here:
        held = performing.claim_next(only=public_id)
        if held is not None:  # else a worker was quicker
            performing.perform(held)
    if here or wait:
        _follow(public_id, quiet=as_json)
    run = queries.progress_of(public_id)
    assert run is not None
    click.echo(json.dumps(_plain(run), default=str) if as_json else _line(run))
    sys.exit(1 if (here or wait) and run.group != "done" else 0)


@jobs.command("show")
@click.argument("public_id", metavar="ID")
def show(public_id: str) -> None:
    """Print everything about one run as JSON."""
    start_django()
    from goldenthread.foundation.runs import queries

    run = queries.progress_of(public_id)
    if run is None:
        stop(f"There is no run {public_id}.")
    click.echo(json.dumps(_plain(run), default=str, indent=2))


@jobs.command("retry")
@click.argument("public_id", metavar="ID")
def retry(public_id: str) -> None:
    """Try a run again that was given up or cancelled, or that waits for its next attempt."""
    _change("retry", public_id, "will be tried again")


@jobs.command("cancel")
@click.argument("public_id", metavar="ID")
def cancel(public_id: str) -> None:
    """Cancel a run that waits or runs; what it was doing is not kept where the job is one transaction."""
    _change("cancel", public_id, "is cancelled")


@jobs.command("table")
@as_json
def table_of_jobs(as_json: bool) -> None:
    """What runs by itself, and when."""
    start_django(need_tables=False)
    from goldenthread.jobs import registry, table

    rows: list[dict[str, Any]] = [
        {"job": e.job, "title": registry.title(e.job), "when": e.when, "crontab": e.crontab, "why": e.why}
        for e in table.TABLE
    ]
    if as_json:
        click.echo(json.dumps(rows))
        return
    for row in rows:
        click.echo(f"{row['job']:<20} {row['when']:<22} {row['why']}")


def _change(verb: str, public_id: str, done: str) -> None:
    start_django()
    from goldenthread.foundation import clock, journal
    from goldenthread.foundation.runs import operations
    from goldenthread.foundation.runs.failures import NotPossible
    from goldenthread.jobs import queue as _queue  # noqa: F401  so that a retry wakes the workers

    try:
        getattr(operations, verb)(public_id, by=journal.SYSTEM, at=clock.now())
    except NotPossible as refused:
        stop(str(refused))
    except ObjectDoesNotExist:
        stop(f"There is no run {public_id}.")
    click.echo(f"{public_id} {done}.")


def _follow(public_id: str, *, quiet: bool) -> None:
    """Until it has ended, print each change of its figures."""
    from goldenthread.foundation.runs import queries

    said = ""
    while (run := queries.progress_of(public_id)) is not None:
        line = _line(run)
        if line != said and not quiet:
            click.echo(line, err=True)
        if run.ended:
            return
        said = line
        time.sleep(0.5)


def _object(text: str) -> dict[str, Any]:
    try:
        given = json.loads(text)
    except json.JSONDecodeError as wrong:
        stop(f"--arguments is not JSON: {wrong}", 2)
    if not isinstance(given, dict):
        stop('--arguments must be a JSON object, such as {"import": "2v6m..."}.', 2)
    return given


def _plain(run: Any) -> dict[str, Any]:
    return {**asdict(run), "percent": run.percent}


def _line(run: Any) -> str:
    parts = [run.public_id, f"{run.group.replace('_', ' '):<9}", f"{run.job:<20}"]
    if run.group == "running":
        parts.append(f"{run.done:,} of {run.total:,} ({run.percent}%)" if run.total else f"{run.done:,}")
    elif run.group == "failed":
        parts.append(f"attempt {run.attempts} of {run.max_attempts}, again at {run.not_before:%d %B %Y %H:%M:%S}")
        parts.append(run.last_error)
    elif run.group == "given_up":
        parts.append(run.last_error)
    elif run.group == "done":
        parts.append(json.dumps(run.result))
    return "  ".join(parts)
