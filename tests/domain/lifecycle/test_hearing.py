"""What a panel's answers come to, when a decision departs from them, and the phases cases are compared by."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import product

import pytest

from goldenthread.domain.calendars.phases import Phase, born_between, phase_of, school_years
from goldenthread.domain.lifecycle.hearing import Answer, Asked, advice_from, closes_on, departs, questions_of


def test_each_decision_is_asked_by_the_laws_own_questions() -> None:
    assert [each.citation for each in questions_of(Asked.ASSESS)] == ["s.36(8)(a)", "s.36(8)(b)"]
    assert [each.citation for each in questions_of(Asked.ISSUE)] == ["s.37(1)"]
    assert questions_of(Asked.OTHER, "Which school?")[0].asks == "Which school?"


@pytest.mark.parametrize(
    ("answers", "comes_to"),
    [((), None), (("met", "met"), Answer.MET), (("met", "more"), Answer.MORE), (("more", "not_met"), Answer.NOT_MET)],
)
def test_one_question_not_met_is_enough_for_no(answers: tuple[str, ...], comes_to: Answer | None) -> None:
    assert advice_from({str(place): answer for place, answer in enumerate(answers)}) is comes_to


@pytest.mark.parametrize(
    ("advice", "yes", "other"),
    [(None, True, False), (Answer.MET, True, False), (Answer.MET, False, True), (Answer.NOT_MET, False, False),
     (Answer.NOT_MET, True, True), (Answer.MORE, True, True), (Answer.MORE, False, True)],
)  # fmt: skip
def test_a_decision_other_than_advised_is_known_as_one(advice: Answer | None, yes: bool, other: bool) -> None:
    assert departs(advice, yes) is other


def test_members_read_a_case_for_two_weeks_after() -> None:
    assert closes_on(date(2026, 12, 4)) == date(2026, 12, 18)


@pytest.mark.parametrize(
    ("born_on", "phase"),
    [(date(2023, 9, 1), Phase.EARLY_YEARS), (date(2022, 8, 31), Phase.PRIMARY), (date(2015, 9, 1), Phase.PRIMARY),
     (date(2015, 8, 31), Phase.SECONDARY), (date(2010, 9, 1), Phase.SECONDARY), (date(2010, 8, 31), Phase.POST_16)],
)  # fmt: skip
def test_phases_turn_with_the_school_year(born_on: date, phase: Phase) -> None:
    assert phase_of(born_on, date(2026, 11, 28)) is phase


def test_the_birth_dates_of_the_bands_meet_without_a_gap_or_a_child_in_two() -> None:
    for days, on in product(range(0, 9500, 13), (date(2026, 8, 31), date(2026, 9, 1))):
        born_on = date(2000, 1, 1) + timedelta(days=days)
        year = school_years(on, on)[0]
        inside = [each for each in Phase if born_between(each, year)[0] <= born_on <= born_between(each, year)[1]]
        assert born_on > on or inside == [phase_of(born_on, on)]
