"""Requests and assessments from new plans: the three tables add, keep their order, and say what they rest on."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from goldenthread.domain.forecast.forms.asked import (
    FEWEST,
    PLANS,
    REQUESTS,
    apart,
    flows_kept,
    share,
    shares_of,
    together,
    worth_in_england,
)
from goldenthread.domain.forecast.forms.asked_words import asked_words
from goldenthread.domain.forecast.forms.coarser import FIVES
from goldenthread.domain.forecast.inputs import Inputs, Move, Setting
from goldenthread.domain.forecast.kept import inputs_as_plain, inputs_from_plain
from goldenthread.domain.forecast.laws import law_for
from goldenthread.domain.forecast.nation import asked_in_england
from goldenthread.domain.forecast.quantiles import AGE_GROUPS
from goldenthread.domain.forecast.rounding import rounded_table
from goldenthread.domain.forecast.simulating import Simulated, simulated
from goldenthread.domain.forecast.space import OUTSIDE

YEARS = (2022, 2023, 2024)


def _inputs(asked: dict[tuple[int, int], tuple[int, int, int]] | None = None) -> Inputs:
    moves: Counter[Move] = Counter()
    for year in YEARS:
        for age in range(-2, 18):
            moves[Move(year, age - 1, OUTSIDE, OUTSIDE, "ASD", "special")] += 5
            moves[Move(year, age, "ASD", "special", "ASD", "special")] += 20
            moves[Move(year, age, "ASD", "special", OUTSIDE, OUTSIDE)] += 2
    settings_ = (Setting("special", "school", -4, 21, ("ASD",), ("special",)),)
    population = {year: dict.fromkeys(range(-5, 22), 900) for year in range(2022, 2036)}
    return Inputs(moves=moves, settings=settings_, population=population, asked=asked or {})


def _asked(requests: int, assessments: int, plans: int) -> dict[tuple[int, int], tuple[int, int, int]]:
    return {(year, age): (requests, assessments, plans) for year in YEARS for age in range(-3, 17)}


@pytest.fixture(scope="module")
def run() -> Simulated:
    return simulated(law_for("ours", _inputs(), 4), 101, 3, compiled=False)


def _kept(run: Simulated, inputs: Inputs, new_plans: Any = None) -> dict[str, Any]:
    line = np.full((4, len(run.law.space.academic_years)), 3) if new_plans is None else new_plans
    return flows_kept(run, inputs, line, 7)


counts = some.lists(some.integers(0, 40), min_size=27, max_size=27)
histories = some.tuples(some.integers(0, 40), some.integers(0, 40), some.integers(0, 40)).map(
    lambda three: tuple(sorted(three, reverse=True))
)


@settings(max_examples=60, deadline=None)
@given(counts, histories)
def test_no_cell_has_fewer_requests_than_assessments_or_assessments_than_plans(
    run: Simulated, line: list[int], history: tuple[int, int, int]
) -> None:
    kept = _kept(run, _inputs(_asked(*history)), np.array([line] * 4))
    coarse = [together(rounded_table(apart(each), FIVES)) for each in kept["flows"]]
    for flows in (*kept["flows"], *coarse):
        plans, assessments, requests = np.array(flows)
        assert (plans >= 0).all() and (plans <= assessments).all() and (assessments <= requests).all()
    assert all(cell % FIVES == 0 for flows in coarse for row in flows for cell in row)


def test_plans_are_the_forecasts_own_and_the_rest_is_within_a_child_of_its_share(run: Simulated) -> None:
    kept = _kept(run, _inputs())
    shares = shares_of(_inputs())
    for plans, assessments, requests in kept["flows"]:
        assert plans == [18, 18, 15, 12, 18]  # three of each academic year of a band
        exact = np.array(plans) / share(shares.planned)
        assert np.abs(np.array(assessments) - exact).max() < 2
        assert np.abs(np.array(requests) - exact / share(shares.assessed)).max() < 3
        assert abs(sum(requests) - (exact / share(shares.assessed)).sum()) <= 1.5


def test_without_requests_of_its_own_england_alone_is_used_and_said(run: Simulated) -> None:
    shares = shares_of(_inputs())
    england = [asked_in_england()[name] for name, _, _ in AGE_GROUPS]
    assert share(shares.assessed) == pytest.approx([each[1] / each[0] for each in england])
    assert share(shares.planned) == pytest.approx([each[2] / each[1] for each in england])
    assert (shares.own, shares.years, shares.here) == (False, (), 1.0)
    kept = _kept(run, _inputs())
    assert kept["flows_counted"] == 0
    words = " ".join(said for _, said in asked_words(kept, range(2025, 2030), in_full=True))
    assert f"fewer than {FEWEST} requests" in words and "alone" in words and "20 weeks" in words


def test_own_shares_are_pooled_with_englands_as_far_as_authorities_are_alike() -> None:
    shares = shares_of(_inputs(_asked(10, 5, 5)))
    worth, england = worth_in_england(), asked_in_england()["5 to 10"]
    own = 10 * 6 * 3  # six academic years, three years
    assert share(shares.assessed)[1] == pytest.approx((own / 2 + worth * england[1] / england[0]) / (own + worth))
    assert 0.5 < share(shares.assessed)[1] < england[1] / england[0]
    assert shares.here == pytest.approx(5 * 20 * 3 / (5 * 20 * 3))
    assert 5 <= worth <= 20  # authorities differ in the share they refuse by about twelve in a hundred


def test_years_counted_come_first_as_counted_and_years_not_whole_are_left_out(run: Simulated) -> None:
    asked = _asked(8, 6, 5)
    asked |= {(2022, age): (1, 6, 5) for age in range(-3, 17)}  # fewer requests than assessments
    asked |= {(2023, age): (9, 2, 1) for age in range(-3, 17)}  # most who joined have no assessment
    kept = _kept(run, _inputs(asked))
    assert kept["flow_years"] == [2024, 2025, 2026, 2027, 2028]
    assert kept["flows_counted"] == 1 and kept["shares"]["left_out"] == [2022, 2023]
    plans, assessments, requests = kept["flows"][0]
    ages = [4, 6, 5, 4, 1]  # academic years -3 to 16 in each band
    assert [plans, assessments, requests] == [[5 * n for n in ages], [6 * n for n in ages], [8 * n for n in ages]]
    words = " ".join(said for _, said in asked_words(kept, range(2024, 2030), in_full=False))
    assert "2022, 2023" in words


def test_the_range_holds_the_figure_and_is_wider_for_requests_than_for_plans(run: Simulated) -> None:
    joined = np.median(run.joined.sum(axis=2), axis=0)
    line = np.round(np.repeat(joined[:, None] / 27, 27, axis=1)).astype(int)
    kept = _kept(run, _inputs(_asked(8, 6, 5)), line)
    for flows, bands in zip(kept["flows"][3:], kept["flow_bands"], strict=True):
        low, middle, high = bands[REQUESTS]
        assert low < sum(flows[REQUESTS]) < high and low < middle < high
        assert high - low > bands[PLANS][2] - bands[PLANS][0] > 0
    assert _kept(run, _inputs(_asked(8, 6, 5)), line) == kept  # the same seed, the same answer


def test_inputs_keep_their_requests_and_older_ones_have_none() -> None:
    inputs = _inputs(_asked(8, 6, 5))
    plain = json.loads(json.dumps(inputs_as_plain(inputs)))
    assert inputs_from_plain(plain).asked == inputs.asked
    del plain["asked"]
    assert shares_of(inputs_from_plain(plain)).counted == (0, 0, 0)
