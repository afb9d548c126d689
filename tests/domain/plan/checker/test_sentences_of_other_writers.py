"""What plans by more writers showed: words that leave it open, whoever is there, a date over a list, a place."""

from __future__ import annotations

import pytest

from goldenthread.domain.plan.checker.check import check
from goldenthread.domain.plan.checker.text import plan_from_text
from tests.domain.plan.checker.test_what_is_found import WHOLE, kinds, of_kind

MISSING = {"no_provider", "no_frequency", "no_duration"}


@pytest.mark.parametrize(
    "said",
    [
        "A mentor will meet Ben for 20 minutes each week, workload permitting.",
        "Physiotherapy at a frequency in keeping with clinical priorities.",
        "Speech and language therapy will be delivered as a package of care.",
        "A tutor will teach Ben for an hour each week in whatever way is felt best.",
        "The counsellor will see Ben for 30 minutes each week insofar as he is ready.",
        "The nurse will visit for 10 minutes each week on a needs-led basis.",
    ],
)
def test_words_that_leave_it_open_are_found(said: str) -> None:
    assert "vague_wording" in kinds("F", said, name="Ben Carter")


@pytest.mark.parametrize(
    "said",
    [
        "A teaching assistant will speak in phrases of up to four words, in every lesson.",
        "The occupational therapist will work on hand strength for 20 minutes each week.",
        "The teacher will give 25 per cent extra time in every test.",
        "Ben may come in by the side door with the learning mentor, each day.",
        "The mentor stays with Ben for as long as he needs after each fire drill.",
        "Two assistants help with toileting four times a day and on request, for ten minutes.",
    ],
)
def test_the_same_words_used_precisely_are_left_alone(said: str) -> None:
    assert "vague_wording" not in kinds("F", said, name="Ben Carter")


@pytest.mark.parametrize(
    "said",
    [
        "Anyone who wants Ben’s attention will wave, and will never touch him.",
        "Staff will give Ben one piece of information at a time, with a picture, on every occasion.",
        "The provision below is for 38 weeks a year unless it says otherwise.",
        "There is none.",
        "Ben will attend Fenwick College’s internship programme.",
        "A job coach will work beside Ben for all of his hours at work.",
        "An orthoptist will see Ben’s eyes reviewed at the eye clinic every four months.",
    ],
)
def test_nothing_is_missing_where_all_do_it_or_nothing_is_provided(said: str) -> None:
    assert kinds("F", said, name="Ben Carter") & MISSING == set()


def test_every_six_weeks_is_how_often_and_not_how_long() -> None:
    found = kinds(
        "F", "A specialist teacher will visit every six weeks to work with Ben on reading.", name="Ben Carter"
    )
    assert found & MISSING == {"no_duration"}


def test_those_who_are_given_advice_do_not_give_it() -> None:
    assert "no_provider" in kinds("F", "Advice on sleep will be given to Ben and his mother for an hour each term.")


@pytest.mark.parametrize("line", ["By July 2027", "By the end of Year 6, unless another date is given:"])
def test_a_line_that_only_says_by_when_dates_what_stands_under_it(line: str) -> None:
    assert "outcome_no_date" not in kinds("E", f"{line}\n- Ben will read 100 words on sight.", name="Ben Carter")


def test_a_dated_line_that_says_what_will_be_is_an_outcome() -> None:
    found = kinds("E", "By July 2027 Ben will be happier.\nBen will read 100 words on sight.", name="Ben Carter")
    assert {"outcome_not_measurable", "outcome_no_date"} <= found


@pytest.mark.parametrize(
    "outcome",
    [
        "By July 2027 Ben will have received hydrotherapy every week.",
        "By July 2027 Ben will have been referred to a clinic.",
        "Ben is to be offered a supported internship from September 2027.",
        "By July 2027 there will be an audit of the lighting.",
    ],
)
def test_what_is_done_for_somebody_is_no_outcome(outcome: str) -> None:
    assert "outcome_is_service" in kinds("E", outcome, name="Ben Carter")


@pytest.mark.parametrize(
    "outcome",
    [
        "By July 2027 Ben will attend at least 85 per cent of his sessions.",
        "By July 2027 Ben will use a calm corner in place of tearing up his work, four times in five.",
    ],
)
def test_what_somebody_does_is_an_outcome(outcome: str) -> None:
    assert "outcome_is_service" not in kinds("E", outcome, name="Ben Carter")


def test_section_h_left_out_is_one_section_missing() -> None:
    text = WHOLE.replace("Section H1", "Section G2?").split("Section H")[0]
    without = "\n".join(line for line in text.splitlines() if not line.startswith("Section G2"))
    found = [each.section for each in of_kind(check(plan_from_text(without)), "missing_section")]
    assert "H" in found and "H1" not in found and "H2" not in found


def test_a_report_about_somebody_else_names_another_child() -> None:
    assert "other_child_named" in kinds(
        "K", "Educational psychology report on Jordan Wick, May 2025", name="Ben Carter"
    )
    assert "other_child_named" not in kinds("K", "School advice of Marcus Teale, May 2025", name="Ben Carter")


@pytest.mark.parametrize(
    ("above", "name", "known_as"),
    [
        ("EHC PLAN: FINAL\nBenedict Carter, called Ben. Born 30.01.2020. Year 2.", "Benedict Carter", "Ben"),
        ("Child: Robin Okonjo-Hale (“Robbie”)\nBorn: 09/12/2021", "Robin Okonjo-Hale", "Robbie"),
        ("Elspeth Varney (Ellie); born 26 April 2012; Year 9", "Elspeth Varney", "Ellie"),
        ("Priyanka Deol, known as Priya\nDate of birth 5 October 2003", "Priyanka Deol", "Priya"),
        ("Name: Dominic Athersley. Date of birth 30 July 2008.", "Dominic Athersley", "Dominic"),
        ("EHC PLAN: FINAL", "", ""),
        ("Wrenbury Council, Education, Health and Care Plan, Year 9", "", ""),
    ],
)
def test_whom_a_plan_is_about_is_read_from_the_lines_above_it(above: str, name: str, known_as: str) -> None:
    person = plan_from_text(f"{above}\nSection A\nI like trains.").person
    assert (person.name, person.known_as) == (name, known_as)


def test_a_need_about_something_particular_waits_for_just_that() -> None:
    text = WHOLE.replace("Section C", "Ben stammers when he is hurried and stops talking.\nSection C", 1)
    unmet = {each.line for each in of_kind(check(plan_from_text(text)), "need_without_provision")}
    assert 1 + text.splitlines().index("Ben stammers when he is hurried and stops talking.") in unmet
