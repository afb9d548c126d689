"""A click returns when the page it opened has come.

Playwright's own click returns while the next page is still on its way, so that a test which counts rows, runs axe or
takes a picture next would look at half a page, or at the one before.
"""

from __future__ import annotations

from typing import Any

from playwright.sync_api import BrowserContext, Locator, Page, Request

# What a browser takes to begin asking for a page after a click: milliseconds.
BEGINS_WITHIN = 60
STEP, LONGEST = 25, 30_000

_on_their_way: dict[Page, set[Request]] = {}
_click = Locator.click


def watch(context: BrowserContext) -> None:
    """Know, from now on, which pages of this browser context are being fetched."""
    context.on("page", _watch_page)


def settle(page: Page, begins_within: int = BEGINS_WITHIN) -> None:
    """Wait until no page is on its way into this one and the one shown has loaded. Raises AssertionError after 30 s."""
    waited = 0
    page.wait_for_timeout(begins_within)
    while _on_their_way.get(page):
        assert waited < LONGEST, f"still waiting after {LONGEST / 1000:.0f} s: {_on_their_way[page]}"
        page.wait_for_timeout(STEP)
        waited += STEP
    if not page.is_closed():
        page.wait_for_load_state("load")


def click_and_settle(locator: Locator, **options: Any) -> None:
    """`Locator.click` that waits for the page it opens."""
    _click(locator, **options)
    if not locator.page.is_closed():
        settle(locator.page)


def _watch_page(page: Page) -> None:
    pending = _on_their_way.setdefault(page, set())
    page.on("request", lambda asked: pending.add(asked) if asked.is_navigation_request() else None)
    page.on("requestfinished", lambda had: pending.discard(had))
    page.on("requestfailed", lambda had: pending.discard(had))
    page.on("close", lambda closed: _on_their_way.pop(closed, None))
