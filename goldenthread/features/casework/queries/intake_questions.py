"""What somebody who asks for an assessment may tell us, in the order it is asked; and who may have written a child's
own words. None but WORRIES need be answered: the law sets no form (Children and Families Act 2014, s.36(1))."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

ABOUT_ME, WORRIES, HELPS, OTHERS, NEEDED = "about_me", "worries", "helps", "others", "needed"
QUESTIONS: Final = (ABOUT_ME, WORRIES, HELPS, OTHERS, NEEDED)
NEEDED_TO_SEND: Final = WORRIES
LONGEST: Final = 5000  # characters: about two pages, room enough for one question

# How a child's own words came to be written: by the child, said and written down, or written for them.
OWN, HELPED, WRITTEN_FOR = "own", "helped", "for"
HOW: Final = (OWN, HELPED, WRITTEN_FOR)
_WRITER: Final = {
    "parent": "a parent or carer", "young_person": "themselves", "school": "their school",
    "health": "a health service", "social_care": "social care", "anyone": "somebody who knows them",
}  # fmt: skip


def text_of(answers: Mapping[str, Any], question: str) -> str:
    """What was answered; '' for nothing."""
    return str(answers.get(question, {}).get("text", ""))


def how_said(who: str, how: str) -> str:
    """How a child's words were given, as it stands beside them: no adult is named, for others in the family read it."""
    if who == "young_person":
        return "written by themselves"
    writer = _WRITER.get(who, "somebody who knows them")
    sentences = {OWN: f"in their own words, sent by {writer}", HELPED: f"said by them and written down by {writer}"}
    return sentences.get(how, f"written for them by {writer}")


def said_on(answers: Mapping[str, Any], question: str) -> date | None:
    """The day it was last saved."""
    at = str(answers.get(question, {}).get("on", ""))
    return date.fromisoformat(at) if at else None
