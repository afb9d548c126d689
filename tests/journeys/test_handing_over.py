"""A manager hands cases over, a coordinator reads what was written, and a family learns who covers."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.journeys.demonstration import Demonstration, keep_a_picture


def test_a_manager_hands_cases_over_and_takes_them_back(page: Page, demonstration: Demonstration) -> None:
    demonstration.step_in(page, "Ngozi Umeh")
    page.get_by_role("link", name="Team", exact=True).click()
    page.get_by_role("link", name="Hand cases over").click()
    keep_a_picture(page, "handover-whose")
    page.get_by_role("link", name="Hand over Grace Adeyemi’s cases").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Hand over Grace Adeyemi’s cases")
    page.get_by_label(re.compile("^Priya Nair")).check()
    page.get_by_label("A note for all of them").fill("Each family knows.")
    page.locator("details summary").first.click()
    page.locator("textarea[name^=note-]").first.fill("Ring after two.")
    keep_a_picture(page, "handover-form")
    page.get_by_role("button", name="Hand over").click()
    expect(page.get_by_text("Handed over:")).to_be_visible()
    page.get_by_role("button", name=re.compile("back to Grace Adeyemi$")).first.click()
    expect(page.get_by_text("Handed back:")).to_be_visible()
    keep_a_picture(page, "handover-done")


def test_a_coordinator_reads_what_was_handed_over_without_javascript(
    without_javascript: Page, demonstration: Demonstration
) -> None:
    page = demonstration.step_in(without_javascript, "Priya Nair")
    expect(page.locator("main")).to_contain_text("You cover for Grace Adeyemi until")
    keep_a_picture(page, "work-covering")
    page.get_by_role("link", name="Read it").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Handed to you")
    before = page.get_by_role("button", name="I have read this").count()
    page.get_by_role("button", name="I have read this").first.click()
    expect(page.get_by_role("button", name="I have read this")).to_have_count(before - 1)
    keep_a_picture(page, "handed-to-you")
    page.locator("main h2 a").first.click()
    page.get_by_text("What was handed over with this case").click()
    expect(page.get_by_text("I move to the Marle team")).to_be_visible()


def test_the_teams_inbox_and_who_is_away(page: Page, demonstration: Demonstration) -> None:
    demonstration.step_in(page, "Ngozi Umeh")
    page.goto(f"{demonstration.url}/team/inbox/")
    expect(page.locator("main")).to_contain_text("Grace Adeyemi, until")
    keep_a_picture(page, "team-inbox")
    page.get_by_role("link", name="Record who is away").click()
    expect(page.locator("main")).to_contain_text("Priya Nair covers")
    keep_a_picture(page, "away")
    page.get_by_role("button", name="Record", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("Choose who is away")
