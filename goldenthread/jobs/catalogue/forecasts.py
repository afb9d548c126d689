"""Forecasts, worked out in the background: half a minute where thousands of children are simulated with many
changes.
"""

from __future__ import annotations

from typing import Any

from goldenthread.domain.forecast.by_phase import expected_places
from goldenthread.domain.forecast.laws import OURS
from goldenthread.features.commissioning.operations.forecasts import record_forecast
from goldenthread.features.finance.operations import forecasts
from goldenthread.features.finance.queries.forecasts import forecast_of
from goldenthread.foundation import clock, journal
from goldenthread.foundation.runs.failures import PermanentFailure
from goldenthread.jobs.progress import Progress
from goldenthread.jobs.registry import job


@job("work_out_forecast", title="Work out a forecast")
def work_out_forecast(arguments: dict[str, Any], progress: Progress) -> dict[str, Any]:
    """Simulate from the inputs kept with it. Started again, it begins again and comes to the same."""
    row = forecast_of(arguments["forecast"])
    if row is None:
        raise PermanentFailure("There is no such forecast.")
    done = forecasts.work_out(
        row=row, at=clock.now(), told=lambda step, of: progress(step, of, "simulations of a change")
    )
    if done.answer is not None and done.repeats_id is None:
        _tell_places(done)
    return {"forecast": done.public_id, "state": str(done.state)}


def _tell_places(row: Any) -> None:
    """Planning places reads the newest forecast, without the changes it supposes: what if is not what is expected.
    One told twice, after a worker was killed, is only recorded again.
    """
    rows = expected_places(row.answer)
    if rows:
        record_forecast(rows=rows, source=_source(row), by=journal.SYSTEM, on=clock.today())


def _source(row: Any) -> str:
    law = "by our law" if row.law == OURS else "by the open model’s law"
    changes = len(row.edits)
    without = f", without the {f'{changes} changes' if changes > 1 else 'change'} it supposes" if changes else ""
    return f"{row.name}, {law}{without}"
