"""A team manager, a SENCO, a health adviser and those whose roles open little: each sees what is theirs."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.demonstration import Demonstration, keep_a_picture


def test_a_manager_goes_from_the_teams_caseloads_to_one_persons_queue(page: Page, demonstration: Demonstration) -> None:
    demonstration.step_in(page, "Ngozi Umeh")
    page.get_by_role("link", name="Team", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Team: Wrenbury SEND team")
    row = page.locator("main table tbody tr", has_text="Priya Nair")
    numbers = row.locator("td").all_inner_texts()
    row.get_by_role("link").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Priya Nair")
    expect(page.locator(".gt-figures")).to_contain_text(numbers[1])
    expect(page.get_by_text("Tom Ashdown")).to_have_count(0)
    keep_a_picture(page, "manager-persons-queue")


@pytest.mark.parametrize("name", ["Helen Marsh", "Sunita Rao", "Dr Ines Duarte"])
def test_a_partner_sees_their_own_children_and_what_is_asked_of_them(
    name: str, without_javascript: Page, demonstration: Demonstration
) -> None:
    page = demonstration.step_in(without_javascript, name)
    expect(page.get_by_role("heading", level=1)).to_contain_text("Our children")
    link = page.locator("main table tbody a").first
    child = link.inner_text()
    link.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(child.split(" (")[0].split(" ")[0])
    keep_a_picture(page, f"partner-{name.split()[-1].lower()}-child")
    page.goto(f"{demonstration.url}/my-work/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("not found", ignore_case=True)


def test_a_partner_cannot_find_a_child_of_another_school(page: Page, demonstration: Demonstration) -> None:
    (elsewhere,) = demonstration.ask(
        "select c.forename || ' ' || c.surname, c.upn from people_child c join people_tie t on t.child_id = c.id"
        " join people_organisation o on o.id = t.organisation_id"
        " where t.kind = 'attends' and t.ended_on is null and o.name <> 'Old Wharf Academy'"
        " and c.upn is not null limit 1"
    )
    demonstration.step_in(page, "Helen Marsh")
    for typed in elsewhere:
        page.goto(f"{demonstration.url}/search/?q={typed}")
        expect(page.locator("main").get_by_role("link", name=elsewhere[0], exact=True)).to_have_count(0)


def test_an_account_without_a_role_is_told_what_to_do(page: Page, demonstration: Demonstration) -> None:
    demonstration.step_in(page, "Sam Nobody")
    expect(page.locator("main")).to_contain_text("role")
    assert page.locator("nav[aria-label='Menu'] a").count() == 0
    keep_a_picture(page, "nobody-start")
