"""The SEN2 return's specification for each collection year, 2023 to 2026.

Read from `data/items.toml` and `data/years.toml`.

Source: the structure of the DfE SEN2 person-level survey; see `data/README.md` for where it was read.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

FIRST_YEAR = 2023
LAST_YEAR = 2026
YEARS = tuple(range(FIRST_YEAR, LAST_YEAR + 1))


@dataclass(frozen=True, slots=True)
class Item:
    """One item.

    The XML element, the record attribute that holds it, its kind (see items.toml) and the template's heading.
    """

    group: str
    element: str
    attribute: str
    kind: str
    codes: str
    need: str
    guide: str
    heading: str

    @property
    def column(self) -> str:
        """The item's column in the COLLECT CSV exports."""
        return self.element.casefold()


@dataclass(frozen=True, slots=True)
class Group:
    """One element with children.

    Its items of every year, its child groups, its CSV module and its title in the template.
    """

    name: str
    title: str
    module: str
    children: tuple[str, ...]
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Specification:
    """One collection year.

    Survey day, voluntary items, and for each group its elements in order (child groups included).
    """

    year: int
    reference_on: date
    voluntary: frozenset[str]
    orders: dict[str, tuple[str, ...]]

    def has(self, group: str, element: str) -> bool:
        """Whether this year's return has that item (or child group) in that group."""
        return element in self.orders[group]

    def items(self, group: str) -> tuple[Item, ...]:
        """The group's items of this year, in order."""
        by_element = {item.element: item for item in groups()[group].items}
        return tuple(by_element[name] for name in self.orders[group] if name in by_element)


def _packaged(name: str) -> dict[str, Any]:
    return tomllib.loads(files(__package__).joinpath("data", name).read_text(encoding="utf-8"))


@cache
def groups() -> dict[str, Group]:
    """Every group by its element's name, parents before children."""
    found = {}
    for row in _packaged("items.toml")["group"]:
        items = tuple(
            Item(
                group=row["name"],
                element=item["element"],
                attribute=item["attribute"],
                kind=item["kind"],
                codes=item.get("codes", ""),
                need=item["need"],
                guide=item.get("guide", ""),
                heading=item["heading"],
            )
            for item in row["items"]
        )
        found[row["name"]] = Group(row["name"], row["title"], row["module"], tuple(row["children"]), items)
    return found


@cache
def specification(year: int) -> Specification:
    """The specification of one collection year. Raises ValueError for a year this product does not read."""
    if year not in YEARS:
        raise ValueError(f"{year} is not a collection year this product reads; it reads {FIRST_YEAR} to {LAST_YEAR}")
    data = _packaged("years.toml")
    own = data["years"][str(year)]
    orders = {name: tuple(order) for name, order in (data["orders"] | own.get("orders", {})).items()}
    return Specification(year, own["reference_on"], frozenset(own["voluntary"]), orders)


@cache
def code_extras() -> tuple[dict[str, dict[str, str]], dict[str, int]]:
    """Code sets the codes table does not have, and the first collection year of later codes (`SET.CODE`)."""
    data = _packaged("years.toml")
    return data["codes"], data["code_since"]


def child_groups(name: str) -> tuple[str, ...]:
    """The groups directly inside a group."""
    return groups()[name].children


def parent_group(name: str) -> str | None:
    """The group a group sits in; None for Header and Person."""
    return next((group.name for group in groups().values() if name in group.children), None)


def likely_year(paths: set[str]) -> int | None:
    """The collection year whose items best explain those seen (`Group.Element`); None when nothing telling was seen.

    Used only where a file says neither its year nor its survey day. Each year's items are nearly a subset of the next
    year's, so of the years that explain as much the earliest is taken; but 2025 and 2026 have the same items, and
    then it is 2026.
    """
    known = {f"{item.group}.{item.element}" for group in groups().values() for item in group.items}
    telling = paths & known
    if not telling:
        return None
    missed = {year: sum(not specification(year).has(*path.split(".")) for path in telling) for year in YEARS}
    best = min(missed, key=lambda year: (missed[year], year))
    return LAST_YEAR if best == 2025 else best
