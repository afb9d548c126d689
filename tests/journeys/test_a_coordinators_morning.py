"""An EHC coordinator's morning: what goes late first, why, whose it is, and finding a child whose name is misspelt."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.demonstration import Demonstration, keep_a_picture


@pytest.fixture(params=["with JavaScript", "without JavaScript"])
def priya(request: pytest.FixtureRequest, demonstration: Demonstration) -> Page:
    """Priya Nair has stepped in."""
    page: Page = request.getfixturevalue("page" if request.param == "with JavaScript" else "without_javascript")
    return demonstration.step_in(page, "Priya Nair")


def rows_of(page: Page) -> list[str]:
    return page.locator("main table tbody tr").all_inner_texts()


def test_the_first_thing_she_sees_is_what_does_most_harm_if_late_and_why(priya: Page) -> None:
    expect(priya).to_have_url(re.compile(r"/my-work/$"))
    expect(priya.get_by_role("heading", level=1)).to_have_text("My work")
    first = priya.locator("main table tbody tr").first
    expect(first.locator("td").nth(1)).to_contain_text("days late")
    first.locator("summary").click()
    expect(first.locator("details p")).to_contain_text("points")
    keep_a_picture(priya, "coordinator-why-first")


def test_she_narrows_the_list_by_school_and_need_and_keeps_the_view(priya: Page) -> None:
    school = priya.locator("main table tbody tr td:last-child").all_inner_texts()
    chosen = next(name.strip() for name in school if name.strip() and "Not " not in name)
    before = len(rows_of(priya))
    priya.locator("summary", has_text="Filter").click()
    priya.get_by_label("School or college").fill(chosen)
    priya.get_by_role("button", name="Apply filters").click()
    expect(priya.get_by_text("Showing only")).to_be_visible()
    narrowed = rows_of(priya)
    assert 0 < len(narrowed) <= before and all(chosen in row for row in narrowed)

    priya.locator("summary", has_text="Change filters").click()
    priya.get_by_label("Main need").select_option(label="Autistic spectrum disorder")
    priya.get_by_role("button", name="Apply filters").click()
    assert len(rows_of(priya)) <= len(narrowed)
    keep_a_picture(priya, "coordinator-filtered")

    priya.get_by_role("link", name="Save this view").click()
    priya.get_by_role("button", name="Save", exact=True).click()
    expect(priya.get_by_role("alert")).to_contain_text("Enter a name for this view")
    keep_a_picture(priya, "coordinator-save-view-without-name")
    priya.get_by_label("Name of this view").fill("One school, one need")
    priya.get_by_role("button", name="Save", exact=True).click()
    expect(priya.get_by_text("Saved “One school, one need”.")).to_be_visible()
    priya.get_by_role("link", name="My work").click()
    priya.get_by_role("link", name="One school, one need").first.click()
    expect(priya.get_by_text("Showing only")).to_be_visible()
    assert all(chosen in row or row.startswith("Nothing here") for row in rows_of(priya))

    priya.get_by_role("link", name="change saved views").click()
    priya.get_by_role("button", name="Delete One school, one need").click()
    expect(priya.get_by_text("Deleted “One school, one need”.")).to_be_visible()


def test_she_opens_a_child_and_reads_why_a_date_is_the_date_it_is(priya: Page) -> None:
    link = priya.locator("main table tbody a").first
    name = link.inner_text()
    link.click()
    expect(priya.get_by_role("heading", level=1)).to_have_text(name)
    card = priya.locator(".gt-clock").first
    expect(card).to_contain_text("Due by")
    expect(card).to_contain_text("What started it")
    expect(card).to_contain_text("Regulations 2014")
    counted = card.locator("summary", has_text="How the days were counted")
    counted.click()
    expect(card.locator("details[open] ol li").first).to_be_visible()
    steps = card.locator("details[open] ol li").all_inner_texts()
    assert len(steps) >= 2 and any(character.isdigit() for character in "".join(steps))
    card.locator("summary", has_text="What could lift this limit").click()
    expect(priya.locator("#looks")).to_be_visible()
    expect(priya.locator("main")).to_contain_text("Priya Nair")
    keep_a_picture(priya, "coordinator-child")


def test_she_finds_a_child_whose_name_she_cannot_spell(priya: Page) -> None:
    link = priya.locator("main table tbody a").first
    name = link.inner_text()
    forename, surname = name.split(" ")[0], name.split(" ")[-1]
    misspelt = f"{forename[:-1]}{forename[-1] * 2} {surname[:2]}{surname[3:]}"
    priya.get_by_role("search", name="Find a child").get_by_role("searchbox").fill(misspelt)
    priya.get_by_role("search", name="Find a child").get_by_role("button", name="Search").click()
    expect(priya.get_by_role("link", name=name).first).to_be_visible()
    keep_a_picture(priya, "coordinator-misspelt")


def test_a_search_that_finds_nobody_says_what_to_try(priya: Page, demonstration: Demonstration) -> None:
    priya.goto(f"{demonstration.url}/search/?q=Xyzzyqu+Brrrwfl")
    expect(priya.get_by_text("No child you may open matches")).to_be_visible()
    expect(priya.get_by_role("link", name="ask for emergency access")).to_be_visible()


def test_she_sorts_pages_and_downloads_the_list(page: Page, demonstration: Demonstration, tmp_path: Path) -> None:
    demonstration.step_in(page, "Priya Nair")
    page.get_by_role("link", name="Last day").click()
    expect(page.locator("th[aria-sort=ascending]")).to_contain_text("Last day")
    page.get_by_role("link", name="Next").click()
    expect(page).to_have_title(re.compile("page 2"))
    with page.expect_download() as taken:
        page.get_by_role("button", name="Download this list (CSV)").click()
    path = tmp_path / taken.value.suggested_filename
    taken.value.save_as(path)
    with path.open(encoding="utf-8-sig", newline="") as file:
        lines = list(csv.DictReader(file))
    total = int(page.locator(".gt-figures li").last.locator("strong").inner_text())
    assert path.name.startswith("work-") and len(lines) == total
    assert {line["Coordinator"] for line in lines} == {"Priya Nair"}
    page.goto(f"{demonstration.url}/account/activity/")
    expect(page.locator("main")).to_contain_text("exported a list of work")
