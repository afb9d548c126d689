"""An existing plan: sections by their headings in many layouts, every line kept, nothing invented."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goldenthread.domain.plan.existing.commitments import FIELDS, proposed_in
from goldenthread.domain.plan.existing.finding import found_in, heading_of

# ruff: noqa: E501
LINES = """Section A|Section B – Special Educational Needs|B: Special educational needs|SECTION F: SPECIAL EDUCATIONAL PROVISION
Maya needs help.|As section F says, help is given.|30 minutes weekly by a teacher|Page 3 of 9|4||   |H1|Section H1
Section K ........ 12|F1. Reading daily|Who: teacher \\| How often: weekly|Section G: long text follows""".replace(
    "\\|", "¦"
)
SAMPLES = [line.replace("¦", "|") for row in LINES.split("\n") for line in row.split("|")]


@pytest.mark.parametrize(
    "text, code",
    [
        ("Section B", "B"), ("Section B – Special Educational Needs", "B"), ("SECTION B: SPECIAL EDUCATIONAL NEEDS", "B"),
        ("B: Special educational needs", "B"), ("B. Special Educational Needs (SEN)", "B"), ("## Section E Outcomes", "E"),
        ("**Section F**", "F"), ("Section H1: Social care provision under the 1970 Act", "H1"), ("Section H2", "H2"),
        ("Section H", "H"), ("H - Social care provision", "H"), ("Section I: Placement", "I"), ("J  Personal budget", "J"),
        ("Section K – Appendices", "K"), ("Section | F | Special educational provision", "F"), ("section a", "A"),
        ("Section F says that Maya has speech therapy.", ""), ("As set out in section B", ""), ("A boy who likes maps.", ""),
        ("B1. Maya finds talking hard.", ""), ("Section B ........ 4", ""), ("I like school.", ""), ("Sections B and C", ""),
        ("Section Bravo", ""), ("A good day", ""), ("Section 19 principles", ""),
    ],
)  # fmt: skip
def test_a_heading_is_told_from_a_sentence(text: str, code: str) -> None:
    assert heading_of(text) == code


@settings(max_examples=300, deadline=None)
@given(
    st.lists(
        st.one_of(st.sampled_from(SAMPLES), st.text(max_size=40).map(lambda text: " ".join(text.split()))), max_size=25
    )
)
def test_every_line_stands_once_and_every_quotation_is_in_its_place(lines: list[str]) -> None:
    found = found_in(lines)
    kept = [*found.unplaced, *(line for each in found.sections for line in (*each.headings, *each.lines))]
    assert sorted((line.number, line.text) for line in kept) == [
        (number, text) for number, text in enumerate(lines, 1) if text.strip()
    ]
    for each in proposed_in(found):
        for quote in (each.words, *(getattr(each, name) for name in FIELDS)):
            if quote is not None:
                assert lines[quote.line - 1][quote.start : quote.end] == quote.text


def test_a_table_of_contents_opens_no_section() -> None:
    lines = ["Plan for Maya", "Section A Views", "Section B: Special educational needs", "Section K: Advice", "Who is who",
             "Section A", "I like maps.", "Section B", "Talking is hard.", "Section K", "Report 1"]  # fmt: skip
    found = found_in(lines)
    assert {each.code: each.text for each in found.sections} == {
        "A": "I like maps.", "B": "Talking is hard.", "K": "Report 1",
    }  # fmt: skip
    assert [line.text for line in found.unplaced][:1] == ["Plan for Maya"] and "Who is who" in [
        line.text for line in found.unplaced
    ]
    assert "F" in found.missing


def test_commitments_are_quotations_and_of_two_none_is_chosen() -> None:
    lines = ["Section F", "A speech and language therapist will work with Maya for 30 minutes weekly, 1:1.",
             "Provision: Reading | By whom: class teacher | How often: every day | How long: 15 minutes",
             "Help from a teacher daily and a nurse weekly.", "She is kind."]  # fmt: skip
    first, second, third = proposed_in(found_in(lines))
    assert first.who and first.who.text == "speech and language therapist"
    assert first.how_long and first.how_long.text == "30 minutes" and first.ratio and first.ratio.text == "1:1"
    assert (
        second.who and second.who.text == "class teacher" and second.how_often and second.how_often.text == "every day"
    )
    assert third.who is None and third.how_often is None and third.words.line == 4
