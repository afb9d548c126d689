"""The steps every journey with a file takes."""

from __future__ import annotations

import time
from pathlib import Path

from playwright.sync_api import Page

from tests.journeys.demonstration import Demonstration


def bring_in(page: Page, demonstration: Demonstration, path: Path) -> None:
    """Send a file, and wait until it has been read or refused."""
    page.goto(f"{demonstration.url}/office/imports/send")
    page.get_by_label("The file").set_input_files(path)
    press(page, "Send")
    until_done(page)


def press(page: Page, name: str) -> None:
    """Press a button, and wait for the page it leads to."""
    with page.expect_navigation():
        page.get_by_role("button", name=name).click()


def until_done(page: Page, seconds: float = 60) -> None:
    """Reload the page as somebody waiting would, until nothing is under way."""
    deadline = time.monotonic() + seconds
    while page.get_by_role("link", name="Refresh", exact=True).count():
        assert time.monotonic() < deadline, page.locator("main").inner_text()
        time.sleep(0.3)
        with page.expect_navigation():
            page.get_by_role("link", name="Refresh", exact=True).click()
