"""A plan read from the interchange form, or from any JSON that lists what each section says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Final

from goldenthread.domain.plan.checker.document import ORDER, Item, Person, PlanDocument, Section, Stage
from goldenthread.domain.plan.checker.headings import with_headings
from goldenthread.domain.plan.checker.text import item_from, parts_of, plan_from_text, with_lead_ins

# What an item holds beside its text, and how it is read to a checker.
_DETAILS: Final[Mapping[str, str]] = {
    "who": "By", "expertise": "Expertise", "how_often": "How often", "how_long": "How long", "ratio": "Ratio",
    "place": "Where", "starts_on": "Start", "reviewed": "Reviewed", "by_when": "By when",
    "measure": "How we will know",
}  # fmt: skip
_MOST_ITEMS: Final = 5_000


def plan_from_parts(given: object) -> PlanDocument:
    """The plan in parsed JSON. `sections` maps a code to a text, a list of texts, or a list of objects with `text`.

    Raises ValueError, in words for a reader, where it is not of that shape.
    """
    if not isinstance(given, Mapping) or not isinstance(given.get("sections"), Mapping):
        raise ValueError("This JSON is not a plan: it needs “sections”, an object of “A” to “K”.")
    if unknown := [code for code in given["sections"] if _code(code) not in ORDER]:
        raise ValueError(f"There is no section “{str(unknown[0])[:20]}”. Sections are A to G, H1, H2, I, J and K.")
    numbers = iter(range(1, _MOST_ITEMS + 1))
    by_code = {_code(code): content for code, content in given["sections"].items()}
    sections = tuple(
        Section(code, 0, tuple(with_lead_ins(with_headings(code, _items(code, by_code[code], numbers)))))
        for code in ORDER
        if code in by_code
    )
    return PlanDocument(sections, _stage(given), _person(given.get("child")), tuple(_names(given)))


def _items(code: str, content: object, numbers: Iterator[int]) -> Iterator[Item]:
    if isinstance(content, Mapping):
        content = content.get("items") or content.get("text", "")
    if isinstance(content, str):
        if content.strip():
            yield from plan_from_text(content, section=code[0]).sections[0].items
        return
    if not isinstance(content, Sequence):
        raise ValueError(f"Section {code} must be a text or a list.")
    for row in content:
        number = next(numbers, None)
        if number is None:
            raise ValueError(f"This plan has more than {_MOST_ITEMS:,} items. Send it in parts.")
        if isinstance(row, str):
            yield from parts_of(item_from(row, number))
        elif isinstance(row, Mapping) and isinstance(row.get("text"), str):
            yield from parts_of(_item(row, number))
        else:
            raise ValueError(f"Section {code} holds something that is neither a text nor an object with “text”.")


def _item(row: Mapping[str, Any], number: int) -> Item:
    plain = item_from(row["text"], number)
    details = tuple(f"{said}: {row[key]}" for key, said in _DETAILS.items() if row.get(key))
    answers = tuple(str(each).lower() for each in row.get("serves", ()) if each)
    return Item(
        plain.text, number, str(row.get("id", plain.ref)).lower(), answers or plain.answers,
        plain.heading and not details, details, " | ".join((plain.words, *details)),
    )  # fmt: skip


def _code(code: object) -> str:
    return str(code).strip().upper().removeprefix("SECTION").strip()


def _stage(given: Mapping[str, Any]) -> Stage:
    said = str(given.get("stage", "")).lower()
    return Stage(said) if said in {each.value for each in Stage} else Stage.UNKNOWN


def _person(child: object) -> Person:
    if not isinstance(child, Mapping):
        return Person(str(child)) if isinstance(child, str) else Person()
    year, born = child.get("school_year"), child.get("born_on")
    try:
        born_on = date.fromisoformat(born) if isinstance(born, str) else None
    except ValueError:
        raise ValueError(f"“{str(born)[:20]}” is not a day. Write it as 2015-04-03.") from None
    said = str(child.get("pronouns", "")).lower().split("/")[0].strip()
    pronouns = said if said in ("he", "she", "they") else ""
    return Person(
        str(child.get("name", "")), str(child.get("known_as", "")), pronouns,
        born_on, year if isinstance(year, int) and not isinstance(year, bool) else None,
    )  # fmt: skip


def _names(given: Mapping[str, Any]) -> Iterator[str]:
    listed = given.get("other_people", ())
    if isinstance(listed, Sequence) and not isinstance(listed, str):
        yield from (str(each.get("name", "")) if isinstance(each, Mapping) else str(each) for each in listed)
