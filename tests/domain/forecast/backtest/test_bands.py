"""Bands are as wide as earlier errors ask, wider after a year that escaped them, never narrower."""

from __future__ import annotations

import numpy as np
import pytest

from goldenthread.domain.forecast.backtest.bands import widths
from goldenthread.domain.forecast.backtest.results import Backtest
from goldenthread.domain.forecast.backtest.scoring import score
from goldenthread.domain.forecast.backtest.words import says
from tests.domain.forecast.backtest.test_rules import invented

HUNDRED = np.arange(1, 101) / 1000  # 0.001 to 0.100


def test_a_band_is_as_wide_as_80_of_100_earlier_errors_whatever_their_sign() -> None:
    signs = np.where(np.arange(100) % 2, 1, -1)
    assert widths({2018: HUNDRED * signs}, 1, 80, 2019) == {2019: pytest.approx(0.081)}


def test_the_band_of_a_january_uses_only_errors_known_in_it() -> None:
    errors = {2018: HUNDRED, 2019: HUNDRED * 50}
    assert widths(errors, 1, 80, 2020)[2019] == widths({2018: HUNDRED}, 1, 80, 2019)[2019]
    assert widths(errors, 2, 80, 2021)[2020] == pytest.approx(0.081)
    assert 2019 not in widths(errors, 2, 80, 2021)


def test_after_a_year_that_escaped_the_band_the_next_is_wider_than_the_errors_alone_ask() -> None:
    escaped = {2018: HUNDRED, 2019: HUNDRED * 2}
    pooled = float(np.sort(np.concatenate([HUNDRED, HUNDRED * 2]))[160])
    assert widths(escaped, 1, 80, 2020)[2020] > pooled


def test_after_a_calm_year_it_is_not_narrower_than_the_errors_ask() -> None:
    calm = {2018: HUNDRED, 2019: HUNDRED / 2}
    pooled = float(np.sort(np.concatenate([HUNDRED, HUNDRED / 2]))[160])
    assert widths(calm, 1, 80, 2020)[2020] == pooled


def test_forecasts_that_lose_are_said_to_lose() -> None:
    """Requests tell nothing here and growth turns about: the default cannot win, and the words must say so."""
    panel = invented([1.02, 1.05, 1.08, 1.30], [0.4, 0.3, 0.2, 0.1])
    panel.plans[:, -1] = panel.plans[:, -2] * 0.6
    found = Backtest(panel)
    assert score(found.rolling["default"], [2020], 1) is not None
    words = says(_scored_from(found, 2018))
    assert "does not beat the mark of 3.6%" in words
    assert "does not beat the best simple rule" in words


def _scored_from(found: Backtest, first: int) -> Backtest:
    class Earlier(Backtest):
        scored = range(first, found.panel.last_january)
        earlier = range(first, first)
        beats_mark_by_january: dict[tuple[int, int], bool] = {}

    return Earlier(found.panel)
