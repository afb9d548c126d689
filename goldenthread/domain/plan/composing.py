"""Writes the text of sections B to H2 from a plan's items: the same items always give the same text.

A number stands before each ("F2:"), what it serves after its words ("(for E1, meeting B1)"), and each fact on a line of
its own, so that the text read back by domain/plan/checker gives the same items and links.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import Final

from goldenthread.domain.advice.report import AREAS, NEED, OUTCOME, PROVISION, STRENGTH
from goldenthread.domain.calendars.wording import said
from goldenthread.domain.plan.items import DUTIES, Item, in_order, numbers_of
from goldenthread.domain.plan.outcome_frameworks import Framework, tags_said

_FACTS: Final[Mapping[str, str]] = {
    "by_when": "By when", "measure": "How we will know", "who": "By", "expertise": "Expertise",
    "how_often": "How often", "how_long": "How long", "ratio": "Ratio", "place": "Where", "starts_on": "Start",
    "reviewed": "Reviewed", "funded_by": "Funded by",
}  # fmt: skip
_OF: Final[Mapping[str, tuple[str, ...]]] = {
    STRENGTH: (), NEED: (), OUTCOME: ("by_when", "measure"),
    PROVISION: (
        "who", "expertise", "how_often", "how_long", "ratio", "place", "starts_on", "reviewed", "funded_by",
    ),
}  # fmt: skip


def composed(items: Iterable[Item], of: Sequence[Framework] | None = None) -> dict[str, str]:
    """The text by section code, of each section that has an item. `of`: the frameworks outcomes are tagged with, where
    they are not those that come with the product."""
    listed = in_order(items)
    numbers, by_id = numbers_of(listed), {each.id: each for each in listed}
    return {
        section: "\n\n".join(_section(list(rows), numbers, by_id, of))
        for section, rows in groupby(listed, key=lambda each: each.section)
    }


def _section(
    rows: Sequence[Item], numbers: Mapping[str, str], by_id: Mapping[str, Item], of: Sequence[Framework] | None
) -> list[str]:
    parts, heading = [], ""
    for item in rows:
        own = _heading(item)
        if own and own != heading:
            parts.append(own)
        heading = own
        parts.append(_item(item, numbers, by_id, of))
    return parts


def _heading(item: Item) -> str:
    """Section B alone is parted: strengths, then needs by area."""
    if item.section != "B":
        return ""
    return "Strengths" if item.part == STRENGTH else AREAS.get(item.area, "Needs")


def _item(item: Item, numbers: Mapping[str, str], by_id: Mapping[str, Item], of: Sequence[Framework] | None) -> str:
    number = f"{numbers[item.id]}: " if item.id in numbers else ""
    lines = [f"{number}{item.text.strip()}{_links(item, numbers, by_id)}"]
    for name in _OF[item.part]:
        if value := getattr(item, name):
            lines.append(f"{_FACTS[name]}: {' '.join(value.split()) if isinstance(value, str) else said(value)}")
    if item.part == PROVISION and item.duty:
        lines.append(f"Duty: {DUTIES.get(item.duty, item.duty)}")
    if item.hopes:
        lines.append(f"Hope: {'; '.join(f'“{hope}”' for hope in item.hopes)}")
    if item.tags:
        lines.append(f"Framework: {'; '.join(tags_said(item.tags, of))}")
    return "\n".join(lines)


def _links(item: Item, numbers: Mapping[str, str], by_id: Mapping[str, Item]) -> str:
    served = [each for each in item.serves if each in numbers]
    if not served:
        return ""
    if item.part == OUTCOME:
        return f" (meeting {_listed(served, numbers)})"
    needs = [need for each in served for need in by_id[each].serves if need in numbers]
    meeting = f", meeting {_listed(needs, numbers)}" if needs else ""
    return f" (for {_listed(served, numbers)}{meeting})"


def _listed(ids: Iterable[str], numbers: Mapping[str, str]) -> str:
    order = list(numbers)
    return ", ".join(numbers[each] for each in sorted(dict.fromkeys(ids), key=order.index))
