"""What the checker makes of text and of JSON, and of what nobody meant as a plan."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goldenthread.domain.plan.checker.check import check
from goldenthread.domain.plan.checker.document import ORDER, Stage
from goldenthread.domain.plan.checker.language import reading_age
from goldenthread.domain.plan.checker.parts import plan_from_parts
from goldenthread.domain.plan.checker.text import plan_from_text


@pytest.mark.parametrize(
    "heading", ["Section F", "SECTION F", "section f:", "## Section F", "**Section F**", "Section F – provision",
                "Section F: Special educational provision", "Section F Special educational provision", "SECTION F.",
                "Section F (Special educational provision)", "  Section F  "],
)  # fmt: skip
def test_a_heading_on_its_own_line_opens_a_section(heading: str) -> None:
    [section] = plan_from_text(f"{heading}\nOne.\n\nTwo.").sections
    assert (section.code, section.line, [item.line for item in section.items]) == ("F", 1, [2, 4])


def test_a_sentence_that_begins_with_a_section_is_no_heading() -> None:
    [section] = plan_from_text("Section F\nSection F provision is given by the school. It is reviewed.").sections
    assert len(section.items) == 1


def test_details_and_wrapped_lines_belong_to_the_line_before() -> None:
    [section] = plan_from_text(
        "Section F\nReading aloud, with a book that she has chosen herself, with\nthe class teacher\n"
        "Frequency: daily\nDuration: 10 minutes"
    ).sections
    [item] = section.items
    assert item.line == 2 and "Frequency: daily" in item.words and "class teacher" in item.words


def test_a_short_line_ends_where_its_writer_ended_it_whatever_the_next_begins_with() -> None:
    [section] = plan_from_text("Section F\nspelling group\nphysio, weekly\n").sections
    assert [item.line for item in section.items] == [2, 3]


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_lines_are_counted_as_an_editor_counts_them(ending: str) -> None:
    text = ending.join(
        ("Plan\x0c", "", "section f", "---", "One.\u2028Still one.", "", "Two.\x0c", "Section H", "H1:", "Three.")
    )
    sections = plan_from_text(text).sections
    assert [(each.code, each.line, [item.line for item in each.items]) for each in sections] == [
        ("F", 3, [5, 7]), ("H", 8, []), ("H1", 9, [10]),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("said", "stage"),
    [
        ("Draft plan, not final", Stage.DRAFT),
        ("Final plan, after the draft of May", Stage.FINAL),
        ("Plan", Stage.UNKNOWN),
    ],
)
def test_the_stage_is_what_is_said_first(said: str, stage: Stage) -> None:
    assert plan_from_text(f"{said}\nSection A\nI like art.").stage is stage


def test_what_stands_before_the_first_section_says_whom_it_is_about() -> None:
    plan = plan_from_text("Draft EHC plan\nName: Amina Yusuf\nPronouns: she/her\nYear 9\nSection A\nI like art.")
    assert (plan.stage, plan.person.name, plan.person.pronouns, plan.person.school_year) == (
        Stage.DRAFT, "Amina Yusuf", "she", 9,
    )  # fmt: skip


def test_text_without_a_section_is_refused_in_words() -> None:
    with pytest.raises(ValueError, match="No section was found"):
        plan_from_text("Ben needs help.")


def test_json_may_list_texts_objects_or_one_text() -> None:
    plan = plan_from_parts(
        {"stage": "final", "child": {"name": "Ben", "pronouns": "he/him"}, "sections": {
            "B": ["Finds spelling hard."], "F": [{"text": "Spelling", "who": "teacher", "how_often": "daily"}],
            "G": "None.\nNone."}}
    )  # fmt: skip
    assert [(section.code, len(section.items)) for section in plan.sections] == [("B", 1), ("F", 1), ("G", 2)]
    assert "How often: daily" in plan.sections[1].items[0].words and plan.person.pronouns == "he"


@pytest.mark.parametrize(
    ("given_", "said"),
    [
        ([], "needs “sections”"), ({"sections": []}, "needs “sections”"), ({"sections": {"Z": []}}, "no section “Z”"),
        ({"sections": {"F": 3}}, "text or a list"), ({"sections": {"F": [3]}}, "neither a text"),
        ({"sections": {}, "child": {"born_on": "soon"}}, "not a day"),
        ({"sections": {"F": ["x"] * 6000}}, "more than 5,000"),
    ],
)  # fmt: skip
def test_json_that_is_no_plan_is_refused_in_words(given_: object, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        plan_from_parts(given_)


TEXTS = st.text(st.sampled_from("Section ABEFGHIK\n\t .,:;()|-•0123456789abcxyz’'\"Ωé\u200b"), max_size=400)


@settings(max_examples=150, deadline=None)
@given(TEXTS, st.sampled_from(ORDER))
def test_any_text_is_answered_and_each_finding_is_of_a_line_that_is_there(text: str, section: str) -> None:
    plan = plan_from_text(text, section=section)
    lines = len(text.splitlines()) + 1
    for found in check(plan):
        assert 0 <= found.line <= lines and found.message and found.section in ORDER


@pytest.mark.parametrize("section", ["A", "B", "E", "F", "G", "I"])
@pytest.mark.parametrize(
    "text", ["a" * 40_000, "word " * 8_000, "Anna " * 8_000, "x" + " " * 40_000 + "y", "by the end of " * 3_000,
             "School of " * 4_000,
             "SCERTS (" * 5_000, "Anna, the " * 4_000, "x\n" * 20_000, "one two " * 5_000],
    ids=lambda text: text[:10].strip(),
)  # fmt: skip
def test_hostile_text_takes_time_by_its_length_only(section: str, text: str) -> None:
    began = time.process_time()
    check(plan_from_text(text, section=section))
    assert time.process_time() - began < 3


def test_the_reading_age_of_a_plain_and_of_a_hard_text() -> None:
    plain = "Ben likes dogs. He runs in the park. He reads with his mum at home. He has two good friends at school now."
    hard = (
        "Phonological processing difficulties significantly compromise the acquisition of alphabetic competencies "
        "necessitating individualised multisensory intervention delivered systematically by "
        "qualified professionals whose expertise encompasses neurodevelopmental presentations."
    )
    assert reading_age(plain) < 9 < 18 < reading_age(hard)
    assert reading_age("Short.") == 0


def test_the_checker_remembers_no_text_it_was_given() -> None:
    package = importlib.import_module("goldenthread.domain.plan.checker")
    remembering = {
        f"{module.name}.{name}": set(inspect.signature(function).parameters)
        for module in pkgutil.iter_modules(package.__path__)
        for name, function in vars(importlib.import_module(f"{package.__name__}.{module.name}")).items()
        if hasattr(function, "cache_info")
    }
    assert len(remembering) > 8
    assert {name: takes for name, takes in remembering.items() if takes & {"text", "words", "item", "document"}} == {}
