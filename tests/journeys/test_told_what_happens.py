"""A parent is told, reads it again, chooses how; a link works without an account; staff see what failed and post it."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from hashlib import sha256

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.demonstration import Demonstration, keep_a_picture

Faults = Callable[[Page], list[str]]


@pytest.mark.parametrize("how", ["page", "phone", "without_javascript"])
def test_a_parent_reads_what_they_were_told_and_chooses_how(
    how: str, request: pytest.FixtureRequest, demonstration: Demonstration, accessibility_faults: Faults
) -> None:
    page: Page = demonstration.step_in(request.getfixturevalue(how), "Farah Aziz")
    page.get_by_role("link", name="Read what we told you").click()
    page.locator("main summary", has_text="Read it again").first.click()
    expect(page.locator("main details[open]").first).to_contain_text("Who has it")
    keep_a_picture(page, f"told-{how}")
    page.get_by_role("link", name="Choose how we tell you things").click()
    page.get_by_label("Letter by post").check()
    page.get_by_label("Large print letters").check()
    page.get_by_role("button", name="Save").click()
    expect(page.locator("main")).to_contain_text("Saved. We will tell you things this way.")
    expect(page.get_by_label("Letter by post")).to_be_checked()
    keep_a_picture(page, f"told-how-{how}")
    page.get_by_label("Email").check()
    page.get_by_label("Normal print").check()
    with page.expect_navigation():  # the page it was sent from looks the same
        page.get_by_role("button", name="Save").click()
    if how != "without_javascript":
        assert accessibility_faults(page) == []


def test_a_link_in_a_message_opens_without_an_account(
    phone: Page, demonstration: Demonstration, accessibility_faults: Faults
) -> None:
    path, born = _a_link_in_force(demonstration)
    phone.goto(demonstration.url + path)
    keep_a_picture(phone, "link-asks")
    assert accessibility_faults(phone) == []
    for name, value in (("Day", "1"), ("Month", "1"), ("Year", "2001")):
        phone.get_by_label(name, exact=True).fill(value)
    phone.get_by_role("button", name="Continue").click()
    expect(phone.locator("main")).to_contain_text("We could not open this.")
    year, month, day = born.split("-")
    for name, value in (("Day", day), ("Month", month), ("Year", year)):
        phone.get_by_label(name, exact=True).fill(value)
    phone.get_by_role("button", name="Continue").click()
    expect(phone.get_by_role("heading", name="What you can do next")).to_be_visible()
    keep_a_picture(phone, "link-story")
    assert accessibility_faults(phone) == []
    assert phone.get_by_role("link", name="Sign out").count() == 0


def _a_link_in_force(demonstration: Demonstration) -> tuple[str, str]:
    """The path of a link that was sent, and its child's date of birth. A link is passed over where its reader is no
    longer tied to the child (a journey lends a young person a plan and takes it back), and where its message was sent
    again with a newer one: an email that failed, or one whose sending a journey cut short by killing the server.
    """
    deadline = time.monotonic() + 90
    while time.monotonic() < deadline:
        for path in re.findall(r"http://[^/\s]+(/family/link/\S+)", demonstration.sent()):
            token = sha256(path.rstrip("/").rsplit("/", 1)[1].encode()).hexdigest()
            for (born,) in demonstration.ask(
                "select c.born_on from notify_accesslink l join people_child c on c.id = l.child_id "
                "join notify_message m on m.id = l.message_id "
                "join people_tie t on t.child_id = l.child_id and t.adult_id = l.adult_id "
                "where l.token_hash = ? and l.revoked_at is null and m.state in ('sent', 'delivered')",
                token,
            ):
                return path, born
        time.sleep(1)
    raise AssertionError("no message with a link was sent by itself")


def test_a_manager_sees_what_failed_and_a_letter_is_posted(
    page: Page, demonstration: Demonstration, accessibility_faults: Faults
) -> None:
    demonstration.step_in(page, "Ngozi Umeh")
    page.goto(demonstration.url + "/office/messages/")
    expect(page.locator("main")).to_contain_text("Wait for a person to post or call")
    expect(page.locator("main")).to_contain_text("It was sent and could not be delivered.")
    keep_a_picture(page, "messages-in-trouble")
    assert accessibility_faults(page) == []
    page.locator("main table", has_text="Wait for a person").get_by_role("link").first.click()
    expect(page.get_by_role("button", name="I have posted it")).to_be_visible()
    keep_a_picture(page, "message")
    assert accessibility_faults(page) == []
    page.get_by_role("button", name="I have posted it").click()
    expect(page.locator("main")).to_contain_text("Done by a person")
    page.get_by_role("link", name="All messages about").click()
    keep_a_picture(page, "messages")
    assert accessibility_faults(page) == []


def test_staff_set_how_a_parent_is_told_on_the_familys_page(page: Page, demonstration: Demonstration) -> None:
    demonstration.step_in(page, "Ngozi Umeh")
    page.goto(demonstration.url + "/office/messages/")
    page.locator("main table").first.get_by_role("link").first.click()
    child = re.findall(r"/children/(\w+)/", page.url)[0]
    page.goto(f"{demonstration.url}/children/{child}/family/")
    page.get_by_role("link", name="Change").first.click()
    page.get_by_label("Phone call").check()
    page.get_by_role("button", name="Save how they are told").click()
    expect(page.locator("main")).to_contain_text("Saved.")
    keep_a_picture(page, "family-member")
