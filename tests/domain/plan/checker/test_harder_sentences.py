"""Sentences as many writers put them: whose name it is, when it is due, what needs no session, what is begun above."""

from __future__ import annotations

import pytest

from goldenthread.domain.plan.checker.check import check
from goldenthread.domain.plan.checker.text import plan_from_text
from tests.domain.plan.checker.test_what_is_found import WHOLE, kinds, of_kind


@pytest.mark.parametrize(
    "said",
    [
        "The family moved from Devon to Jordan for work.",
        "The speech therapist's report is dated Jan 2026.",
        "He likes Percy, Thomas and Gordon.",
        "Ben has an aunt who lives in Florence.",
        "The report is by Dr Kent Lincoln.",
        "Ben knows St Hilda from a stained glass window.",
        "His brother-in-law Lincoln sings to him.",
        "I read this with my tutor, Mrs Christian.",
        "He goes to Florence Road Primary School, Preston.",
        "His friend from the ward, Marcus, died in June.",
    ],
)
def test_a_place_a_month_a_surname_or_a_character_is_no_other_child(said: str) -> None:
    assert "other_child_named" not in kinds("A", said, name="Ben Carter")


@pytest.mark.parametrize("said", ["Kayden will work in a quiet room.", "This will build on trust in Kayden’s class."])
def test_a_name_left_in_is_still_found(said: str) -> None:
    assert "other_child_named" in kinds("F", said, name="Ben Carter")


def test_the_short_form_of_a_name_is_the_childs_own() -> None:
    text = WHOLE.replace("Name: Ben Carter", "Name: Benjamin Carter (likes to be called Ben)")
    assert of_kind(check(plan_from_text(text)), "other_child_named") == []


@pytest.mark.parametrize(
    "outcome",
    [
        "Ben will walk to the hall alone | Spring 2027",
        "By the day he leaves school Ben will cook three meals on his own.",
        "By next Ramadan Ben will eat and drink at set times without being reminded.",
        "Before he turns nineteen Ben will pay for a bus fare on his own.",
        "E3 | End of Key Stage 3 | Ben will be understood by someone who has not met him.",
        "By July 2027 Ben will reduce incidents of shouting from six a week to one a week.",
    ],
)
def test_a_day_and_a_measure_are_seen_however_they_are_said(outcome: str) -> None:
    assert kinds("E", outcome, name="Ben Carter") & {"outcome_no_date", "outcome_not_measurable"} == set()


def test_the_end_of_the_plan_is_no_day() -> None:
    assert "outcome_no_date" in kinds("E", "Ben will read 100 words on sight by the end of the plan.")


@pytest.mark.parametrize(
    "outcome",
    [
        "Ben will be given help to dress himself by July 2027.",
        "Ben will have his postural needs met by July 2027.",
        "Ben will attend a college placement from September 2027.",
    ],
)
def test_help_that_is_given_is_a_service(outcome: str) -> None:
    assert "outcome_is_service" in kinds("E", outcome, name="Ben Carter")


def test_a_line_begun_above_is_read_with_its_beginning_and_its_day() -> None:
    before, after = WHOLE.split("By July 2027 Ben will write five sentences without help.")
    lines = "By the end of Key Stage 2 (July 2028) Ben will:\nE1. write five sentences unaided;\n- read 50 words."
    found = check(plan_from_text(before + lines + after))
    assert of_kind(found, "outcome_no_date") == []
    bare = check(
        plan_from_text(before + lines.replace(" (July 2028)", "").replace("the end of Key Stage 2", "it") + after)
    )
    assert {each.line for each in of_kind(bare, "outcome_no_date")} == {14, 15}


def test_provision_begun_above_is_read_with_who_gives_it() -> None:
    sound = next(line for line in WHOLE.splitlines() if line.startswith("An occupational therapist will"))
    before, after = WHOLE.split(sound)
    lines = "The college's specialist tutor will give Ben:\n- handwriting practice, for 20 minutes each Monday"
    found = check(plan_from_text(before + lines + after))
    assert {each.rule.kind for each in found if each.section == "F"} <= {"hard_to_read"}
    alone = check(plan_from_text(before + lines.split("\n")[1] + after))
    assert of_kind(alone, "no_provider")


def test_a_heading_may_date_what_stands_under_it_until_the_next() -> None:
    before, after = WHOLE.split("By July 2027 Ben will write five sentences without help.")
    said = "By the end of Year 6:\n1. Ben will write five sentences.\nOther outcomes\n2. Ben will read 50 words."
    assert [each.line for each in of_kind(check(plan_from_text(before + said + after)), "outcome_no_date")] == [16]


def test_a_beginning_longer_than_any_sentence_is_not_read_with_each_of_many_lines() -> None:
    text = "Section F\n" + "x" * 50_000 + " will:\n" + "- do it\n" * 5_000
    [section] = plan_from_text(text).sections
    assert sum(len(item.words) for item in section.items) < 2 * len(text)


def test_one_line_may_date_every_outcome() -> None:
    before, after = WHOLE.split("By July 2027 Ben will write five sentences without help.")
    said = "All outcomes are to be reached by July 2028, unless another date is given.\nBen will write five sentences."
    assert of_kind(check(plan_from_text(before + said + after)), "outcome_no_date") == []


@pytest.mark.parametrize(
    "provision",
    [
        "Ear defenders on a hook by the door.",
        "All staff to sign key words as they speak.",
        "A mentoring session led by a youth worker on Friday afternoons, from 1.15 to 2.45.",
        "Ref | What will be provided | By whom | How often and how long",
        "10.1 None.",
        "Equipment: a phone with spoken alarms and a photo timetable.",
        "A tent and beanbag in the corner of the class as his safe place.",
        "All staff will give Ben no more than three pieces of information at once, in short sentences.",
    ],
)
def test_what_needs_no_session_or_says_it_another_way_is_left_alone(provision: str) -> None:
    assert kinds("F", provision) & {"no_provider", "no_frequency", "no_duration"} == set()


@pytest.mark.parametrize(
    "said", ["Cody will be moving to an independent special school after half term.", "Ben will start in the reception "
             "class at Hazelcombe School in September."]
)  # fmt: skip
def test_a_place_to_come_is_found_in_a_draft(said: str) -> None:
    text = WHOLE.replace("I like football and my dog.", said)
    assert of_kind(check(plan_from_text(text)), "named_setting_in_draft")
