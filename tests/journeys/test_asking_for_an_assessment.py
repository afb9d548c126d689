"""From a worry to a running clock: a parent on a phone without JavaScript, a SENCO, and the coordinator who decides."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.journeys.conftest import DESKTOP, PHONE
from tests.journeys.demonstration import Demonstration, keep_a_picture

Faults = Callable[[Page], list[str]]
Opener = Callable[..., BrowserContext]


def test_a_parent_asks_on_a_phone_without_javascript_comes_back_and_sends(
    open_context: Opener, demonstration: Demonstration
) -> None:
    page = open_context(viewport=PHONE, java_script_enabled=False).new_page()
    demonstration.step_in(page, "Gareth Lomax")
    page.get_by_role("link", name="Ask the council for an assessment").click()
    keep_a_picture(page, "ask-list-phone")
    page.get_by_role("link", name="own words").click()
    page.locator("textarea").fill("I like newts. Loud rooms hurt.")
    page.get_by_role("button", name="Save and go on").click()
    expect(page.get_by_role("alert")).to_contain_text("Choose who wrote this")
    expect(page.locator("textarea")).to_have_value("I like newts. Loud rooms hurt.")
    keep_a_picture(page, "ask-error-phone")
    page.get_by_label("said this and I wrote it down").check()
    page.get_by_role("button", name="Save and go on").click()
    page.get_by_role("button", name="Save and go on").click()
    expect(page.get_by_role("alert")).to_contain_text("Tell us what worries you")
    page.locator("textarea").fill("x" * 5001)
    page.get_by_role("button", name="Save and go on").click()
    expect(page.get_by_role("alert")).to_contain_text("5,000 letters or fewer")
    page.locator("textarea").fill("School is too loud. <script>alert(1)</script>")
    page.get_by_role("button", name="Save and go back to the list").click()
    expect(page.locator("main")).to_contain_text("Done")
    page.goto(f"{demonstration.url}/start")  # away, and back another time
    page.get_by_role("link", name="Go on with what you began to write").click()
    page.get_by_role("link", name="Check your answers and send").click()
    expect(page.locator("main")).to_contain_text("<script>alert(1)</script>")
    keep_a_picture(page, "ask-check-phone")
    page.get_by_role("button", name="Send to the council").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("You have asked for an assessment")
    expect(page.locator("main")).to_contain_text("SEND team has it")
    keep_a_picture(page, "ask-sent-phone")
    page.get_by_role("link", name="page", exact=False).last.click()


def test_a_senco_asks_and_a_coordinator_starts_the_clock(page: Page, demonstration: Demonstration) -> None:
    demonstration.step_in(page, "Helen Marsh")
    page.goto(f"{demonstration.url}/search/?q=a")
    page.goto(f"{demonstration.url}/partners/")
    child = page.locator("main table a[href*='/partners/children/']:not([href*='consultation'])").first
    name = child.inner_text().split(" (")[0]
    child.click()
    # Every child on a school's list has a case already: asking again is not offered, and never refused.
    expect(page.get_by_role("link", name="Ask the council to assess")).to_have_count(0)
    page.goto(page.url.replace("/partners/", "/ask/"))
    expect(page.locator("main")).to_contain_text("reassessment" if "has a plan" in page.content() else "already")
    page.get_by_role("link", name="What worries you").click()
    page.locator("textarea").fill("He has stopped coming in since half term.")
    page.get_by_role("button", name="Save and go back to the list").click()
    page.get_by_role("link", name="Check your answers and send").click()
    page.get_by_role("button", name="Send to the council").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("You have asked for an assessment")
    # Whichever team has the child; a restricted record only its manager sees.
    for staff in ("Priya Nair", "Tom Ashdown", "Ngozi Umeh"):
        demonstration.step_in(page, staff)
        page.get_by_role("link", name="To look at").click()
        page.wait_for_url("**/intake/")  # counting rows does not wait for the page they are on
        keep_a_picture(page, f"intake-list-{staff}")
        row = page.locator("main table tbody tr", has_text=name)
        if row.count():
            row.first.get_by_role("link").click()
            break
    expect(page.locator("main")).to_contain_text("He has stopped coming in since half term.")
    keep_a_picture(page, "intake-item")
    page.get_by_role("button", name="Start the clock").click()
    expect(page.locator("main")).to_contain_text("The clock runs from")
    expect(page.locator("main")).to_contain_text("the council received the request", ignore_case=True)
    keep_a_picture(page, "intake-started")


def test_a_telephone_call_about_a_child_on_record_is_noticed_as_a_likely_duplicate(
    page: Page, demonstration: Demonstration
) -> None:
    demonstration.step_in(page, "Priya Nair")
    page.locator("main table tbody a").first.click()
    forename, _, surname = page.get_by_role("heading", level=1).inner_text().rpartition(" ")
    page.goto(f"{demonstration.url}/intake/tell/?q={surname}")
    keep_a_picture(page, "intake-find")
    page.get_by_role("link", name="a child who is not on record").click()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("alert")).to_contain_text("Enter the day the council received it")
    page.get_by_label("Child’s first name").fill(forename)
    page.get_by_label("Child’s last name").fill(surname)
    page.get_by_label("A health body (section 23 notice)").check()
    page.get_by_label("Name of whoever asked").fill("Marle Community Paediatrics")
    page.get_by_label("By email").check()
    for box, typed in (("Day", "1"), ("Month", "1"), ("Year", "2099")):
        page.get_by_role("group", name="When did the council receive it?").get_by_label(box).fill(typed)
    page.get_by_label("What was said?").fill("Not yet talking.")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("alert")).to_contain_text("must be today or in the past")
    keep_a_picture(page, "intake-tell-error")
    for box, typed in (("Day", "1"), ("Month", "October"), ("Year", "2026")):
        page.get_by_role("group", name="When did the council receive it?").get_by_label(box).fill(typed)
    page.get_by_role("button", name="Save").click()
    expect(page.locator("main")).to_contain_text("Same name")
    keep_a_picture(page, "intake-duplicate")
    there = page.url
    page.get_by_label("Why is it not a request?").fill("Sent to us by mistake: this child has a plan.")
    page.get_by_role("button", name="Record that it is not a request").click()
    expect(page.locator("main")).to_contain_text("Recorded that this is not a request")
    page.goto(there)
    expect(page.locator("main")).to_contain_text("Sent to us by mistake")


def test_two_coordinators_at_once_the_second_is_told(open_context: Opener, demonstration: Demonstration) -> None:
    first, second = open_context().new_page(), open_context().new_page()
    demonstration.step_in(first, "Priya Nair")
    first.goto(f"{demonstration.url}/intake/tell/new/")
    first.get_by_label("Child’s first name").fill("Quillon")
    first.get_by_label("Anyone else").check()
    first.get_by_label("Name of whoever asked").fill("A neighbour")
    first.get_by_label("By phone").check()
    for box, typed in (("Day", "2"), ("Month", "11"), ("Year", "2026")):
        first.get_by_role("group", name="When did the council receive it?").get_by_label(box).fill(typed)
    first.get_by_label("What was said?").fill("He is never at school.")
    first.get_by_role("button", name="Save").click()
    demonstration.step_in(second, "Tom Ashdown")
    second.goto(first.url)
    first.get_by_role("button", name="Start the clock").click()
    expect(first.locator("main")).to_contain_text("The clock runs from 2 November 2026")
    second.get_by_label("Why is it not a request?").fill("A wrong number.")
    with second.expect_response(lambda response: response.request.method == "POST") as told:
        second.get_by_role("button", name="Record that it is not a request").click()
    assert told.value.status == 409
    expect(second.locator("main")).to_contain_text("Priya Nair started the clock on")
    keep_a_picture(second, "intake-second")


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_the_pages_have_no_fault_at_either_width(
    size: dict[str, int],
    open_context: Opener,
    demonstration: Demonstration,
    accessibility_faults: Faults,
    wider_than_the_window: Faults,
) -> None:
    page, wrong = open_context(viewport=size).new_page(), []
    demonstration.step_in(page, "Farah Aziz")
    child = page.url.rstrip("/").split("/")[-1]
    asked = f"/ask/children/{child}"
    paths = {"Farah Aziz": [f"{asked}/", *(f"{asked}/answers/{each}/" for each in ("about_me", "worries", "needed")),
             f"{asked}/check/", f"{asked}/throw-away/"],
             "Priya Nair": ["/intake/", "/intake/tell/?q=a", "/intake/tell/new/"]}  # fmt: skip
    for name, theirs in paths.items():
        demonstration.step_in(page, name)
        for path in theirs:
            page.goto(demonstration.url + path)
            keep_a_picture(page, f"fault-{path.replace(child, 'x').strip('/').replace('/', '_')}-{size['width']}")
            found = [*accessibility_faults(page), *wider_than_the_window(page)]
            wrong += [f"{path}: {fault}" for fault in found]
    linked = {
        "Priya Nair": ("/intake/", "main table tbody a"),
        "Gareth Lomax": ("/start", "main a[href^='/ask/sent/']"),
    }
    for name, (start, link) in linked.items():  # one item, decided or not, and what is said to whoever sent one
        demonstration.step_in(page, name)
        page.goto(demonstration.url + start)
        page.locator(link).first.click()
        for part in page.locator("main details").all():
            part.evaluate("part => { part.open = true }")
        keep_a_picture(page, f"fault-linked-{name}-{size['width']}")
        wrong += [f"{page.url}: {fault}" for fault in (*accessibility_faults(page), *wider_than_the_window(page))]
    assert wrong == []
