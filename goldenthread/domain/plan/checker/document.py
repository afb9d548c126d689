"""A plan as the checker reads it: sections, and in each its items, with where each came from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Final

NEEDS: Final = ("B", "C", "D")
PROVISION: Final = ("F", "G", "H", "H1", "H2")
ORDER: Final = ("A", "B", "C", "D", "E", "F", "G", "H", "H1", "H2", "I", "J", "K")


class Stage(StrEnum):
    """How far a plan has come. A draft must not fill in section I."""

    DRAFT = "draft"
    FINAL = "final"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Item:
    """One line or paragraph. `line`: where it begins in the file, from 1; `details`: lines that only add to it
    ("Frequency: weekly"); `ref`: the number it carries ("B2"); `answers`: the numbers of what it says it answers;
    `heading`: it only names what follows. `words` is the text without its number or bullet, details added."""

    text: str
    line: int
    ref: str = ""
    answers: tuple[str, ...] = ()
    heading: bool = False
    details: tuple[str, ...] = ()
    words: str = ""

    def __post_init__(self) -> None:
        """The words are the text itself unless the reader took something off."""
        if not self.words:
            object.__setattr__(self, "words", " ".join((self.text, *self.details)).strip())


@dataclass(frozen=True, slots=True)
class Section:
    """One section: its code (H where a plan does not tell H1 and H2 apart), the line of its heading, and its items."""

    code: str
    line: int
    items: tuple[Item, ...] = ()


@dataclass(frozen=True, slots=True)
class Person:
    """Whom the plan is about, as far as known. `pronouns`: "he", "she", "they" or "" where not said."""

    name: str = ""
    known_as: str = ""
    pronouns: str = ""
    born_on: date | None = None
    school_year: int | None = None

    @property
    def names(self) -> frozenset[str]:
        """Every word of the names, in lower case."""
        return frozenset(f"{self.name} {self.known_as}".lower().replace("-", " ").split())


@dataclass(frozen=True, slots=True)
class PlanDocument:
    """A plan, or a part of one (`whole` false: nothing is missing from it). `others`: names that belong in it."""

    sections: tuple[Section, ...]
    stage: Stage = Stage.UNKNOWN
    person: Person = field(default_factory=Person)
    others: tuple[str, ...] = ()
    whole: bool = True
    preamble: tuple[str, ...] = ()

    def section(self, code: str) -> Section | None:
        """The section of that code, or None."""
        return next((each for each in self.sections if each.code == code), None)

    def items(self, *codes: str) -> Iterator[tuple[Section, Item]]:
        """Every item of these sections (of all, when none is named) that is not a heading, with its section."""
        for section in self.sections:
            if not codes or section.code in codes:
                yield from ((section, item) for item in section.items if not item.heading)
