"""`goldenthread forecast`: children, plans and cost ahead, and how good such forecasts have been. Needs no database."""

from __future__ import annotations

import click

from goldenthread.commandline.forecast_backtest import backtest_command


@click.group()
def forecast() -> None:
    """Forecast plans, places and cost, and see how good forecasts have been."""


forecast.add_command(backtest_command)
