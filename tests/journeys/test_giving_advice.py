"""An adviser goes from what is due to advice submitted, without JavaScript; the coordinator and the family read it."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.journeys.conftest import DESKTOP, PHONE
from tests.journeys.demonstration import Demonstration, keep_a_picture

Opener = Callable[..., BrowserContext]
Faults = Callable[[Page], list[str]]
REPORTED = """SELECT DISTINCT child.public_id FROM casework_advicereport report
JOIN people_child child ON child.id = report.child_id WHERE report.state = 'submitted'"""


@pytest.mark.parametrize("width", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_the_pages_of_advice_have_no_fault(
    width: dict[str, int], open_context: Opener, demonstration: Demonstration, accessibility_faults: Faults,
    wider_than_the_window: Faults,
) -> None:  # fmt: skip
    page, said = open_context(viewport=width).new_page(), f"advice-{width['width']}"
    wrong: list[str] = []

    def look(name: str) -> None:
        keep_a_picture(page, f"{said}-{name}")
        wrong.extend(f"{name}: {fault}" for fault in (*accessibility_faults(page), *wider_than_the_window(page)))

    demonstration.step_in(page, "Sunita Rao")
    page.goto(f"{demonstration.url}/advice/")
    look("due")
    page.locator("main table a").first.click()
    look("overview")
    advice = page.url
    for name in ("part=provision&row=new", "part=need&row=new", "about=1", "check=1", "not_known=1", "correct=1"):
        page.goto(f"{advice}&{name}")
        look(name.replace("&", "-"))
    row = re.search(r"row=(\w{14})", page.goto(advice).text())  # type: ignore[union-attr]
    if row:
        page.goto(f"{advice}&remove={row[1]}")
        look("remove")
    page.goto(advice.split("?")[0])
    look("list")
    demonstration.step_in(page, "Ngozi Umeh")
    page.goto(f"{demonstration.url}/advice/")
    look("staff-due")
    for (child,) in demonstration.ask(REPORTED):
        answer = page.goto(f"{demonstration.url}/children/{child}/advice/")
        if answer and answer.status == 200 and page.get_by_role("link", name="Earlier advice is enough").count():
            break
    look("staff-list")
    page.locator("main .govuk-summary-card").filter(has_text="to plan from").get_by_role("link").first.click()
    look("staff-one")
    page.go_back()
    page.get_by_role("link", name="Earlier advice is enough").first.click()
    look("staff-reuse")
    demonstration.step_in(page, "Farah Aziz")
    page.goto(f"{demonstration.url}/family/")
    page.goto(f"{page.url.rstrip('/')}/advice/")
    look("family")
    assert wrong == []


def test_advice_is_written_and_submitted_without_javascript(
    open_context: Opener, demonstration: Demonstration
) -> None:  # fmt: skip
    page = open_context(java_script_enabled=False, viewport=PHONE).new_page()
    demonstration.step_in(page, "Dr Ines Duarte")
    page.goto(f"{demonstration.url}/advice/")
    page.locator("main table a").first.click()
    page.get_by_role("button", name="I am taking this").click()
    expect(page.locator("main")).to_contain_text("Taken by Dr Ines Duarte")
    page.get_by_role("link", name="Add a need").click()
    page.get_by_label("What is the need?").fill("Finds reading very hard.")
    page.get_by_label("Cognition and learning").check()
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_role("link", name="Add an outcome").click()
    page.get_by_label("What should be achieved?").fill("Reads a story alone.")
    expect(page.get_by_label("Finds reading very hard.")).to_be_checked()
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_role("link", name="Add a provision").click()
    page.get_by_label("What should be provided?").fill("Reading taught in small steps.")
    page.get_by_label("Who does it").fill("A teaching assistant")
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_role("button", name="Check and submit").click()
    for said in ("Say by when", "Say how often", "Say how long each time"):
        expect(page.locator("main")).to_contain_text(said)
    page.get_by_role("button", name="Submit as it is").click()
    expect(page.get_by_role("alert")).to_contain_text("The council has your advice from today")
    expect(page.locator("main")).to_contain_text("Version 1")
