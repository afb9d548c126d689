"""The invented partnership's population, and a forecast asked for with three changes; the worker works it out."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from goldenthread.domain.forecast.effects import Effect, Touched
from goldenthread.domain.forecast.scenarios import Fee, Joining, NewPlaces
from goldenthread.domain.forecast.space import OLDEST, YOUNGEST
from goldenthread.domain.money.setting_kinds import SettingKind
from goldenthread.features.finance.operations import forecasts
from goldenthread.features.finance.operations.forecasts import Wanted
from goldenthread.features.finance.queries.forecast_inputs import caseload_inputs
from goldenthread.foundation.journal import SYSTEM

# Kingston upon Thames had some 2,000 young people a school year and 1,958 plans in January 2025.
PEOPLE_A_PLAN = 1.05
FALL = 0.006  # births have fallen by some six in a thousand a year


def make_forecasts(at: datetime) -> None:
    """Population from six years ago to eleven ahead, and one forecast."""
    on = at.date()
    inputs = caseload_inputs(on)
    if not inputs.moves:
        return
    plans = inputs.children_at_start().total()
    rows = {
        (year, age): round(plans * PEOPLE_A_PLAN * (1 - FALL) ** (year - on.year - age + 5))
        for year in range(on.year - 6, on.year + 12)
        for age in range(YOUNGEST, OLDEST + 1)
    }
    forecasts.enter_population(rows=rows, source="Invented for the demonstration", by=SYSTEM, on=on)
    row = forecasts.plan(
        wanted=Wanted(
            "Autumn budget", "ours", 5, 1000, 50, Decimal(2), Decimal(3), {"place": Decimal(0), "fee": Decimal(4)}
        ),
        by=SYSTEM,
        on=on,
    )
    september = date(on.year + 1, 9, 1)
    outside = (SettingKind.INDEPENDENT.value, SettingKind.NON_MAINTAINED.value)
    edits = (
        Joining(
            "Earlier support in schools",
            Effect(date(on.year + 1, 4, 1), 5, 24),
            cost_a_year=Decimal(180_000),
            factor=0.94,
        ),
        NewPlaces(
            "Base at Marle",
            Effect(september, 0, 24),
            Touched(0, 11, (), outside),
            opens_in=SettingKind.SUPPORT_BASE.value,
            places=max(2, plans // 100),
        ),
        Fee("Fees agreed across the region", Effect(date(on.year + 1, 4, 1)), Touched(settings=outside), factor=0.97),
    )
    try:
        forecasts.set_edits(row=row, edits=edits, seen=0, by=SYSTEM, on=on)
    except forecasts.Refused:
        return  # a very small partnership has no such settings; the forecast stays as planned
    forecasts.ask(row=row, by=SYSTEM, on=on)
