"""A parent checks a section of a plan on a phone, with and without JavaScript; a manager tunes the rules."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.demonstration import Demonstration, keep_a_picture

Faults = Callable[[Page], list[str]]
VAGUE = "Access to speech and language therapy as appropriate."


@pytest.mark.parametrize("how", ["page", "phone", "without_javascript"])
def test_a_section_is_pasted_and_read_line_by_line(
    how: str, request: pytest.FixtureRequest, demonstration: Demonstration, accessibility_faults: Faults,
    wider_than_the_window: Faults,
) -> None:  # fmt: skip
    page: Page = request.getfixturevalue(how)
    page.goto(demonstration.url)
    page.get_by_role("link", name="Check a plan’s words").click()
    keep_a_picture(page, f"wording-{how}")
    page.get_by_label("What are you checking?").select_option(label="Section F: Special educational provision")
    page.get_by_label("Paste the words here").fill(VAGUE)
    if how != "without_javascript":
        expect(page.locator("#as-you-type")).to_contain_text("can mean anything or nothing")
        assert accessibility_faults(page) == []
    page.get_by_role("button", name="Check the words").click()
    expect(page.get_by_role("heading", name="What we found")).to_be_visible()
    expect(page.locator("main")).to_contain_text("Say who does this")
    keep_a_picture(page, f"wording-{how}-found")
    if how != "without_javascript":
        page.locator("details summary").first.click()
        expect(page.locator("main")).to_contain_text("But this:")
        assert accessibility_faults(page) == []
    assert wider_than_the_window(page) == []
    page.get_by_role("link", name="Every rule, with examples").click()
    expect(page.get_by_role("heading", name="How often the checker is right").first).to_be_visible()
    keep_a_picture(page, f"wording-{how}-rules")
    if how != "without_javascript":
        assert accessibility_faults(page) == []
    assert wider_than_the_window(page) == []


@pytest.mark.parametrize("how", ["page", "phone"])
def test_a_manager_weighs_a_rule(
    how: str, request: pytest.FixtureRequest, demonstration: Demonstration, accessibility_faults: Faults,
    wider_than_the_window: Faults,
) -> None:  # fmt: skip
    page: Page = request.getfixturevalue(how)
    demonstration.step_in(page, "Ngozi Umeh")
    page.goto(f"{demonstration.url}/office/plan-rules/")
    keep_a_picture(page, f"plan-rules-{how}")
    assert (accessibility_faults(page), wider_than_the_window(page)) == ([], [])
    page.get_by_label("Words that are clear here").fill(f"the harbour base {how}")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("link", name="Say why you are changing this")).to_be_visible()
    page.get_by_label("Why are you changing this?").fill("It is the name of our base")
    page.get_by_role("button", name="Save").click()
    expect(page.locator("main")).to_contain_text("Plans are checked this way from now on.")
