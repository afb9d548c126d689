"""What a panel is asked, what it may answer, and for how long its members may read a case. A panel advises only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from goldenthread.domain.statute.assessment_test import QUESTIONS, Question
from goldenthread.domain.statute.plan_test import PLAN_QUESTIONS

KEPT_OPEN: Final = timedelta(days=14)  # after the meeting: to write down and correct the advice, and no longer


class Asked(StrEnum):
    """What a case is brought for."""

    ASSESS = "assess"
    ISSUE = "issue"
    OTHER = "other"


class Answer(StrEnum):
    """Of one question."""

    MET = "met"
    NOT_MET = "not_met"
    MORE = "more"


ASKED_SAID: Final[Mapping[Asked, str]] = {
    Asked.ASSESS: "Should the council assess?",
    Asked.ISSUE: "Should the council make a plan?",
    Asked.OTHER: "Another question",
}
ANSWER_SAID: Final[Mapping[Answer, str]] = {
    Answer.MET: "Met", Answer.NOT_MET: "Not met", Answer.MORE: "More evidence needed",
}  # fmt: skip
ADVICE_SAID: Final[Mapping[str, Mapping[Answer, str]]] = {
    Asked.ASSESS: {Answer.MET: "Assess", Answer.NOT_MET: "Do not assess", Answer.MORE: "Find out more first"},
    Asked.ISSUE: {Answer.MET: "Make a plan", Answer.NOT_MET: "Do not make a plan", Answer.MORE: "Find out more first"},
    Asked.OTHER: {Answer.MET: "Yes", Answer.NOT_MET: "No", Answer.MORE: "Find out more first"},
}


@dataclass(frozen=True, slots=True)
class CaseQuestion:
    """One question the panel answers of a case."""

    code: str
    asks: str
    citation: str


def questions_of(asked: str, own_words: str = "") -> tuple[CaseQuestion, ...]:
    """The law's questions for this decision; for another matter the one question, as staff wrote it."""
    if asked == Asked.OTHER:
        return (CaseQuestion("other", own_words or ASKED_SAID[Asked.OTHER], ""),)
    return tuple(_of_law(each) for each in (QUESTIONS if asked == Asked.ASSESS else PLAN_QUESTIONS))


def _of_law(question: Question) -> CaseQuestion:
    return CaseQuestion(question.code, question.asks, question.citation)


def closes_on(held_on: date) -> date:
    """The last day members may read a case heard, or to be heard, on that day."""
    return held_on + KEPT_OPEN


def advice_from(answers: Mapping[str, str]) -> Answer | None:
    """What the answers to all questions come to: one that is not met is enough for no. None without answers."""
    held = set(answers.values())
    if not held:
        return None
    if Answer.NOT_MET in held:
        return Answer.NOT_MET
    return Answer.MORE if Answer.MORE in held else Answer.MET


def departs(advice: Answer | None, decided_yes: bool) -> bool:
    """Whether a decision is other than advised: then it must say why. To ask for more first is advice neither way, so
    deciding without more departs from it too."""
    if advice is None:
        return False
    return advice is not (Answer.MET if decided_yes else Answer.NOT_MET)
