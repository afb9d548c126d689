"""`goldenthread forecast backtest`: forecasts from each past January held against what came."""

from __future__ import annotations

import json

import click

from goldenthread.domain.forecast.backtest.document import document
from goldenthread.domain.forecast.backtest.results import Backtest, backtest
from goldenthread.domain.forecast.backtest.rolling import HORIZONS, METHODS
from goldenthread.domain.forecast.backtest.scoring import Score
from goldenthread.domain.forecast.backtest.words import NAMES, YEARS, says

HEAD = f"{'':44} {'error %':>8} {'middle %':>9} {'bias %':>7} {'in 80%':>7} {'in 95%':>7} {'n':>5}"


@click.command("backtest")
@click.option("--json", "as_json", is_flag=True, help="Everything found as one JSON document.")
def backtest_command(as_json: bool) -> None:
    """Hold forecasts from each past January against what came, for every English authority.

    Of the default and of simple rules: the weighted error, the middle error, the bias and how often what came was
    inside the bands of 80 and 95%, in percent, one, two and three years on. Figures are the published ones shipped with
    the product; nothing later than a January is known to the forecasts made from it.
    """
    found = backtest()
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
