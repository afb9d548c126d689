"""`goldenthread forecast backtest`: forecasts from each past January held against what came."""

from __future__ import annotations

import json
from dataclasses import asdict

import click

from goldenthread.commandline.json_errors import TellsErrors
from goldenthread.domain.forecast.backtest.document import document
from goldenthread.domain.forecast.backtest.one_authority import forecasts_of, with_figures
from goldenthread.domain.forecast.backtest.panel import SOURCE, Authority
from goldenthread.domain.forecast.backtest.results import DEFAULT, Backtest, backtest
from goldenthread.domain.forecast.backtest.rolling import HORIZONS, METHODS
from goldenthread.domain.forecast.backtest.scoring import Score
from goldenthread.domain.forecast.backtest.words import NAMES, YEARS, says

ONE_HEAD = f"{'From and to':16} {'forecast':>8} {'80%':>18} {'95%':>18} {'came':>8} {'error %':>8}"
HEAD = f"{'':44} {'error %':>8} {'middle %':>9} {'bias %':>7} {'in 80%':>7} {'in 95%':>7} {'n':>5}"


@click.command("backtest", cls=TellsErrors)
@click.option("--json", "as_json", is_flag=True, help="Everything found as one JSON document.")
@click.option("--authority", help="One authority alone, by its name or code: its forecasts and what came.")
def backtest_command(as_json: bool, authority: str | None) -> None:
    """Hold forecasts from each past January against what came, for every English authority.

    Of the default and of simple rules: the weighted error, the middle error, the bias and how often what came was
    inside the bands of 80 and 95%, in percent, one, two and three years on. Figures are the published ones shipped with
    the product; nothing later than a January is known to the forecasts made from it.
    """
    found = backtest()
    if authority:
        _one(found, authority, as_json)
        return
    if as_json:
        click.echo(json.dumps(document(found), indent=1, ensure_ascii=False))
        return
    click.echo(says(found))
    for ahead in HORIZONS:
        click.echo(f"\n{YEARS[ahead].capitalize()} on, from January {_listed(found, ahead)}\n{HEAD}")
        for name in METHODS:
            click.echo(_row(NAMES[name], found.together[name][ahead]))


def _listed(found: Backtest, ahead: int) -> str:
    due = [str(each) for each in found.scored if each + ahead <= found.panel.last_january]
    return " and ".join(filter(None, [", ".join(due[:-1]), due[-1]]))


def _row(name: str, score: Score) -> str:
    inside = "".join(f" {each.percent:7.1f}" for each in score.coverage)
    return f"{name:44} {score.wape:8.1f} {score.median_ape:9.1f} {score.bias:7.1f}{inside} {score.n:5}"


def _one(found: Backtest, asked: str, as_json: bool) -> None:
    chosen = next((each for each in with_figures(found) if asked.casefold() in map(str.casefold, _called(each))), None)
    if chosen is None:
        raise click.BadParameter(f"There are no figures of an authority called {asked!r}.", param_hint="--authority")
    rows = forecasts_of(found, DEFAULT, chosen)
    if as_json:
        told = {**asdict(chosen), "source": SOURCE, "forecasts": [{**asdict(row), "error": row.error} for row in rows]}
        click.echo(json.dumps(told, indent=1, ensure_ascii=False))
        return
    click.echo(f"{chosen.name}: plans forecast from each January, and what came\n{ONE_HEAD}")
    for row in rows:
        came = "" if row.came is None else f"{row.came:,}"
        error = "" if row.error is None else f"{row.error:+.1f}"
        bands = [f"{band[0]:,} to {band[1]:,}" if band else "" for band in (row.band_80, row.band_95)]
        click.echo(f"{row.of} to {row.to:<8} {row.plans:8,} {bands[0]:>18} {bands[1]:>18} {came:>8} {error:>8}")


def _called(authority: Authority) -> tuple[str, str, str]:
    return authority.name, authority.code, authority.number
