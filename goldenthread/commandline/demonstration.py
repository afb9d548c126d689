"""`goldenthread demo`: build, serve, show the cast, write out as files a council would have."""

from __future__ import annotations

import os
import subprocess
import sys

import click
from django.conf import settings
from django.core.management import call_command
from django.db import connection

from goldenthread.commandline.database import bring_up_to_date
from goldenthread.commandline.demonstration_files import LIKE, write_command
from goldenthread.commandline.serving import gather_static, port_taken, run
from goldenthread.commandline.starting import start_django, stop
from goldenthread.demo.construction import build
from goldenthread.demo.notify_stub import NotifyStub
from goldenthread.foundation import clock
from goldenthread.foundation.access.queries.cast import cast_by_place


@click.group()
def demo() -> None:
    """An invented partnership: Wrenbury and Marle. Everyone in it is made up.

    Never uses a database that holds anything else.
    """


like_option = click.option(
    "--like", type=click.Choice(LIKE), default="kingston", show_default=True, help="Calibrated to this area."
)
seed_option = click.option("--seed", type=int, default=1, show_default=True, help="Same seed, same partnership.")


@demo.command("build")
@like_option
@click.option("--size", type=click.IntRange(1, 2_000_000), help="Plans in force; the area's own number when not given.")
@seed_option
@click.option("--again", is_flag=True, help="Throw away the demonstration that is there and build it afresh.")
def build_command(like: str, size: int | None, seed: int, again: bool) -> None:
    """Build the partnership in the database DATABASE_URL names (default: SQLite in ./var)."""
    start_django(need_tables=False)
    _build(like, size, seed, again=again)


@demo.command("serve")
@click.option(
    "--size",
    default="2300",
    show_default=True,
    help=f"{', '.join(LIKE)}, or a number of plans in an average area; used when building.",
)
@seed_option
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option("--host", default="127.0.0.1", show_default=True)
def serve_command(size: str, seed: int, port: int, host: str) -> None:
    """Build the partnership if it is not there, and serve it. A second run keeps the data and starts in seconds."""
    start_django(need_tables=False)
    if size not in LIKE and not size.isdigit():
        stop(f"SIZE is {size!r}: give a number of plans or one of {', '.join(LIKE)}.", code=2)
    if port_taken(host, port):
        stop(f"Port {port} is in use. Choose another, for example: make demo PORT={port + 1}")
    like, plans = (size, None) if size in LIKE else ("england", int(size))
    _build_apart(like, plans, seed)
    gather_static()
    with NotifyStub() as stub:
        _send_to(stub, f"http://{host}:{port}")
        _say_hello(host, port, stub.url)
        run(host, port, workers=2)


def _send_to(stub: NotifyStub, address: str) -> None:
    """The processes started from here send messages to the stand-in: nothing leaves this machine."""
    given = {f"GOLDENTHREAD_NOTIFY_{name.upper()}": value for name, value in stub.settings().items()}
    os.environ.update(given | {"GOLDENTHREAD_ADDRESS": address})
    settings.NOTIFY, settings.PUBLIC_ADDRESS = stub.settings(), address  # web processes are copies of this one


@demo.command("cast")
def cast_command() -> None:
    """List everyone who can be stepped into."""
    start_django()
    _list_cast()


demo.add_command(write_command)


def _build(like: str, size: int | None, seed: int, *, again: bool = False, keep: bool = False) -> None:
    bring_up_to_date(quiet=True)
    found = build.state()
    if found == "real":
        stop(f"The database {_where()} holds something that is not a demonstration. Nothing was done to it.")
    if found == "demo" and keep:
        return
    if found == "demo" and not again:
        stop(
            f"The database {_where()} holds a demonstration already. "
            "To build it afresh: goldenthread demo build --again"
        )
    if found == "demo":
        call_command("flush", interactive=False, verbosity=0)
    called = (
        f"about {size:,} plans, calibrated to {like.title()}"
        if size
        else f"the size of {like.replace('-', ' ').title()}"
    )
    click.echo(f"Building Wrenbury and Marle, an invented partnership, {called}.", err=True)
    started = clock.monotonic()
    built = build.build(like=like, size=size, seed=seed, at=clock.now(), progress=_progress)
    if _is_sqlite():
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    seconds = clock.monotonic() - started
    click.echo(
        f"Built: {built.children:,} children and young people, {built.schools} schools, in {seconds:.0f} seconds.",
        err=True,
    )


def _build_apart(like: str, plans: int | None, seed: int) -> None:
    """Build in a process of its own, unless it is there: the typesetting library cannot be used before a server makes
    its processes and again in them.
    """
    bring_up_to_date(quiet=True)
    if build.state() == "demo":
        return _build(like, plans, seed, keep=True)
    size = [] if plans is None else ["--size", str(plans)]
    command = [sys.executable, "-m", "goldenthread.commandline.main", "demo", "build", "--like", like, *size]
    done = subprocess.run([*command, "--seed", str(seed)])
    if done.returncode:
        sys.exit(done.returncode)
    return None


def _progress(what: str, done: int, total: int) -> None:
    if what == "done":
        click.echo("", err=True)
    elif sys.stderr.isatty():
        click.echo(f"\r  {done:,} children and young people so far", err=True, nl=False)
    elif done % 5_000 < 500:
        click.echo(f"  {done:,} children and young people so far", err=True)


def _say_hello(host: str, port: int, sent: str) -> None:
    shown = "localhost" if host in ("127.0.0.1", "0.0.0.0", "::") else host
    click.echo("")
    _list_cast()
    click.echo("")
    click.echo(
        f"Open http://{shown}:{port}/demo/ to step into anyone above. Stop with Ctrl-C; the data is kept in {_where()}."
    )
    click.echo(f"No message leaves this machine. What would have been sent: {sent}/")


def _list_cast() -> None:
    for place, members in cast_by_place():
        click.echo(place)
        for member in members:
            click.echo(f"  {member.name:<22}{member.role}{', ' + member.where if member.where else ''}")
    click.echo("No passwords are needed in the demonstration.")


def _where() -> str:
    return str(settings.DATABASES["default"]["NAME"])


def _is_sqlite() -> bool:
    return str(settings.DATABASES["default"]["ENGINE"]).endswith("sqlite3")
