"""The matrix of exceptions: which limit admits which, and what each needs."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from goldenthread.domain.statute.exceptions import Claim, ExceptionRefused, admissions, admit, closure_window
from goldenthread.domain.statute.limits import codes, limits
from goldenthread.domain.statute.packaged import packaged_table

ON = date(2024, 9, 2)
CLOSURE = Claim(
    "SCHOOL_CLOSED",
    "the head could not answer in the summer",
    closed_from=date(2024, 7, 24),
    reopens_on=date(2024, 9, 3),
    advice_requested=date(2024, 7, 18),
)
AWAY = Claim("ABSENT_4W", "abroad", away_from=date(2024, 7, 1), away_to=date(2024, 7, 28))
MATRIX = {
    "B1": {"SCHOOL_CLOSED", "EY_CLOSED", "EXCEPTIONAL", "ABSENT_4W"},
    "B3": {"EXCEPTIONAL", "ABSENT_4W", "MISSED_APPT"},
    "B5": {"SCHOOL_CLOSED", "EY_CLOSED", "EXCEPTIONAL", "ABSENT_4W"},
    "C4": {"SCHOOL_CLOSED", "EY_CLOSED", "EXCEPTIONAL", "ABSENT_4W", "NOT_STATED"},
    "G3": {"SCHOOL_CLOSED", "EY_CLOSED", "EXCEPTIONAL", "ABSENT_4W"},
    **dict.fromkeys(
        ("E2", "E3", "E4", "E5", "E5a"), {"SCHOOL_CLOSED", "EY_CLOSED", "EXCEPTIONAL", "ABSENT_4W", "ABSENT_2W"}
    ),
}


@pytest.mark.parametrize("code", codes())
def test_each_limit_admits_exactly_the_exceptions_of_the_matrix(code: str) -> None:
    assert {each.exception.code for each in admissions(code, on=ON)} == MATRIX.get(code, set())


@pytest.mark.parametrize("code", ["F1", "F4", "F5", "F6", "F8", "F8C", "F9", "F10", "G1", "H1", "H3", "D3", "E11"])
def test_reviews_transfers_and_reassessment_decisions_refuse_every_exception(code: str) -> None:
    with pytest.raises(ExceptionRefused, match=f"admits no exception to rule {code}"):
        admit(CLOSURE, code, on=ON)


def test_advice_refuses_a_school_closure_and_admits_a_missed_appointment() -> None:
    with pytest.raises(ExceptionRefused, match="Rule B3 does not admit SCHOOL_CLOSED"):
        admit(CLOSURE, "B3", on=ON)
    assert admit(Claim("MISSED_APPT", "did not come to the hearing test"), "B3", on=ON).citation.endswith("(c)")


def test_the_decision_to_assess_refuses_a_missed_appointment() -> None:
    with pytest.raises(ExceptionRefused, match="Rule B1 does not admit MISSED_APPT"):
        admit(Claim("MISSED_APPT", "did not come"), "B1", on=ON)


def test_the_window_of_a_summer_closure_opens_and_shuts_a_week_early() -> None:
    assert closure_window(date(2024, 7, 24), date(2024, 9, 3)) == (date(2024, 7, 17), date(2024, 8, 27))


@pytest.mark.parametrize("asked", [date(2024, 7, 17), date(2024, 7, 18), date(2024, 8, 27)])
def test_advice_asked_for_inside_the_window_brings_in_the_closure(asked: date) -> None:
    assert admit(replace(CLOSURE, advice_requested=asked), "C4", on=ON).exception.code == "SCHOOL_CLOSED"


@pytest.mark.parametrize("asked", [date(2024, 7, 10), date(2024, 7, 16), date(2024, 8, 28)])
def test_advice_asked_for_outside_the_window_does_not(asked: date) -> None:
    with pytest.raises(ExceptionRefused, match="from 17 July 2024 to 27 August 2024"):
        admit(replace(CLOSURE, advice_requested=asked), "C4", on=ON)


def test_a_fortnight_at_christmas_is_too_short_a_closure() -> None:
    christmas = replace(CLOSURE, closed_from=date(2024, 12, 21), reopens_on=date(2025, 1, 6))
    assert closure_window(date(2024, 12, 21), date(2025, 1, 6)) is None
    with pytest.raises(ExceptionRefused, match="lasted 16 days"):
        admit(christmas, "B1", on=ON)


def test_exactly_four_weeks_is_long_enough_for_a_closure_and_for_an_absence() -> None:
    assert closure_window(date(2024, 7, 24), date(2024, 8, 21)) is not None
    assert admit(AWAY, "B1", on=ON)
    with pytest.raises(ExceptionRefused, match="27 days is less"):
        admit(replace(AWAY, away_to=date(2024, 7, 27)), "B1", on=ON)


def test_two_weeks_away_are_enough_only_after_a_tribunal_order() -> None:
    fortnight = Claim("ABSENT_2W", "abroad", away_from=date(2024, 7, 1), away_to=date(2024, 7, 14))
    assert admit(fortnight, "E5", on=ON)
    with pytest.raises(ExceptionRefused, match="does not admit ABSENT_2W"):
        admit(fortnight, "C4", on=ON)


@pytest.mark.parametrize(
    ("claim", "words"),
    [
        (Claim("EXCEPTIONAL", "  "), "needs a reason"),
        (Claim("SCHOOL_CLOSED", "summer"), "needs closed_from, reopens_on, advice_requested"),
        (Claim("STAFF_SHORTAGE", "no psychologists"), "There is no exception 'STAFF_SHORTAGE'"),
    ],
)
def test_a_claim_without_its_reason_facts_or_category_is_refused(claim: Claim, words: str) -> None:
    with pytest.raises(ExceptionRefused, match=words):
        admit(claim, "C4", on=ON)


def test_an_exception_has_a_day_to_look_at_it_again() -> None:
    ill = Claim("EXCEPTIONAL", "in hospital", recorded_on=date(2024, 9, 10))
    assert ill.next_review_on(ON) == date(2024, 10, 8)
    assert replace(ill, review_on=date(2024, 9, 20)).next_review_on(ON) == date(2024, 9, 20)


def test_an_absence_must_fall_in_the_period_of_the_limit_it_lifts() -> None:
    period = {"on": date(2024, 9, 2), "until": date(2024, 10, 14)}
    away = Claim("ABSENT_4W", "abroad", away_from=date(2024, 9, 10), away_to=date(2024, 10, 7))
    assert admit(away, "B1", **period)
    with pytest.raises(ExceptionRefused, match="27 days of this absence are in that time"):
        admit(replace(away, away_from=date(2024, 8, 20), away_to=date(2024, 9, 28)), "B1", **period)


@pytest.mark.parametrize(
    ("row", "admits"),
    [
        ("E2/unopposed", {"EXCEPTIONAL", "ABSENT_2W", "SCHOOL_CLOSED", "EY_CLOSED", "ABSENT_4W"}),
        ("E3/unopposed", set()),  # regulation 45(7) does not name paragraph (3A)
        ("E5a/unopposed", {"EXCEPTIONAL", "ABSENT_2W", "SCHOOL_CLOSED", "EY_CLOSED", "ABSENT_4W"}),
        ("E7/unopposed", set()),
        ("B3/code", set()),  # an expectation of the Code: there is no limit to lift
        ("B3/detained", {"EXCEPTIONAL", "PARENT_ABSENT_4W", "ALTERNATIVE_ABSENT_4W", "MISSED_APPT"}),
        ("E2/detained", set()),
        ("E6/detained", {"EXCEPTIONAL", "PARENT_ABSENT_2W", "SCHOOL_CLOSED"}),
    ],
)
def test_the_other_forms_of_a_limit_have_their_own_exceptions(row: str, admits: set[str]) -> None:
    assert {each.exception.code for each in admissions(row, on=ON)} == admits


def test_every_limit_a_provision_names_is_a_row() -> None:
    named = {limit for provision in packaged_table("exceptions.toml")["provision"] for limit in provision["limits"]}
    assert named <= {row.key for row in limits()}
