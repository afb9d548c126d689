"""The simple rules give the errors published for them, and the default beats them."""

from __future__ import annotations

import numpy as np
import pytest

from goldenthread.domain.forecast.backtest.panel import Authority, Panel, packaged
from goldenthread.domain.forecast.backtest.pipeline import pipeline, slope
from goldenthread.domain.forecast.backtest.results import MARK, MARK_BY_JANUARY, backtest
from goldenthread.domain.forecast.backtest.rolling import METHODS, SIMPLE, Rolling
from goldenthread.domain.forecast.backtest.scoring import score

# Weighted and middle error in percent, from January 2022 (one, two, three years on), 2023 (one, two) and 2024 (one).
CELLS = [(2022, 1), (2022, 2), (2022, 3), (2023, 1), (2023, 2), (2024, 1)]
PUBLISHED = {
    "last_value": "8.5/8.2 17.9/17.5 26.0/25.5 10.4/10.2 19.4/19.3 10.3/9.7",
    "plus_10_percent": "3.7/3.1 6.0/5.3 7.8/6.7 4.3/3.3 6.7/5.7 3.8/3.2",
    "own_growth_3": "3.8/2.9 7.4/6.3 11.2/8.9 4.8/3.8 8.6/7.3 4.2/3.4",
    "own_growth_2": "4.0/3.2 7.5/6.2 11.2/9.1 4.9/3.5 8.7/7.4 4.2/3.2",
    "national_growth": "3.8/3.2 6.0/5.2 7.8/6.5 4.4/3.5 6.9/6.0 3.7/3.0",
    "pooled": "3.5/2.7 5.9/5.1 7.7/6.5 4.3/3.4 6.9/6.2 3.6/2.7",
}
ROUNDED = 0.1
# The pooled row was published for weights of 0.2 to 0.3, each cell its best: its middle errors are those of 0.3.
MIDDLE_ROUNDED = {"pooled": 0.2}


@pytest.mark.parametrize("name", PUBLISHED)
def test_the_published_errors_of_a_simple_rule_are_found_again(name: str) -> None:
    for (january, ahead), cell in zip(CELLS, PUBLISHED[name].split(), strict=True):
        weighted, middle = map(float, cell.split("/"))
        found = backtest().by_january[january][name][ahead]
        assert found.n == 148
        assert found.wape == pytest.approx(weighted, abs=ROUNDED), (january, ahead)
        assert found.median_ape == pytest.approx(middle, abs=MIDDLE_ROUNDED.get(name, ROUNDED) + 0.005), (
            january,
            ahead,
        )


def test_the_default_beats_the_mark_together_and_january_by_january() -> None:
    found = backtest()
    assert {ahead: each.wape < MARK[ahead] for ahead, each in found.together["default"].items()} == dict.fromkeys(
        MARK, True
    )
    assert found.beats_mark == dict.fromkeys(MARK, True)
    assert found.beats_mark_by_january == dict.fromkeys(MARK_BY_JANUARY, True)


def test_and_every_simple_rule_in_every_january_the_earlier_ones_too() -> None:
    for january, methods in backtest().by_january.items():
        for ahead, mine in methods["default"].items():
            assert mine.wape < min(methods[name][ahead].wape for name in SIMPLE), (january, ahead)


def test_it_is_nearer_than_the_best_simple_rule_for_more_than_half_of_the_forecasts() -> None:
    found = backtest()
    for ahead, won in found.nearer_than_simple.items():
        mine, theirs = found.rolling["default"], found.rolling[found.best_simple[ahead]]
        pairs = [
            (abs(a - came), abs(b - came))
            for january in found.scored
            if january + ahead <= 2025
            for a, b, came, used in zip(
                mine.forecasts[january, ahead], theirs.forecasts[january, ahead],
                found.panel.january(january + ahead), found.panel.complete, strict=True,
            )
            if used
        ]  # fmt: skip
        assert (won.count, won.total) == (sum(a < b for a, b in pairs), len(pairs))
        assert won.count > won.total / 2


