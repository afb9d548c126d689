"""The tested default for one authority is that of the back-test, and says where it was not tested."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import numpy as np
import pytest

from goldenthread.domain.forecast.backtest.applied import FEWEST_PLANS, NotTested, target_for
from goldenthread.domain.forecast.backtest.panel import SOURCE, packaged
from goldenthread.domain.forecast.backtest.pipeline import pipeline
from goldenthread.domain.forecast.backtest.results import backtest
from goldenthread.domain.forecast.backtest.rolling import FIRST_FORECAST, HORIZONS, Rolling
from goldenthread.domain.forecast.backtest.scoring import score
from goldenthread.domain.forecast.target import Target


def published(january: int) -> list[tuple[int, int, int]]:
    """Row of the panel, plans and requests not refused, of every authority scored with both and enough plans."""
    panel = packaged()
    plans = panel.january(january)
    asked = panel.of_year("requests", january - 1) - panel.of_year("refused", january - 1)
    return [(row, int(plans[row]), int(asked[row])) for row in np.flatnonzero(panel.complete & np.isfinite(asked))
            if plans[row] >= FEWEST_PLANS and asked[row] > 0]  # fmt: skip


@pytest.mark.parametrize("january", [2021, 2023, 2025])
def test_it_is_the_back_tests_forecast_and_band_for_every_authority_of_the_panel(january: int) -> None:
    default = backtest().rolling["default"]
    authorities = published(january)
    assert len(authorities) >= 143
    for row, plans, asked in authorities:
        found = target_for(january, plans, asked)
        assert found.figures == january
        for year in found.years:
            assert year.expected == pipeline(packaged().known_in(january), year.ahead)[row]
            assert year.expected == default.forecasts[january, year.ahead][row]
            for nominal, reach in ((80, year.reach_80), (95, year.reach_95)):
                band = default.band(january, year.ahead, nominal)
                assert band is not None and year.expected * np.exp(reach) == band[1][row]


def test_its_errors_are_those_of_the_back_test_and_it_names_source_and_date() -> None:
    found = target_for(2025, 2153, 380)
    scores = backtest().together["default"]
    assert [(each.ahead, each.wape, each.n) for each in found.years] == [
        (ahead, scores[ahead].wape, scores[ahead].n) for ahead in HORIZONS
    ]
    assert (found.source, found.authorities, found.figures) == (SOURCE, 148, 2025)
    assert Target.from_plain(found.as_plain()) == found


@pytest.mark.parametrize("older", [1, 2, 3])
def test_with_older_national_figures_it_is_as_good_as_the_same_was_before(older: int) -> None:
    """Made again from past Januaries with figures as old: the error told is of those, the bands no narrower."""
    found = target_for(2025 + older, 2153, 380)
    rolling = Rolling(packaged(), partial(pipeline, older=older), FIRST_FORECAST + older)
    newest = target_for(2025, 2153, 380)
    for year, now in zip(found.years, newest.years, strict=True):
        tested = score(rolling, backtest().scored, year.ahead)
        assert tested is not None and (year.wape, year.n) == (tested.wape, tested.n)
        assert year.wape != now.wape and abs(year.wape - now.wape) < 0.5
        assert year.expected == now.expected  # the same plans and requests, and the newest figures of the nation
        assert year.reach_80 >= max(now.reach_80, rolling.reach(2025, year.ahead, 80) or 1)
        assert year.reach_95 >= max(now.reach_95, rolling.reach(2025, year.ahead, 95) or 1)
    assert found.figures == 2025


def test_older_figures_are_of_the_nation_alone_and_nothing_newer_of_it_is_read() -> None:
    known = packaged().known_in(2024)
    row = [each.name for each in known.authorities].index("Kent")
    older = pipeline(known, 1, older=1)[row]
    plans = known.plans.copy()
    plans[np.arange(len(plans)) != row, -1] *= 3
    changed = replace(known, plans=plans)
    assert pipeline(changed, 1, older=1)[row] == older != pipeline(known, 1)[row]
    assert pipeline(changed, 1)[row] != pytest.approx(pipeline(known, 1)[row])


@pytest.mark.parametrize(
    ("january", "plans", "asked", "why"),
    [
        (2020, 2000, 300, "had come due for testing by January 2020"),
        (2029, 2000, 300, "newest national figures, of January 2025, are more than 3 years older"),
        (2025, FEWEST_PLANS - 1, 30, "fewer than 200 plans chance decides"),
        (2025, 2000, 0, "no request of 2024 that was not refused is known"),
        (2026, 2000, 20, r"0\.010 for each plan, outside what any authority tested had in January 2025"),
        (2026, 2000, 1990, "outside what any authority tested had"),
    ],
)
def test_it_says_why_it_was_not_tested(january: int, plans: int, asked: int, why: str) -> None:
    with pytest.raises(NotTested, match=why):
        target_for(january, plans, asked)


def test_the_first_january_is_that_with_every_band() -> None:
    assert min(each.reach_95 for each in target_for(2021, 2000, 300).years) > 0
