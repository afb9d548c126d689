"""A plan read from plain text: `Section A` to `Section K` on a line of its own opens a section; a line is an item."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import zip_longest
from typing import Final

from goldenthread.domain.plan.checker.document import Item, PlanDocument, Section, Stage
from goldenthread.domain.plan.checker.headings import with_headings
from goldenthread.domain.plan.checker.person import person_in
from goldenthread.domain.plan.checker.words import compiled, table
from goldenthread.domain.plan.existing.finding import heading_of

_HEADING = compiled("text_heading")
_BULLET = re.compile(
    r"^\s*(?:(?:[-*•●▪◦–—>]+|\(?(?:[a-z0-9]{1,2}|\d{1,3}[a-z])[).])\s+|"
    r"\d{1,2}(?:\.\d{1,2})+\s+(?=(?-i:[A-Z])))",
    re.IGNORECASE,
)
_REF = compiled("text_ref")
_PART_OF_H = re.compile(r"[\s#*_]*(H ?[12])\b[\s:.*_–-]*", re.IGNORECASE)
_CITED = compiled("text_cited")
_DIGIT = re.compile(r"\d")
_NUMBER_OF_A_SECTION = re.compile(r"[b-f]\d")
_CITED_KINDS = re.compile(r"need|outcome|provision|objective|target|aim|item")
_DETAIL = compiled("text_detail")
_LABELLED = compiled("text_labelled")
# A row that only names columns, and a line that only names areas of need or parts of a plan.
_COLUMN = table("headings")["column"]
_HEAD_CELL = rf"{_COLUMN}(?:\s+(?:and|or|for|the|how|be|is|by|what|long|often|will|provided|whom|who|given|needed))*"
_TABLE_HEAD = re.compile(rf"\|?\s*{_HEAD_CELL}(?:\s*[|\t]\s*{_HEAD_CELL})+\s*\|?", re.IGNORECASE)
_OF_AREAS: Final = frozenset(table("headings")["areas"].split())
_LONGEST_NAME: Final = 8  # words of a line that only names areas
_LINE_END = re.compile(r"\r\n|\n|\r")
# A ruled line, or the row of dashes under the head of a table.
_RULED = re.compile(r"[\s|+=_:*.–—-]*")
_LONGEST_LEAD: Final = 200  # characters: each line under it is read with it
_SHORTEST_WRAPPED: Final = 50  # characters: a shorter line was ended by its writer
_LONGEST_DETAIL: Final = 120  # characters: what is longer is said for itself
_NO_WORD = re.compile(r"[^\w\s'/-]")
_NUMBERED_HEADING = compiled("text_numbered_heading")
_DRAFT = re.compile(r"(?<![a-z])(?:draft|proposed)(?![a-z])", re.IGNORECASE)
_FINAL = re.compile(r"(?<![a-z])(?:final|finalised|issued)(?![a-z])", re.IGNORECASE)


def plan_from_text(text: str, *, stage: Stage = Stage.UNKNOWN, section: str = "") -> PlanDocument:
    """The plan in a text. `section`: what lines before any heading belong to, for a part of a plan pasted alone.

    Raises ValueError, in words for a reader, where there is no heading and `section` is not given.
    """
    before, found = _by_section(lines_of(text), section)
    if not found:
        raise ValueError(
            "No section was found. Put “Section A” to “Section K” on a line of its own before each section."
        )
    sections = tuple(Section(code, line, tuple(_whole_items(code, lines))) for code, line, lines in found)
    reached = stage if stage is not Stage.UNKNOWN else _stage_of(before)
    return PlanDocument(
        sections, reached, person_in(line for _, line in before), whole=not section,
        preamble=tuple(line for _, line in before),
    )  # fmt: skip


def lines_of(text: str) -> list[str]:
    """The lines as an editor counts them: a page break or a rare separator inside a line begins no new one."""
    return _LINE_END.split(text)


def names_a_column(text: str) -> bool:
    """Whether this is what a column is called ("By whom"), and not something a plan says."""
    return bool(re.fullmatch(_COLUMN, text.strip(), re.IGNORECASE))


def _may_cite(words: str) -> bool:
    """Whether it holds what a need or outcome is cited by; the pattern for the whole citation is slow."""
    said = words.lower()
    return bool(_NUMBER_OF_A_SECTION.search(said) or (_CITED_KINDS.search(said) and _DIGIT.search(said)))


def item_from(text: str, line: int) -> Item:
    """One item, its number and bullet taken off."""
    words = " ".join(_BULLET.sub("", text.strip()).split()).strip(" *_#")
    ref = ""
    if number := _REF.match(words):
        ref, words = _ref(number[1]), words[number.end() :].strip()
    words = _LABELLED.sub("", words)
    cited_in = _CITED.findall(words) if _may_cite(words) else ()
    answers = tuple(dict.fromkeys(each for cited in cited_in for each in _refs(cited)))
    return Item(text.strip(), line, ref, answers, _is_heading(text, words), words=words or text.strip())


LONGEST: Final = 2_000  # characters of one item that are read as one
_MOST_WRAPPED: Final = 40  # lines of one paragraph
_MOST_DETAILS: Final = 20
Numbered = tuple[int, str]


def _by_section(lines: Sequence[str], section: str) -> tuple[list[Numbered], list[tuple[str, int, list[Numbered]]]]:
    before: list[Numbered] = []
    found: list[tuple[str, int, list[Numbered]]] = [(section.upper(), 1, [])] if section else []
    for number, line in enumerate(lines, 1):
        if code := _opened(line, found[-1][0] if found else ""):
            found.append((code, number, []))
        elif not _RULED.fullmatch(line):
            (found[-1][2] if found else before).append((number, line))
    return before, _once(found)


def _opened(line: str, within: str) -> str:
    """The code of the section a line opens, or "". Within H, "H1" or "H2" alone is enough."""
    if heading := _HEADING.match(line):
        return heading[1].upper() + ((heading[2] or "") if heading[1].upper() == "H" else "")
    part = _PART_OF_H.match(line) if within[:1] in ("G", "H") else None
    if part and part.end() == len(line):
        return "".join(part[1].upper().split())
    return heading_of(line) if part or "section" in line[:20].lower() else ""


def _once(found: Iterable[tuple[str, int, list[Numbered]]]) -> list[tuple[str, int, list[Numbered]]]:
    """A section opened twice is one section."""
    by_code: dict[str, tuple[str, int, list[Numbered]]] = {}
    for code, line, lines in found:
        by_code.setdefault(code, (code, line, []))[2].extend(lines)
    return list(by_code.values())


def _items(lines: Iterable[Numbered]) -> Iterator[Item]:
    """Each line, but one that goes on a sentence or only adds a detail to the line before it."""
    begun: list[str] = []
    details: list[str] = []
    first = 0
    for number, line in lines:
        if begun and not details and _goes_on(begun, line):
            begun.append(line.strip())
        elif begun and len(details) < _MOST_DETAILS and _is_detail(line) and not _opens(begun):
            details.append(line.strip())
        else:
            if begun:
                yield _made(begun, details, first)
            begun, details, first = [line.strip()], [], number
    if begun:
        yield _made(begun, details, first)


def _whole_items(code: str, lines: Iterable[Numbered]) -> Iterator[Item]:
    for item in with_lead_ins(with_headings(code, _items(lines))):
        yield from parts_of(item)


def with_lead_ins(items: Iterable[Item]) -> Iterator[Item]:
    """The items; where a sentence is begun above several of them ("By July 2027 Nell will:"), each with its beginning.

    An item goes on with it where it begins in lower case, after its number or bullet.
    """
    lead, held = "", tuple(items)
    for item, following in zip_longest(held, held[1:]):
        if item.words[:1].islower() and lead:
            yield replace(item, words=f"{lead} {item.words}", heading=False)
            continue
        goes_on = following is not None and following.words[:1].islower()
        begins = item.words.endswith(":") and goes_on and len(item.words) <= _LONGEST_LEAD
        lead = item.words.rstrip(" :") if begins else ""
        yield replace(item, heading=True) if lead else item


def _is_detail(line: str) -> bool:
    return len(line) <= _LONGEST_DETAIL and bool(_DETAIL.match(line))


def _made(begun: Sequence[str], details: Sequence[str], line: int) -> Item:
    item = item_from(" ".join(begun), line)
    return replace(item, details=tuple(details), words=" | ".join((item.words, *details))) if details else item


def _opens(begun: Sequence[str]) -> bool:
    """Whether what came before is a heading, which has no details of its own."""
    return len(begun) == 1 and item_from(begun[0], 0).heading


def parts_of(item: Item) -> Iterator[Item]:
    """The item itself; one far longer than any paragraph in parts, so that rules take time by its length only."""
    if len(item.words) <= LONGEST:
        yield item
        return
    for begin in range(0, len(item.words), LONGEST):
        words = item.words[begin : begin + LONGEST]
        yield replace(item, words=words, heading=False)


def _goes_on(begun: Sequence[str], line: str) -> bool:
    """A wrapped line: it begins in lower case, and what came before had not ended."""
    goes_on = line.strip()[:1].islower() and begun[-1][-1:] not in ".!?;:" and not _BULLET.match(line)
    return goes_on and len(begun[-1]) >= _SHORTEST_WRAPPED and len(begun) < _MOST_WRAPPED and not _opens(begun)


def _is_heading(text: str, words: str) -> bool:
    if _TABLE_HEAD.fullmatch(text.strip()):
        return True
    ends_open = words.rstrip().endswith(":") and len(words.split()) <= 9
    return ends_open or _names_areas(words) or bool(_NUMBERED_HEADING.match(text.strip(" *_#-•")))


def _names_areas(words: str) -> bool:
    if words.rstrip()[-1:] == ".":
        return False
    bare = _bare(words).split()
    return 0 < len(bare) <= _LONGEST_NAME and all(word in _OF_AREAS or word.isdigit() for word in bare)


def _bare(words: str) -> str:
    return " ".join(_NO_WORD.sub(" ", words.lower()).split())


def _ref(text: str) -> str:
    return re.sub(r"\s+", "", text.lower())


def _refs(cited: str) -> list[str]:
    word = re.match(r"[a-z]{3,}?(?=s?\s*[a-h]?\d)", cited, re.IGNORECASE)
    numbers = re.findall(r"[A-H]?\d{1,2}", cited, re.IGNORECASE)
    return [_ref(f"{word[0] if word and len(word[0]) > 1 else ''}{number}") for number in numbers]


def _stage_of(before: Iterable[Numbered]) -> Stage:
    return stage_said(" ".join(line for _, line in before))


def stage_said(words: str) -> Stage:
    """What a heading or the name of a file says of the stage: whichever it says first."""
    draft, final = _DRAFT.search(words), _FINAL.search(words)
    if draft and (final is None or draft.start() < final.start()):
        return Stage.DRAFT
    return Stage.FINAL if final else Stage.UNKNOWN
