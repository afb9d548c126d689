"""The columns of the cases spreadsheet, as data, and how headings in the wild are matched to them."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files

_DATA = tomllib.loads(files(__package__).joinpath("columns.toml").read_text(encoding="utf-8"))


@dataclass(frozen=True, slots=True)
class Column:
    """One column: `name` is CaseRow's attribute, `heading` the template's, `also` other headings read as the same."""

    name: str
    heading: str
    kind: str
    says: str
    example: str
    also: tuple[str, ...]


COLUMNS = tuple(
    Column(row["name"], row["heading"], row["kind"], row["says"], row["example"], tuple(row["also"]))
    for row in _DATA["column"]
)


@lru_cache(maxsize=4096)
def plain(text: str) -> str:
    """Letters and digits only, lower case, "&" as "and": what is compared."""
    return re.sub(r"[\W_]", "", text.casefold().replace("&", "and"))


_BY_HEADING = {plain(text): column for column in COLUMNS for text in (*column.also, column.name, column.heading)}
WORDS: dict[str, dict[str, str]] = {
    kind: {plain(word): code for code, words in codes.items() for word in words}
    for kind, codes in _DATA["words"].items()
}
"""For each kind, a word as compared to the code it stands for."""


@dataclass(slots=True)
class Found:
    """Columns found in a heading row: place to column; headings not known; headings for a column already found."""

    places: dict[int, Column] = field(default_factory=dict)
    unknown: list[str] = field(default_factory=list)
    again: list[tuple[str, Column]] = field(default_factory=list)


def find_columns(headings: list[str]) -> Found:
    """Which column stands where. The first heading for a column wins, but an exact heading of ours beats another."""
    found = Found()
    taken: dict[str, int] = {}
    for at, heading in enumerate(headings):
        if not heading.strip():
            continue
        column = _BY_HEADING.get(plain(heading)) or _BY_HEADING.get(plain(re.sub(r"\(.*?\)", "", heading)))
        if column is None:
            found.unknown.append(" ".join(heading.split())[:60])
        elif column.name not in taken:
            taken[column.name] = at
            found.places[at] = column
        else:
            if plain(heading) == plain(column.heading):
                del found.places[taken[column.name]]
                taken[column.name], found.places[at] = at, column
            found.again.append((heading, column))
    return found
