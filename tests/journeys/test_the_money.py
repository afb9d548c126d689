"""The finance officer’s day: a year with its unit, a price, what the caseload commits, a saving with its evidence."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.journeys.demonstration import Demonstration, keep_a_picture

Faults = Callable[[Page], list[str]]


def _day(page: Page, name: str, day: str, month: str, year: str) -> None:
    for box, typed in (("day", day), ("month", month), ("year", year)):
        page.locator(f"#id_{name}_{box}").fill(typed)


def test_a_finance_officer_keeps_the_money_without_javascript(
    without_javascript: Page, demonstration: Demonstration
) -> None:
    page = demonstration.step_in(without_javascript, "Alan Whitby")
    page.get_by_role("link", name="Money", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("The high-needs block")
    keep_a_picture(page, "money-block")

    page.get_by_role("link", name="Enter a year").click()
    page.get_by_label("Financial year").fill("2026/27")
    page.get_by_label("Forecast", exact=True).check()
    page.get_by_label("Which forecast?").fill("A plan published elsewhere")
    page.get_by_label("Millions (£m)").check()
    page.get_by_label("High-needs block income").fill("26.30")
    page.get_by_label("High-needs block spending").fill("£30,973")
    page.get_by_label("Source").fill("The plan, table 2")
    _day(page, "published_on", "1", "9", "2026")
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".govuk-error-summary")).to_contain_text("may be pounds or thousands")
    keep_a_picture(page, "money-units-refused")
    page.get_by_label("High-needs block spending").fill("30.973")
    page.get_by_role("button", name="Save").click()
    expect(page.locator("main")).to_contain_text("−£4.67m")

    page.get_by_role("link", name="What the caseload commits").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("What the caseload commits in 2026/27")
    expect(page.locator("main")).to_contain_text("Groups of 1 to 5 children")
    keep_a_picture(page, "money-commitments")

    page.get_by_role("link", name="Unit costs", exact=True).click()
    keep_a_picture(page, "money-unit-costs")
    page.get_by_role("link", name="Opportunities", exact=True).click()
    expect(page.locator("main")).to_contain_text("nothing counted twice")
    keep_a_picture(page, "money-opportunities")
    page.get_by_role("link", name="Fill local specialist places with local children first").click()
    expect(page.locator("main")).to_contain_text("do not all count in full")
    page.get_by_role("button", name="Record what it is worth").click()
    page.get_by_label("Realised: what it has brought").check()
    page.get_by_label("Amount in that year, in pounds").fill("£12,345")
    page.get_by_label("What shows it?").fill("Placements of the autumn term")
    _day(page, "evidence_on", "2", "11", "2026")
    page.get_by_role("button", name="Save").click()
    expect(page.locator("main")).to_contain_text("£12,345")
    keep_a_picture(page, "money-opportunity")


def test_the_forum_reads_it_on_a_phone(
    phone: Page, demonstration: Demonstration, accessibility_faults: Faults, wider_than_the_window: Faults
) -> None:
    demonstration.step_in(phone, "Owen Tredgold")
    for address in ("", "commitments/", "unit-costs/", "opportunities/"):
        phone.goto(f"{demonstration.url}/money/{address}")
        expect(phone.get_by_role("heading", level=1)).to_be_visible()
        assert accessibility_faults(phone) == [], address
        assert wider_than_the_window(phone) == [], address
        keep_a_picture(phone, f"money-phone-{address.strip('/') or 'block'}")
    expect(phone.get_by_role("link", name="Add an opportunity")).to_have_count(0)
