"""The figures of the process: a manager goes from a number to the cases behind it, the board sees numbers alone."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.journeys.demonstration import Demonstration, keep_a_picture

HEADING = "The assessment process in figures"


def test_a_manager_goes_from_a_figure_to_a_case(page: Page, demonstration: Demonstration) -> None:
    demonstration.step_in(page, "Ngozi Umeh")
    page.get_by_role("link", name="Figures", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(HEADING)
    expect(page.get_by_text("due = done in time + done late + excepted + open")).to_be_visible()
    keep_a_picture(page, "figures-manager")
    row = page.locator("main table tbody tr", has_text="Requests received").first
    number = row.get_by_role("link").inner_text().split(":")[0]
    row.get_by_role("link").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Requests received")
    expect(page.locator("main")).to_contain_text(f"{number} case")
    keep_a_picture(page, "figures-cases")
    page.locator("main table a").first.click()
    expect(page.locator("main")).to_contain_text("What is due")


def test_the_chair_of_the_board_sees_numbers_alone_without_javascript(
    without_javascript: Page, demonstration: Demonstration
) -> None:
    page = demonstration.step_in(without_javascript, "Patrick Doran")
    page.get_by_role("link", name="Figures", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(HEADING)
    expect(page.locator("main table a")).to_have_count(0)
    page.get_by_label("Kind of year").select_option("school")
    page.get_by_role("button", name="Show this year").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("September")
    keep_a_picture(page, "figures-board")
