"""Which parts of a draft plan somebody asked for advice may read: what rests on their own advice, and what their
service must make. Nobody reads through it what another adviser wrote.

SEND Regulations 2014, regulations 12(2) and 17; Children and Families Act 2014, section 42.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from goldenthread.domain.advice.report import AREAS
from goldenthread.domain.calendars.wording import said
from goldenthread.domain.plan.items import COLUMNS

HEALTH_CARE: Final = "G"
# Sections read whole: by whoever agrees G for the health commissioner (what it is for, and G itself), and by social
# care, whose own duty H1 and H2 are.
FOR_AGREEING: Final = ("C", HEALTH_CARE)
OF_A_SERVICE: Final[Mapping[str, tuple[str, ...]]] = {"social_care": ("H1", "H2")}


@dataclass(frozen=True, slots=True)
class Piece:
    """One item as it is shown: its words, each fact as (label, words), and why it is not as advised (blank: it is)."""

    id: str
    number: str
    text: str
    facts: tuple[tuple[str, str], ...]
    changed_because: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """What is shown of one section: its items, or its text where it was typed and is shown whole."""

    code: str
    title: str
    is_whole: bool
    text: str
    pieces: tuple[Piece, ...]


def whole_sections(kinds: Iterable[str], *, may_agree: bool) -> tuple[str, ...]:
    """The sections somebody reads whole, who was asked for advice of these kinds."""
    own = [code for kind in kinds for code in OF_A_SERVICE.get(kind, ())]
    return tuple(dict.fromkeys((*own, *(FOR_AGREEING if may_agree else ()))))


def parts_for(
    sections: Iterable[Mapping[str, str]], items: Sequence[Mapping[str, Any]], *, advice: Collection[str],
    whole: Collection[str],
) -> tuple[Part, ...]:  # fmt: skip
    """What is shown of a copy's `sections` and `items` (as queries/plan_items.py keeps them) to whoever gave `advice`
    (public ids) and reads the sections `whole`, in the plan's order; a section of which nothing is shown is left out.
    """
    found = []
    for section in sections:
        code = section["code"]
        here = [each for each in items if each["section"] == code]
        shown = here if code in whole else [each for each in here if _rests_on(each, advice)]
        typed = section["text"] if code in whole and not here else ""
        if shown or typed.strip():
            pieces = tuple(_piece(each, advice) for each in shown)
            found.append(Part(code, section["title"], code in whole, typed, pieces))
    return tuple(found)


def places_in(parts: Iterable[Part]) -> dict[str, str]:
    """By place (`F`, or `F:` and an item's id; blank for the whole), what it is called: where a comment may stand."""
    found = {"": "The draft as a whole"}
    for part in parts:
        found |= {f"{part.code}:{each.id}": called(part.code, each.number) for each in part.pieces}
        found[part.code] = part.title
    return found


def called(code: str, number: str) -> str:
    """`Item F2`, or `Strengths in section B` for one without a number."""
    return f"Item {number}" if number else f"A strength in section {code}"


def _rests_on(item: Mapping[str, Any], advice: Collection[str]) -> bool:
    return any(each["advice"] in advice for each in item.get("sources", ()))


def _piece(item: Mapping[str, Any], advice: Collection[str]) -> Piece:
    """Hopes are the family's own words and are left out; so is why it was changed, where others' advice is in it."""
    sources = item.get("sources", ())
    own = bool(sources) and all(each["advice"] in advice for each in sources)
    because = item.get("changed_because", "") if own else ""
    return Piece(item["id"], item.get("number", ""), item["text"], _facts(item), because)


def _facts(item: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    found = []
    for name, label in COLUMNS[item["part"]].items():
        if value := item.get(name):
            found.append((label, _words(name, value, item)))
    if tags := item.get("tags_say"):
        found.append(("Framework", "; ".join(tags)))
    return tuple(found)


def _words(name: str, value: str, item: Mapping[str, Any]) -> str:
    if name == "area":
        return AREAS.get(value, value)
    if name == "duty":
        return str(item.get("duty_says") or value)
    return said(date.fromisoformat(value)) if name in ("by_when", "starts_on") else value
