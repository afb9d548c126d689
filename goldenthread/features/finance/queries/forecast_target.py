"""The tested forecast that the total of a forecast made from the caseload follows."""

from __future__ import annotations

from goldenthread.domain.forecast.backtest.applied import NotTested, target_for
from goldenthread.domain.forecast.target import Target
from goldenthread.domain.indicators.periods import Period
from goldenthread.domain.indicators.process import not_refused
from goldenthread.features.casework.queries.process_figures import histories


def forecast_target(january: int, plans: int) -> tuple[Target | None, str]:
    """The tested forecast from a January with so many plans counted; or None, and why. One query.

    Requests are counted as the published figures count them: received in the calendar year before, less those of them
    decided with a no by now.
    """
    period = Period.calendar_year(january - 1)
    try:
        return target_for(january, plans, not_refused(histories(period), period)), ""
    except NotTested as why:
        return None, str(why)
