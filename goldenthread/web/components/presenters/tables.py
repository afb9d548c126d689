"""Tables: columns that can be sorted by a link, and cells that say what they are on a narrow screen."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode


@dataclass(frozen=True)
class Column:
    """A heading. With `sort` (the name the page's query uses) the heading is a link that sorts by it."""

    label: str
    sort: str = ""
    numeric: bool = False
    hidden_label: bool = False


@dataclass(frozen=True)
class SortLink:
    """A sortable heading as drawn: where it leads, and how the column stands: "ascending", "descending" or "none"."""

    url: str
    state: str


@dataclass(frozen=True)
class Table:
    """A table to draw with the `table` tag. Each row: values (text, or safe HTML) in the columns' order."""

    caption: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[Any]]
    caption_size: str = "m"
    caption_hidden: bool = False
    first_is_header: bool = True
    cards: bool = False
    empty: str = "Nothing to show."


def sort_link(sort: str, order: str, query: Sequence[tuple[str, str]], parameter: str = "sort") -> SortLink:
    """Return the link of a heading. `order` is what the page is sorted by now: a name, or "-name" for descending.

    Choosing a column sorts ascending; choosing it again turns it round. The page number is dropped.
    """
    state = {sort: "ascending", f"-{sort}": "descending"}.get(order, "none")
    wanted = f"-{sort}" if state == "ascending" else sort
    kept = [(name, value) for name, value in query if name not in (parameter, "page")]
    return SortLink("?" + urlencode([*kept, (parameter, wanted)]), state)
