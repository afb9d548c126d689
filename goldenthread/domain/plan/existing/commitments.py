"""Proposes commitments from the provision of an existing plan: each field a quotation, with where it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from goldenthread.domain.plan.changes.wordlists import pattern
from goldenthread.domain.plan.existing.finding import Found, Line

PROVISION: Final = ("F", "G", "H", "H1", "H2")
FIELDS: Final = {"who": "who", "how_often": "often", "how_long": "long", "ratio": "ratio"}  # field: pattern
_LABELLED: Final = {
    "who": r"by whom|provided by|delivered by|who|by|provider|staffing",
    "how_often": r"how often|frequency|often",
    "how_long": r"how long|duration|length",
    "ratio": r"ratio|group size",
}
_WHAT: Final = (
    r"(?:special educational |health care |social care )?(?:provision|needs?|outcomes?)|what|support|intervention"
)


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of the file: line `line` of it, from character `start` up to `end`, from 0."""

    text: str
    line: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Proposed:
    """A line of provision that promises something, for a person to confirm. A field the words do not give is None."""

    section: str
    words: Quote
    who: Quote | None = None
    how_often: Quote | None = None
    how_long: Quote | None = None
    ratio: Quote | None = None


def proposed_in(found: Found) -> tuple[Proposed, ...]:
    """Every line of sections F to H that says something of who, how often, how long, or a ratio."""
    return tuple(
        each for section in found.sections if section.code in PROVISION for line in section.lines
        for each in _proposed(section.code, line)
    )  # fmt: skip


def words_of(line: Quote) -> Quote:
    """Of a row of a table (`Provision: ... | By whom: ...`), the words of what it provides, needs or achieves; else all
    of the line."""
    cell = (
        re.search(rf"(?:^|\|)\s*(?:{_WHAT})\s*:\s*([^|]*[^|\s])", line.text, re.IGNORECASE)
        if "|" in line.text
        else None
    )
    return Quote(cell[1], line.line, cell.start(1), cell.end(1)) if cell else line


def _proposed(code: str, line: Line) -> Iterator[Proposed]:
    quotes = {field: _quoted(field, name, line) for field, name in FIELDS.items()}
    if any(pattern(name).search(line.text) for name in FIELDS.values()) or any(quotes.values()):
        yield Proposed(code, Quote(line.text, line.number, 0, len(line.text)), **quotes)


def _quoted(field: str, name: str, line: Line) -> Quote | None:
    """What a label of the line gives (`How often: weekly`), else the only phrase of its kind; of two, none."""
    labelled = re.search(rf"(?:^|\|)\s*(?:{_LABELLED[field]})\s*:\s*([^|]*[^|\s])", line.text, re.IGNORECASE)
    if labelled:
        return Quote(labelled[1], line.number, labelled.start(1), labelled.end(1))
    matches = list(pattern(name).finditer(line.text))
    if len({each[0].lower() for each in matches}) != 1:
        return None
    return Quote(matches[0][0], line.number, matches[0].start(), matches[0].end())