def test_the_bands_hold_within_four_points_one_year_on_together_and_over_every_january() -> None:
    found = backtest()
    every = score(found.rolling["default"], [*found.earlier, *found.scored], 1)
    assert every is not None and every.n == 6 * 148
    for each in (*found.together["default"][1].coverage, *every.coverage):
        assert abs(each.percent - each.nominal) <= 4, each


def invented(growth: list[float], filling: list[float]) -> Panel:
    """Authorities that each grow by a steady factor, Januaries 2015 to 2021; requests for each plan stay as given."""
    plans = np.array([[1000 * each**year for year in range(7)] for each in growth])
    requests = np.array([rate * row[1:] for rate, row in zip(filling, plans, strict=True)])
    none = np.zeros_like(requests)
    names = tuple(Authority(f"X{at}", str(at), f"Authority {at}") for at in range(len(growth)))
    return Panel(names, 2015, plans, 2015, requests, none, none, none, np.ones(len(growth), bool))


def test_where_growth_follows_the_pipeline_exactly_the_forecast_is_exact() -> None:
    filling = [0.10, 0.15, 0.20, 0.25, 0.30]
    panel = invented([float(np.exp(0.02 + 0.5 * each)) for each in filling], filling)
    assert slope(panel, 1) == pytest.approx(0.5, abs=0.01)
    middle = float(np.exp(0.02 + 0.5 * 0.20))
    assert pipeline(panel, 1)[2] / panel.january(2021)[2] == pytest.approx(middle, rel=0.01)
    fullest, emptiest = pipeline(panel, 1)[4], pipeline(panel, 1)[0]
    assert fullest / panel.january(2021)[4] > middle > emptiest / panel.january(2021)[0]


def test_an_authority_without_published_requests_is_taken_to_grow_as_the_nation() -> None:
    known = packaged().known_in(2024)
    hackney = [each.name for each in known.authorities].index("Hackney")
    assert np.isnan(known.of_year("refused", 2023)[hackney])
    nation = SIMPLE["national_growth"](known, 1)
    assert pipeline(known, 1)[hackney] == pytest.approx(nation[hackney])
    assert (pipeline(known, 1)[known.complete] != nation[known.complete]).sum() >= 140


def test_a_successor_is_forecast_from_its_first_january_and_a_rule_of_own_growth_says_it_cannot() -> None:
    known = packaged().known_in(2024)
    cumberland = [each.name for each in known.authorities].index("Cumberland")
    assert 2700 < pipeline(known, 1)[cumberland] < 3200
    assert np.isnan(SIMPLE["own_growth_2"](known, 1)[cumberland])
    assert np.isfinite(SIMPLE["pooled"](known, 1)[cumberland])


def test_nothing_later_than_a_january_changes_a_forecast_or_a_band_made_in_it() -> None:
    """Every figure after January 2022 is replaced by another: no method may say anything else up to then."""
    panel, chance = packaged(), np.random.default_rng(2022)
    changed = Panel(
        panel.authorities,
        panel.first_january,
        *(_later_replaced(panel.plans, 2022 - panel.first_january + 1, chance), panel.first_year),
        *(
            _later_replaced(getattr(panel, measure), 2022 - panel.first_year, chance)
            for measure in ("requests", "refused", "new_plans", "ceased")
        ),
        panel.complete,
    )
    for name, rule in METHODS.items():
        before, after = Rolling(panel, rule), Rolling(changed, rule)
        for january, ahead in before.forecasts:
            same = np.array_equal(before.forecasts[january, ahead], after.forecasts[january, ahead], equal_nan=True)
            assert same is (january <= 2022), (name, january, ahead)
            for nominal in (80, 95):
                bands = before.band(january, ahead, nominal), after.band(january, ahead, nominal)
                if january <= 2022 and bands[0] is not None and bands[1] is not None:
                    assert np.array_equal(bands[0], bands[1], equal_nan=True), (name, january, ahead, nominal)
                else:
                    assert january > 2022 or bands == (None, None)


def _later_replaced(figures: np.ndarray, first_later: int, chance: np.random.Generator) -> np.ndarray:
    mixed = figures.copy()
    mixed[:, first_later:] = chance.uniform(100, 5000, mixed[:, first_later:].shape)
    return mixed
