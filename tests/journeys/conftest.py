"""A real browser for journeys: the system's own Chromium, a page at desktop or phone width, and axe on what it shows.

Every test in this folder is marked `browser`. `live_server` serves the pages; the browser is closed to everything else.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from datetime import date
from importlib.resources import files
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, Playwright, Route, sync_playwright

from tests.journeys.demonstration import Demonstration
from tests.journeys.patience import click_and_settle, settle, watch
from tools.system_packages import chromium

HERE = Path(__file__).parent
# Playwright's synchronous calls run inside a loop of their own, which Django takes for asynchronous code.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"

QUIET = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
)
AXE_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
DESKTOP, PHONE = {"width": 1280, "height": 900}, {"width": 320, "height": 640}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the journeys, and only them: this hook is given every test."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """Playwright, for the whole run."""
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """Chromium, for the whole run."""
    path = chromium()
    assert path, "no Chromium here; `make test` looks for one before it starts these"
    # Chromium's own sandbox cannot be made by root; the pages it opens here are ours.
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    started = playwright.chromium.launch(executable_path=path, args=[*QUIET, *sandbox])
    yield started
    started.close()


@pytest.fixture(scope="session", autouse=True)
def _clicks_wait_for_their_page() -> Iterator[None]:
    """Every click in these tests is a patient one: a test that forgets to wait would pass or fail by the hour."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(Locator, "click", click_and_settle)
        yield


@pytest.fixture
def open_context(browser: Browser) -> Iterator[Callable[..., BrowserContext]]:
    """Opens a browser context that reaches this machine only: `open_context(viewport=PHONE,
    java_script_enabled=False)`.

    The page's Content-Security-Policy is bypassed, because axe runs as a script in it; tests of the policy itself pass
    `bypass_csp=False`.
    """
    opened: list[BrowserContext] = []

    def open_one(**options: object) -> BrowserContext:
        context = browser.new_context(**{"viewport": DESKTOP, "bypass_csp": True, "locale": "en-GB", **options})  # type: ignore[arg-type]
        watch(context)
        context.route("**/*", _this_machine_only)
        opened.append(context)
        return context

    yield open_one
    for context in opened:
        context.close()


@pytest.fixture
def page(open_context: Callable[..., BrowserContext]) -> Page:
    """A page at desktop width."""
    return open_context().new_page()


@pytest.fixture
def phone(open_context: Callable[..., BrowserContext]) -> Page:
    """A page 320 pixels wide."""
    return open_context(viewport=PHONE).new_page()


@pytest.fixture
def without_javascript(open_context: Callable[..., BrowserContext]) -> Page:
    """A page in a browser with JavaScript off."""
    return open_context(java_script_enabled=False).new_page()


@pytest.fixture(scope="session")
def accessibility_faults() -> Callable[[Page], list[str]]:
    """Runs axe on a page: each fault in one line (rule, how serious, what is wrong, where). Empty: none found."""
    script = (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")

    def run(page: Page) -> list[str]:
        settle(page)
        page.evaluate(script)
        found = page.evaluate("rules => axe.run({runOnly: rules, resultTypes: ['violations']})", AXE_RULES)
        return [
            f"{fault['id']} ({fault['impact']}): {fault['help']}: {' '.join(map(str, node['target']))}"
            for fault in found["violations"]
            for node in fault["nodes"]
        ]

    return run


@pytest.fixture(scope="session")
def wider_than_the_window() -> Callable[[Page], list[str]]:
    """Elements that, or whose text, sticks out to the right of the window: a reader on a phone must scroll sideways."""

    def run(page: Page) -> list[str]:
        return page.evaluate(
            """() => {
                const wide = document.documentElement.scrollWidth;
                if (wide <= window.innerWidth) return [];
                const out = part => part.getBoundingClientRect().right > window.innerWidth + 1;
                const words = node => {
                    const range = document.createRange();
                    range.selectNodeContents(node);
                    return node.nodeType === Node.TEXT_NODE && out(range);
                };
                const found = [...document.querySelectorAll('body *')]
                    .filter(e => out(e) || [...e.childNodes].some(words))
                    .map(e => e.tagName.toLowerCase() + (e.id ? '#' + e.id : '') + '.' + e.className);
                return found.length ? found : [`something, for it is ${wide} pixels wide`];
            }"""
        )

    return run


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory: pytest.TempPathFactory, test_day: date) -> Iterator[Demonstration]:
    """The demonstration, served once for all journeys of this process. What one changes, the next finds."""
    served = Demonstration(tmp_path_factory.mktemp("demonstration"), test_day.isoformat())
    try:
        served.start()
        yield served
    finally:
        served.stop()


@pytest.fixture(scope="session")
def small_return(demonstration: Demonstration, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SEN2 return of sixteen people the demonstration does not know."""
    path = tmp_path_factory.mktemp("files") / "sen2-2026.xml"
    demonstration.command("demo", "write", "--size", "12", "--seed", "99", "--out", str(path))
    return path


def _this_machine_only(route: Route) -> None:
    if route.request.url.startswith(("http://localhost", "http://127.0.0.1", "data:", "about:")):
        route.continue_()
    else:
        route.abort()
