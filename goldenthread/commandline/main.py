"""The `goldenthread` command. Subcommands load only when used, so that `clocks` answers without starting Django."""

from __future__ import annotations

import errno
import gc
import os
import sys
from importlib import import_module

import click
import django
from django.core.exceptions import ImproperlyConfigured

# name: (module, attribute, one line of help)
COMMANDS: dict[str, tuple[str, str, str]] = {
    "serve": ("serving", "serve", "Serve the pages (and run background work) until stopped."),
    "migrate": ("database", "migrate", "Create or update the database's tables."),
    "demo": ("demonstration", "demo", "Build and serve an invented partnership."),
    "import": ("imports", "imports", "Bring in a SEN2 return, a spreadsheet of cases, or schools."),
    "clocks": ("clocks", "clocks", "Work out and explain statutory dates; needs no database."),
    "plan": ("plans", "plan", "Check the wording of an EHC plan; needs no database."),
    "forecast": ("forecast", "forecast", "Forecast plans, places and cost; needs no database."),
    "places": ("places", "places", "Assign children to settings at the least cost; needs no database."),
    "money": ("money", "money", "Check a published forecast table; needs no database."),
    "jobs": ("jobs", "jobs", "See, run and retry background work."),
    "check": ("checks", "check", "Check the settings, the database, the journal's chains and the clocks."),
    "accounts": ("accounts", "accounts", "Make accounts and give roles."),
}
UNWRITTEN = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO)  # of standard output: no room, or the disk fails
# Asked of a file or of the law alone: these answer without starting Django.
NEED_NO_DATABASE = ("clocks", "plan", "forecast", "places", "money")


class Lazy(click.Group):
    """Lists every command from the table above, and imports one when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """In the table's order."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command, imported now."""
        if cmd_name not in COMMANDS:
            return None
        if cmd_name not in NEED_NO_DATABASE:
            _prepare_django(cmd_name)
        module, attribute, _ = COMMANDS[cmd_name]
        return getattr(import_module(f"goldenthread.commandline.{module}"), attribute)  # type: ignore[no-any-return]

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Help lines from the table, so that `--help` imports nothing."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, _, line) in COMMANDS.items()])


def _prepare_django(command: str) -> None:
    """Settings and apps, before a command that uses tables is imported. Help is given whatever the settings are."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "goldenthread.config.settings")
    if {"-h", "--help"} & set(sys.argv[1:]):
        os.environ.update(GOLDENTHREAD_ENV="test", DATABASE_URL="sqlite:///:memory:")
    elif command == "demo":
        os.environ["GOLDENTHREAD_ENV"] = "demo"
    elif command not in ("serve", "check"):
        os.environ["GOLDENTHREAD_SERVES_NOBODY"] = "1"  # read by config/environment.py
    django.setup()


@click.command(cls=Lazy, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(package_name="goldenthread")
def cli() -> None:
    """Golden Thread: runs a local-area SEND partnership.

    DATABASE_URL chooses the database: sqlite:///path (default, ./var/goldenthread.sqlite3) or postgresql://...
    GOLDENTHREAD_ENV is 'production' unless set to 'local' (one's own machine) or 'demo'. Exit codes: 0 done;
    1 something is wrong and was said; 2 the command was not understood, a file cannot be read or the settings are
    unsafe; 3 a forecast could be made of the files, and not be trusted.
    """


def main() -> None:
    """Entry point. Unsafe settings are one sentence, not a traceback."""
    # Commands read rows by the hundred thousand, none in a cycle: looking for cycles every 700 objects costs a fifth.
    gc.set_threshold(100_000, 20, 100)
    try:
        cli(prog_name="goldenthread")
    except ImproperlyConfigured as unsafe:
        click.echo(f"Not started: {unsafe}", err=True)
        sys.exit(2)
    except OSError as wrong:
        if wrong.errno not in UNWRITTEN or wrong.filename is not None:
            raise
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # Python flushes what is still held at the end
        click.echo(f"The answer could not be written out: {wrong.strerror}", err=True)
        sys.exit(1)


if __name__ == "__main__":
    main()
