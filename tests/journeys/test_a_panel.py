"""A panel in a browser: members declare a conflict or none, read the pack and give their views before seeing any."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.journeys.conftest import DESKTOP, PHONE
from tests.journeys.demonstration import Demonstration, keep_a_picture

Opener = Callable[..., BrowserContext]
Faults = Callable[[Page], list[str]]


def open_panel(page: Page, demonstration: Demonstration, name: str, which: str = "To come") -> None:
    demonstration.step_in(page, name)
    page.goto(f"{demonstration.url}/panels/")
    page.get_by_role("table", name=which).get_by_role("link", name=re.compile("20")).last.click()


@pytest.mark.parametrize("scripts", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_a_member_declares_and_gives_a_view_before_seeing_any(
    scripts: bool, open_context: Opener, demonstration: Demonstration
) -> None:
    page = open_context(java_script_enabled=scripts).new_page()
    who, case = ("Dr Ines Duarte", 3) if scripts else ("Sunita Rao", 4)
    open_panel(page, demonstration, who)
    page.get_by_role("link", name=f"Read the pack of case {case}").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("About me")
    page.get_by_role("link", name="Conflict of interest, views and advice").click()
    page.get_by_role("group", name=re.compile("Do you have a conflict")).get_by_label("No").check()
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_role("button", name="Give my view").click()
    expect(page.get_by_role("alert")).to_contain_text("Say why, and on what evidence")
    for group in page.locator("form", has=page.get_by_role("button", name="Give my view")).get_by_role("group").all():
        group.get_by_label("Met", exact=True).check()
    for box in page.locator("form", has=page.get_by_role("button", name="Give my view")).locator("textarea").all():
        box.fill("Two terms of support and little change.")
    page.get_by_role("button", name="Give my view").click()
    expect(page.locator("main")).to_contain_text("Of 1: 1 said “met”.")


def test_a_conflict_closes_the_pack(page: Page, demonstration: Demonstration) -> None:
    open_panel(page, demonstration, "Helen Marsh")
    expect(page.locator("main")).to_contain_text("2. You have a conflict of interest")
    expect(page.get_by_role("link", name="Read the pack of case 2")).to_have_count(0)
    open_panel(page, demonstration, "Ruth Calder")
    expect(page.locator("main")).to_contain_text("Helen Marsh: I taught")
    page.get_by_role("link", name="Read the pack of case 2").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("About me")


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_a_panels_pages_have_no_fault_and_need_no_sideways_scrolling(
    size: dict[str, int], open_context: Opener, demonstration: Demonstration, accessibility_faults: Faults,
    wider_than_the_window: Faults,
) -> None:  # fmt: skip
    page, width = open_context(viewport=size).new_page(), size["width"]
    wrong: list[str] = []

    def look(name: str) -> None:
        page.wait_for_load_state()
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        for part in page.locator("main details").all():
            part.evaluate("part => { part.open = true }")
        keep_a_picture(page, f"panel-{name}-{width}")
        wrong.extend(f"{name}: {fault}" for fault in [*accessibility_faults(page), *wider_than_the_window(page)])

    demonstration.step_in(page, "Ruth Calder")
    expect(page.get_by_role("heading", level=1)).to_have_text("Panels")
    look("list")
    page.get_by_role("button", name="Arrange a panel").click()
    look("new")
    page.get_by_role("button", name="Save").click()
    look("new-mistakes")
    open_panel(page, demonstration, "Ruth Calder")
    look("agenda")
    page.get_by_role("link", name=re.compile("Change the day")).click()
    look("change")
    for which, number in (("To come", 1), ("To come", 5), ("In the past year", 2)):
        open_panel(page, demonstration, "Ruth Calder", which)
        look(f"agenda-{which}")
        page.get_by_role("link", name=f"Read the pack of case {number}").click()
        look(f"pack-{which}-{number}")
        page.get_by_role("link", name="Conflict of interest, views and advice").click()
        look(f"hear-{which}-{number}")
        if number == 5:
            page.get_by_role("link", name="Read the pack").click()
            expect(page.locator("main")).to_contain_text("This pack has no “About me”")
    assert wrong == []
