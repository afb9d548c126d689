"""A chance of none is still up to 0.4% of 1,000 simulations, and a difference that rounds to nothing has no sign."""

from __future__ import annotations

import pytest

from goldenthread.web.finance.forecasts import tables


@pytest.mark.parametrize(
    ("count", "said"),
    [(0, "0.0% (0.0% to 0.4%)"), (1_000, "100.0% (99.6% to 100.0%)"), (412, "41.2% (38.2% to 44.3%)")],
)
def test_a_chance_is_said_to_a_tenth_with_its_range(count: int, said: str) -> None:
    assert tables._chance(count, 1_000) == said


@pytest.mark.parametrize(
    ("children", "said"), [(-0.3, "0"), (0.3, "0"), (2.6, "+3"), (-10.4, "−10"), (1_234.0, "+1,234")]
)
def test_a_difference_that_rounds_to_nothing_has_no_sign(children: float, said: str) -> None:
    assert tables._more_or_fewer(children) == said
