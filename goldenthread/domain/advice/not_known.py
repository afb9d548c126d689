"""When an adviser does not know the child: still an answer, and three questions that make it one.

Regulation 6(1) asks for advice about needs, provision and outcomes; it has no exception for a child nobody met. So the
answer says what was looked for, and whether somebody should look further.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Question:
    """One of the three. `needed`: what to say where it is left empty."""

    code: str
    asks: str
    hint: str
    needed: str


QUESTIONS: Final = (
    Question(
        "searched_by", "What did you search by?",
        "The names, the date of birth, numbers and addresses you looked for, and in which records.",
        "Say which names and numbers you searched by",
    ),
    Question(
        "last_known", "When were they last known to you?",
        "The day a case closed or a letter came, or “never, in the records we searched”.",
        "Say when they were last known, or that they never were",
    ),
    Question(
        "ask_others", "Should anybody else be asked, and is there any concern now?",
        "Another service, another area, or what the request tells that somebody should look into.",
        "Say who else should be asked and whether there is a concern, or that there is neither",
    ),
)  # fmt: skip
STILL_OWED: Final = (
    "This counts as your answer and stops your six weeks. The law asks each adviser about needs, provision and "
    "outcomes, even for a child they have not met. If anything the family or school says should be looked into, "
    "write the advice instead, or say so in the third answer."
)


def unanswered(answers: Mapping[str, str]) -> tuple[Question, ...]:
    """The questions without an answer."""
    return tuple(question for question in QUESTIONS if not answers.get(question.code, "").strip())
