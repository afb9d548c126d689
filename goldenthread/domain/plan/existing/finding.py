"""Finds the sections of a plan in the lines of a file."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from rapidfuzz import fuzz

from goldenthread.domain.statute.plan_sections import plan_sections

_LONGEST_HEADING: Final = 160
_ALIKE: Final = 78
_SECTION: Final = re.compile(
    r"^[\s#*_>|•-]*section\s*[|:]?\s*([a-k])\s*\.?([12])?(?![\w’'])[\s*_]*(?P<rest>.*)$", re.IGNORECASE
)
_LETTER: Final = re.compile(r"^[\s#*_>|•-]*\(?([A-K])([12])?\)?\s*(?:[:.|–—-]|\s)\s*(?P<rest>\S.*)$")
_SEPARATED: Final = re.compile(r"^[:.|–—(/-]")
_PAGE: Final = re.compile(r"^\s*(?:page\s*)?\d{1,3}(?:\s*(?:of|/)\s*\d{1,3})?\s*$", re.IGNORECASE)
_DOTS: Final = re.compile(r"(?:\.\s?){4,}\s*\d*\s*$")
# What a section is called on real forms, beside its name in the Regulations.
_CALLED: Final = {
    "A": (
        "views interests and aspirations", "all about me", "my story",
        "the views interests and aspirations of the child",
    ),
    "B": ("special educational needs", "special educational needs sen", "educational needs"),
    "C": ("health needs", "health care needs", "health needs related to sen"),
    "D": ("social care needs", "social care needs related to sen"),
    "E": ("outcomes", "outcomes sought", "the outcomes sought for the child"),
    "F": ("special educational provision", "educational provision"),
    "G": ("health provision", "health care provision"),
    "H": ("social care provision",),
    "I": ("placement", "educational placement", "school or setting", "name and type of school", "named setting"),
    "J": ("personal budget", "direct payments", "personal budget and direct payments"),
    "K": ("advice and information", "appendices", "advice", "advice and information appendices"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """One line with words, as in the file: its number from 1."""

    number: int
    text: str


@dataclass(frozen=True, slots=True)
class FoundSection:
    """One section: its code (H where the file does not tell H1 and H2 apart), its heading lines, and what it says."""

    code: str
    headings: tuple[Line, ...]
    lines: tuple[Line, ...]

    @property
    def text(self) -> str:
        """What it says, line by line."""
        return "\n".join(line.text for line in self.lines)


@dataclass(frozen=True, slots=True)
class Found:
    """What a file holds: its sections in the order of a plan, and the lines that belong to none."""

    sections: tuple[FoundSection, ...]
    unplaced: tuple[Line, ...]

    @property
    def missing(self) -> tuple[str, ...]:
        """The codes of sections every plan has that were not found."""
        codes = {each.code for each in self.sections}
        here = codes | ({"H1", "H2"} if "H" in codes else set())
        return tuple(each.code for each in plan_sections().values() if each.needed and each.code not in here)


def found_in(lines: Sequence[str]) -> Found:
    """The sections in these lines. A section that is opened twice is one; a table of contents opens none."""
    listed = [Line(number, text) for number, text in enumerate(lines, 1) if text.strip()]
    codes = _without_contents(listed, [heading_of(line.text) for line in listed])
    headings: dict[str, list[Line]] = {}
    said: dict[str, list[Line]] = {}
    unplaced: list[Line] = []
    current = ""
    for line, code in zip(listed, codes, strict=True):
        if code:
            current = code
            said.setdefault(code, [])
            (headings if len(line.text) <= _LONGEST_HEADING else said).setdefault(code, []).append(line)
        elif not current or _PAGE.match(line.text):
            unplaced.append(line)
        else:
            said[current].append(line)
    order = [*plan_sections(), "H"]
    found = (FoundSection(code, tuple(headings.get(code, ())), tuple(rows)) for code, rows in said.items())
    return Found(tuple(sorted(found, key=lambda each: order.index(each.code))), tuple(unplaced))


def heading_of(text: str) -> str:
    """The code of the section this line opens, or "". A sentence that only speaks of a section opens none."""
    if found := _SECTION.match(text):
        rest = found["rest"].strip()
        if _DOTS.search(rest):
            return ""
        code = _code(found[1], found[2])
        plain = rest.strip(" :.|–—-()*_")
        titled = not plain or _is_called(code, plain)
        if titled or (_SEPARATED.match(rest) and not (len(text) <= _LONGEST_HEADING and plain.endswith("."))):
            return code
        return ""
    if (found := _LETTER.match(text)) and len(text) <= _LONGEST_HEADING and not _DOTS.search(text):
        code = _code(found[1], found[2])
        return code if _is_called(code, found["rest"].strip(" *_|")) else ""
    return ""


def _code(letter: str, number: str | None) -> str:
    return letter.upper() + ((number or "") if letter.upper() == "H" else "")


def _is_called(code: str, words: str) -> bool:
    names = [*_CALLED.get(code[:1], ())]
    if code in plan_sections():
        names.append(plan_sections()[code].name.lower())
    plain = " ".join(re.sub(r"[^a-z ]", " ", words.lower()).split())
    return bool(plain) and any(fuzz.ratio(plain, re.sub(r"[^a-z ]", "", name)) >= _ALIKE for name in names)


def _without_contents(lines: Sequence[Line], codes: Sequence[str]) -> list[str]:
    """Headings without those of a table of contents: nothing stands under them, and the section is opened again."""
    kept = list(codes)
    in_contents = False
    for place, code in enumerate(codes):
        if not code:
            in_contents = False
            continue
        again = code in codes[place + 1 :]
        empty = place + 1 < len(codes) and bool(codes[place + 1])
        if again and len(lines[place].text) <= _LONGEST_HEADING and (empty or in_contents):
            kept[place] = ""
            in_contents = True
        else:
            in_contents = False
    return kept
