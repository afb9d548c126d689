"""What each letter must contain, whom it must reach, and whether one does."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import goldenthread.features.casework as casework
from goldenthread.domain.statute import letters
from goldenthread.domain.statute.recipients import notices

KINDS = letters.letter_kinds()
SHIPPED = Path(casework.__file__).parent / "letters"


@pytest.mark.parametrize("code", KINDS)
def test_the_wording_that_ships_has_everything_the_law_requires(code: str) -> None:
    text = (SHIPPED / f"{code}.txt").read_text(encoding="utf-8")
    assert letters.missing_from_template(KINDS[code], text) == ()


@pytest.mark.parametrize("code", [code for code, kind in KINDS.items() if kind.required])
def test_wording_without_a_required_item_is_caught_item_by_item(code: str) -> None:
    text = (SHIPPED / f"{code}.txt").read_text(encoding="utf-8")
    for item in KINDS[code].required:
        gone = text
        for name in item.says:
            gone = gone.replace(f"(({name}))", "something")
        gone = gone.replace(f"# {item.heading}\n", "") if item.heading else gone
        assert item in letters.missing_from_template(KINDS[code], gone), item.name


def test_a_finished_refusal_must_say_the_days_the_reasons_and_the_services() -> None:
    values = {"child": "Amira Khan", "reasons": "The school's help is working. " * 5, "mediation_service": "Talk, 1",
              "disagreement_service": "Ground, 2", "advice_service": "SENDIASS, 3", "recipient": "F"}  # fmt: skip
    values |= letters.limits_from(date(2026, 11, 16))
    kind = KINDS["refuse_assess"]
    text = letters.filled((SHIPPED / "refuse_assess.txt").read_text(encoding="utf-8"), values)
    assert letters.missing(kind, text, values) == ()
    assert "16 January 2027" in text
    late = {**values, **letters.limits_from(date(2026, 11, 24))}  # sent a week later: the days written are wrong
    assert {item.name for item in letters.missing(kind, text, late)} >= {"The right to appeal, and by when"}
    cut = text.replace(values["reasons"].strip(), "No.")
    assert [item.heading for item in letters.missing(kind, cut, values)] == ["Our reasons"]


def test_who_the_law_names_and_that_it_names_a_notice_that_is_there() -> None:
    for kind in KINDS.values():
        assert not kind.notice or kind.notice in notices()
        assert kind.who
    assert KINDS["other"].who == (letters.PARENT,)
    assert len(KINDS["refuse_assess"].who) == 4


def test_the_last_days_of_a_notice_are_those_of_the_clocks() -> None:
    assert letters.limits_from(date(2026, 11, 30)) == {"contact_by": "30 January 2027", "appeal_by": "1 February 2027"}
    assert letters.answer_by(date(2026, 11, 16)) == "30 November 2026"  # the day it is served is the first of fifteen


def test_a_value_that_is_not_known_stays_to_be_seen() -> None:
    assert letters.filled("Dear ((recipient)) (( child ))", {"recipient": "Bo"}) == "Dear Bo (( child ))"
    assert letters.blanks("((a)) ((b)) ((a))") == ("a", "b")


@given(st.text(max_size=200), st.text(max_size=50))
def test_no_text_breaks_the_checks_and_values_are_never_read_as_blanks_twice(text: str, value: str) -> None:
    for kind in KINDS.values():
        letters.missing(kind, text, {"child": value})
        letters.missing_from_template(kind, text)
    assert letters.filled("((child))", {"child": value or "x"}) == (value or "x")
