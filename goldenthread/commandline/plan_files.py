"""`goldenthread plan convert` and `read`: a plan from one form into another, and what an existing plan holds."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, NoReturn

import click

from goldenthread.commandline.json_errors import Kind, TellsErrors, Wrong, stop
from goldenthread.commandline.plan_reading import Unreadable, bytes_of, interchange_of, lines_in
from goldenthread.domain.plan.existing.commitments import FIELDS, Proposed, Quote, proposed_in
from goldenthread.domain.plan.existing.finding import Found, Line, found_in
from goldenthread.domain.plan.interchange.making import as_json
from goldenthread.domain.plan.interchange.texts import as_text


@click.command("convert")
@click.argument("file", type=click.Path(path_type=Path, allow_dash=True))
@click.option("--out", required=True, type=click.Path(path_type=Path, allow_dash=True),
              help="Where to write it: .json for the interchange form, else plain text ('-': JSON).")  # fmt: skip
def convert(file: Path, out: Path) -> None:
    """Write the plan in FILE (JSON, Word, PDF or text) as JSON or as text.

    What belongs to no section is kept in "unplaced". Exit code 2 when it cannot be read, with where it is wrong.
    """
    try:
        plan = interchange_of(file)
    except Unreadable as fault:
        _refuse(file, str(fault))
    as_data = str(out) == "-" or out.suffix.lower() == ".json"
    written = as_json(plan) if as_data else as_text(plan)
    if str(out) == "-":
        click.echo(written, nl=False)
    else:
        try:
            out.write_text(written, encoding="utf-8")
        except OSError as fault:
            _refuse(out, f"It cannot be written: {fault.strerror}.", Kind.OUTPUT)
    loose = len(plan.get("unplaced", ()))
    if loose:
        kept = "kept in “unplaced”" if as_data else "left out of the text"
        click.echo(f"{loose} lines stand in no section: {kept}.", err=True)


@click.command("read", cls=TellsErrors)
@click.argument("file", type=click.Path(path_type=Path, allow_dash=True))
@click.option("--json", "as_data", is_flag=True, help="Everything that was found, as one JSON document.")
def read(file: Path, as_data: bool) -> None:
    """Find the sections of an existing plan in FILE (Word, PDF or text), by their headings.

    Every line is kept. Commitments are proposed for a person to confirm; each field is a quotation with its place.
    """
    try:
        found = found_in(lines_in(file, bytes_of(file)))
    except Unreadable as fault:
        _refuse(file, str(fault))
    proposed = proposed_in(found)
    if as_data:
        click.echo(json.dumps(_as_data(found, proposed), indent=2, ensure_ascii=False))
        return
    for section in found.sections:
        click.echo(f"Section {section.code}: {len(section.lines)} lines")
    click.echo(f"In no section: {len(found.unplaced)} lines")
    click.echo(f"Commitments proposed: {len(proposed)}")
    click.echo(f"Not found: {', '.join(found.missing) or 'nothing is missing'}")


def _as_data(found: Found, proposed: tuple[Proposed, ...]) -> dict[str, Any]:
    return {
        "sections": {
            each.code: {"headings": _lines(each.headings), "lines": _lines(each.lines)} for each in found.sections
        },
        "unplaced": _lines(found.unplaced), "missing": list(found.missing),
        "commitments": [
            {"section": each.section, "words": _quote(each.words),
             **{name: _quote(quote) for name in FIELDS if (quote := getattr(each, name))}}
            for each in proposed
        ],
    }  # fmt: skip


def _lines(lines: tuple[Line, ...]) -> list[dict[str, Any]]:
    return [{"line": each.number, "text": each.text} for each in lines]


def _quote(quote: Quote) -> dict[str, Any]:
    return {"text": quote.text, "line": quote.line, "start": quote.start, "end": quote.end}


def _refuse(file: Path, said: str, kind: Kind = Kind.INPUT) -> NoReturn:
    stop(kind, [Wrong(file.name, said)])
