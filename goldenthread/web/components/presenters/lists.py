"""Rows of a summary list, a task list and a timeline."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, TypeVar

Row = TypeVar("Row")


@dataclass(frozen=True)
class Action:
    """A link beside a row. `about` is read out after the text, so that many "Change" links differ by ear."""

    text: str
    url: str
    about: str = ""


@dataclass(frozen=True)
class SummaryRow:
    """One fact: what it is called, what it is, and what may be done about it. An empty value reads "Not recorded"."""

    key: str
    value: Any
    actions: Sequence[Action] = ()
    empty: str = "Not recorded"


@dataclass(frozen=True)
class Task:
    """One thing to do. Without a `url` it cannot be started yet. Without a `colour` the status is plain text."""

    title: str
    url: str = ""
    hint: str = ""
    status: str = ""
    colour: str = ""
    cannot_start_yet: bool = False


@dataclass(frozen=True)
class TimelineEntry:
    """One thing that happened, or is expected. `on` is a day or a moment; `by` is who; `tag` is (text, colour)."""

    title: str
    on: date | datetime | None
    text: Any = ""
    by: str = ""
    url: str = ""
    tag: tuple[str, str] | None = None
    expected: bool = False
    facts: Sequence[tuple[str, Any]] = field(default_factory=tuple)


def as_rows(kind: type[Row], rows: Iterable[Any]) -> list[Row]:
    """Return rows of one kind, made from that kind, from mappings of its fields, or from tuples in that order."""
    made = []
    for row in rows:
        if isinstance(row, kind):
            made.append(row)
        elif isinstance(row, Mapping):
            made.append(kind(**row))
        else:
            made.append(kind(*row))
    return made
