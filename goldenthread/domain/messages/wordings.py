"""The short form of each message to a family: a few lines, one idea a line, with ((values)) from the record.

It is what people translate, and what somebody who asked for Easy Read is sent. Its English is made from the same words
as the whole message, so that a change of those changes it, and a translation made before is seen to be out of date.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Final

from goldenthread.domain.calendars.wording import said
from goldenthread.domain.lifecycle.dispute_step_table import STEPS
from goldenthread.domain.lifecycle.dispute_steps import OPENED
from goldenthread.domain.messages.content import KIND_SAID, Kind
from goldenthread.domain.messages.dispute_news import dispute_news
from goldenthread.domain.messages.news import Named, News, news_said, subject

ENDING: Final = "ending"
# What may stand in a wording, with what it is and an example. No value changes its form in a sentence.
VALUES: Final[Mapping[str, tuple[str, str]]] = {
    "name": ("the first name of the child or young person", "Amira"),
    "day": ("the day it happened", "14/09/2026"),
    "council": ("the council", "Wrenbury Council"),
    "next_day": ("the last day for the next step, where the law sets one", "26/10/2026"),
    "team": ("the team that has it", "Marle SEND team"),
    "phone": ("its telephone", "01632 960100"),
    "email": ("its email", "send@wrenbury.example"),
}
_A_DAY, _WHOM = date(1999, 9, 9), "((name))"
_NAMED = Named(_WHOM, f"{_WHOM}’s")
_BLANK = re.compile(r"\(\((\w+)\)\)")
_SENTENCE = re.compile(r"(?<=[.?!])\s+")
_PLAIN_NEWS: Final = (
    Kind.REQUEST_RECEIVED, Kind.CLOCK_STARTED, Kind.DRAFT_SENT, Kind.COMMENTS_ANSWERED, Kind.FINAL_SENT,
)  # fmt: skip
_OWN_WORDS: Final[Mapping[str, tuple[str, ...]]] = {
    Kind.EXCEPTION_RECORDED: (
        "The law allows the council more time for ((name)).", "The council wrote this down on ((day)).",
        "You can ask the team why.",
    ),
    Kind.LATE: (
        "Something for ((name)) is late.", "The council must still do it.",
        "You can ask the team when it will be done.",
        "You can complain to the council.", "Then you can call the ombudsman on 0300 061 0614.", "It is free.",
    ),
    Kind.REMINDER: (
        "Your time to say what you think of the draft plan for ((name)) ends soon.",
        "Tell the team what is right and what is wrong in it.", "You can ask for a school.", "You can ask to meet.",
    ),
    Kind.CORRECTION: (
        "We made a mistake about ((name)).", "We told you of something that has not happened.", "We are sorry.",
    ),
    Kind.READDRESSED: (
        "Messages about ((name)) came to someone else before.", "From now on they come to you.",
    ),
    ENDING: (
        "The next step must be done by ((next_day)).", "((team)) at ((council)) has it.", "You can call ((phone)).",
        "You can email ((email)).", "You can ask for someone who speaks your language.",
    ),
}  # fmt: skip
_TITLES: Final[Mapping[str, str]] = {
    ENDING: "The end of every message: who has it, and how to ask",
    "decision_told:yes": "A decision: yes to an assessment", "decision_told:no": "A decision: no to an assessment",
    "decision_told:no_plan": "A decision: no plan", "decision_told:plan": "A decision: a plan after all",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Wording:
    """`text`: its lines in English. `mark` is another for another text."""

    code: str
    title: str
    text: str

    @property
    def mark(self) -> str:
        """Eight characters that name this version of the English."""
        return hashlib.sha256(self.text.encode()).hexdigest()[:8]

    @property
    def blanks(self) -> frozenset[str]:
        """The values it needs."""
        return frozenset(_BLANK.findall(self.text))


def code_of(news: News) -> str:
    """Which wording a piece of news is said by."""
    if news.kind is Kind.DISPUTE_STEP:
        return f"{news.kind}:{news.step}"
    return f"{news.kind}:{news.detail}" if news.kind is Kind.DECISION_TOLD else str(news.kind)


@lru_cache(maxsize=1)
def wordings() -> Mapping[str, Wording]:
    """Every one by its code, in the order a manager reads them: the ending first, for every message needs it."""
    made = [Wording(ENDING, _TITLES[ENDING], "\n".join(_OWN_WORDS[ENDING]))]
    for kind in _PLAIN_NEWS:
        made.append(_from(News(kind, _A_DAY), KIND_SAID[kind]))
    for detail in ("yes", "no", "no_plan", "plan"):
        made.append(_from(News(Kind.DECISION_TOLD, _A_DAY, detail), _TITLES[f"decision_told:{detail}"]))
    made += [Wording(code, KIND_SAID[code], "\n".join(lines)) for code, lines in _OWN_WORDS.items() if code != ENDING]
    names = {OPENED: "The family does not agree with a decision", **{step.fact: step.name for step in STEPS}}
    for fact, name in names.items():
        found = dispute_news(fact, _A_DAY)
        if found:
            news = News(Kind.DISPUTE_STEP, _A_DAY, found.sentence, heading=found.heading, step=fact)
            made.append(_from(news, f"A disagreement: {name[:1].lower()}{name[1:]}"))
    return {each.code: each for each in made}


def blanks_in(text: str) -> frozenset[str]:
    """The values a text names, whether there are such or not."""
    return frozenset(_BLANK.findall(text))


def short_form(texts: Sequence[str], values: Mapping[str, str]) -> str:
    """The lines of these texts, filled. A line with a value that there is none of is left out."""
    lines = [line.strip() for text in texts for line in text.splitlines() if line.strip()]
    kept = [line for line in lines if all(values.get(name) for name in _BLANK.findall(line))]
    return "\n".join(_BLANK.sub(lambda found: values[found[1]], line) for line in kept)


def sentences(text: str) -> list[str]:
    """Each of them, for a line of its own."""
    return _SENTENCE.split(text.strip()) if text.strip() else []


def _from(news: News, title: str) -> Wording:
    text = "\n".join([f"{subject(news, _NAMED)}.", *sentences(news_said(news, _NAMED))]).replace(
        said(_A_DAY), "((day))"
    )
    return Wording(code_of(news), title, text)
