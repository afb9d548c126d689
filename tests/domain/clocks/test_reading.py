"""Where a clock stands: what starts, meets, ends and lifts it, on any day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.domain.clocks import (
    CLOCKS,
    BadFact,
    Claim,
    ExceptionRefused,
    MissingFact,
    Reading,
    Status,
    UnknownRule,
    advice,
    count_dates,
    needs_assessment,
    read,
)
from goldenthread.domain.statute.limits import codes

RECEIVED = date(2024, 9, 2)
REQUEST = {"request_received": RECEIVED}
DAYS = st.dates(date(2014, 9, 1), date(2035, 12, 31))
ILL = Claim("EXCEPTIONAL", "the child was in hospital")


def by_rule(readings: tuple[Reading, ...]) -> dict[str, Reading]:
    return {reading.rule: reading for reading in readings}


def statuses(readings: tuple[Reading, ...]) -> dict[str, Status]:
    return {reading.rule: reading.status for reading in readings}


def test_every_rule_of_the_statute_has_a_clock() -> None:
    assert set(CLOCKS) == set(codes())


@pytest.mark.parametrize(
    ("on", "status", "days_left"),
    [
        (date(2024, 9, 2), Status.ON_TIME, 42),
        (date(2024, 9, 26), Status.ON_TIME, 18),
        (date(2024, 9, 27), Status.DUE_SOON, 17),  # fourteen days before the safe day, 11 October
        (date(2024, 10, 14), Status.DUE_SOON, 0),  # the last day is in time
        (date(2024, 10, 15), Status.LATE, -1),
    ],
)
def test_the_six_weeks_pass_from_on_time_to_late(on: date, status: Status, days_left: int) -> None:
    reading = read("B1", REQUEST, on)
    assert (reading.status, reading.days_left) == (status, days_left)
    assert reading.is_open
    assert reading.is_breach == (status is Status.LATE)


def test_how_soon_is_soon_can_be_chosen() -> None:
    assert read("B1", REQUEST, date(2024, 10, 1), due_soon_days=3).status is Status.ON_TIME


def test_nothing_has_started_without_its_fact_or_before_it() -> None:
    nothing = read("C4", {}, RECEIVED)
    assert (nothing.status, nothing.outer_on, nothing.days_left) == (Status.NOT_STARTED, None, None)
    assert read("C4", REQUEST, RECEIVED - timedelta(days=1)).status is Status.NOT_STARTED


@pytest.mark.parametrize(
    ("sent", "status", "late"),
    [(date(2025, 1, 20), Status.MET_IN_TIME, 0), (date(2025, 1, 21), Status.MET_LATE, 1)],
)
def test_a_plan_on_the_last_day_is_in_time_and_on_the_next_is_late(sent: date, status: Status, late: int) -> None:
    reading = read("C4", {**REQUEST, "final_plan_sent": sent}, date(2026, 1, 1))
    assert (reading.status, reading.days_late, reading.is_open) == (status, late, False)
    assert reading.met_by == "final_plan_sent"


def test_what_happened_later_does_not_count_when_a_past_day_is_read() -> None:
    facts = {**REQUEST, "final_plan_sent": date(2025, 3, 1)}
    assert read("C4", facts, date(2025, 2, 1)).status is Status.LATE
    assert read("C4", facts, date(2025, 3, 1)).status is Status.MET_LATE


def test_somebody_bringing_a_child_to_attention_starts_the_clock_as_well_and_the_first_counts() -> None:
    facts = {"became_responsible": date(2024, 8, 26), "request_received": RECEIVED}
    assert read("B1", facts, RECEIVED).outer_on == date(2024, 10, 7)


def test_a_refusal_to_assess_ends_the_sixteen_and_twenty_weeks() -> None:
    facts = {**REQUEST, "assess_decision_notified": date(2024, 10, 10), "assess_decision": "no"}
    assert statuses(needs_assessment.readings(facts, date(2026, 1, 1))) == {
        "B1": Status.MET_IN_TIME,
        "B5": Status.NO_LONGER_RUNS,
        "C4": Status.NO_LONGER_RUNS,
    }


def test_an_agreement_to_assess_keeps_them_running() -> None:
    facts = {**REQUEST, "assess_decision_notified": date(2024, 10, 10), "assess_decision": "yes"}
    assert statuses(needs_assessment.readings(facts, date(2025, 6, 1))) == {
        "B1": Status.MET_IN_TIME,
        "B5": Status.LATE,
        "C4": Status.LATE,
    }


@pytest.mark.parametrize("fact", ["plan_agreed", "draft_served", "final_plan_sent"])
def test_sixteen_weeks_fall_away_once_there_is_to_be_a_plan(fact: str) -> None:
    facts = {**REQUEST, "assess_decision_notified": date(2024, 10, 10), fact: date(2025, 1, 5)}
    assert by_rule(needs_assessment.readings(facts, date(2026, 1, 1)))["B5"].status is Status.NO_LONGER_RUNS


def test_no_plan_meets_sixteen_weeks_and_ends_twenty() -> None:
    facts = {**REQUEST, "no_plan_notified": date(2024, 12, 23)}
    found = statuses(needs_assessment.readings(facts, date(2026, 1, 1)))
    assert (found["B5"], found["C4"]) == (Status.MET_IN_TIME, Status.NO_LONGER_RUNS)


@pytest.mark.parametrize("fact", ["request_withdrawn", "moved_away"])
def test_nothing_is_late_after_the_request_is_withdrawn_or_the_family_moves(fact: str) -> None:
    readings = needs_assessment.readings({**REQUEST, fact: date(2024, 9, 20)}, date(2026, 1, 1))
    assert {reading.status for reading in readings} == {Status.NO_LONGER_RUNS}
    assert not any(reading.is_open or reading.is_breach for reading in readings)


def test_a_withdrawal_after_a_met_step_leaves_it_met() -> None:
    facts = {**REQUEST, "assess_decision_notified": date(2024, 10, 1), "request_withdrawn": date(2024, 11, 1)}
    assert by_rule(needs_assessment.readings(facts, date(2026, 1, 1)))["B1"].status is Status.MET_IN_TIME


def test_an_exception_lifts_the_limit_and_keeps_the_date_for_reporting() -> None:
    reading = read("C4", REQUEST, date(2025, 6, 1), [ILL])
    assert (reading.status, reading.outer_on, reading.original_outer_on) == (Status.EXCEPTED, None, date(2025, 1, 20))
    assert reading.exception == "EXCEPTIONAL"
    assert reading.is_open and not reading.is_breach
    assert (reading.days_left, reading.days_late) == (None, 0)


def test_an_excepted_plan_sent_after_the_date_is_no_breach_and_one_sent_before_it_was_in_time() -> None:
    late = read("C4", {**REQUEST, "final_plan_sent": date(2025, 3, 1)}, date(2025, 6, 1), [ILL])
    early = read("C4", {**REQUEST, "final_plan_sent": date(2025, 1, 2)}, date(2025, 6, 1), [ILL])
    assert (late.status, late.is_breach, late.is_open) == (Status.EXCEPTED, False, False)
    assert early.status is Status.MET_IN_TIME


def test_an_exception_claimed_on_the_process_lifts_only_the_limits_that_admit_it() -> None:
    missed = Claim("MISSED_APPT", "did not come to the hearing test")
    facts = {"advice_requested": date(2024, 10, 14)}
    assert advice.readings(facts, date(2025, 1, 1), [missed])[0].status is Status.EXCEPTED
    assert read("C4", REQUEST, date(2025, 6, 1), [missed]).status is Status.LATE


@pytest.mark.parametrize("rule", ["F5", "F8", "F9", "B3"])
def test_an_exception_claimed_on_a_limit_that_does_not_admit_it_is_refused(rule: str) -> None:
    facts = {
        "meeting_held": date(2025, 10, 6),
        "amendment_notice_sent": date(2025, 11, 3),
        "advice_requested": date(2025, 10, 6),
        "transfer_on": date(2026, 9, 1),
        "phase": "primary_to_secondary",
    }
    closed = Claim("SCHOOL_CLOSED", "summer", rule=rule)
    with pytest.raises(ExceptionRefused):
        read(rule, facts, date(2025, 12, 1), [closed])


def test_a_claim_made_after_the_day_read_is_not_yet_known() -> None:
    claim = Claim("EXCEPTIONAL", "in hospital", recorded_on=date(2025, 2, 1))
    assert read("C4", REQUEST, date(2025, 1, 30), [claim]).status is Status.LATE


def test_advice_from_a_health_body_is_a_duty_and_from_a_school_an_expectation() -> None:
    asked = {"advice_requested": date(2024, 10, 14)}
    health = advice.readings({**asked, "adviser": "health"}, date(2025, 1, 1))[0]
    school = advice.readings({**asked, "adviser": "school"}, date(2025, 1, 1))[0]
    assert health.outer_on == school.outer_on == date(2024, 11, 25)
    assert health.is_breach and not school.is_breach
    assert (health.status_said, school.status_said) == ("late", "past expected date")
    assert (health.due_word, school.due_word) == ("due by", "expected by")


def test_the_time_to_comment_on_a_draft_passes_without_anyone_being_late() -> None:
    facts = {**REQUEST, "draft_served": date(2024, 12, 20)}
    comment = by_rule(needs_assessment.readings(facts, date(2025, 1, 4)))["C2"]
    assert (comment.status, comment.original_outer_on) == (Status.NO_LONGER_RUNS, date(2025, 1, 3))
    assert not comment.is_breach


def test_a_date_older_than_the_law_is_called_odd_and_not_late() -> None:
    reading = read("F1", {"plan_made": date(2013, 5, 3)}, date(2026, 1, 1))
    assert reading.status is Status.NOT_STARTED
    assert "not in force on 3 May 2013" in reading.note


def test_a_step_dated_before_the_clock_started_is_noted() -> None:
    facts = {**REQUEST, "assess_decision_notified": date(2024, 8, 1)}
    assert "Check the dates" in read("B1", facts, date(2025, 1, 1)).note


@pytest.mark.parametrize(
    ("rule", "facts", "error", "words"),
    [
        ("Z9", {}, UnknownRule, "There is no rule 'Z9'"),
        ("B1", {"request_received": "2 Sept"}, BadFact, "request_received is '2 Sept'"),
        ("B1", {"request_received": "2026-02-31"}, BadFact, "2026-02-31"),
        ("B1", {"request_received": "2026-W36-3"}, BadFact, "2026-W36-3"),
        ("B1", {"request_received": "02/09/2026"}, BadFact, "02/09/2026"),
        ("B1", {"request_received": "0202-09-02"}, BadFact, "year 202"),
        ("B1", {"request_received": "9999-12-31"}, BadFact, "year 9999"),
        (
            "B1",
            {"draft_served": "2026-01-01"},
            MissingFact,
            "request_received or became_responsible. Given: draft_served",
        ),
        ("F9", {"transfer_on": "2026-09-01"}, MissingFact, "phase"),
        ("F9", {"transfer_on": "2026-09-01", "phase": "to_the_moon"}, BadFact, "'to_the_moon'"),
        ("F9", {"transfer_on": "2026-09-01", "phase": "post16_to_post16"}, BadFact, "rule F10"),
        (
            "D6",
            {"notice_sent": "2024-11-01", "certificate_issued": "2024-10-01"},
            BadFact,
            "cannot be before notice_sent",
        ),
    ],
)
def test_wrong_input_gets_a_sentence_that_names_the_fact(
    rule: str, facts: dict[str, str], error: type[Exception], words: str
) -> None:
    with pytest.raises(error, match=words):
        count_dates(rule, facts)


# L3a is law only for an award begun before September 2024.
ONE_DATE = [code for code, clock in CLOCKS.items() if code not in ("F9", "F10", "CSA", "L3a")]


@pytest.mark.parametrize("rule", ONE_DATE)
@given(start=DAYS, later_by=st.integers(0, 500))
def test_a_later_start_never_gives_an_earlier_date_and_the_safe_day_is_never_after_the_outer(
    rule: str, start: date, later_by: int
) -> None:
    start = max(start, date(2018, 4, 3))  # the youngest row's first day
    fact = CLOCKS[rule].starts[0]
    first, second = (count_dates(rule, {fact: day}) for day in (start, start + timedelta(days=later_by)))
    assert first.outer.last_on <= second.outer.last_on
    assert first.safe.last_on <= first.outer.last_on


@given(start=DAYS, on=DAYS)
def test_an_exception_never_yields_a_later_date_and_reading_twice_is_reading_once(start: date, on: date) -> None:
    facts = {"request_received": start}
    plain, excepted = read("C4", facts, on), read("C4", facts, on, [ILL])
    assert excepted.outer_on is None and excepted.original_outer_on == plain.outer_on
    assert plain == read("C4", facts, on)
