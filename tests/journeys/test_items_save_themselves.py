"""A part of a plan saves itself while it is typed; the second of two is told, and a killed server loses nothing."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import BrowserContext, Page, expect

from tests.journeys.demonstration import Demonstration, keep_a_picture
from tests.journeys.test_a_plan_from_draft_to_final import case

__all__ = ["case"]
ASKS = "What should be provided?"


def told(page: Page, words: str) -> None:
    expect(page.get_by_role("status").filter(has_text=words)).to_be_visible(timeout=15_000)


def test_provision_saves_itself_and_two_people_lose_nothing(
    open_context: Callable[..., BrowserContext], demonstration: Demonstration, case: tuple[str, str]
) -> None:
    items = f"{demonstration.url}/children/{case[0]}/draft/items/"
    first, second = open_context().new_page(), open_context().new_page()
    for page in (first, second):
        demonstration.step_in(page, "Priya Nair")
    first.goto(f"{items}?part=provision")
    first.get_by_label(ASKS).press_sequentially("Two hours of short breaks each week.")
    told(first, "Saved at")
    first.get_by_role("radio", name="Section H2").check()
    first.get_by_label("Who does it").press_sequentially("A play worker")
    told(first, "H1 is proposed in place of H2.")
    keep_a_picture(first, "items-saved-by-itself")
    second.goto(items)
    expect(second.get_by_text("Two hours of short breaks each week.").first).to_be_visible()
    expect(second.locator("article")).to_have_count(1)
    second.get_by_role("link", name="Change").click()
    second.get_by_label("Where").press_sequentially("At a club")
    told(second, "Saved at")
    demonstration.kill()
    demonstration.start()
    first.get_by_label("Who does it").press_sequentially(" of the council")
    told(first, "saved this provision at")
    first.get_by_role("button", name="Save", exact=True).click()
    expect(first.get_by_text("Someone else changed this first")).to_be_visible()
    expect(first.get_by_label("Who does it")).to_have_value("A play worker of the council")
    keep_a_picture(first, "items-two-at-once")
    first.get_by_label("Where").fill("At a club")
    first.get_by_role("button", name="Save", exact=True).click()
    expect(first.get_by_text("Who does it: A play worker of the council")).to_be_visible()
    expect(first.locator("article")).to_have_count(1)
