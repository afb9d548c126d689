"""What a page asks for some clocks: which facts, in which groups, and how each question is said."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Final

from goldenthread.domain.clocks.clock import Clock
from goldenthread.domain.clocks.facts import WORDS, YES_OR_NO, what_happened
from goldenthread.web.law.reads import Reads, reads

WORD_QUESTIONS: Final[dict[str, str]] = {
    "phase": "Which move is it?",
    "adviser": "Who was asked for advice?",
    "assess_decision": "Did the council decide to assess?",
    "review_outcome": "What did the council decide about the plan?",
    "detained": "Is the child or young person detained in youth accommodation?",
    "contents_too": "Did the council give way on what the plan says too, not only on the school?",
    "route": "What is the young person doing?",
}
# How a word is said. One not listed is said as it is written, so a new word needs no entry.
WORDS_SAID: Final[dict[str, str]] = {
    "early_years_to_school": "From nursery to school",
    "infant_to_junior": "From infant to junior school",
    "primary_to_middle": "From primary to middle school",
    "primary_to_secondary": "From primary to secondary school",
    "middle_to_secondary": "From middle to secondary school",
    "secondary_to_post16": "From secondary school to sixth form or college",
    "post16_to_post16": "From one college or sixth form to another",
    "health": "A health body",
    "other_council": "Another council",
    "youth_justice": "A youth offending team",
    "detention": "The place where the young person is detained",
    "college": "A college",
    "school": "A school",
    "early_years": "A nursery or other early years setting",
    "psychology": "An educational psychologist",
    "social_care": "Social care",
    "family": "The family",
    "further_education": "A course at a further education college",
    "apprenticeship": "An apprenticeship",
    "other": "Somebody else",
    "maintain": "Keep it as it is",
    "amend": "Change it",
    "cease": "End it",
}


@dataclass(frozen=True)
class Questions:
    """Facts by how they are asked. `one_of`: at least one must be given. `words`: must be answered, for they choose
    the law; a yes or no is among `alters` instead, for not to answer it is to say no. `alters`: may move a date. `done`
    and `ended`: what may have happened since.
    """

    one_of: tuple[str, ...]
    words: tuple[str, ...]
    alters: tuple[str, ...]
    done: tuple[str, ...]
    ended: tuple[str, ...] = ()

    @property
    def facts(self) -> tuple[str, ...]:
        """Every fact asked for, in the page's order."""
        return (*self.one_of, *self.words, *self.alters, *self.done, *self.ended)


def about_a_happening(fact: str, clocks: Collection[Clock]) -> Questions:
    """What to ask somebody who says that this has happened: its day, what may move the dates, what is done already."""
    known = [reads(clock.code, fact if fact in clock.starts else "") for clock in clocks]
    asked = Asked((fact,))
    words = asked.new(name for each in known for name in each.words if not _is_yes_or_no(name))
    alters = asked.new(
        name
        for each, clock in zip(known, clocks, strict=True)
        for name in (*filter(_is_yes_or_no, each.words), *_may_alter(each, clock))
    )
    done = asked.new(name for each in known for name in (*each.met, *each.met_words))
    return Questions((fact,), words, alters, done)


def about_a_rule(code: str) -> Questions:
    """Every fact one rule reads. Raises KeyError for a code no clock has."""
    known = reads(code)
    asked = Asked(())
    starts = asked.new(known.starts)
    words = asked.new(name for name in known.words if not _is_yes_or_no(name))
    alters = asked.new((*filter(_is_yes_or_no, known.words), *known.alters))
    return Questions(starts, words, alters, asked.new((*known.met, *known.met_words)), asked.new(known.ended))


class Asked:
    """What a page has asked already: two facts said alike are one question."""

    def __init__(self, facts: Iterable[str]) -> None:
        self._said = {what_happened(fact) for fact in facts}

    def new(self, facts: Iterable[str]) -> tuple[str, ...]:
        """Those of these facts not asked yet, which from now on are."""
        found = []
        for fact in facts:
            words = what_happened(fact)
            if words not in self._said:
                self._said.add(words)
                found.append(fact)
        return tuple(found)


def question(fact: str) -> str:
    """The question or label of a fact."""
    if fact in WORDS:
        return WORD_QUESTIONS.get(fact) or _capital(fact.replace("_", " "))
    return _capital(what_happened(fact))


def said(word: str) -> str:
    """One of the words a fact can be, as a choice."""
    return WORDS_SAID.get(word) or _capital(word.replace("_", " "))


def _may_alter(known: Reads, clock: Clock) -> tuple[str, ...]:
    # Where a clock counts in its own way, another of its starting facts can matter too (a later review, say).
    return (*known.alters, *known.starts) if clock.counter else known.alters


def _is_yes_or_no(fact: str) -> bool:
    return WORDS[fact] == YES_OR_NO


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
