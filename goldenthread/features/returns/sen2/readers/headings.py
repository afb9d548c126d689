"""Which column of a table holds which item, by headings as people really leave them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache, lru_cache

from goldenthread.domain.sen2.specification import groups

_SHORTEST_START = 8
PERSON_ID = "person id"
REQUEST_ID = "requests record id"
_PERSON_KEYS = ("personid", "persontableid")
_IGNORED = ("recordtype", "lafromheaderrecord", "lanumberfromheaderrecord")
_KEYS = {
    "personid": PERSON_ID,
    "persontableid": PERSON_ID,
    "requestsrecordid": REQUEST_ID,
    "requestrecordsid": REQUEST_ID,
    "requestrecordid": REQUEST_ID,
    "requeststableid": REQUEST_ID,
}
# Spellings met in the wild, beside the item's element and its heading in the template.
_SPELLINGS = {
    "rquestsource": "RequestSource",
    "dateofbirth": "PersonBirthDate",
    "postcode": "PostCode",
    "workbasedplacement": "WBP",
    "ehcpreviewdecisionsdate": "LastReview",
}


@dataclass(slots=True)
class Columns:
    """Where a table's keys and items stand: name to place in the row, and headings that mean nothing to a return."""

    keys: dict[str, int] = field(default_factory=dict)
    items: dict[str, int] = field(default_factory=dict)
    unknown: list[str] = field(default_factory=list)

    @property
    def places(self) -> list[int]:
        """Every place that holds a key or an item."""
        return [*self.keys.values(), *self.items.values()]


@lru_cache(maxsize=4096)
def plain(text: str) -> str:
    """Letters and digits only, lower case."""
    return re.sub(r"[^a-z0-9]", "", text.casefold())


def group_titled(text: str) -> str | None:
    """The group a table's title names ("Person Record", "Requests Records"); also a sheet's name ("Named Plan")."""
    return _titles().get(plain(text))


@cache
def _titles() -> dict[str, str]:
    found = {}
    for group in groups().values():
        stem = plain(group.title).removesuffix("s").removesuffix("record")
        for form in (stem, stem.removesuffix("s"), f"{stem}record", f"{stem}records"):
            found[form] = group.name
            found[f"{form.removesuffix('s')}"] = group.name
    return found


def is_heading_row(cells: list[str]) -> bool:
    """Whether a row is a table's headings: it starts with "Record Type", or names the person's key or several items."""
    starts = [cell for cell in cells[:6] if cell]
    if not starts or len(starts) < 2:
        return False
    return plain(starts[0]) == "recordtype" or any(plain(cell).startswith(_PERSON_KEYS) for cell in starts)


def columns_of(group: str, cells: list[str]) -> Columns:
    """The places of a group's keys and items among headings: an exact match first, then one that starts alike."""
    found = Columns()
    words = [plain(cell) for cell in cells]
    names = _names(group)
    left = []
    for at, word in enumerate(words):
        if not word or word.startswith(_IGNORED):
            continue
        if word in names and names[word] not in found.items:
            found.items[names[word]] = at
        else:
            left.append(at)
    for at in left:
        key = next((key for start, key in _KEYS.items() if words[at].startswith(start)), None)
        element = _starting_alike(words[at], names, found.items)
        if key is not None and key not in found.keys:
            found.keys[key] = at
        elif element is not None:
            found.items[element] = at
        else:
            found.unknown.append(" ".join(cells[at].split())[:60])
    return found


def _starting_alike(word: str, names: dict[str, str], taken: dict[str, int]) -> str | None:
    for name, element in names.items():
        shorter, longer = sorted((word, name), key=len)
        if element not in taken and len(shorter) >= _SHORTEST_START and longer.startswith(shorter):
            return element
    return None


@cache
def _names(group: str) -> dict[str, str]:
    items = groups()[group].items
    elements = {item.element for item in items}
    names = {plain(item.heading): item.element for item in items}
    names |= {item.column: item.element for item in items}
    return names | {spelling: element for spelling, element in _SPELLINGS.items() if element in elements}
