"""A manager keeps a person's translation of what messages say, looks at it and saves it."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.journeys.demonstration import Demonstration, keep_a_picture


def test_a_manager_keeps_a_translation(without_javascript: Page, demonstration: Demonstration) -> None:
    page = demonstration.step_in(without_javascript, "Ngozi Umeh")
    page.goto(f"{demonstration.url}/letters/")
    page.get_by_role("link", name="Messages in other languages").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Messages in other languages")
    keep_a_picture(page, "message-languages")
    page.get_by_role("link", name="Polish", exact=True).click()
    page.get_by_role("link", name="The draft plan was sent", exact=True).click()
    expect(page.locator("main")).to_contain_text("You have 15 days to say what you think of it.")
    page.get_by_label("The translation").fill("Projekt planu: ((name)).\n((council)): ((name)).\nMasz 15 dni.")
    page.get_by_label("Who translated it?").fill("Ewa Nowak, Wrenbury Interpreters")
    page.get_by_role("button", name="Save this translation").click()
    expect(page.get_by_role("alert")).to_contain_text("Put ((day)) in, where the English has it")
    page.get_by_label("The translation").fill("Projekt planu: ((name)).\n((council)): ((name)), ((day)).\nMasz 15 dni.")
    page.get_by_role("button", name="Preview").click()
    expect(page.locator("[lang=pl]")).to_contain_text("Projekt planu: Amira.")
    keep_a_picture(page, "message-translation")
    page.get_by_role("button", name="Save this translation").click()
    expect(page.get_by_text("Saved. Messages written from now on use it.")).to_be_visible()
    expect(page.locator("main")).to_contain_text("Version 1, by Ewa Nowak, Wrenbury Interpreters")
