"""Without a mouse: the skip link comes first, every control can be reached and seen to be reached, nothing traps."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.demonstration import Demonstration, keep_a_picture

WHERE = """() => {
    const e = document.activeElement, style = getComputedStyle(e), box = e.getBoundingClientRect();
    return {
        tag: e.tagName, text: (e.textContent || e.value || '').trim().slice(0, 60), id: e.id,
        seen: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0 || style.boxShadow !== 'none',
        inside: box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight,
    };
}"""
CONTROLS = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']"


def stops(page: Page, most: int = 400) -> list[dict]:
    """Everywhere Tab leads, from the top until it leaves the page."""
    page.evaluate("() => { document.activeElement.blur(); scrollTo(0, 0) }")
    found: list[dict] = []
    for _ in range(most):
        page.keyboard.press("Tab")
        here = page.evaluate(WHERE)
        if here["tag"] == "BODY":
            return found
        found.append(here)
    raise AssertionError(f"after {most} stops Tab has not left the page: {found[-3:]}")


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("Priya Nair", "/my-work/"),
        ("Helen Marsh", "/partners/"),
        ("Farah Aziz", "/family/"),
        ("Kwame Mensah", "/emergency-access/"),
        ("Stefan Lindqvist", "/office/imports/send"),
        ("Ngozi Umeh", "/team/"),
    ],
)
def test_every_control_is_a_stop_that_can_be_seen(
    name: str, path: str, page: Page, demonstration: Demonstration
) -> None:
    demonstration.step_in(page, name)
    page.goto(demonstration.url + path)
    for part in page.locator("main details").all():
        part.evaluate("part => { part.open = true }")
    found = stops(page)
    assert found[0]["text"] == "Skip to main content" and found[0]["inside"], (
        "the skip link is not first, or stays hidden"
    )
    assert [stop for stop in found if not stop["seen"]] == [], "the focus cannot be seen"
    assert [stop for stop in found if not stop["inside"]] == [], "the focus is outside the window"
    controls = page.locator(CONTROLS).evaluate_all("all => all.filter(e => e.checkVisibility() && !e.disabled).length")
    radios = page.locator("input[type=radio]").count()
    groups = page.locator("fieldset:has(input[type=radio])").count()
    assert len(found) == controls - radios + groups, "some controls are not reached, or are reached twice"


def test_the_skip_link_leads_past_the_menu(page: Page, demonstration: Demonstration) -> None:
    demonstration.step_in(page, "Priya Nair")
    page.keyboard.press("Tab")
    keep_a_picture(page, "keyboard-skip-link")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("() => document.querySelector('main').contains(document.activeElement)")


def test_a_coordinator_filters_and_opens_a_child_without_a_mouse(page: Page, demonstration: Demonstration) -> None:
    demonstration.step_in(page, "Priya Nair")
    _tab_to(page, "Filter")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")  # whose work
    page.keyboard.press("Tab")  # status
    page.keyboard.type("Late")
    _tab_to(page, "Apply filters")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Showing only")).to_be_visible()
    name = page.locator("main table tbody a").first.inner_text()
    _tab_to(page, name)
    keep_a_picture(page, "keyboard-focus-in-table")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(name)
    _tab_to(page, "How the days were counted")
    page.keyboard.press("Enter")
    expect(page.locator(".gt-clock details[open]").first).to_be_visible()


@pytest.mark.parametrize("how", ["page", "phone"])
def test_the_menu_on_a_phone_opens_and_closes_by_keyboard(
    how: str, request: pytest.FixtureRequest, demonstration: Demonstration
) -> None:
    page: Page = demonstration.step_in(request.getfixturevalue(how), "Ngozi Umeh")
    menu = page.get_by_role("button", name="Menu")
    if how == "page":
        assert not menu.is_visible()
        return
    expect(page.get_by_role("link", name="Search", exact=True)).not_to_be_visible()
    menu.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Search", exact=True)).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Search", exact=True)).not_to_be_visible()


def _tab_to(page: Page, words: str) -> None:
    for _ in range(120):
        page.keyboard.press("Tab")
        if words in str(page.evaluate(WHERE)["text"]):
            return
    raise AssertionError(f"{words!r} cannot be reached by keyboard")
