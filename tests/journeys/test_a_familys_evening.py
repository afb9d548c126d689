"""A parent and a young person: where we are, what is next, who has it, who looked; in plain words, on any device."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.demonstration import Demonstration, keep_a_picture

WIDTHS = ["page", "phone", "without_javascript"]


@pytest.mark.parametrize("how", WIDTHS)
def test_a_parent_sees_where_things_are_what_is_next_and_who_has_it(
    how: str, request: pytest.FixtureRequest, demonstration: Demonstration
) -> None:
    page: Page = demonstration.step_in(request.getfixturevalue(how), "Farah Aziz")
    expect(page.get_by_role("heading", name="Where we are now")).to_be_visible()
    expect(page.get_by_role("heading", name="Who has it")).to_be_visible()
    expect(page.locator("main")).to_contain_text("The person to ask for is")
    expect(page.get_by_role("heading", name="What you can do next")).to_be_visible()
    why = page.locator("main summary", has_text="Why this date").first
    why.click()
    expect(page.locator("main details[open]").first).to_contain_text("How we counted")
    keep_a_picture(page, f"parent-{how}")
    page.get_by_role("link", name="See who has looked at this record").click()
    expect(page.locator("main")).to_contain_text("You")
    page.go_back()
    assert "/family/children/" in page.url


def test_a_parent_of_two_sees_both_and_opens_one(page: Page, demonstration: Demonstration) -> None:
    demonstration.step_in(page, "Dawn Pritchard")
    cards = page.locator("main a[href*='/family/children/']")
    assert cards.count() == 2
    names = page.locator("main h2").all_inner_texts()
    assert len(set(names)) >= 2
    cards.nth(1).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("My child")
    expect(page.locator("main")).to_contain_text("You can get free help")


def test_a_young_person_reads_about_their_own_plan(phone: Page, demonstration: Demonstration) -> None:
    demonstration.step_in(phone, "Jamie Osei")
    expect(phone.get_by_role("heading", name="Your plan")).to_be_visible()
    expect(phone.locator("main")).to_contain_text("The rights about your plan are yours")
    keep_a_picture(phone, "young-person")


def test_a_family_cannot_open_what_staff_read(page: Page, demonstration: Demonstration) -> None:
    demonstration.step_in(page, "Farah Aziz")
    child = page.url.rstrip("/").split("/")[-1]
    theirs = f"/children/{child}/"
    for path in (theirs, f"{theirs}story/", f"{theirs}looks/", "/my-work/", "/search/"):
        answer = page.goto(demonstration.url + path)
        assert answer is not None and answer.status == 404, path
