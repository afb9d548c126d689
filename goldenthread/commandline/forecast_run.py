"""`goldenthread forecast`: how many children, where, at what cost, from files. Needs no database."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from goldenthread.commandline.forecast_files import as_json, write_tables
from goldenthread.commandline.forecast_sources import Source, read_source
from goldenthread.commandline.json_errors import Kind, TellsErrors, stop
from goldenthread.domain.forecast.doubts import Doubt, Weight, doubts
from goldenthread.domain.forecast.inputs import Inputs
from goldenthread.domain.forecast.law import Law
from goldenthread.domain.forecast.laws import COMPATIBLE, LAWS, OURS, law_for
from goldenthread.domain.forecast.mean import ExactMean, exact_mean
from goldenthread.domain.forecast.reading import POPULATION, Fault, Faulty
from goldenthread.domain.forecast.simulating import AT_MOST, Simulated, is_compiled, simulated
from goldenthread.domain.forecast.tables import (
    AGES,
    AREA,
    NEED,
    SETTING,
    TOTAL,
    YEAR,
    Tables,
    expected_groups,
    tables_of,
)

MOST_YEARS = 30
MOST_CHILDREN = 20_000_000  # one by one: more would take hours; all of England has under a million
UNREADABLE = "The files cannot be read as they are:"
NONE_MADE = "No forecast can be made:"
MISTRUSTED = "A forecast from these files could not be trusted, so none is drawn (--despite-doubts draws it):"
CODES = """Exit codes: 0 done; 1 the answer could not be written out; 2 the command was not understood, a file cannot be
read, no forecast can be made of it, or a folder not be written; 3 a forecast could be made and not be trusted. With
--json a failure is {"error": {"kind", "file", "line", "message", "all"}}, kind one of usage, input, no-forecast,
not-trusted, output."""
IN_JSON = (SETTING, NEED, AREA, YEAR, AGES)

_in = click.option("--in", "folder", required=True, type=click.Path(path_type=Path),
                   help="Folder with transitions.csv (with area-1 and area-2 for a forecast by area), population.csv, "
                   "valid-states.csv and costs.csv; or, instead of the first, with the SEN2 returns of two Januaries "
                   "in a row or more, and schools.csv, the register of schools.")  # fmt: skip
_law = click.option("--law", default="ours", type=click.Choice(LAWS), help="The open model's law exactly, or ours.")
_years = click.option("--years", default=5, type=click.IntRange(1, MOST_YEARS), help="Januaries to forecast.")
_json = click.option("--json", "as_json_", is_flag=True, help="The answer as one JSON document.")
_despite = click.option("--despite-doubts", is_flag=True, help="Forecast although it could not be trusted; marked so.")


@click.command("run", cls=TellsErrors, epilog=CODES)
@_in
@_law
@_years
@click.option("--sims", default=1000, type=click.IntRange(1, AT_MOST), help="Simulations.")
@click.option("--seed", default=50, type=click.IntRange(0, 2**63 - 1), help="The same seed gives the same answer.")
@click.option("--out", type=click.Path(path_type=Path), help="Folder for the tables, in CSV.")
@_json
@_despite
def run(
    folder: Path, law: str, years: int, sims: int, seed: int, out: Path | None, as_json_: bool, despite_doubts: bool
) -> None:
    """Simulate, and say for each January the mean, spread and exact quantiles of every table."""
    watch = _Watch()
    source, met = _read(folder, years, law, despite_doubts)
    inputs = source.inputs
    rules = law_for(law, inputs, years)
    expected = exact_mean(rules)
    if (most := expected.counts.sum(axis=1).max()) > MOST_CHILDREN:
        stop(
            Kind.NO_FORECAST,
            [Fault(POPULATION, 0, f"{most:,.0f} children are expected: more than can be simulated")],
            NONE_MADE,
        )
    watch.lap("prepare")
    if is_compiled():
        tables_of(_simulated(rules, 2, seed), inputs.costs, expected)  # the compiled loops are fetched from their cache
    watch.lap("load")
    children = _simulated(rules, sims, seed)
    watch.lap("simulate")
    tables = tables_of(children, inputs.costs, expected)
    watch.lap("summarise")
    told = _told(source, rules, law, met) | {
        "simulations": sims, "seed": seed, "compiled": children.compiled, "inputs": source.hashes,
    }  # fmt: skip
    if out is not None:
        _written(out, tables, told)
    if as_json_:
        click.echo(json.dumps(told | {"seconds": watch.seconds, "years": _years_told(tables, expected)}))
        return
    _say_doubts(source, rules, law, met)
    _say(tables, expected, law, sims)
    click.echo("Seconds: " + ", ".join(f"{name} {value:.2f}" for name, value in watch.seconds.items()))


@click.command("mean", cls=TellsErrors, epilog=CODES)
@_in
@_law
@_years
@_json
@_despite
def mean(folder: Path, law: str, years: int, as_json_: bool, despite_doubts: bool) -> None:
    """The exact expected number of children, without simulation."""
    source, met = _read(folder, years, law, despite_doubts)
    inputs = source.inputs
    rules = law_for(law, inputs, years)
    expected = exact_mean(rules)
    parts = expected_groups(rules.space, expected.counts)
    found: dict[str, Any] = {}
    for row, year in enumerate(rules.years, 1):
        found[str(year)] = {
            "total": float(expected.counts[row].sum()),
            "dropped": float(expected.dropped[row - 1]),
            "joined": float(expected.joined[row - 1].sum()),
            "left": float(expected.left[row - 1].sum()),
        }
        for name in (each for each in (SETTING, NEED, AREA, YEAR) if each in parts):
            groups, values = parts[name]
            found[str(year)][name] = {group: float(values[0, row, place]) for place, group in enumerate(groups)}
    if as_json_:
        click.echo(json.dumps(_told(source, rules, law, met) | {"years": found}))
        return
    _say_doubts(source, rules, law, met)
    click.echo(f"January {rules.first_year}: {rules.start.sum():,} children with a plan")
    for name_, row_ in found.items():
        lost = f", {row_['dropped']:,.1f} lost by the model" if row_["dropped"] else ""
        flows = f"{row_['joined']:,.1f} join, {row_['left']:,.1f} leave{lost}"
        click.echo(f"January {name_}: {row_['total']:,.1f} expected ({flows})")


@click.command("compile")
def compile_() -> None:
    """Compile the inner loop once, so that the first forecast does not wait half a minute for it."""
    if not is_compiled():
        click.echo("numba is not installed: forecasts run without a compiled loop, slower and as exact.")
        return
    from goldenthread.domain.forecast.example import example_inputs

    inputs = example_inputs()
    for law in LAWS:
        rules = law_for(law, inputs, 1)
        many = replace(rules, start=rules.start * 10_000)  # a large authority's counts need wider numbers
        for each in (rules, many):
            tables_of(simulated(each, 2, 1), inputs.costs, exact_mean(each))
    click.echo("The forecast's loop is compiled.")


def _simulated(law: Law, simulations: int, seed: int) -> Simulated:
    try:
        return simulated(law, simulations, seed)
    except ValueError as error:
        stop(Kind.NO_FORECAST, [Fault(POPULATION, 0, str(error))], NONE_MADE)


class _Watch:
    """Seconds since the last lap, by name. Of a run: `prepare` (reading and fitting), `load` (fetching what is
    compiled, which only a new process does), `simulate` and `summarise`; together they are all of it but writing.
    """

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self._since = time.perf_counter()

    def lap(self, name: str) -> None:
        now = time.perf_counter()
        self.seconds[name], self._since = round(now - self._since, 4), now


def _read(folder: Path, years: int, law: str, despite: bool) -> tuple[Source, tuple[Doubt, ...]]:
    """Inputs and the doubts about them; ends the program where there may be no forecast.

    Under the open model's law, which is there to be compared with it, tables that do not hang together are said to be
    such, and the forecast is drawn and not trusted.
    """
    try:
        source = read_source(folder)
    except Faulty as fault:
        stop(Kind.INPUT, fault.faults, UNREADABLE)
    met = tuple(replace(each, fault=source.located(each.fault)) for each in doubts(source.inputs, years))
    stops = [each.fault for each in met if each.weight is Weight.STOPS]
    if stops:
        stop(Kind.NO_FORECAST, stops, NONE_MADE)
    asked = [each for each in met if each.weight is Weight.MISTRUST and not (each.breaks and law == COMPATIBLE)]
    mistrust = [each.fault for each in asked]
    if mistrust and not despite:
        stop(Kind.MISTRUST, mistrust, MISTRUSTED)
    return source, met


def _told(source: Source, rules: Law, law: str, met: Iterable[Doubt]) -> dict[str, Any]:
    found = tuple(met)
    return {
        "law": law,
        "start": {"january": source.inputs.start, "children": source.inputs.children_at_start().total()},
        "survey_days": {str(year): day.isoformat() for year, day in source.days.items()},  # of returns
        "notes": list(source.inputs.notes),
        "follows": source.inputs.target.as_plain() if source.inputs.target and law == OURS else None,
        "not_met": list(rules.notes),
        "untied": source.inputs.untied,
        "trusted": not any(each.weight is Weight.MISTRUST for each in found),
        "doubts": [{"weight": each.weight.value, "file": each.fault.file, "line": each.fault.line,
                    "message": each.fault.message} for each in found],
    }  # fmt: skip


def _years_told(tables: Tables, expected: ExactMean) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for row, year in enumerate(tables.years):
        here: dict[str, Any] = {
            "total": as_json(tables.children[TOTAL], row, 0), "exact_mean": float(expected.counts[row].sum()),
        }  # fmt: skip
        for name in (each for each in IN_JSON if each in tables.children):
            summary = tables.children[name]
            here[name] = {group: as_json(summary, row, place) for place, group in enumerate(summary.groups)}
        if row:
            here |= {name: as_json(summary, row - 1, 0) for name, summary in tables.flows.items()}
        if tables.pounds is not None:
            here["pounds"] = as_json(tables.pounds, row, 0)
        if tables.without_cost is not None:
            here["children_without_cost"] = as_json(tables.without_cost, row, 0)
        found[str(year)] = here
    return found


def _written(out: Path, tables: Tables, told: dict[str, Any]) -> None:
    try:
        told["files"] = write_tables(out, tables, told)
    except OSError as error:
        stop(Kind.OUTPUT, [Fault(str(out), 0, f"cannot be written: {error.strerror}")], "The tables were not written:")


def _say_doubts(source: Source, rules: Law, law: str, met: Iterable[Doubt]) -> None:
    say: dict[Weight, Callable[[str], str]] = {
        Weight.MISTRUST: lambda text: f"Not to be trusted: {text}", Weight.NOTE: lambda text: f"Note: {text}",
    }  # fmt: skip
    for note in (*source.inputs.notes, _followed(source.inputs, law), *rules.notes):
        click.echo(f"Note: {note}", err=True)
    for each in met:
        click.echo(say[each.weight](str(each.fault)), err=True)


def _followed(inputs: Inputs, law: str) -> str:
    """What the total follows, or why nothing tested."""
    if law != OURS:
        return "the total follows no tested forecast: the open model's law goes on from what was seen here alone"
    if inputs.target is None:
        return f"the total follows no tested forecast: {inputs.untied}"
    to = inputs.target
    errors = ", ".join(f"{each.wape:.1f}% after {each.ahead}" for each in to.years)
    return (
        f"the mean follows the forecast tested on {to.authorities} authorities, from {to.plans:,} plans in January "
        f"{to.january}, {to.asked:,} requests of {to.january - 1} not refused and national figures to January "
        f"{to.figures}; weighted error by years: {errors}"
    )


def _say(tables: Tables, expected: ExactMean, law: str, sims: int) -> None:
    total, dropped = tables.children[TOTAL], tables.flows["dropped"]
    middle, low, high = (tables.children[TOTAL].quantiles[:, 0, place] for place in (6, 0, 12))
    click.echo(f"Children with a plan; law: {law}; {sims:,} simulations; 95 in 100 of them lie between the last two.")
    for row, year in enumerate(tables.years):
        lost = f"; {dropped.mean[row - 1, 0]:.1f} lost by the model" if row and dropped.mean[row - 1, 0] else ""
        exactly = f"mean {total.mean[row, 0]:,.1f} (exactly {expected.counts[row].sum():,.1f})"
        click.echo(f"January {year}: median {middle[row]:,.0f}, {exactly}, {low[row]:,.0f} to {high[row]:,.0f}{lost}")
