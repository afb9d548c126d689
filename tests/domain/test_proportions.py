"""Wilson's interval against published values (Brown, Cai and DasGupta; Newcombe 1998, table I)."""

from __future__ import annotations

import pytest

from goldenthread.domain.proportions import Proportion


@pytest.mark.parametrize(
    ("count", "total", "low", "high"), [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611),
    (1, 29, 0.0061, 0.1718)],
)  # fmt: skip
def test_newcombes_examples(count: int, total: int, low: float, high: float) -> None:
    found = Proportion(count, total).interval()
    assert found is not None
    assert found == (pytest.approx(low, abs=5e-5), pytest.approx(high, abs=5e-5))


def test_nothing_has_no_rate() -> None:
    assert Proportion(0, 0).share is None and Proportion(0, 0).interval() is None
