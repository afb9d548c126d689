"""Where each day of a timeline picture is drawn: down the page, so that it can be read on a phone and in print."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from textwrap import wrap
from typing import Any, Protocol

from goldenthread.web.components.presenters.phrases import uk_date

WIDTH, LINE, DAY, MOST_LETTERS = 320, 18, 20, 37
TOP, BOTTOM = 16, 14
LEAST_GAP, MOST_GAP, DAYS_A_STEP = 14, 44, 5  # a longer wait is drawn longer, within reason


class Dated(Protocol):
    """What is drawn: its kind chooses the mark (started, met, safe, outer, today)."""

    @property
    def kind(self) -> Any: ...
    @property
    def on(self) -> date: ...
    @property
    def words(self) -> str: ...


@dataclass(frozen=True)
class Mark:
    """One day as drawn: the middle of its mark, and each line of its words with the height it stands at."""

    kind: str
    day: str
    y: int
    day_y: int
    lines: tuple[tuple[int, str], ...]


@dataclass(frozen=True)
class Picture:
    """The whole picture, in its own units: it is drawn as wide as its place allows."""

    marks: tuple[Mark, ...]
    height: int
    said: str
    width: int = WIDTH

    @property
    def line_from(self) -> int:
        """Where the line down the picture starts."""
        return self.marks[0].y

    @property
    def line_to(self) -> int:
        """Where it ends."""
        return self.marks[-1].y


def picture(points: Iterable[Dated]) -> Picture | None:
    """The picture of some days in the order given; None for no days. `said` is all of it in words."""
    listed = list(points)
    if not listed:
        return None
    marks, y = [], TOP
    for place, point in enumerate(listed):
        if place:
            y += _gap(listed, place)
        lines = wrap(point.words, MOST_LETTERS)
        marks.append(
            Mark(
                str(point.kind), uk_date(point.on), y, y + 6,
                tuple((y + 6 + DAY + number * LINE, line) for number, line in enumerate(lines)),
            )
        )  # fmt: skip
        y += DAY + LINE * len(lines)
    said = ". ".join(f"{uk_date(point.on)}: {point.words}" for point in listed) + "."
    return Picture(tuple(marks), y + BOTTOM, said)


def _gap(points: Sequence[Dated], place: int) -> int:
    days = (points[place].on - points[place - 1].on).days
    return min(MOST_GAP, LEAST_GAP + max(0, days) // DAYS_A_STEP)
