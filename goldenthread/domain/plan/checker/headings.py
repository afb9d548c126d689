"""Lines of a section that only name what follows, told by how it is written: where each line that says something ends
with a full stop, or has a bullet, a short line without either is a heading.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from goldenthread.domain.plan.checker.document import NEEDS, PROVISION, Item
from goldenthread.domain.plan.checker.words import listed

_WITH_HEADINGS: Final = frozenset((*NEEDS, "E", *PROVISION))
_MOST_WORDS: Final = 7
_FEWEST_LINES: Final = 3  # fewer show no manner
_ALIKE: Final = 0.9
_CLOSING: Final = " \t*_\"”’')]"
_FULL_STOP: Final = (".", "!", "?")
_ENDED: Final = (*_FULL_STOP, ";", ",", ":", "…")
_MARKED = re.compile(r"\s*(?:[-*•●▪◦–—>]|\(?(?:\d{1,3}|[a-z])[).]|\d+\.\d)")
_BULLET = re.compile(r"\s*[-*•●▪◦–—>]")


def with_headings(section: str, items: Iterable[Item]) -> Iterator[Item]:
    """The items, those that only name what follows as headings."""
    held = tuple(items)
    if section not in _WITH_HEADINGS:
        yield from held
        return
    is_ended, is_marked = _manner(held)
    for place, item in enumerate(held):
        plain = not _MARKED.match(item.text)
        names = (is_ended and not _BULLET.match(item.text)) or (is_marked and plain)
        if names and place + 1 < len(held) and not item.heading and _may_name(item):
            yield replace(item, heading=True)
        else:
            yield item


def _manner(items: Sequence[Item]) -> tuple[bool, bool]:
    """Whether the longer lines of a section end with a full stop, and whether they are marked."""
    longer = [item for item in items if len(item.words.split()) > _MOST_WORDS]
    if len(longer) < _FEWEST_LINES:
        return False, False
    ended = sum(item.text.rstrip(_CLOSING).endswith(_FULL_STOP) for item in longer)
    marked = sum(bool(_MARKED.match(item.text)) for item in longer)
    return ended >= _ALIKE * len(longer), marked >= _ALIKE * len(longer)


def _may_name(item: Item) -> bool:
    words = item.words
    short = 0 < len(words.split()) <= _MOST_WORDS and not item.details and "|" not in words
    says_more = any(letter.isdigit() for letter in words) or listed("provision", "often").found_in(words)
    return short and words[:1].isupper() and not words.rstrip(_CLOSING).endswith(_ENDED) and not says_more
