"""Two advices side by side where they do not agree, and nothing where they do."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from goldenthread.domain.advice.report import NEED, OUTCOME, PROVISION, STRENGTH, Entry
from goldenthread.domain.plan.conflicts import Said, conflicts

SPEECH = "Speech and language therapy from a therapist."


def said(advice: str, text: str = SPEECH, area: str = "communication", **facts: Any) -> Said:
    return Said(advice, Entry(advice, PROVISION, text, **facts), area)


def test_other_amounts_of_the_same_help_are_shown_with_both() -> None:
    (found,) = conflicts([said("Health", how_often="Once a week"), said("School", how_often="Once a fortnight")])
    assert found.differences == (("How often", "Once a week", "Once a fortnight"),) and not found.opposed


@pytest.mark.parametrize(
    ("one", "other"), [("Twice a week", "2 times each week"), ("Weekly", "Once a week"), ("", "Daily")]
)
def test_the_same_amount_in_other_words_is_no_conflict(one: str, other: str) -> None:
    assert conflicts([said("Health", how_often=one), said("School", how_often=other)]) == ()


def test_one_who_says_it_is_not_needed_is_a_conflict() -> None:
    (found,) = conflicts([said("Health"), said("School", "Speech and language therapy is not needed.")])
    assert found.opposed and found.differences == ()


def test_nothing_within_one_advice_nor_of_other_areas_topics_or_parts() -> None:
    daily = said("Health", how_often="Daily")
    assert conflicts([daily, said("Health", how_often="Weekly")]) == ()
    assert conflicts([daily, said("School", area="physical", how_often="Weekly")]) == ()
    assert conflicts([daily, said("School", "Reading taught by sound.", how_often="Weekly")]) == ()
    assert conflicts([daily, Said("School", Entry("n", NEED, SPEECH))]) == ()


def need(advice: str, text: str, area: str = "communication", part: str = NEED) -> Said:
    return Said(advice, Entry(advice, part, text, area if part == NEED else ""), area if part == NEED else "")


HARD = "Expressive language is hard: Amira cannot yet join two words."


@pytest.mark.parametrize(
    "text",
    [
        "No significant difficulties with expressive language.", "Expressive language is age-appropriate.",
        "Her expressive language is within the average range.", "There are no concerns about her expressive language.",
        "Expressive language is not an area of need.", "She does not have any language difficulties.",
    ],
)  # fmt: skip
@pytest.mark.parametrize("part", [NEED, STRENGTH])
def test_a_need_that_another_adviser_denies_is_shown(text: str, part: str) -> None:
    for rows in ([need("Health", HARD), need("School", text, part=part)],
                 [need("School", text, part=part), need("Health", HARD)]):  # fmt: skip
        (found,) = conflicts(rows)
        assert found.opposed and found.differences == () and found.is_of_needs


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (HARD, "Expressive language is within the average range, but only with people she knows."),
        (HARD, "Amira finds expressive language hard in groups."),
        (HARD, "Needs help with expressive language, which is not yet age-appropriate."),
        (HARD, "No difficulties with reading."), ("Her speech is clear.", "No difficulties with speech."),
        (HARD, "Amira does not use expressive language when she has difficulties with friends."),
        ("No difficulties with expressive language.", "No concerns about expressive language."),
    ],
)  # fmt: skip
def test_needs_that_can_both_be_so_are_no_conflict(one: str, other: str) -> None:
    assert conflicts([need("Health", one), need("School", other)]) == ()


def test_another_severity_of_the_same_need_is_shown_and_a_hedged_one_is_not() -> None:
    mild, severe = "Mild delay of expressive language.", "A severe delay of expressive language."
    (found,) = conflicts([need("Health", mild), need("School", severe)])
    assert found.differences == (("How severe", "mild", "severe"),) and not found.opposed
    for other in ("Mild to severe delay of expressive language.", "Mildly delayed expressive language.",
                  "Expressive language was severely delayed at three.", "Severe asthma."):  # fmt: skip
        assert conflicts([need("Health", mild), need("School", other)]) == ()
    assert conflicts([need("Health", mild), need("School", severe, "physical")]) == ()
    assert conflicts([need("Health", mild), need("Health", severe)]) == ()
    strengths = [need("Health", "Language is age-appropriate.", part=STRENGTH), need("School", HARD, part=STRENGTH)]
    assert conflicts(strengths) == ()


def outcome(advice: str, text: str, by_when: date | None = None, measure: str = "") -> Said:
    return Said(advice, Entry(advice, OUTCOME, text, by_when=by_when, measure=measure))


def test_the_same_outcome_by_another_day_or_with_another_number_is_shown() -> None:
    text, july = "Reads 40 common words alone in a story.", date(2027, 7, 16)
    (found,) = conflicts([outcome("Health", text, july), outcome("School", text, date(2029, 7, 16))])
    assert found.differences == (("By when", "16 July 2027", "16 July 2029"),) and not found.is_of_needs
    (found,) = conflicts([outcome("Health", text), outcome("School", "Reads sixty common words alone in a story.")])
    assert [each[0] for each in found.differences] == ["How much"]
    measured = [outcome("Health", text, measure="On 3 days of 5."), outcome("School", text, measure="On 5 days of 5.")]
    assert conflicts(measured)[0].differences == (("How we will know", "On 3 days of 5.", "On 5 days of 5."),)


@pytest.mark.parametrize(
    ("text", "by_when"),
    [
        ("Reads 40 common words alone in a story.", date(2027, 7, 31)),
        ("Reads forty common words alone in a story.", None),
        ("Reads a short story aloud to a younger child.", date(2029, 7, 16)),
        ("Writes 60 common words alone in a letter.", date(2029, 7, 16)),
    ],
)
def test_other_outcomes_and_days_of_one_term_are_no_conflict(text: str, by_when: date | None) -> None:
    rows = [
        outcome("Health", "Reads 40 common words alone in a story.", date(2027, 7, 16)),
        outcome("School", text, by_when),
    ]
    assert conflicts(rows) == ()


def test_hostile_and_huge_words_are_compared_at_once() -> None:
    rows = [need(str(place), "no " * 5_000 + "speech difficulties " * 500) for place in range(6)]
    rows += [outcome(str(place), "reads 1 " * 3_000) for place in range(4)]
    assert conflicts(rows) == ()
