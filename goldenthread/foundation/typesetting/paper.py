"""What a paper says, whatever it is set as."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading below the paper's title. `level` 2 is a main part, 3 a part of it."""

    text: str
    level: int = 2


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph; a line break in it stays."""

    text: str


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list of short items."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table. `head` names its columns; each row has as many cells; `caption` says what it shows."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signs: name, post, team, one a line."""

    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Voice:
    """Somebody's own words, set apart from ours. `said` is how they were given."""

    text: str
    said: str = ""


@dataclass(frozen=True, slots=True)
class Idea:
    """One idea in Easy Read: a sentence, with a title or none, beside a picture. `picture_shows` is the picture's word;
    `picture` its drawing as SVG, and where that is blank the word itself is drawn in its place."""

    title: str
    text: str
    picture_shows: str = ""
    picture: str = ""


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows starts on a new page."""


Block = Heading | Paragraph | Bullets | Table | Signature | Voice | Idea | PageBreak


@dataclass(frozen=True, slots=True)
class Paper:
    """A letter or another paper. `recipient` and `sender` are lines of address; both may be empty (a pack).

    `language` is a language tag ('en', 'pl', 'ar'). `large_print` sets 18 points and keeps the page's single column.
    """

    title: str
    dated: date
    blocks: tuple[Block, ...] = field(default_factory=tuple)
    recipient: tuple[str, ...] = ()
    sender: tuple[str, ...] = ()
    reference: str = ""
    author: str = ""
    language: str = "en"
    large_print: bool = False
