"""A manager records who answers for a service, so that late advice is told to somebody."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.journeys.demonstration import Demonstration, keep_a_picture


def test_a_manager_records_who_answers_for_a_service(without_javascript: Page, demonstration: Demonstration) -> None:
    page = demonstration.step_in(without_javascript, "Ngozi Umeh")
    page.get_by_role("link", name="Team", exact=True).click()
    page.get_by_role("link", name="Who answers for services when advice is late").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Who answers for services")
    keep_a_picture(page, "services-answering")
    first = page.locator("main table a").first
    name = first.inner_text()
    first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Who answers when its advice is late")
    page.get_by_label("The manager of the service: name").fill("Mo Bright")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("alert")).to_contain_text("Enter the email of the manager of the service")
    page.get_by_label("The manager of the service: email").fill("mo.bright@therapies.example")
    keep_a_picture(page, "service-answering")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text(f"Saved who answers for {name}.")).to_be_visible()
    row = page.locator("main tr").filter(has_text=re.compile(re.escape(name)))
    expect(row.first).to_contain_text("mo.bright@therapies.example")
