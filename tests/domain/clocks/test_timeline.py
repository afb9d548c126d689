"""The days of a reading in order."""

from __future__ import annotations

from datetime import date

from goldenthread.domain.clocks.register import CLOCKS, read
from goldenthread.domain.clocks.timeline import Kind, Point, outer_word, points, together
from goldenthread.domain.statute.exceptions import Claim

ON = date(2026, 11, 16)
RECEIVED = {"request_received": date(2026, 9, 2)}


def test_a_clock_that_runs_gives_what_started_it_today_the_safe_and_the_outer_day() -> None:
    assert points(read("C4", RECEIVED, ON)) == (
        Point(Kind.STARTED, date(2026, 9, 2), "The council received the request for an assessment"),
        Point(Kind.TODAY, ON, "Today"),
        Point(Kind.SAFE, date(2027, 1, 19), "Safe day to work to: send the final plan"),
        Point(Kind.OUTER, date(2027, 1, 20), "Last day: send the final plan"),
    )


def test_what_met_it_is_told_and_on_one_day_comes_before_the_limit() -> None:
    met = read("C4", {**RECEIVED, "final_plan_sent": date(2027, 1, 20)}, date(2027, 1, 20))
    assert [point.kind for point in points(met)] == [Kind.STARTED, Kind.SAFE, Kind.MET, Kind.OUTER, Kind.TODAY]
    assert points(met)[2].words == "The final plan was sent"


def test_a_safe_day_that_is_the_last_day_is_told_once() -> None:
    reading = read("F9", {"transfer_on": date(2029, 9, 1), "phase": "primary_to_secondary"}, ON)
    assert reading.safe_on == reading.outer_on == date(2029, 2, 14)
    assert [point.kind for point in points(reading)] == [Kind.TODAY, Kind.OUTER, Kind.STARTED]


def test_what_is_only_expected_is_never_a_last_day() -> None:
    said = [point.words for point in points(read("C3", {"consultation_received": date(2026, 11, 2)}, ON))]
    assert "Expected by: school or college replies to consultation" in said
    assert not any(words.startswith("Last day") for words in said)


def test_a_date_that_comes_by_itself_is_no_ones_last_day() -> None:
    reading = read("CSA", {"born": date(2010, 11, 5)}, ON)
    assert outer_word(reading) == "Falls on this day"


def test_a_limit_that_an_exception_lifted_keeps_the_day_it_would_have_had() -> None:
    claim = Claim("ABSENT_4W", "Away", away_from=date(2026, 10, 1), away_to=date(2026, 11, 10))
    reading = read("C4", RECEIVED, ON, [claim])
    assert reading.outer_on is None
    assert Point(Kind.OUTER, date(2027, 1, 20), "Last day, had no exception applied: send the final plan") in points(
        reading
    )


def test_a_clock_that_has_not_started_has_only_today() -> None:
    assert points(read("C4", {}, ON)) == (Point(Kind.TODAY, ON, "Today"),)


def test_several_clocks_stand_in_one_order_and_what_they_share_is_told_once() -> None:
    listed = together(read(code, RECEIVED, ON) for code in ("C4", "B1", "B5"))
    assert [point.on for point in listed] == sorted(point.on for point in listed)
    kinds = [point.kind for point in listed]
    assert kinds.count(Kind.STARTED) == kinds.count(Kind.TODAY) == 1 and kinds.count(Kind.OUTER) == 3


def test_every_clock_has_a_timeline_in_order() -> None:
    for code, clock in CLOCKS.items():
        facts: dict[str, date | str] = {"phase": "primary_to_secondary", "adviser": "school"}
        facts[clock.starts[0]] = date(2010, 11, 5) if clock.starts[0] == "born" else date(2026, 9, 2)
        if code == "L3a":  # law for awards begun before September 2024 only
            facts[clock.starts[0]] = date(2024, 1, 10)
        listed = points(read(code, facts, ON))
        assert len(listed) >= 3, code
        assert [point.on for point in listed] == sorted(point.on for point in listed)
