"""A plan from elsewhere becomes parts of a draft: a file line by line, and the rows of another system in one step."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

from playwright.sync_api import BrowserContext, Page, expect

from tests.journeys.conftest import DESKTOP, PHONE
from tests.journeys.demonstration import Demonstration, keep_a_picture
from tests.journeys.test_a_plan_from_draft_to_final import case

__all__ = ["case"]
Opener = Callable[..., BrowserContext]
Faults = Callable[[Page], list[str]]
WORDS = """Plan of Wren Applegarth
B: Special educational needs
Wren finds it hard to follow instructions of more than two steps.
Section F - Special educational provision
A teaching assistant trained by the therapist works with Wren for 20 minutes daily, one to one.
Wren likes maps.
H - Social care provision
Two hours of short breaks at a club each week.
A mentor meets Wren monthly.
Section I: Placement
Sallow Bank School, a special school
"""
ROWS = {
    "C": {
        "text": "C1. Wren has epilepsy.",
        "items": [
            {"id": "c1", "part": "need", "section": "C", "text": "Wren has epilepsy, with a seizure most weeks.",
             "area": "health"},
        ],
    },
    "G": {
        "text": "G1. A nurse trains staff.",
        "items": [
            {"id": "g1", "part": "provision", "section": "G", "text": "A nurse trains all staff who are with Wren.",
             "who": "Community nurse", "how_often": "Once a year", "how_long": "2 hours", "duty": "health",
             "sources": [{"id": "a1", "advice": "paediatrics", "name": "Paediatrician: Marle"}]},
        ],
    },
}  # fmt: skip


def a_file(name: str, kind: str, data: str) -> Any:
    return {"name": name, "mimeType": kind, "buffer": data.encode()}


def look(page: Page, name: str, checks: tuple[Faults, ...]) -> list[str]:
    """A picture at both widths, and what is wrong with the page."""
    keep_a_picture(page, f"bringing-{name}")
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    keep_a_picture(page, f"bringing-{name}-phone")
    found = [f"{name}: {each}" for check in checks for each in check(page)]
    page.set_viewport_size(DESKTOP)  # type: ignore[arg-type]
    return found


def test_lines_and_rows_become_parts_of_the_plan(
    open_context: Opener, demonstration: Demonstration, accessibility_faults: Faults, wider_than_the_window: Faults,
    case: tuple[str, str],
) -> None:  # fmt: skip
    checks, faults = (accessibility_faults, wider_than_the_window), []
    page = open_context(java_script_enabled=False).new_page()
    seen = open_context().new_page()
    for each in (page, seen):
        demonstration.step_in(each, "Priya Nair")
    address = f"{demonstration.url}/children/{case[0]}/draft/"
    page.goto(f"{address}bring-in/")
    page.locator('input[type="file"]').set_input_files(a_file("plan.txt", "text/plain", WORDS))
    page.get_by_role("button", name="See what is in it").click()
    expect(page.get_by_text("H1 is proposed.").first).to_be_visible()
    page.get_by_role("button", name="Bring in what I chose").click()
    expect(page.get_by_role("heading", name="From plan.txt")).to_be_visible()
    seen.goto(page.url)
    faults += look(seen, "lines", checks)
    page.get_by_role("checkbox", name=re.compile("A teaching assistant")).check()
    short_breaks = page.get_by_role("checkbox", name=re.compile("Two hours of short breaks"))
    short_breaks.check()
    page.get_by_role("radio", name=re.compile("^H1 for: Two hours")).check()
    page.get_by_role("button", name="Add what I chose to the plan").click()
    expect(page.get_by_text("Added: 2 parts of the plan.")).to_be_visible()
    page.get_by_role("checkbox", name="Wren likes maps.").check()
    page.get_by_role("button", name="Set what I chose aside").click()
    expect(page.get_by_text("Set aside by Priya Nair")).to_be_visible()
    page.get_by_role("link", name=re.compile("Change it first.*A mentor")).click()
    expect(page.get_by_text("The plan brought in says, in section H, line 9")).to_be_visible()
    seen.goto(page.url)
    faults += look(seen, "change-first", checks)
    page.get_by_label("How long each time").fill("One hour")
    page.get_by_role("radio", name=re.compile("Section H2")).check()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("heading", name=re.compile("H2.1"))).to_be_visible()
    page.goto(f"{address}bring-in/")
    plan = {"format": "goldenthread-plan", "version": 1, "plan_type": "ehc_plan", "stage": "final",
            "child": {"name": "Wren Applegarth"}, "sections": ROWS}  # fmt: skip
    seen.goto(f"{address}bring-in/")
    for each in (page, seen):
        each.locator('input[type="file"]').set_input_files(a_file("wren.json", "application/json", json.dumps(plan)))
        each.get_by_role("button", name="See what is in it").click()
        expect(each.get_by_text("Bring in 1 row of section G as parts of the plan")).to_be_visible()
    faults += look(seen, "rows", checks)
    page.get_by_role("button", name="Bring in what I chose").click()
    expect(page.get_by_text("Made of its rows: 2 parts of the plan.")).to_be_visible()
    seen.goto(f"{address}items/")
    expect(seen.get_by_text("It rests there on: Paediatrician: Marle")).to_be_visible()
    faults += look(seen, "items", checks)
    seen.goto(f"{demonstration.url}/children/{case[0]}/placement/")
    seen.goto(address)
    faults += look(seen, "draft", checks)
    assert faults == []
