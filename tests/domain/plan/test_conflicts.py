"""Two advices side by side where they do not agree, and nothing where they do."""

from __future__ import annotations

from typing import Any

import pytest

from goldenthread.domain.advice.report import NEED, PROVISION, Entry
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
