"""Which words of a passage changed, as pairs of phrases; and which of those may not go unsaid.

A changed number, amount, day, name, or word of duty ("will", "may", "not") is always named. Other words are counted and
shown side by side.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from rapidfuzz.distance import Indel

from goldenthread.domain.plan.changes.versions import Passage
from goldenthread.domain.plan.changes.wordlists import listed, number_words

_DIGITS: Final = re.compile(r"\d[\d.,:/-]*")
_EDGE: Final = ".,;:!?()[]“”\"'‘’"


Block = tuple[bool, int, int, int, int]  # changed, a, b, c, d


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that were, and what stands in their place; either may be empty. `weight`: "number", "day", "name", "duty",
    or "" where none of these is among them."""

    was: str
    now: str
    weight: str = ""


@dataclass(frozen=True, slots=True)
class Run:
    """A run of words of the passage: `kind` is "same", "out" or "in"."""

    kind: str
    text: str


def phrases_of(was: Passage, now: Passage) -> tuple[Phrase, ...]:
    """Every phrase that is not as it was, in order: together they are all the words that differ."""
    old, new = was.words, now.words
    return tuple(
        Phrase(" ".join(old[a:b]), " ".join(new[c:d]), weight_of(old, (a, b), new, (c, d)))
        for tag, a, b, c, d in _blocks(old, new) if tag
    )  # fmt: skip


def runs_of(was: Passage, now: Passage) -> tuple[tuple[Run, ...], tuple[Run, ...]]:
    """The old passage and the new one, each as runs of words to show side by side."""
    old, new = was.words, now.words
    left, right = [], []
    for changed, a, b, c, d in _blocks(old, new):
        if b > a:
            left.append(Run("out" if changed else "same", " ".join(old[a:b])))
        if d > c:
            right.append(Run("in" if changed else "same", " ".join(new[c:d])))
    return tuple(left), tuple(right)


def weight_of(old: Sequence[str], a: tuple[int, int], new: Sequence[str], b: tuple[int, int]) -> str:
    """The heaviest thing among the words of both ranges."""
    left = {_weight(old, at) for at in range(*a)}
    right = {_weight(new, at) for at in range(*b)}
    return next((each for each in ("number", "day", "name", "duty") if each in left | right), "")


def _weight(words: Sequence[str], at: int) -> str:
    bare = words[at].strip(_EDGE)
    small = bare.lower()
    if any(letter.isdigit() for letter in bare) or small in number_words() or small in listed("numbers_too"):
        return "number"
    if small.rstrip("s") in listed("days") or small in listed("days"):
        return "duty" if small == "may" and bare == "may" else "day"
    if small in listed("duty"):
        return "duty"
    begins = at == 0 or words[at - 1].rstrip("“”\"'‘’")[-1:] in (".", "!", "?", ":")
    return "name" if bare[:1].isupper() and not (begins and small in listed("begins")) else ""


def _blocks(old: Sequence[str], new: Sequence[str]) -> list[Block]:
    """(whether it changed, a, b, c, d): old[a:b] stands as new[c:d]. Changes a single common word apart are one."""
    found: list[Block] = []
    for each in Indel.opcodes(old, new):
        changed = each.tag != "equal"
        a, b, c, d = each.src_start, each.src_end, each.dest_start, each.dest_end
        if found and changed and found[-1][0]:
            found[-1] = (True, found[-1][1], b, found[-1][3], d)
        elif found and changed and len(found) > 1 and found[-2][0] and found[-1][2] - found[-1][1] == 1:
            kept = found.pop()
            assert not kept[0]
            found[-1] = (True, found[-1][1], b, found[-1][3], d)
        else:
            found.append((changed, a, b, c, d))
    return _with_units(found, old)


def _with_units(blocks: list[Block], old: Sequence[str]) -> list[Block]:
    """A number that changed takes along the word after it, which says of what: “30 minutes”, not “30”."""
    found: list[Block] = []
    for place, (changed, a, b, c, d) in enumerate(blocks):
        if not changed and found and found[-1][0] and b > a and _lacks_unit(old, found[-1], old[a]):
            last = found[-1]
            found[-1] = (True, last[1], a + 1, last[3], c + 1)
            a, c = a + 1, c + 1
            if a == b and place + 1 < len(blocks):
                continue
        if found and changed and found[-1][0]:
            found[-1] = (True, found[-1][1], b, found[-1][3], d)
        elif b > a or d > c:
            found.append((changed, a, b, c, d))
    return found


def _lacks_unit(old: Sequence[str], block: Block, following: str) -> bool:
    return block[2] > block[1] and following[:1].islower() and _is_number(old[block[2] - 1])


def _is_number(word: str) -> bool:
    return bool(_DIGITS.fullmatch(word)) or word.lower() in number_words()
