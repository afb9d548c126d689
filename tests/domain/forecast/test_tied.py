"""Our law tied to a tested forecast: the same total, bands no narrower, everybody accounted for."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from goldenthread.domain.forecast.backtest.applied import target_for
from goldenthread.domain.forecast.effects import Effect
from goldenthread.domain.forecast.inputs import Inputs
from goldenthread.domain.forecast.law import Law
from goldenthread.domain.forecast.laws import COMPATIBLE, OURS, law_for
from goldenthread.domain.forecast.mean import exact_mean
from goldenthread.domain.forecast.scenarios import Joining, Leaving, with_edits
from goldenthread.domain.forecast.simulating import simulated
from goldenthread.domain.forecast.target import Target
from goldenthread.domain.forecast.trend import trend_of
from tests.domain.forecast.test_simulated import conserved, scores
from tests.forecasts import invented

YEARS = 6
BAND_TOLERANCE = 0.97  # of the tested band: what 4,000 simulations may miss of a quantile's distance by chance


def given_inputs(seed: int, filling: float = 0.17, children: int = 600) -> Inputs:
    """An invented authority with so many requests not refused for each plan; its Januaries are taken to be of 2025."""
    inputs = invented(seed, children, ahead=YEARS).inputs
    plans = inputs.children_at_start().total()
    return replace(inputs, target=target_for(2025, plans, round(plans * filling)))


def totals(law: Law) -> np.ndarray:
    return exact_mean(law).counts.sum(axis=1)


def target_of(inputs: Inputs) -> Target:
    assert inputs.target is not None
    return inputs.target


@settings(max_examples=25, deadline=None)
@given(some.integers(0, 10**6), some.floats(0.08, 0.3), some.integers(1, YEARS))
def test_the_exact_mean_of_the_total_is_the_tested_forecast(seed: int, filling: float, years: int) -> None:
    inputs = given_inputs(seed, filling)
    law = law_for(OURS, inputs, years)
    if law.notes:  # nobody joins, or more are left: told, and above it
        assert "tied" in law.notes[0] or "above" in law.notes[0] or "cut off" in law.notes[0]
        return
    wanted = [each.expected for each in target_of(inputs).years[:years]]
    np.testing.assert_allclose(totals(law)[1 : len(wanted) + 1], wanted, rtol=1e-9)


@pytest.mark.parametrize("seed", [1, 2, 4, 9])
def test_it_is_met_in_the_usual_case_and_only_how_many_join_is_other(seed: int) -> None:
    inputs = given_inputs(seed)
    law, alone = law_for(OURS, inputs, YEARS), law_for(OURS, replace(inputs, target=None), YEARS)
    assert law.notes == ()
    assert abs(totals(law)[1] - totals(alone)[1]) > 1
    for name in ("start", "leave", "move", "joining", "population", "leave_factor", "join_factor"):
        np.testing.assert_array_equal(getattr(law, name), getattr(alone, name))
    # After three years growth fades as it did, from where it has come to.
    np.testing.assert_allclose(law.growth[3:] / law.growth[2], alone.growth[3:] / alone.growth[2])
    np.testing.assert_allclose(np.diff(law.growth_spread[2:] ** 2), np.diff(alone.growth_spread[2:] ** 2))


@pytest.mark.parametrize(("seed", "filling"), [(1, 0.1), (2, 0.17), (4, 0.28), (9, 0.12)])
def test_its_bands_are_as_wide_as_the_tested_ones_and_its_own_are_never_narrowed(seed: int, filling: float) -> None:
    inputs = given_inputs(seed, filling)
    law = law_for(OURS, inputs, 4)
    assert (law.growth_spread >= trend_of(inputs, 4)[1] - 1e-12).all()
    run = simulated(law, 4000, seed=5)
    everybody = run.ages.sum(axis=2)
    for year in target_of(inputs).years:
        for low, high, reach in ((0.1, 0.9, year.reach_80), (0.025, 0.975, year.reach_95)):
            ends = np.quantile(everybody[:, year.ahead], (low, high))
            assert ends[1] - ends[0] >= BAND_TOLERANCE * year.expected * 2 * np.sinh(reach)
            assert ends[1] - ends[0] <= 1.6 * year.expected * 2 * np.sinh(year.reach_95 if high > 0.9 else reach)
        error = everybody[:, year.ahead].std() / np.sqrt(len(everybody))
        assert abs(everybody[:, year.ahead].mean() - year.expected) < 4.5 * error


@pytest.mark.parametrize("compiled", [True, False])
def test_nobody_is_made_or_lost_and_every_state_agrees_with_the_mean(compiled: bool) -> None:
    found = simulated(law_for(OURS, given_inputs(4), 4), 3000 if compiled else 600, seed=11, compiled=compiled)
    conserved(found)
    z = scores(found)
    assert np.sqrt((z**2).mean()) < 1.4 and np.abs(z).max() < 5.5


def test_where_its_own_spread_is_already_wider_it_stays() -> None:
    inputs = given_inputs(2)
    to = target_of(inputs)
    sure = replace(to, years=tuple(replace(each, reach_80=0.001, reach_95=0.002) for each in to.years))
    np.testing.assert_array_equal(law_for(OURS, replace(inputs, target=sure), 3).growth_spread, trend_of(inputs, 3)[1])


def test_a_total_that_would_need_fewer_than_nobody_to_join_is_said_and_not_met() -> None:
    inputs = given_inputs(2)
    to = target_of(inputs)
    few = replace(to, years=tuple(replace(each, expected=100.0) for each in to.years))
    law = law_for(OURS, replace(inputs, target=few), 5)
    assert "more plans are left than the tested forecast expects" in law.notes[0]
    assert (law.growth[:3] == 0).all() and (law.growth[3:] > 0).all()
    assert (totals(law)[1:4] > 100).all()
    conserved(simulated(law, 50, seed=1))


def test_bands_that_cannot_be_reached_and_joining_by_nobody_are_said() -> None:
    inputs = given_inputs(2)
    to = target_of(inputs)
    wide = replace(to, years=tuple(replace(each, reach_95=3.0) for each in to.years))
    assert "bands are narrower" in law_for(OURS, replace(inputs, target=wide), 3).notes[0]
    nobody = {year: dict.fromkeys(ages, 0) for year, ages in inputs.population.items()}
    assert "nobody of the ages forecast ever joined" in law_for(OURS, replace(inputs, population=nobody), 3).notes[0]
    many = replace(to, years=tuple(replace(each, expected=1e7) for each in to.years))
    assert any("cut off" in each for each in law_for(OURS, replace(inputs, target=many), 3).notes)


def test_a_change_supposed_does_to_the_tied_law_what_it_did() -> None:
    inputs = given_inputs(9)
    law, first = law_for(OURS, inputs, 4), law_for(OURS, inputs, 4).first_year
    fewer = with_edits(law, [Joining("fewer", Effect(date(first, 1, 1)), factor=0.8)])
    np.testing.assert_array_equal(fewer.growth, law.growth)
    before, after = exact_mean(law), exact_mean(fewer)
    np.testing.assert_allclose(after.joined.sum(axis=1), 0.8 * before.joined.sum(axis=1))
    assert totals(fewer)[1] == pytest.approx(totals(law)[1] - 0.2 * before.joined[0].sum())
    sooner = with_edits(law, [Leaving("sooner", Effect(date(first, 1, 1)), factor=1.3)])
    assert (totals(sooner)[1:] < totals(law)[1:]).all()
    np.testing.assert_array_equal(exact_mean(sooner).joined, before.joined)


def test_the_open_models_law_and_inputs_without_one_are_as_they_were() -> None:
    inputs = given_inputs(4)
    alone = replace(inputs, target=None)
    np.testing.assert_array_equal(
        exact_mean(law_for(COMPATIBLE, inputs, 4)).counts, exact_mean(law_for(COMPATIBLE, alone, 4)).counts
    )
    growth, spread = trend_of(inputs, 4)
    law = law_for(OURS, alone, 4)
    np.testing.assert_array_equal(law.growth, growth)
    np.testing.assert_array_equal(law.growth_spread, spread)
