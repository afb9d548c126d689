"""The short form of each message: one idea a line, made of the words of the whole message, with values and no holes."""

from __future__ import annotations

from datetime import date

import pytest

from goldenthread.domain.lifecycle.dispute_step_table import BY_FACT
from goldenthread.domain.messages.content import Kind
from goldenthread.domain.messages.dispute_news import NOT_TOLD
from goldenthread.domain.messages.news import News
from goldenthread.domain.messages.wordings import (
    ENDING,
    VALUES,
    Wording,
    blanks_in,
    code_of,
    sentences,
    short_form,
    wordings,
)

TO_BODIES = {Kind.ADVICE_ASKED, Kind.CONSULTATION_ASKED, Kind.ESCALATED, Kind.DRAFT_SHOWN}


def test_everything_a_family_is_told_has_one() -> None:
    for kind in set(Kind) - TO_BODIES - {Kind.DISPUTE_STEP, Kind.DECISION_TOLD}:
        assert code_of(News(kind, date(2026, 1, 2))) in wordings()
    for detail in ("yes", "no", "no_plan", "plan"):
        assert code_of(News(Kind.DECISION_TOLD, date(2026, 1, 2), detail)) in wordings()
    for fact in set(BY_FACT) - NOT_TOLD:
        assert code_of(News(Kind.DISPUTE_STEP, date(2026, 1, 2), step=fact)) in wordings()


@pytest.mark.parametrize("code", list(wordings()))
def test_each_has_one_idea_a_line_and_only_values_there_are(code: str) -> None:
    found = wordings()[code]
    assert found.blanks <= VALUES.keys()
    assert "{" not in found.text and "1999" not in found.text
    for line in found.text.splitlines():
        assert len(sentences(line)) == 1 and len(line.split()) <= 22, line
    assert "((name))" in found.text or code == ENDING


def test_another_english_has_another_mark() -> None:
    assert Wording("a", "A", "It is late.").mark != Wording("a", "A", "It is very late.").mark


def test_a_line_without_its_value_is_left_out() -> None:
    assert (
        short_form(["((name)) waits.\nCall ((phone)).", "Bye."], {"name": "Amira", "phone": ""}) == "Amira waits.\nBye."
    )
    assert blanks_in("((name)) and ((what))") == {"name", "what"}
