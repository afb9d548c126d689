"""Failures of a command that answers in JSON: one JSON object on standard output too, and how a program tells them.

`{"error": {"kind", "file", "line", "message", "all"}}`: the first thing wrong, and all that is, each with its file and
line (0 for the whole file). In words the same goes to standard error, with or without `--json`.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from enum import StrEnum
from typing import NamedTuple, NoReturn, Protocol

import click

_ASKED = "goldenthread.json"
NOT_TRUSTED = 3


class Kind(StrEnum):
    """What went wrong, for a program."""

    USAGE = "usage"  # the command was not understood
    INPUT = "input"  # a file cannot be read as it is
    NO_FORECAST = "no-forecast"  # the files can be read, and no sum be done
    MISTRUST = "not-trusted"  # a sum could be done, and would mislead
    OUTPUT = "output"  # the answer cannot be written

    @property
    def exit_code(self) -> int:
        """2, but for what could be answered all the same by asking otherwise."""
        return NOT_TRUSTED if self is Kind.MISTRUST else 2


class Located(Protocol):
    """Something wrong, and where; as a sentence, `str` of it."""

    @property
    def file(self) -> str: ...
    @property
    def line(self) -> int: ...
    @property
    def message(self) -> str: ...


class Wrong(NamedTuple):
    """A sentence about a file that names its line, if any, itself."""

    file: str
    message: str

    @property
    def line(self) -> int:
        """The first line the sentence names; 0 for the whole file."""
        named = re.search(r"\bline ([0-9]{1,9})\b", self.message)
        return int(named[1]) if named else 0

    def __str__(self) -> str:
        return f"{self.file}: {self.message}"


class TellsErrors(click.Command):
    """A command whose failures are JSON where `--json` asks for JSON; click's own refusals of words too."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """As click does, and whether JSON is asked for is known before anything can be refused."""
        ctx.meta[_ASKED] = "--json" in args
        with _refusals_told(ctx):
            return super().parse_args(ctx, args)

    def invoke(self, ctx: click.Context) -> object:
        """As click does."""
        with _refusals_told(ctx):
            return super().invoke(ctx)


@contextmanager
def _refusals_told(ctx: click.Context) -> Iterator[None]:
    try:
        yield
    except click.UsageError as refused:
        if ctx.meta[_ASKED]:
            click.echo(_as_json(Kind.USAGE, [Wrong("", refused.format_message())]))
        raise


def stop(kind: Kind, faults: Sequence[Located], heading: str = "") -> NoReturn:
    """End the program: in words on standard error, in JSON too where that is asked for. `faults`: one at least."""
    if heading:
        click.echo(heading, err=True)
    for fault in faults:
        click.echo(f"{'  ' if heading else ''}{fault}", err=True)
    if click.get_current_context().meta.get(_ASKED):
        click.echo(_as_json(kind, faults))
    sys.exit(kind.exit_code)


def _as_json(kind: Kind, faults: Sequence[Located]) -> str:
    every = [{"file": each.file, "line": each.line, "message": each.message} for each in faults]
    return json.dumps({"error": {"kind": kind.value, **every[0], "all": every}}, ensure_ascii=False)
