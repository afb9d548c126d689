"""`goldenthread forecast`: children, plans and cost ahead, and how good such forecasts have been. Needs no database."""

from __future__ import annotations

import click

from goldenthread.commandline.forecast_backtest import backtest_command
from goldenthread.commandline.forecast_returns import from_returns_command
from goldenthread.commandline.forecast_run import compile_, mean, run


@click.group()
def forecast() -> None:
    """Forecast plans, places and cost, and see how good forecasts have been."""


for each in (run, mean, from_returns_command, backtest_command, compile_):
    forecast.add_command(each)
