"""Reviews and moves between phases: the cycle, the Devon reading, and the two dates that are themselves too late."""

from __future__ import annotations

from datetime import date

import pytest

from goldenthread.domain.clocks import Reading, Status, annual_review, phase_transfer, read


def by_rule(readings: tuple[Reading, ...]) -> dict[str, Reading]:
    return {reading.rule: reading for reading in readings}


def test_the_yearly_cycle_restarts_at_the_decision_and_not_at_the_meeting() -> None:
    facts = {
        "plan_made": date(2023, 1, 10),
        "last_review_decided": date(2025, 11, 3),
        "meeting_held": date(2025, 10, 6),
    }
    assert by_rule(annual_review.readings(facts, date(2025, 12, 1)))["F1"].outer_on == date(2026, 11, 2)


def test_the_decision_of_the_review_in_hand_restarts_the_cycle_from_its_day() -> None:
    facts = {"plan_made": date(2024, 1, 10), "meeting_held": date(2024, 12, 2), "review_decided": date(2024, 12, 20)}
    assert read("F1", facts, date(2024, 12, 19)).outer_on == date(2025, 1, 9)
    assert read("F1", facts, date(2024, 12, 20)).outer_on == date(2025, 12, 19)


def test_a_plan_from_another_council_has_three_months_if_that_ends_later() -> None:
    facts = {"plan_made": date(2024, 1, 15), "transferred_in": date(2025, 4, 7)}
    reading = read("F1", facts, date(2025, 5, 1))
    assert (reading.outer_on, reading.started_by) == (date(2025, 7, 6), "transferred_in")
    assert "reg 15(5)" in reading.citation
    assert read("F1", {**facts, "transferred_in": date(2024, 3, 1)}, date(2024, 5, 1)).outer_on == date(2025, 1, 14)


def test_the_decision_is_met_only_with_the_amendments_when_the_plan_will_be_amended() -> None:
    facts = {"meeting_held": date(2025, 10, 6), "review_decided": date(2025, 10, 30), "review_outcome": "amend"}
    assert read("F5", facts, date(2025, 11, 4)).status is Status.LATE
    late = read("F5", {**facts, "amendment_notice_sent": date(2025, 11, 10)}, date(2025, 12, 1))
    assert (late.status, late.met_on) == (Status.MET_LATE, date(2025, 11, 10))
    kept = read("F5", {**facts, "review_outcome": "maintain"}, date(2025, 12, 1))
    assert kept.status is Status.MET_IN_TIME


def test_an_early_notice_brings_the_eight_weeks_forward_and_a_late_one_shows_the_twelve_week_breach() -> None:
    early = annual_review.readings(
        {"meeting_held": date(2025, 10, 6), "amendment_notice_sent": date(2025, 10, 27)}, date(2025, 11, 1)
    )
    assert by_rule(early)["F8"].outer_on == date(2025, 12, 22)
    assert "F8C" not in by_rule(early)
    late = by_rule(
        annual_review.readings(
            {"meeting_held": date(2025, 10, 6), "amendment_notice_sent": date(2025, 12, 1)}, date(2026, 1, 10)
        )
    )
    assert (late["F8"].outer_on, late["F8"].status) == (date(2026, 1, 26), Status.DUE_SOON)
    assert (late["F8C"].outer_on, late["F8C"].status) == (date(2025, 12, 29), Status.LATE)


def test_nothing_of_a_review_is_late_once_the_plan_has_ended() -> None:
    facts = {"plan_made": date(2022, 1, 1), "meeting_held": date(2022, 11, 1), "plan_ceased": date(2022, 11, 10)}
    readings = annual_review.readings(facts, date(2026, 1, 1))
    assert {reading.status for reading in readings} == {Status.NO_LONGER_RUNS}


def test_there_must_be_a_meeting_four_weeks_before_the_cycle_ends() -> None:
    cycle = read("F1", {"plan_made": date(2024, 12, 2)}, date(2025, 1, 1))
    latest = annual_review.latest_meeting(cycle)
    assert latest is not None and latest.last_on == date(2025, 11, 3)


@pytest.mark.parametrize(
    ("on", "status"),
    [
        (date(2025, 8, 31), Status.NOT_STARTED),
        (date(2025, 9, 1), Status.ON_TIME),
        (date(2026, 2, 14), Status.DUE_SOON),
        (date(2026, 2, 15), Status.LATE),
    ],
)
def test_the_fifteenth_of_february_is_itself_late(on: date, status: Status) -> None:
    facts = {"transfer_on": date(2026, 9, 1), "phase": "primary_to_secondary"}
    assert phase_transfer.readings(facts, on)[0].status is status


def test_a_move_to_post16_has_until_the_thirtieth_of_march_and_a_later_one_five_months() -> None:
    to_college = phase_transfer.readings(
        {"transfer_on": "2026-09-01", "phase": "secondary_to_post16"}, date(2026, 1, 1)
    )
    later = phase_transfer.readings({"transfer_on": "2026-09-01", "phase": "post16_to_post16"}, date(2026, 1, 1))
    assert (to_college[0].rule, to_college[0].outer_on) == ("F9", date(2026, 3, 30))
    assert (later[0].rule, later[0].outer_on) == ("F10", date(2026, 4, 1))


def test_a_plan_sent_before_the_twelve_months_of_a_move_does_not_discharge_it() -> None:
    facts = {"transfer_on": date(2026, 9, 1), "phase": "primary_to_secondary", "phase_plan_sent": date(2025, 6, 1)}
    assert phase_transfer.readings(facts, date(2026, 3, 1))[0].status is Status.LATE
