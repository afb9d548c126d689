"""The words: a professional's explanation, and a sentence a parent understands."""

from __future__ import annotations

import re
from datetime import date

import pytest

from goldenthread.domain.clocks import CLOCKS, Claim, Status, needs_assessment, read

REQUEST = {"request_received": date(2024, 9, 2)}
STARTED = {name: date(2025, 3, 3) for clock in CLOCKS.values() for name in clock.starts} | {
    "phase": "primary_to_secondary",
    "born": date(2010, 1, 15),
    "award_started": date(2024, 8, 31),
}
ON_DAYS = [date(2025, 3, 4), date(2030, 1, 1)]


@pytest.mark.parametrize(
    ("facts", "on", "said"),
    [
        ({}, date(2024, 9, 3), "The council must tell you if it will assess Ada by 14 October 2024."),
        (
            {},
            date(2024, 10, 16),
            "The council had to tell you if it will assess Ada by 14 October 2024. It is 2 days late. "
            "You can ask why, and you can complain.",
        ),
        (
            {"assess_decision_notified": date(2024, 10, 1)},
            date(2025, 1, 1),
            "The council had to tell you if it will assess Ada by 14 October 2024. "
            "This was done on 1 October 2024, in time.",
        ),
        (
            {"request_withdrawn": date(2024, 10, 1)},
            date(2025, 1, 1),
            "There is no longer a date to tell you if it will assess Ada. On 1 October 2024 the request was withdrawn.",
        ),
    ],
)
def test_a_parent_is_told_in_one_or_two_sentences(facts: dict[str, date], on: date, said: str) -> None:
    assert read("B1", {**REQUEST, **facts}, on).for_a_parent("Ada") == said


def test_an_exception_is_told_with_its_reason_and_without_a_new_date() -> None:
    reading = read("C4", REQUEST, date(2025, 6, 1), [Claim("EXCEPTIONAL", "in hospital")])
    said = reading.for_a_parent("Ada")
    assert "because something exceptional happened" in said
    assert not re.search(r"\d{4}", said)


def test_what_guidance_expects_is_never_told_as_law() -> None:
    reading = read("C3", {"consultation_received": date(2024, 12, 20)}, date(2025, 2, 1))
    assert "must" not in reading.for_a_parent() and "late" not in reading.for_a_parent()
    assert "guidance" in reading.what_if_late


@pytest.mark.parametrize("rule", CLOCKS)
@pytest.mark.parametrize("on", ON_DAYS)
def test_every_reading_explains_itself_whole(rule: str, on: date) -> None:
    reading = read(rule, STARTED, on)
    assert reading.citation in reading.rule_in_plain_words
    assert reading.what_started_it.endswith(".")
    assert reading.how_counted[-1].startswith("The safe date")
    assert reading.exceptions_available and reading.what_if_late
    said = reading.for_a_parent("Ada")
    assert "{" not in said and "None" not in said
    assert all(len(sentence.split()) <= 30 for sentence in re.split(r"(?<=\.) ", said)), said


@pytest.mark.parametrize("rule", ["B1", "B5", "C4"])
def test_the_explanation_of_a_limit_with_exceptions_says_they_are_no_pause(rule: str) -> None:
    available = read(rule, REQUEST, date(2024, 9, 3)).exceptions_available
    assert len(available) == 5
    assert "never pauses" in available[-1]


def test_the_familys_own_time_is_told_as_theirs_and_not_as_the_councils_breach() -> None:
    reading = read("C2", {"draft_served": date(2024, 12, 20)}, date(2024, 12, 21))
    assert reading.for_a_parent("Ada").startswith("You have until 3 January 2025 to tell the council")
    assert "breaks" not in reading.what_if_late


def test_a_review_says_that_no_exception_exists() -> None:
    reading = read("F5", {"meeting_held": date(2025, 10, 6)}, date(2025, 10, 7))
    assert reading.exceptions_available == ("The law admits no exception to this limit.",)


def test_the_working_is_shown_step_by_step() -> None:
    steps = read("B1", REQUEST, date(2024, 9, 3)).how_counted
    assert "6 weeks after it is Monday 14 October 2024." in steps
    assert any("Sunday 13 October 2024 is not a working day" in step for step in steps)


def test_a_clock_that_has_not_started_says_so_and_invents_no_date() -> None:
    for reading in needs_assessment.readings({}, date(2024, 9, 3)):
        assert reading.status is Status.NOT_STARTED
        assert "has not started yet" in reading.for_a_parent()
        assert reading.how_counted == ()
