"""`goldenthread forecast from-returns`: SEN2 returns as the open model's files. Needs no database."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import click

from goldenthread.commandline.forecast_files import hashes
from goldenthread.commandline.forecast_run import UNREADABLE
from goldenthread.commandline.forecast_sources import Source, from_returns
from goldenthread.commandline.json_errors import Kind, stop
from goldenthread.commandline.whole_sets import put_together
from goldenthread.domain.forecast.inputs import Inputs
from goldenthread.domain.forecast.reading import COLUMNS, COSTS, MOVES, POPULATION, SETTINGS, Fault, Faulty

TOLD = "from-returns.json"
_path = click.Path(path_type=Path)
_file = click.Path(path_type=Path, exists=True, dir_okay=False)


@click.command("from-returns")
@click.argument("returns", nargs=-1, required=True, type=_path)
@click.option("--out", required=True, type=_path, help="Folder for the files, in CSV.")
@click.option("--schools", type=_file, help="The register of schools (GIAS download): what kind each school is.")
@click.option("--population", type=_file, help="population.csv, checked and taken along.")
@click.option("--costs", type=_file, help="costs.csv, checked and taken along.")
def from_returns_command(
    returns: Sequence[Path], out: Path, schools: Path | None, population: Path | None, costs: Path | None
) -> None:
    """Write the open model's files from the RETURNS of two Januaries in a row or more, in any order.

    A return is XML, a folder or zip of COLLECT's CSVs, or the Department's Excel template. transitions.csv and
    valid-states.csv are made from them; population.csv and costs.csv are not in a return. No name, date of birth or
    number of a person is written, but a row of transitions.csv is one child: small groups can be seen in it. Files of
    these names in the folder are replaced.
    """
    beside = {name: path for name, path in ((POPULATION, population), (COSTS, costs)) if path}
    try:
        source = from_returns(returns, schools, beside, {})
        given = [*returns, *filter(None, (schools, *beside.values()))]
        source = replace(source, hashes=_hashes(given))
    except Faulty as fault:
        stop(Kind.INPUT, fault.faults, UNREADABLE)
    try:
        written = _write(out, source)
    except OSError as error:
        stop(Kind.OUTPUT, [Fault(str(out), 0, f"cannot be written: {error.strerror}")], "The files were not written:")
    for note in source.inputs.notes:
        click.echo(f"Note: {note}", err=True)
    for year, day in source.days.items():
        click.echo(f"January {year}, as on {day.isoformat()}: {_children(source.inputs, year):,} children with a plan")
    click.echo(f"Wrote {', '.join(written)} to {out}.")
    if not (out / POPULATION).exists():
        click.echo(f"A forecast also needs {POPULATION} there: a return does not say how many young people live here.")


def _hashes(given: Iterable[Path]) -> dict[str, str]:
    """SHA-256 of each file given, by its path as it was given."""
    return {str(path.parent / name): digest for path in given for name, digest in hashes(path.parent, [path]).items()}


def _children(inputs: Inputs, year: int) -> int:
    """With a plan in a January: at the start of its moves, or at the end of those of the year before."""
    if year in inputs.years:
        return sum(n for move, n in inputs.moves.items() if move.calendar_year == year and not move.joins)
    return inputs.children_at_start().total()


def _write(out: Path, source: Source) -> list[str]:
    """The tables, and last what they were made from. Returns the names written."""
    inputs = source.inputs
    tables: dict[str, Iterable[Sequence[object]]] = {MOVES: _moves(inputs), SETTINGS: _settings(inputs)}
    if inputs.population:
        rows = ((year, age, n) for year, ages in inputs.population.items() for age, n in ages.items())
        tables[POPULATION] = rows
    if inputs.costs:
        tables[COSTS] = ((need, setting, cost) for (need, setting), cost in inputs.costs.items())
    texts = {}
    for name, lines in tables.items():
        text = io.StringIO()
        csv.writer(text, lineterminator="\n").writerows([COLUMNS[name], *lines])
        texts[name] = text.getvalue()
    told = {
        "survey_days": {str(year): day.isoformat() for year, day in source.days.items()},
        "under_way": {str(year): number for year, number in inputs.under_way.items()},
        "requests_of_the_year_before_not_refused": {str(year): number for year, number in source.asked.items()},
        "notes": list(inputs.notes), "inputs": source.hashes, "files": list(tables),
    }  # fmt: skip
    put_together(out, {**texts, TOLD: json.dumps(told, indent=1) + "\n"})
    return [*tables, TOLD]


def _moves(inputs: Inputs) -> Iterator[Sequence[object]]:
    """A row a child, in an order that tells nothing of any."""
    for move, children in sorted(inputs.moves.items()):
        row = (
            move.calendar_year, move.setting, move.need, move.academic_year, move.next_setting, move.next_need,
            move.academic_year + 1,
        )  # fmt: skip
        yield from [row] * children


def _settings(inputs: Inputs) -> Iterator[Sequence[object]]:
    for each in inputs.settings:
        yield each.name, each.group, each.youngest, each.oldest, ",".join(each.needs), ",".join(each.moves_to)
