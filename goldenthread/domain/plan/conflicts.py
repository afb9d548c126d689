"""Where two advices do not agree: the same help in different amounts, or one that asks for it and one that does not.

A rule of words, not of meaning: it shows two passages side by side for a person to weigh. It compares provision about
the same topic (domain/plan/checker/topics.toml) in the same area, or in none that is said.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Final

from goldenthread.domain.advice.report import COLUMNS, PROVISION, Entry
from goldenthread.domain.plan.checker.thread import main_topics_of

_AMOUNTS: Final = ("how_often", "how_long", "ratio")
_AGAINST: Final = re.compile(
    r"\b(?:no longer|not (?:needed|required|necessary|recommended|appropriate|advised)|"
    r"(?:does|do|should|would|must) not (?:need|require|have|be|benefit)|no need for|is not|are not)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Said:
    """A provision row of one advice. `advice` tells advices apart; `area`: of the need it serves, or blank."""

    advice: str
    entry: Entry
    area: str = ""


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two rows, and how they differ: (what is compared, the one's, the other's). `opposed`: one says it is not
    needed."""

    one: Said
    other: Said
    differences: tuple[tuple[str, str, str], ...]
    opposed: bool


def conflicts(rows: Sequence[Said]) -> tuple[Conflict, ...]:
    """Every pair of provision rows from different advices that do not agree, in the order given."""
    provision = [row for row in rows if row.entry.part == PROVISION]
    return tuple(found for one, other in combinations(provision, 2) for found in _between(one, other))


def _between(one: Said, other: Said) -> Iterator[Conflict]:
    apart = one.area and other.area and one.area != other.area
    if one.advice == other.advice or apart:
        return
    if not main_topics_of(one.entry.text) & main_topics_of(other.entry.text):
        return
    differences = tuple(
        (COLUMNS[PROVISION][name], getattr(one.entry, name), getattr(other.entry, name))
        for name in _AMOUNTS
        if _amount(one, name) and _amount(other, name) and _amount(one, name) != _amount(other, name)
    )
    opposed = bool(_AGAINST.search(one.entry.text)) != bool(_AGAINST.search(other.entry.text))
    if differences or opposed:
        yield Conflict(one, other, differences, opposed)


_NUMBERS: Final = {
    "once": "1", "one": "1", "twice": "2", "two": "2", "three": "3", "four": "4", "five": "5", "weekly": "1 week",
    "daily": "1 day",
}  # fmt: skip
_FILLER: Final = frozenset({"a", "an", "each", "every", "per", "times", "time", "in", "to", "the", "term", "school"})


def _amount(row: Said, name: str) -> tuple[str, ...]:
    """An amount without the words that do not change it: "Twice a week" and "2 times each week" are the same."""
    words = re.findall(r"[a-z]+|\d+", getattr(row.entry, name).lower())
    told = " ".join(_NUMBERS.get(word, word.removesuffix("s") if len(word) > 3 else word) for word in words).split()
    return tuple(sorted(word for word in told if word not in _FILLER))
