"""Sixteen weeks binds a refusal to issue a plan and nothing else: until somebody refuses, its passing breaks
nothing.
"""

from __future__ import annotations

from datetime import date

from goldenthread.domain.clocks import needs_assessment
from goldenthread.domain.clocks.reading import Reading
from goldenthread.domain.clocks.status import Status


def week_16(on: date, **facts: date) -> Reading:
    readings = needs_assessment.readings({"request_received": date(2024, 9, 2), **facts}, on)
    return next(reading for reading in readings if reading.rule == "B5")


def test_past_week_16_with_nothing_decided_no_law_is_broken_and_the_words_say_if() -> None:
    reading = week_16(date(2025, 1, 6))
    assert reading.status is Status.LATE
    assert not reading.is_breach
    assert reading.for_a_parent("Ada") == (
        "If the council decides not to make a plan, it had to tell you by 23 December 2024. "
        "A no would now be late. A yes can still come."
    )
    assert "binds only if" in reading.what_if_late
    assert reading.status_said == "a no would be late"


def test_before_week_16_the_family_is_told_what_a_no_would_mean() -> None:
    assert week_16(date(2024, 12, 1)).for_a_parent("Ada") == (
        "If the council decides not to make a plan, it must tell you by 23 December 2024."
    )


def test_a_refusal_after_week_16_is_a_breach() -> None:
    assert week_16(date(2025, 2, 1), no_plan_notified=date(2024, 12, 24)).is_breach


def test_a_refusal_on_the_last_day_is_in_time() -> None:
    assert not week_16(date(2025, 2, 1), no_plan_notified=date(2024, 12, 23)).is_breach
