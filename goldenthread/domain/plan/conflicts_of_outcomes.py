"""Where two outcomes say the same but for a day or a number."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Final

from rapidfuzz import fuzz

from goldenthread.domain.advice.report import COLUMNS, OUTCOME, Entry
from goldenthread.domain.calendars.wording import said

ALIKE: Final = 82  # of 100: how much of the words of two outcomes must be the same before their numbers are compared
A_MONTH: Final = timedelta(days=31)  # days nearer than this are the same term said in two ways
_NUMBER_WORDS: Final = {
    "one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8", "nine": "9",
    "ten": "10", "twelve": "12", "fifteen": "15", "twenty": "20", "thirty": "30", "forty": "40", "fifty": "50",
    "sixty": "60", "seventy": "70", "eighty": "80", "ninety": "90", "hundred": "100", "once": "1", "twice": "2",
}  # fmt: skip
_WORD: Final = re.compile(r"[a-z]+|\d+(?:\.\d+)?")


def contradictions(one: Entry, other: Entry) -> tuple[tuple[str, str, str], ...]:
    """(what, the one's, the other's): another day for the same outcome, or another number in its words or measure."""
    if not _alike(one.text, other.text):
        return ()
    found = []
    if one.by_when and other.by_when and abs(one.by_when - other.by_when) > A_MONTH:
        found.append((COLUMNS[OUTCOME]["by_when"], said(one.by_when), said(other.by_when)))
    if _other_numbers(one.text, other.text):
        found.append(("How much", one.text, other.text))
    if _alike(one.measure, other.measure) and _other_numbers(one.measure, other.measure):
        found.append((COLUMNS[OUTCOME]["measure"], one.measure, other.measure))
    return tuple(found)


def _alike(one: str, other: str) -> bool:
    words = [" ".join(word for word in _words(text) if not word[0].isdigit()) for text in (one, other)]
    return all(words) and fuzz.token_sort_ratio(*words) >= ALIKE


def _other_numbers(one: str, other: str) -> bool:
    mine, theirs = ([word for word in _words(text) if word[0].isdigit()] for text in (one, other))
    return bool(mine) and len(mine) == len(theirs) and mine != theirs


def _words(text: str) -> list[str]:
    return [_NUMBER_WORDS.get(word, word) for word in _WORD.findall(text.lower())]
