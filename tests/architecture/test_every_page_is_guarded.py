"""Every URL says who may open it; every page about a child records the look; no path holds a row number."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, get_resolver, path
from django.urls.converters import IntConverter

from goldenthread.foundation.access.gate import EVERYONE, THIRD_PARTY_URLS, opens_to

# Pages about a child that record no look, each with its reason.
NO_LOOK: dict[str, str] = {}
# URLs that exist only in some settings, so the test settings do not include them.
SOMETIMES = ("goldenthread.web.sign_in.demo_urls",)


@dataclass(frozen=True)
class Page:
    """One URL pattern: its path as written, its name, its view, and the converters of the values in its path."""

    path: str
    name: str
    view: Callable[..., object]
    converters: dict[str, object]

    @property
    def is_third_party(self) -> bool:
        """The sign-in library's own page, named in the gate's table."""
        return self.view.__module__.startswith("allauth.") and self.name.startswith(tuple(THIRD_PARTY_URLS))


def pages(patterns: list[URLPattern | URLResolver], before: str = "", converters: dict | None = None) -> Iterator[Page]:
    """Every page the patterns lead to, through every include."""
    for pattern in patterns:
        here = before + str(pattern.pattern)
        values = {**(converters or {}), **getattr(pattern.pattern, "converters", {})}
        if isinstance(pattern, URLResolver):
            yield from pages(pattern.url_patterns, here, values)
        else:
            yield Page(here, pattern.name or "", pattern.callback, values)


def unguarded(found: list[Page]) -> list[str]:
    """Pages that do not say who may open them and are not the sign-in library's."""
    return [p.path for p in found if not getattr(p.view, "opens_to", ()) and not p.is_third_party]


def unrecorded(found: list[Page]) -> list[str]:
    """Pages about a child that record no look and give no reason."""
    about_a_child = [p for p in found if "child_id" in p.converters or "child_id" in p.path]
    return [
        p.path for p in about_a_child if getattr(p.view, "records_look", None) is not True and p.path not in NO_LOOK
    ]


def numbered(found: list[Page]) -> list[str]:
    """Pages of ours whose path holds a number: a row number tells a stranger how many there are and where the next
    is.
    """
    return [p.path for p in found if any(isinstance(c, IntConverter) for c in p.converters.values())]


def all_pages() -> list[Page]:
    """Every page of the product, those of the demo included."""
    sometimes = [page for module in SOMETIMES for page in pages(import_module(module).urlpatterns, f"({module}) ")]
    return [*pages(get_resolver().url_patterns), *sometimes]


def test_every_url_says_who_may_open_it() -> None:
    found = all_pages()
    assert len(found) > 20
    assert unguarded(found) == []


def test_every_page_about_a_child_records_the_look() -> None:
    found = all_pages()
    assert any("child_id" in page.converters for page in found), "no page is about a child"
    assert unrecorded(found) == []


def test_no_path_holds_a_row_number() -> None:
    assert numbered([page for page in all_pages() if not page.is_third_party]) == []


def test_the_table_of_third_party_pages_lists_only_pages_that_exist() -> None:
    names = [page.name for page in all_pages() if page.is_third_party]
    unused = [prefix for prefix in THIRD_PARTY_URLS if not any(name.startswith(prefix) for name in names)]
    assert unused == []


def _open_view(request: HttpRequest, **values: object) -> HttpResponse:
    return HttpResponse()


def test_a_page_without_a_guard_would_be_found() -> None:
    found = list(pages([path("board/", _open_view, name="account_board")]))
    assert unguarded(found) == ["board/"]
    assert unguarded(list(pages([path("board/", opens_to(EVERYONE)(_open_view))]))) == []


def test_a_child_page_that_records_nothing_would_be_found() -> None:
    guarded = opens_to(EVERYONE)(_open_view)
    assert unrecorded(list(pages([path("<str:child_id>/plan/", guarded)]))) == ["<str:child_id>/plan/"]


def test_a_row_number_in_a_path_would_be_found() -> None:
    assert numbered(list(pages([path("plans/<int:pk>/", _open_view)]))) == ["plans/<int:pk>/"]
