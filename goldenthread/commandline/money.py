"""`goldenthread money`: published figures checked from a terminal. Needs no database, keeps nothing, sends nothing."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Final

import click

from goldenthread.commandline.json_errors import Kind, TellsErrors, Wrong, stop
from goldenthread.commandline.plan_reading import Unreadable, bytes_of, text_of
from goldenthread.domain.forecast.published.checking import NoTable, check_text
from goldenthread.domain.forecast.published.mapping import as_mapping
from goldenthread.domain.forecast.published.wording import in_words

_NOT_TEXT: Final = (
    "It is not text. Save the sheet as CSV, or copy the page with the table from the Word file or PDF into a text file."
)


@click.group("money")
def money() -> None:
    """Check a published forecast: which figures follow, which are inputs, which contradict."""


@money.command("check-table", cls=TellsErrors)
@click.argument("file", type=click.Path(path_type=Path, allow_dash=True))
@click.option("--json", "as_json", is_flag=True, help="Everything that was found, as one JSON document.")
def check_table(file: Path, as_json: bool) -> None:
    """Check the tables of figures in FILE ('-': what is typed or piped in): CSV, tab-separated or copied text.

    The words around a table are read too: what they claim is held against it. Exit code 0 when a table could be
    checked, whatever was found; 2 when there is none, with the reason and the line (with --json in an
    object "error" too).
    """
    try:
        checked = check_text(_text(file))
    except (NoTable, Unreadable) as fault:
        stop(Kind.INPUT, [Wrong("standard input" if str(file) == "-" else file.name, str(fault))])
    click.echo(json.dumps(as_mapping(checked), indent=2, ensure_ascii=False) if as_json else in_words(checked))


def _text(file: Path) -> str:
    data = bytes_of(file)
    two_bytes = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    if data[:4] in (b"PK\x03\x04", b"%PDF", b"\xd0\xcf\x11\xe0") or (b"\x00" in data and not two_bytes):
        raise Unreadable(_NOT_TEXT)
    return text_of(data)
