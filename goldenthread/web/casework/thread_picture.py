"""Where each node of the golden thread is drawn, and the lines between: five columns, from hopes to advice."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from textwrap import wrap
from typing import Final

from goldenthread.domain.plan.thread import Kind, Thread

WIDTH: Final = 1120
_COLUMN, _BOX, _TOP, _LINE, _GAP, _LETTERS, _MOST_LINES = 228, 188, 44, 18, 14, 23, 5
_KINDS: Final = tuple(Kind)
TITLES: Final[Mapping[Kind, str]] = {
    Kind.HOPE: "Hopes", Kind.NEED: "Needs", Kind.OUTCOME: "Outcomes", Kind.PROVISION: "Provision",
    Kind.EVIDENCE: "Advice",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Place:
    """What is to be drawn of one node: `key` joins lines to it, `label` heads it, `note` ends it, `url` it leads to."""

    key: str
    kind: Kind
    label: str
    text: str
    note: str
    url: str
    broken: bool


@dataclass(frozen=True, slots=True)
class Box:
    """One node as drawn. `lines`: (height, words, class)."""

    x: int
    y: int
    height: int
    url: str
    said: str
    broken: bool
    lines: tuple[tuple[int, str, str], ...]
    width: int = _BOX


@dataclass(frozen=True, slots=True)
class ThreadPicture:
    """The whole. `headings`: (x, words); `lines`: paths in the picture's own units."""

    headings: tuple[tuple[int, str], ...]
    boxes: tuple[Box, ...]
    lines: tuple[str, ...]
    height: int
    no_hopes: bool = False
    width: int = WIDTH


def picture_of(places: Sequence[Place], joined: Iterable[tuple[str, str]]) -> ThreadPicture:
    """The picture of these nodes, joined by these lines (keys from left to right)."""
    boxes, heights = {}, dict.fromkeys(_KINDS, _TOP)
    for place in places:
        box = _box(place, heights[place.kind])
        boxes[place.key] = box
        heights[place.kind] += box.height + _GAP
    lines = [_line(boxes[start], boxes[end]) for start, end in joined if start in boxes and end in boxes]
    headings = tuple((_x(kind), TITLES[kind]) for kind in _KINDS)
    return ThreadPicture(headings, tuple(boxes.values()), tuple(dict.fromkeys(lines)), max(heights.values()),
                         all(place.kind is not Kind.HOPE for place in places))  # fmt: skip


def drawn_lines(thread: Thread, advice_of: Mapping[str, str]) -> list[tuple[str, str]]:
    """Lines between neighbouring columns: a hope runs to the needs its outcomes answer, or to an outcome that answers
    none; provision to its advice (`advice_of`: by row of advice, the key of whose it is)."""
    kinds = {node.id: node.kind for node in thread.nodes}
    found = []
    for link in thread.links:
        start, end = kinds[link.start], kinds[link.end]
        if start is Kind.HOPE:
            needs = [each for each in thread.before(link.end) if kinds[each] is Kind.NEED]
            found += [(link.start, need) for need in needs] or [(link.start, link.end)]
        elif end is not Kind.EVIDENCE:
            found.append((link.start, link.end))
        elif start is Kind.PROVISION:
            found.append((link.start, advice_of[link.end]))
    return list(dict.fromkeys(found))


def _box(place: Place, y: int) -> Box:
    words = wrap(" ".join(place.text.split()), _LETTERS)
    if len(words) > _MOST_LINES:
        words = [*words[: _MOST_LINES - 1], f"{words[_MOST_LINES - 1][: _LETTERS - 1]}…"]
    told = [(place.label, "gt-thread__label")] if place.label else []
    told += [(line, "gt-thread__words") for line in words]
    told += [(line, "gt-thread__note") for line in wrap(place.note, _LETTERS)]
    lines = tuple((y + 20 + number * _LINE, line, style) for number, (line, style) in enumerate(told))
    said = ". ".join(part for part in (place.label, " ".join(place.text.split()), place.note) if part)
    return Box(_x(place.kind), y, 16 + _LINE * len(told), place.url, said, place.broken, lines)


def _x(kind: Kind) -> int:
    return 2 + _KINDS.index(kind) * _COLUMN


def _line(start: Box, end: Box) -> str:
    x1, y1, x2, y2 = start.x + start.width, start.y + start.height // 2, end.x, end.y + end.height // 2
    bend = (x2 - x1) // 2
    return f"M{x1} {y1} C{x1 + bend} {y1} {x2 - bend} {y2} {x2} {y2}"
