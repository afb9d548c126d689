"""The rows of a plan from elsewhere that can become items: those its JSON holds, or the lines of a document.

A row says only what the file says. What an item cannot hold is named in `left`; `why_not` says why a row cannot be one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

from goldenthread.domain.advice.report import BY_CODE, NEED, OUTCOME, PROVISION
from goldenthread.domain.plan.existing.commitments import Proposed, Quote, proposed_in, words_of
from goldenthread.domain.plan.existing.finding import Found, Line
from goldenthread.domain.plan.items import COLUMNS, SECTIONS

UNDIVIDED: Final = "H"  # a plan that does not tell H1 and H2 apart
CARE: Final = ("H1", "H2")
LONGEST_WORDS, LONGEST_LINE, MOST_LINES = 4_000, 300, 100
MOST_ROWS: Final = 1_500  # of one plan
_WRAPPED: Final = 45  # characters: a shorter line stopped because its writer stopped
_ENDS: Final = ".;:!?|"
_WORDS: Final = ("text", "measure", "changed_because")
_LISTS: Final = ("hopes", "tags")
_PART_OF: Final[Mapping[str, str]] = {
    "B": NEED, "C": NEED, "D": NEED, "E": OUTCOME, **dict.fromkeys(("F", "G", "H", "H1", "H2"), PROVISION),
}  # fmt: skip
_AREA_OF: Final[Mapping[str, str]] = {"C": "health", "D": "care"}
_KEPT_APART: Final = frozenset(
    {"id", "number", "part", "section", "serves", "sources", "duty_says", "tags_say", *_WORDS, *_LISTS}
)


@dataclass(frozen=True, slots=True)
class BroughtRow:
    """One row. `ref`: its id in the file, or the number of its line; `said`: `text` and the columns of its part, days
    as `2026-09-02`; `serves`: the refs of what it answers or works towards; `sources`: as in the file.

    Of a line of a document: `line`, from 1, and `quotes`, where in it each column stands, as (start, end) from 0;
    `promises`: it says something of who, how often, how long, or how many.
    """

    ref: str
    section: str
    part: str
    said: Mapping[str, Any]
    serves: tuple[str, ...] = ()
    sources: tuple[Mapping[str, Any], ...] = ()
    line: int = 0
    quotes: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    promises: bool = False
    left: tuple[str, ...] = ()
    why_not: str = ""


def rows_of(plan: Mapping[str, Any]) -> tuple[BroughtRow, ...]:
    """Every row of a plan in the interchange form, read and known to be right, in its order."""
    given = [(code, row) for code, section in plan["sections"].items() for row in section.get("items", ())]
    parts = {row["id"]: row["part"] for _, row in given}
    return tuple(_row(code, row, parts) for code, row in given)


def rows_found(found: Found, *, wrapped: bool = False) -> tuple[BroughtRow, ...]:
    """Every line of sections B to H of a document, as what its section holds; nothing is made up.

    `wrapped`: its lines are those of a page (a PDF), where a sentence goes on in the next: such lines are one row, with
    the number of the first.
    """
    sections = [each for each in found.sections if each.code in _PART_OF]
    if wrapped:
        sections = [replace(each, lines=unwrapped(each.lines)) for each in sections]
    promised = {each.words.line: each for each in proposed_in(replace(found, sections=tuple(sections)))}
    return tuple(
        _line(section.code, Quote(line.text, line.number, 0, len(line.text)), promised.get(line.number))
        for section in sections for line in section.lines
    )  # fmt: skip


def unwrapped(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Lines of a page as sentences: one that is long and stops in the middle goes on in the next, if that directly
    follows and begins in small letters. Joined by a space; no word is lost."""
    found: list[Line] = []
    last = 0
    for line in lines:
        text = line.text.strip()
        before = found[-1].text if found else ""
        goes_on = len(before) >= _WRAPPED and before[-1] not in _ENDS and text[:1].islower()
        if goes_on and line.number == last + 1 and len(before) + len(text) < LONGEST_WORDS:
            found[-1] = Line(found[-1].number, f"{before} {text}")
        else:
            found.append(Line(line.number, text))
        last = line.number
    return tuple(found)


def paragraphs_of(text: str) -> tuple[str, ...]:
    """The paragraphs of a section, as a person tells H1 from H2: its lines that have words."""
    return tuple(line for line in text.splitlines() if line.strip())


def _row(code: str, row: Mapping[str, Any], parts: Mapping[str, str]) -> BroughtRow:
    part = row["part"]
    names = ("text", *COLUMNS[part], *(_LISTS if part == OUTCOME else ()), "changed_because")
    said = {name: row[name] for name in names if row.get(name)}
    wanted = BY_CODE[part].serves
    serves = tuple(dict.fromkeys(each for each in row.get("serves", ()) if wanted and parts.get(each) == wanted))
    return BroughtRow(
        row["id"], code, part, said, serves, tuple(row.get("sources", ())), left=tuple(_left(row, part, serves)),
        why_not=_why_not(code, part, said, row["id"]),
    )  # fmt: skip


def _left(row: Mapping[str, Any], part: str, serves: Sequence[str]) -> Iterator[str]:
    known = {name: label for columns in COLUMNS.values() for name, label in columns.items()}
    for name, value in row.items():
        apart = _KEPT_APART - (frozenset() if part == OUTCOME else frozenset(_LISTS))
        if value and name not in COLUMNS[part] and name not in apart:
            yield known.get(name, {"hopes": "Hopes", "tags": "Framework"}.get(name, name))
    if gone := len(set(row.get("serves", ())) - set(serves)):
        yield f"{gone} of its links ({_joined_to(part)})"


def _joined_to(part: str) -> str:
    wanted = BY_CODE[part].serves
    one = BY_CODE[part].one
    return f"here {one} is joined to {BY_CODE[wanted].name.lower()} alone" if wanted else f"here a {one} is for nothing"


def _why_not(code: str, part: str, said: Mapping[str, Any], ref: str) -> str:
    places = SECTIONS[part]
    if code not in places and not (code == UNDIVIDED and part == PROVISION):
        return f"It stands as {BY_CODE[part].one} in section {code}. In a plan it stands in {' or '.join(places)}."
    if not str(said.get("text", "")).strip():
        return "It has no words."
    if len(ref) > LONGEST_LINE:
        return f"Its id is longer than {LONGEST_LINE} characters."
    for name, value in said.items():
        listed = value if isinstance(value, list) else [value]
        longest = LONGEST_WORDS if name in (*_WORDS, *_LISTS) else LONGEST_LINE
        if len(listed) > MOST_LINES or any(len(each) > longest for each in listed):
            label = COLUMNS[part].get(name, "What it says")
            return f"“{label}” is longer than {longest:,} characters or {MOST_LINES} lines."
    return ""


def _line(code: str, whole: Quote, promise: Proposed | None) -> BroughtRow:
    part = _PART_OF[code]
    found = {"text": words_of(whole)}
    for name in COLUMNS[PROVISION] if part == PROVISION and promise else ():
        if (quote := getattr(promise, name, None)) and len(quote.text) <= LONGEST_LINE:
            found[name] = quote
    said = {name: quote.text for name, quote in found.items()}
    if area := _AREA_OF.get(code):
        said["area"] = area
    return BroughtRow(
        str(whole.line), code, part, said, line=whole.line, promises=promise is not None,
        quotes={name: (quote.start, quote.end) for name, quote in found.items()},
        why_not=_why_not(code, part, said, str(whole.line)),
    )  # fmt: skip
