"""Where two advices do not agree: the same help in different amounts, a need that one denies or calls milder, an
outcome with another day or number, or one that asks for what the other does not.

A rule of words, not of meaning: it shows two passages side by side for a person to weigh. It compares rows about the
same topic (domain/plan/checker/topics.toml) in the same area, or in none that is said. Rather than call what may agree
a conflict it stays silent: needs and outcomes are compared by words that leave little room.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Final

from goldenthread.domain.advice.report import COLUMNS, NEED, OUTCOME, PROVISION, STRENGTH, Entry
from goldenthread.domain.plan.checker.thread import main_topics_of
from goldenthread.domain.plan.conflicts_of_needs import denies, severities, speaks_of_difficulty
from goldenthread.domain.plan.conflicts_of_outcomes import contradictions

_AMOUNTS: Final = ("how_often", "how_long", "ratio")
_AGAINST: Final = re.compile(
    r"\b(?:no longer|not (?:needed|required|necessary|recommended|appropriate|advised)|"
    r"(?:does|do|should|would|must) not (?:need|require|have|be|benefit)|no need for|is not|are not)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Said:
    """A row of one advice. `advice` tells advices apart; `area`: of the need it serves, or blank."""

    advice: str
    entry: Entry
    area: str = ""


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two rows, and how they differ: (what is compared, the one's, the other's). `opposed`: one says that it is not
    needed, or of a need that there is none."""

    one: Said
    other: Said
    differences: tuple[tuple[str, str, str], ...]
    opposed: bool

    @property
    def is_of_needs(self) -> bool:
        """It is about whether there is a need, or how great it is."""
        return NEED in (self.one.entry.part, self.other.entry.part)


Pair = tuple[Said, Said]


def conflicts(rows: Sequence[Said]) -> tuple[Conflict, ...]:
    """Every pair of rows from different advices that do not agree: provision, then needs, then outcomes."""
    topics = {id(row): main_topics_of(row.entry.text) for row in rows}
    pairs = [
        (one, other) for one, other in combinations(rows, 2)
        if one.advice != other.advice and not (one.area and other.area and one.area != other.area)
        and topics[id(one)] & topics[id(other)]
    ]  # fmt: skip
    return (*_all(pairs, (PROVISION,), _provision), *_all(pairs, (NEED, STRENGTH), _needs),
            *_all(pairs, (OUTCOME,), _outcomes))  # fmt: skip


def _all(
    pairs: Sequence[Pair], parts: tuple[str, ...], compare: Callable[[Said, Said], Conflict | None]
) -> Iterator[Conflict]:
    for one, other in pairs:
        if one.entry.part in parts and other.entry.part in parts and (found := compare(one, other)):
            yield found


def _provision(one: Said, other: Said) -> Conflict | None:
    differences = tuple(
        (COLUMNS[PROVISION][name], getattr(one.entry, name), getattr(other.entry, name))
        for name in _AMOUNTS
        if _amount(one, name) and _amount(other, name) and _amount(one, name) != _amount(other, name)
    )
    opposed = bool(_AGAINST.search(one.entry.text)) != bool(_AGAINST.search(other.entry.text))
    return Conflict(one, other, differences, opposed) if differences or opposed else None


def _needs(one: Said, other: Said) -> Conflict | None:
    """A need that another denies, also among the strengths they name; or calls milder or more severe."""
    if one.entry.part == other.entry.part == STRENGTH:
        return None
    texts = one.entry.text, other.entry.text
    opposed = any(
        denies(text) and speaks_of_difficulty(against) and row.entry.part == NEED
        for text, against, row in ((texts[0], texts[1], other), (texts[1], texts[0], one))
    )
    how = tuple(severities(text) for text in texts)
    differ = STRENGTH not in (one.entry.part, other.entry.part) and len(how[0]) == len(how[1]) == 1 and how[0] != how[1]
    differences = (("How severe", next(iter(how[0])), next(iter(how[1]))),) if differ else ()
    return Conflict(one, other, differences, opposed) if differences or opposed else None


def _outcomes(one: Said, other: Said) -> Conflict | None:
    differences = contradictions(one.entry, other.entry)
    return Conflict(one, other, differences, False) if differences else None


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
