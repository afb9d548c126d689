"""The questions in words: to a parent, to a young person about themselves, to a school about a pupil."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from goldenthread.features.casework.queries.intake_asking import Asker
from goldenthread.features.casework.queries.intake_questions import (
    ABOUT_ME,
    HELPED,
    HELPS,
    NEEDED,
    OTHERS,
    OWN,
    QUESTIONS,
    WORRIES,
    WRITTEN_FOR,
)


@dataclass(frozen=True, slots=True)
class Words:
    """A question: its short name in lists, itself, and a hint."""

    key: str
    title: str
    question: str
    hint: str


_ABOUT_SOMEONE: Final = {
    ABOUT_ME: (
        "In {whose} own words",
        "What does {name} want people to know?",
        "What {name} likes, what is hard and what would help. Use the words {name} would use. You can leave this out.",
    ),
    WORRIES: (
        "What worries you",
        "What worries you about {name}?",
        "Tell us what is hard at school, at home or with friends. You do not need a diagnosis.",
    ),
    HELPS: (
        "What helps now",
        "What helps {name} now?",
        "What have you or school tried? What worked, and what did not?",
    ),
    OTHERS: (
        "Who else knows {name}",
        "Who else knows {name} well?",
        "For example a doctor, a therapist, a nursery or a club. Give a name and a phone number if you can.",
    ),
    NEEDED: (
        "What is needed",
        "What help do you think {name} needs?",
        "Say what you think. You do not have to be sure.",
    ),
}
_ABOUT_SELF: Final = {
    ABOUT_ME: (
        "About me",
        "What do you want people to know about you?",
        "What you like, what is hard and what would help. You can leave this out.",
    ),
    WORRIES: (
        "What worries you",
        "What is hard for you?",
        "Tell us what is hard at school, college, work or home. You do not need a diagnosis.",
    ),
    HELPS: ("What helps now", "What helps you now?", "What has been tried? What worked, and what did not?"),
    OTHERS: (
        "Who else knows you",
        "Who else knows you well?",
        "For example a doctor, a therapist, a tutor or a youth worker. Give a phone number if you can.",
    ),
    NEEDED: ("What is needed", "What help do you think you need?", "Say what you think. You do not have to be sure."),
}
_PUPIL: Final = {
    HELPS: (
        "What helps now",
        "What is the school doing now, and what difference has it made?",
        "What was tried, for how long, and what changed.",
    ),
    WORRIES: ("What worries you", "What worries the school about {name}?", "What is hard, where, and since when."),
}


def words_for(question: str, asker: Asker, name: str) -> Words:
    """One question as this asker reads it."""
    table = _ABOUT_SELF if asker.is_self else (_ABOUT_SOMEONE | (_PUPIL if asker.school_id else {}))
    title, asked, hint = (text.format(name=name, whose=f"{name}’s") for text in table[question])
    return Words(question, title, asked, hint)


def all_words(asker: Asker, name: str) -> list[Words]:
    """Every question in order."""
    return [words_for(question, asker, name) for question in QUESTIONS]


def how_choices(asker: Asker, name: str) -> list[tuple[str, str]]:
    """Who wrote a child's own words."""
    return [
        (OWN, f"{name} wrote this"),
        (HELPED, f"{name} said this and I wrote it down"),
        (WRITTEN_FOR, f"I wrote this for {name}"),
    ]
