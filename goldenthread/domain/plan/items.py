"""A plan's parts as rows: strengths, needs, outcomes, and provision as commitments, each linked to what it serves.

Children and Families Act 2014, sections 37(2), 38 and 42; SEND Regulations 2014, regulation 12(1).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from goldenthread.domain.advice.report import AREAS, NEED, OUTCOME, PROVISION, STRENGTH, Entry
from goldenthread.domain.advice.report import COLUMNS as ADVISED

SECTIONS: Final[Mapping[str, tuple[str, ...]]] = {
    STRENGTH: ("B",), NEED: ("B", "C", "D"), OUTCOME: ("E",), PROVISION: ("F", "G", "H1", "H2"),
}  # fmt: skip
WRITTEN_FROM_ITEMS: Final = tuple(dict.fromkeys(code for codes in SECTIONS.values() for code in codes))
# Whose duty a provision is. Section 42 covers F and G; what stands in H1 and H2 is owed under other Acts.
DUTIES: Final[Mapping[str, str]] = {
    "local_authority": "The local authority (Children and Families Act 2014, s.42(2))",
    "health": "The health body that must arrange it (Children and Families Act 2014, s.42(3))",
    "social_care": "Social care (Chronically Sick and Disabled Persons Act 1970, s.2)",
    "other_social_care": "Social care (Children Act 1989 or Care Act 2014)",
}
DUTY_OF: Final[Mapping[str, str]] = {
    "F": "local_authority", "G": "health", "H1": "social_care", "H2": "other_social_care",
}  # fmt: skip
# Of each part, the columns its rows have besides `text`: the name of each and what it is called.
COLUMNS: Final[Mapping[str, Mapping[str, str]]] = {
    STRENGTH: {},
    NEED: ADVISED[NEED],
    OUTCOME: ADVISED[OUTCOME],
    PROVISION: {
        **ADVISED[PROVISION], "starts_on": "Starts on", "funded_by": "Who pays", "duty": "Whose duty it is",
    },
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Item:
    """One row. `serves`: ids of the needs an outcome answers, or of the outcomes a provision works towards.

    Of an outcome: `by_when`, `measure`, `hopes` (lines of section A it works towards) and `tags` (codes of
    outcome_frameworks.toml). `sources`: ids of the rows of advice it rests on; `changed_because`: why its words are
    not theirs. `brought`: the words of the plan brought in that it was made of. Blank where not said.
    """

    id: str
    part: str
    section: str
    text: str
    area: str = ""
    by_when: date | None = None
    measure: str = ""
    hopes: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    who: str = ""
    expertise: str = ""
    how_often: str = ""
    how_long: str = ""
    ratio: str = ""
    place: str = ""
    reviewed: str = ""
    starts_on: date | None = None
    funded_by: str = ""
    duty: str = ""
    serves: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    changed_because: str = ""
    brought: str = ""


def section_for(part: str, area: str = "") -> str:
    """Where a new row goes unless its writer says otherwise: by the area of the need it is, or serves.

    Social care goes to H2: what must be made under the 1970 Act is for somebody to decide.
    """
    if part == NEED:
        return {"health": "C", "care": "D"}.get(area, "B")
    if part == PROVISION:
        return {"health": "G", "care": "H2"}.get(area, "F")
    return SECTIONS[part][0]


def group_of(item: Item) -> tuple[str, str, str]:
    """The rows an item stands among, and is moved among: needs by area, else the part and section."""
    return (item.section, item.part, item.area if item.part == NEED else "")


def in_order(items: Iterable[Item]) -> list[Item]:
    """As a plan reads: by section, strengths before needs, needs by area; the order given within."""
    areas, parts = list(AREAS), list(COLUMNS)
    return sorted(
        items,
        key=lambda each: (
            WRITTEN_FROM_ITEMS.index(each.section), parts.index(each.part),
            areas.index(each.area) if each.part == NEED and each.area in areas else len(areas),
        ),
    )  # fmt: skip


def numbers_of(items: Iterable[Item]) -> dict[str, str]:
    """By id, the number a row carries in the plan: `B1`, `E2`, `H1.1`. A strength has none."""
    counted: dict[str, int] = {}
    found = {}
    for item in in_order(items):
        if item.part != STRENGTH:
            number = counted[item.section] = counted.get(item.section, 0) + 1
            found[item.id] = f"{item.section}{'.' if len(item.section) > 1 else ''}{number}"
    return found


def differs(item: Item, advised: Iterable[Entry]) -> bool:
    """Whether the item says something else than each row of advice it rests on. A blank filled in is no difference."""
    rows = list(advised)
    return bool(rows) and all(_differs(item, row) for row in rows)


def _differs(item: Item, row: Entry) -> bool:
    names = ("text", *ADVISED[row.part]) if row.part == item.part else ("text",)
    return any(_plain(getattr(row, name)) not in ("", _plain(getattr(item, name))) for name in names)


def _plain(value: object) -> str:
    return " ".join(str(value or "").split())
