"""The child's own version of a plan: its parts, its lines, a first proposal from the plan's own words, and what a newer
plan does to it.

Nothing is invented: each proposed line is the first sentence of one item of the plan, word for word, and stays
marked as proposed until a person has looked at it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from goldenthread.domain.plan.checker.text import plan_from_text
from goldenthread.domain.plan.differences import same_words
from goldenthread.domain.plan.symbols import symbol_for
from goldenthread.domain.statute.plan_sections import plan_sections

PROPOSED_A_PART: Final = 3
MOST_A_PART: Final = 8
LONGEST_TITLE, LONGEST_SENTENCE, EASY_WORDS = 60, 300, 15
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+")
_LINKS = re.compile(r"\s*\((?:for|meeting) [A-H][0-9][^)]*\)")


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the page. `sections`: the plan's sections it is made from."""

    code: str
    title: str
    sections: tuple[str, ...]


PARTS: Final[Mapping[str, Part]] = {
    each.code: each
    for each in (
        Part("likes", "What I like and want", ("A",)),
        Part("hard", "What is hard for me", ("B", "C", "D")),
        Part("aims", "What I am working on", ("E",)),
        Part("help", "Who helps me, and when", ("F", "G", "H1", "H2", "J")),
        Part("school", "My school or college", ("I",)),
        Part("next", "What happens next", ()),
    )
}


@dataclass(frozen=True, slots=True)
class Line:
    """One idea. `symbol`: its word in domain/plan/symbols.toml, or blank. `section`: the one it was made from, if
    any. `proposed`: nobody has looked at it yet, or its section changed since."""

    part: str
    sentence: str
    title: str = ""
    symbol: str = ""
    section: str = ""
    proposed: bool = False

    @property
    def is_long(self) -> bool:
        """Whether it has more words than Easy Read wants in a sentence."""
        return len(self.sentence.split()) > EASY_WORDS


def proposal(texts: Mapping[str, str], next_steps: Iterable[str]) -> tuple[Line, ...]:
    """The first proposal: of each section the first sentence of its first items, until a part has PROPOSED_A_PART; what
    happens next as given. `texts` by section code."""
    found: list[Line] = []
    for part in PARTS.values():
        said = [
            (section, text)
            for section in part.sections
            if texts.get(section, "").strip()
            for text in _first_sentences(texts[section], section)
        ]
        said += [("", text) for text in next_steps] if not part.sections else []
        found += [
            Line(part.code, text[:LONGEST_SENTENCE], symbol=symbol_for(text), section=section, proposed=True)
            for section, text in said[:PROPOSED_A_PART]
        ]
    return tuple(found)


def _first_sentences(text: str, section: str) -> list[str]:
    """Of each item that is no heading and no fact of the item before it; a strength is nothing hard."""
    items = [item for each in plan_from_text(text, section=section).sections for item in each.items]
    found, of_strengths = [], False
    for item in items:
        words = _LINKS.sub("", item.words.partition(" | ")[0]).strip()
        if item.heading:
            of_strengths = words.lower().startswith("strength")
        elif any(letter.isalpha() for letter in words) and not of_strengths:
            found.append(_SENTENCE_END.split(words)[0].strip())
    return found


def changed_sections(was: Mapping[str, str], now: Mapping[str, str]) -> tuple[str, ...]:
    """Codes, in the plan's order, of sections whose words differ."""
    return tuple(code for code in plan_sections() if not same_words(was.get(code, ""), now.get(code, "")))


def carried(lines: Sequence[Line], changed: Iterable[str], new: Iterable[Line]) -> tuple[Line, ...]:
    """The lines of an older version for a newer plan, of which `new` is the first proposal.

    Where a part's sections changed its lines are to be looked at anew, and what the new plan says in those sections
    stands below them, so that nobody passes over it. What happens next is the new plan's alone.
    """
    changed = set(changed)
    again = {part.code for part in PARTS.values() if set(part.sections) & changed}
    kept = [replace(each, proposed=each.proposed or each.part in again) for each in lines if PARTS[each.part].sections]
    known = {(each.part, each.sentence) for each in kept}
    added = [
        each
        for each in new
        if not PARTS[each.part].sections or (each.section in changed and (each.part, each.sentence) not in known)
    ]
    both = by_part((*kept, *added))
    return tuple(line for found in both.values() for line in found[:MOST_A_PART])


def by_part(lines: Iterable[Line]) -> dict[str, list[Line]]:
    """Lines by part code, every part there and in order."""
    found: dict[str, list[Line]] = {code: [] for code in PARTS}
    for line in lines:
        found[line.part].append(line)
    return found
