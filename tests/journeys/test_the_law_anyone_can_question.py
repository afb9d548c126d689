"""Somebody without an account: chooses what happened, gives the day, reads the answer, and takes it away."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.journeys.conftest import DESKTOP, PHONE
from tests.journeys.demonstration import Demonstration, keep_a_picture
from tests.journeys.test_by_keyboard_alone import CONTROLS, stops

Opener = Callable[..., BrowserContext]
Faults = Callable[[Page], list[str]]
A_PHONE = {"width": 390, "height": 844}
MOST_BYTES = 200_000


@pytest.fixture(params=[DESKTOP, A_PHONE, PHONE], ids=["desktop", "390", "320"])
def window(request: pytest.FixtureRequest, open_context: Opener) -> Iterator[Page]:
    """A page of each width."""
    yield open_context(viewport=request.param).new_page()


def fill(page: Page, fact: str, day: str) -> None:
    """Type a day such as `2 9 2026` into the three boxes of a fact."""
    for box, text in zip(("day", "month", "year"), day.split(), strict=True):
        page.locator(f"#id_{fact}_{box}").fill(text)


def ask(page: Page, demonstration: Demonstration, path: str, **days: str) -> None:
    """Open the questions of something that happened and answer them."""
    page.goto(f"{demonstration.url}/check-a-date/{path}/")
    for part in page.locator("main details").all():
        part.evaluate("part => { part.open = true }")
    for fact, day in days.items():
        fill(page, fact, day)
    page.get_by_role("button", name="See the dates").click()


def test_every_page_is_sound_at_every_width(
    window: Page, demonstration: Demonstration, accessibility_faults: Faults, wider_than_the_window: Faults
) -> None:
    wrong = []
    width = (window.viewport_size or {}).get("width")

    def look(name: str) -> None:
        keep_a_picture(window, f"law-{name}-{width}")
        for part in window.locator("main details").all():
            part.evaluate("part => { part.open = true }")
        faults = [*accessibility_faults(window), *(f"too wide: {each}" for each in wider_than_the_window(window))]
        wrong.extend(f"{name}: {fault}" for fault in faults)

    for name, path in {
        "choose": "check-a-date/",
        "rules": "check-a-date/rules/",
        "rule": "check-a-date/rule/B3/",
        "how": "how-it-works/",
        "easy": "how-it-works/easy-read/",
        "questions": "check-a-date/disagreeing/notice_sent/",
    }.items():
        window.goto(f"{demonstration.url}/{path}")
        look(name)
    ask(window, demonstration, "assessment/request_received", request_received="2 9 2026")
    expect(window.get_by_role("heading", level=1)).to_have_text("The dates")
    look("answer")
    ask(window, demonstration, "disagreeing/notice_sent", notice_sent="2 9 2026", certificate_issued="31 2 2026")
    expect(window.get_by_role("alert")).to_contain_text("must be a real date")
    look("mistake")
    assert wrong == []


def test_a_parent_finds_the_last_day_without_javascript(without_javascript: Page, demonstration: Demonstration) -> None:
    page = without_javascript
    page.goto(demonstration.url)
    page.locator("main").get_by_role("link", name="Check a date").click()
    page.get_by_role("link", name="The council received the request for an assessment").click()
    page.get_by_role("button", name="See the dates").click()
    expect(page.get_by_role("alert").get_by_role("link")).to_have_text(
        "Enter the date the council received the request for an assessment"
    )
    fill(page, "request_received", "2 9 2026")
    page.get_by_role("button", name="See the dates").click()
    card = page.locator("#rule-C4")
    expect(card).to_contain_text("Must be done by 20 January 2027")
    expect(card).to_contain_text("Safe day to work to")
    card.locator("summary", has_text="How the days were counted").click()
    expect(card.get_by_text("20 weeks after it is Wednesday 20 January 2027.")).to_be_visible()
    assert "2026" not in page.url and page.context.cookies() == []
    page.get_by_role("button", name="Change what you told us").click()
    expect(page.locator("#id_request_received_year")).to_have_value("2026")
    page.get_by_role("button", name="See the dates").click()
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Download the dates for a calendar").click()
    assert waiting.value.suggested_filename == "dates.ics"
    assert b"DTSTART;VALUE=DATE:20270120\r\n" in waiting.value.path().read_bytes()
    page.get_by_role("link", name="Check another date").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Check a date")


def test_a_mistake_leads_to_the_box_to_put_right(page: Page, demonstration: Demonstration) -> None:
    ask(page, demonstration, "disagreeing/notice_sent", notice_sent="2 9 2026", certificate_issued="1 9 2026")
    link = page.get_by_role("alert").get_by_role("link")
    expect(link).to_contain_text("cannot be before the date the written notice of the decision was sent")
    link.click()
    expect(page.locator("#id_certificate_issued_day")).to_be_focused()


@pytest.mark.parametrize("path", ["how-it-works/", "check-a-date/rule/F5/"])
def test_every_control_can_be_reached_by_keyboard(path: str, page: Page, demonstration: Demonstration) -> None:
    page.goto(f"{demonstration.url}/{path}")
    for part in page.locator("main details").all():
        part.evaluate("part => { part.open = true }")
    found = stops(page)
    assert [stop for stop in found if not (stop["seen"] and stop["inside"])] == []
    controls = page.locator(CONTROLS).evaluate_all("all => all.filter(e => e.checkVisibility() && !e.disabled).length")
    radios = page.locator("input[type=radio]").count()
    assert len(found) == controls - radios + page.locator("fieldset:has(input[type=radio])").count()


def test_an_answer_is_found_and_opened_by_keyboard_alone(page: Page, demonstration: Demonstration) -> None:
    page.goto(f"{demonstration.url}/check-a-date/rights/born/")
    page.locator("#id_born_day").focus()
    for text in ("5", "11", "2010"):
        page.keyboard.type(text)
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#rule-CSA")).to_contain_text("Until 25 June 2027")


def test_an_answer_prints_with_all_of_its_working(page: Page, demonstration: Demonstration) -> None:
    ask(page, demonstration, "assessment/request_received", request_received="2 9 2026")
    page.get_by_role("button", name="Show all of it, to print").click()
    page.emulate_media(media="print")
    expect(page.get_by_text("20 weeks after it is Wednesday 20 January 2027.")).to_be_visible()
    expect(page.locator(".gt-picture")).to_be_visible()
    assert not page.get_by_role("button", name="Change what you told us").is_visible()
    assert not page.get_by_role("link", name="Check another date").is_visible()
    assert len(page.pdf()) > 5_000


@pytest.mark.parametrize("path", ["check-a-date/", "how-it-works/", "how-it-works/easy-read/"])
def test_a_page_with_all_it_needs_is_under_200_kilobytes(path: str, page: Page, demonstration: Demonstration) -> None:
    sizes: list[int] = []
    page.on("requestfinished", lambda request: sizes.append(request.sizes()["responseBodySize"]))
    page.goto(f"{demonstration.url}/{path}", wait_until="networkidle")
    assert len(sizes) > 3 and sum(sizes) < MOST_BYTES, sizes
