"""`goldenthread import`: SEN2 returns, spreadsheets of cases, and schools."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from goldenthread.commandline import import_answers as answers
from goldenthread.commandline.starting import start_django, stop

CONFLICTS_LEFT = 3
_EXIT_CODES = """\b
Exit codes:
  0  done
  1  the file was refused, or some of it could not be read or brought in
  2  the command was not understood
  3  brought in; some facts differ from what a person recorded and are left for a person to decide
"""
dry_run_option = click.option("--dry-run", is_flag=True, help="Read, check and compare; write nothing to the database.")
json_option = click.option("--json", "as_json", is_flag=True, help="Print one JSON object, and ask nothing.")
yes_option = click.option("--yes", is_flag=True, help="Apply without asking.")
strict_option = click.option("--strict", is_flag=True, help="Apply nothing if anything in the file could not be read.")
path_argument = click.argument("path", type=click.Path(path_type=Path))


@click.group()
def imports() -> None:
    """Bring in a SEN2 return, a spreadsheet of cases, or schools.

    A file is one change set: all of it is brought in or none, it can be undone, and the same file twice changes
    nothing. A fact a person recorded is never overwritten: where a file says otherwise, a person decides.
    """


@imports.command("sen2", epilog=_EXIT_CODES)
@path_argument
@dry_run_option
@json_option
@yes_option
@strict_option
@click.option("--year", type=click.IntRange(2023, 2026), help="Refuse a return of any other year.")
def sen2(path: Path, dry_run: bool, as_json: bool, yes: bool, strict: bool, year: int | None) -> None:
    """Bring in the SEN2 return at PATH.

    PATH is the XML return, a folder or zip of COLLECT's CSV exports, or the DfE Excel data-entry template, of a
    collection year from 2023 to 2026; which it is, and of what year, is found out from what it holds.
    """
    _bring_in(path, "sen2", dry_run=dry_run, as_json=as_json, yes=yes, strict=strict, year=year)


@imports.command("cases", epilog=_EXIT_CODES)
@path_argument
@dry_run_option
@json_option
@yes_option
@strict_option
def cases(path: Path, dry_run: bool, as_json: bool, yes: bool, strict: bool) -> None:
    """Bring in the spreadsheet of cases at PATH (CSV or Excel).

    Its columns are listed in docs/reference/import.md; `goldenthread import template` writes an empty one.
    """
    _bring_in(path, "cases", dry_run=dry_run, as_json=as_json, yes=yes, strict=strict, year=None)


@imports.command("schools", epilog=_EXIT_CODES)
@path_argument
@dry_run_option
@json_option
def schools(path: Path, dry_run: bool, as_json: bool) -> None:
    """Bring schools up to date from PATH, a CSV download of the register of establishments (GIAS), all of its columns.

    Nothing is removed: a school that closed keeps its past. This cannot be undone; bring in a newer download instead.
    """
    start_django()
    from goldenthread.features.returns.operations import schools as operations
    from goldenthread.features.returns.operations.reading import problem_as_json
    from goldenthread.features.returns.sen2.readers import ReturnUnreadable
    from goldenthread.foundation import clock, journal

    try:
        found = operations.bring_in(path, name=path.name, by=journal.SYSTEM, at=clock.now(), rehearse=dry_run)
    except ReturnUnreadable as refused:
        answers.refuse([problem_as_json(problem) for problem in refused.problems], as_json, shape="schools")
    problems = [problem_as_json(problem) for problem in found.problems]
    effects = {"new": found.new, "changed": found.changed, "unchanged": found.unchanged}
    answer = {
        "shape": "schools", "schools": sum(effects.values()), "effects": effects, **answers.by_level(problems),
        "applied": found.applied, "import": found.import_id or None,
    }  # fmt: skip
    answers.put(answer, as_json, lambda: answers.say_schools(answer, dry_run))
    sys.exit(1 if answer["errors"] else 0)


@imports.command("list")
@json_option
@click.option("--limit", default=30, show_default=True, type=click.IntRange(1, 10_000), help="At most this many.")
def list_imports(as_json: bool, limit: int) -> None:
    """List what was brought in, newest first."""
    start_django()
    from goldenthread.features.returns.queries import imports as queries

    found = [_listed(row) for row in queries.newest(limit=limit)]
    if as_json:
        click.echo(json.dumps(found))
        return
    for row in found:
        click.echo(
            f"{row['import']}  {row['made_at'][:16].replace('T', ' ')}  {row['kind']:8}{row['state']:11}{row['file']}"
        )
    if not found:
        click.echo("Nothing has been brought in yet.", err=True)


@imports.command("undo", epilog=_EXIT_CODES)
@click.argument("import_id")
@json_option
@yes_option
def undo(import_id: str, as_json: bool, yes: bool) -> None:
    """Put everything back as it was before the import IMPORT_ID.

    Refused where a later import touched the same children (undo that one first), or where somebody has since recorded
    something about them.
    """
    start_django()
    from goldenthread.features.returns.operations import imports as operations
    from goldenthread.features.returns.operations import undoing
    from goldenthread.features.returns.queries import imports as queries
    from goldenthread.foundation import clock, journal

    try:
        row = queries.find(import_id)
        if not (yes or as_json) and sys.stdin.isatty():
            click.confirm(f"Undo {row.file_name}?", abort=True, err=True)
        row = undoing.undo(row, by=journal.SYSTEM, at=clock.now(), progress=_progress())
    except undoing.Recorded as recorded:
        stop(f"{recorded} The first of them: {', '.join(recorded.children[:10])}.")
    except (queries.NoSuchImport, operations.NotPossible) as wrong:
        stop(str(wrong))
    answers.put({"import": row.public_id, "undone": True}, as_json, lambda: click.echo(f"{row.file_name} is undone."))


@imports.command("template")
@click.option(
    "--out", "out", required=True, type=click.Path(path_type=Path, dir_okay=False), help="Ends in .xlsx or .csv."
)
def template(out: Path) -> None:
    """Write an empty spreadsheet of cases, with its headings and an example row."""
    start_django(need_tables=False)
    from goldenthread.features.returns.cases_file import write_csv_template, write_xlsx_template

    if out.suffix.casefold() not in (".csv", ".xlsx"):
        raise click.UsageError("--out must end in .xlsx or .csv.")
    try:
        (write_csv_template if out.suffix.casefold() == ".csv" else write_xlsx_template)(out)
    except OSError as wrong:
        stop(f"{out} cannot be written: {wrong.strerror or wrong}.")
    click.echo(f"Wrote {out}.", err=True)


def _bring_in(
    path: Path, kind: str, *, dry_run: bool, as_json: bool, yes: bool, strict: bool, year: int | None
) -> None:
    start_django()
    from goldenthread.features.returns.operations.reading import problem_as_json
    from goldenthread.features.returns.sen2.readers import ReturnUnreadable

    if not path.exists():
        answers.refuse([answers.as_problem(f"There is no file or folder {path}.", path.name)], as_json)
    try:
        answer = _rehearse(path, kind, year) if dry_run else _apply(path, kind, year, strict, ask=not (yes or as_json))
    except ReturnUnreadable as refused:
        answers.refuse([problem_as_json(problem) for problem in refused.problems], as_json)
    except OSError as wrong:
        answers.refuse(
            [answers.as_problem(f"The file cannot be opened: {wrong.strerror or type(wrong).__name__}.", path.name)],
            as_json,
        )
    answers.put(answer, as_json, lambda: answers.say(answer, dry_run))
    stopping = answer["effects"].get("form_errors", 0)
    sys.exit(1 if stopping else CONFLICTS_LEFT if answer["applied"] and answer["effects"].get("conflicts") else 0)


def _rehearse(path: Path, kind: str, year: int | None) -> dict[str, Any]:
    from goldenthread.features.returns.operations import imports as operations
    from goldenthread.foundation import clock

    row, _ = operations.dry_run(path, name=path.name, kind=kind, at=clock.now(), year=year, progress=_progress())
    return answers.of(row, applied=False, stored=False)


def _apply(path: Path, kind: str, year: int | None, strict: bool, *, ask: bool) -> dict[str, Any]:
    from goldenthread.features.returns.operations import imports as operations
    from goldenthread.foundation import clock, journal

    by = journal.SYSTEM
    row = operations.receive(path.resolve(), name=path.name, kind=kind, by=by, at=clock.now())
    row = operations.read(row, year=year, progress=_progress())
    if row.state == "refused":
        return answers.of(row, applied=False, refused=True)
    effects = row.effects
    if effects.get("applied_before") and not (effects["new"] or effects["changed"] or effects["conflicts"]):
        operations.discard(row, by=by, at=clock.now())
        return answers.of(row, applied=False)
    if strict and effects["form_errors"]:
        operations.discard(row, by=by, at=clock.now())
        return answers.of(row, applied=False)
    if ask and sys.stdin.isatty():
        answers.say(answers.of(row, applied=False), dry_run=True)
        if not click.confirm("Apply this?", err=True):
            operations.discard(row, by=by, at=clock.now())
            return answers.of(row, applied=False)
    row = operations.apply(row, by=by, at=clock.now(), progress=_progress())
    return answers.of(row, applied=True)


def _listed(row: Any) -> dict[str, Any]:
    return {
        "import": row.public_id,
        "kind": row.kind,
        "file": row.file_name,
        "year": row.year,
        "state": row.state,
        "made_at": row.made_at.isoformat(),
        "effects": {key: row.effects.get(key) for key in ("new", "changed", "conflicts")},
    }


def _progress() -> Callable[[int, int, str], None]:
    """Says on standard error how far it has come, about once a second."""
    from goldenthread.foundation import clock

    last = clock.monotonic()
    live = sys.stderr.isatty()

    def say(done: int, total: int, note: str) -> None:
        nonlocal last
        if clock.monotonic() - last < (1 if live else 5):
            return
        last = clock.monotonic()
        of = f" of about {total:,}" if total else ""
        click.echo(f"{done:,}{of} {note}", err=True, nl=not live)
        if live:
            click.echo("\r", err=True, nl=False)

    return say
