"""Page numbers as the GOV.UK Design System draws them: first, last, the current page and its neighbours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode


@dataclass(frozen=True)
class PageLink:
    """A numbered page, or a gap when `number` is None."""

    number: int | None
    url: str = ""
    current: bool = False


@dataclass(frozen=True)
class Pagination:
    """The links below a list. Empty `previous` or `next` leaves that end out."""

    links: Sequence[PageLink] = ()
    previous: str = ""
    next: str = ""
    label: str = "Pagination"

    @property
    def needed(self) -> bool:
        return bool(self.links or self.previous or self.next)


def shown_numbers(current: int, last: int) -> list[int | None]:
    """Return the page numbers to draw, None standing for a gap. A gap never hides a single page."""
    wanted = sorted({number for number in (1, current - 1, current, current + 1, last) if 1 <= number <= last})
    shown: list[int | None] = []
    for number in wanted:
        before = shown[-1] if shown else None
        if before is not None and number - before == 2:
            shown.append(number - 1)
        elif before is not None and number - before > 2:
            shown.append(None)
        shown.append(number)
    return shown


def pagination(number: int, last: int, query: Sequence[tuple[str, str]] = (), parameter: str = "page") -> Pagination:
    """Return the links for page `number` of `last`, keeping the rest of the `query`. Nothing when there is one page."""
    if last <= 1:
        return Pagination()
    kept = [(name, value) for name, value in query if name != parameter]

    def url(page: int) -> str:
        return "?" + urlencode([*kept, (parameter, str(page))])

    return Pagination(
        links=[
            PageLink(None) if shown is None else PageLink(shown, url(shown), shown == number)
            for shown in shown_numbers(number, last)
        ],
        previous=url(number - 1) if number > 1 else "",
        next=url(number + 1) if number < last else "",
    )
