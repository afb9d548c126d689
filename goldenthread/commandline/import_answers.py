"""What `goldenthread import` answers: as JSON for a program, or in words for a person."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from typing import Any, NoReturn

import click

_SHOWN = 20


def of(row: Any, *, applied: bool, stored: bool = True, refused: bool = False) -> dict[str, Any]:
    """The answer about an import; `stored=False` for one that was never kept."""
    hidden = ("made_bodies", "sample")
    effects = {name: value for name, value in row.effects.items() if name not in hidden}
    return {
        "kind": row.kind,
        "shape": row.shape or None,
        "year": row.year,
        "lea": row.lea or None,
        "reference_on": row.reference_on.isoformat() if row.reference_on else None,
        **{name: row.counts.get(name, 0) for name in _COUNTS},
        "effects": {**effects, **({"form_errors": 1} if refused else {})},
        **by_level(row.problems),
        "warnings_count": row.warnings_count,
        "errors_count": row.errors_count,
        "applied": applied,
        "import": row.public_id if stored else None,
    }


_COUNTS = ("persons", "requests", "assessments", "plans", "active_plans", "ceased", "placements", "needs")


def by_level(problems: list[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    """{warnings, errors, notes}: each {file, line, field, message, check}."""
    found: dict[str, list[dict[str, Any]]] = {"warnings": [], "errors": [], "notes": []}
    lists = {"warning": "warnings", "error": "errors", "info": "notes"}
    for problem in problems:
        found[lists[problem["level"]]].append({name: value for name, value in problem.items() if name != "level"})
    return found


def as_problem(message: str, file: str) -> dict[str, Any]:
    """An error of this command's own, in the shape of the others."""
    return {"level": "error", "file": file, "line": None, "field": "", "message": message, "check": ""}


def refuse(problems: list[dict[str, Any]], as_json: bool, shape: str | None = None) -> NoReturn:
    """Say why nothing was brought in, and end with exit code 1."""
    answer = {
        "shape": shape,
        "year": None,
        **dict.fromkeys(_COUNTS, 0),
        "effects": {},
        **by_level(problems),
        "applied": False,
        "import": None,
    }
    put(answer, as_json, lambda: say_problems(answer))
    if not as_json:
        click.echo("Nothing was brought in.", err=True)
    sys.exit(1)


def put(answer: Any, as_json: bool, say: Callable[[], None]) -> None:
    """Print it as JSON, or say it."""
    if as_json:
        click.echo(json.dumps(answer, ensure_ascii=False, default=str))
    else:
        say()


def say(answer: dict[str, Any], dry_run: bool) -> None:
    """What came of a return or spreadsheet."""
    effects = answer["effects"]
    what = {"xml": "XML return", "collect_csv": "COLLECT CSV export", "template": "data-entry template"}
    shape = what.get(answer["shape"], str(answer["shape"] or "file").replace("_", " "))
    of_year = f" of {answer['year']}" if answer["year"] else ""
    if "new" in effects:
        click.echo(f"{shape}{of_year}: " + _counted(answer))
    say_problems(answer)
    if "new" in effects:
        click.echo(
            f"Children: {effects['new']:,} new, {effects['changed']:,} changed, {effects['unchanged']:,} unchanged; "
            f"{effects['not_in_file']:,} here but not in this file."
        )
    if effects.get("conflicts"):
        click.echo(f"{effects['conflicts']:,} facts differ from what a person recorded: a person decides each.")
    if answer["applied"]:
        click.echo(f"Applied. To undo it: goldenthread import undo {answer['import']}")
    elif effects.get("applied_before"):
        click.echo(f"This very file was applied before (import {effects['applied_before']}); nothing changes.")
    elif not dry_run:
        click.echo("Nothing was brought in.", err=True)


def say_schools(answer: dict[str, Any], dry_run: bool) -> None:
    """What came of a list of schools."""
    effects = answer["effects"]
    say_problems(answer)
    click.echo(f"Schools: {effects['new']:,} new, {effects['changed']:,} changed, {effects['unchanged']:,} unchanged.")
    if dry_run:
        click.echo("Nothing was written.", err=True)


def say_problems(answer: dict[str, Any]) -> None:
    """The first problems of each level, on standard error."""
    for level in ("errors", "warnings"):
        for problem in answer[level][:_SHOWN]:
            line = f":{problem['line']}" if problem["line"] else ""
            check = f"  [{problem['check']}]" if problem["check"] else ""
            click.echo(f"{level[:-1]}  {problem['file']}{line}  {problem['message']}{check}", err=True)
        more = answer.get(f"{level}_count", len(answer[level])) - min(len(answer[level]), _SHOWN)
        if more > 0:
            click.echo(f"... and {more:,} more {level}. All that are kept: --json", err=True)


def _counted(answer: dict[str, Any]) -> str:
    return ", ".join(f"{answer[name]:,} {name.replace('_', ' ')}" for name in _COUNTS)
