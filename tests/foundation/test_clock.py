"""The day of a moment is the day in London."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from goldenthread.foundation import clock


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2026, 6, 30, 23, 30, tzinfo=UTC), date(2026, 7, 1)),  # half past midnight in summer
        (datetime(2026, 6, 30, 22, 59, tzinfo=UTC), date(2026, 6, 30)),
        (datetime(2026, 12, 31, 23, 30, tzinfo=UTC), date(2026, 12, 31)),
        (datetime(2026, 7, 1, 0, 30, tzinfo=clock.LONDON), date(2026, 7, 1)),
    ],
)
def test_the_day_of_a_moment_is_that_in_london(moment: datetime, day: date) -> None:
    assert clock.day_of(moment) == day
    with clock.frozen(moment):
        assert clock.today() == day
