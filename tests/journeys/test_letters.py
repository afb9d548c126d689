"""A letter from its first draft to the family's page: written, stopped, sent, printed, read; without scripts too."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.foundation.documents.test_checking import a_photo
from tests.journeys.conftest import DESKTOP, PHONE
from tests.journeys.demonstration import Demonstration, keep_a_picture
from tests.journeys.test_a_case_from_request_to_plan import open_case

Opener = Callable[..., BrowserContext]
Faults = Callable[[Page], list[str]]


@pytest.mark.parametrize("scripts", [True, False], ids=["with JavaScript", "without"])
def test_a_coordinator_writes_a_letter_and_a_parent_reads_it(
    scripts: bool,
    open_context: Opener,
    demonstration: Demonstration,
    accessibility_faults: Faults,
    wider_than_the_window: Faults,
) -> None:
    page = open_context(viewport=DESKTOP if scripts else PHONE, java_script_enabled=scripts).new_page()
    demonstration.step_in(page, "Farah Aziz")
    page.get_by_role("link", name="Letters we sent to you").click()
    keep_a_picture(page, f"letters-family-list-{scripts}")
    page.get_by_role("link", name="About").first.click()
    expect(page.locator("main")).to_contain_text("Dear Farah Aziz")
    keep_a_picture(page, f"letters-family-one-{scripts}")
    if scripts:
        assert accessibility_faults(page) == []
    # Staff: the draft that waits for Gareth Lomax's family
    demonstration.step_in(page, "Priya Nair")
    page.get_by_role("link", name="Letters", exact=True).click()
    keep_a_picture(page, f"letters-to-print-{scripts}")
    if scripts:
        assert accessibility_faults(page) == []
    demonstration.step_in(page, "Ngozi Umeh")
    page.get_by_role("link", name="Letters", exact=True).click()
    page.get_by_role("link", name="The wording of letters").click()
    keep_a_picture(page, f"letters-wordings-{scripts}")
    page.get_by_role("link", name="We will not assess").click()
    page.locator("textarea").fill("Dear ((recipient)),\n\nNo.")
    page.get_by_role("button", name="Save this wording").click()
    expect(page.get_by_role("alert")).to_contain_text("Put back ((appeal_by))")
    keep_a_picture(page, f"letters-wording-refused-{scripts}")
    page.get_by_role("button", name="Preview").click()
    expect(page.locator("main")).to_contain_text("Dear Carys Fenwick")
    if scripts:
        assert accessibility_faults(page) == []
    assert wider_than_the_window(page) == []
    page.goto(f"{demonstration.url}/letters/services/")
    assert wider_than_the_window(page) == []
    keep_a_picture(page, f"letters-services-{scripts}")


def test_a_letter_is_stopped_for_another_childs_name_and_sent_when_put_right(
    page: Page, demonstration: Demonstration, accessibility_faults: Faults, wider_than_the_window: Faults
) -> None:
    demonstration.step_in(page, "Priya Nair")
    other = page.locator("main table tbody a").first.inner_text()
    child = open_case(page, demonstration)
    page.goto(f"{child}family/?person=new")
    page.get_by_label("Full name").fill("Hazel Applegarth")
    page.get_by_label("Address", exact=True).fill("2 Orchard End\nWrenbury")
    page.get_by_label("Parent", exact=True).check()
    page.get_by_label("They have parental responsibility").check()
    page.get_by_label("How do you know?").fill("Birth certificate seen")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("link", name="Letters: write").click()
    keep_a_picture(page, "letters-list-empty")
    page.get_by_label("Write a letter").select_option(label="We are considering an assessment")
    page.get_by_role("button", name="Choose who to write to").click()
    keep_a_picture(page, "letters-new")
    assert accessibility_faults(page) == []
    page.get_by_role("button", name="Begin the letters").click()
    expect(page.locator("textarea").first).to_contain_text("Dear Hazel Applegarth")
    words = page.locator("textarea").first.input_value()
    page.locator("textarea").first.fill(words.replace("Dear Hazel", f"About {other}.\n\nDear Hazel"))
    page.get_by_role("button", name="Send today").click()
    expect(page.get_by_role("alert")).to_contain_text("seems to name somebody else")
    keep_a_picture(page, "letters-stopped")
    assert accessibility_faults(page) == []
    page.locator("textarea").nth(1).fill(words)
    page.get_by_role("button", name="Send today").click()
    expect(page.locator("main")).to_contain_text("kept as it was sent")
    keep_a_picture(page, "letters-list")
    page.get_by_role("link", name="We are considering an assessment").click()
    keep_a_picture(page, "letters-sent")
    assert accessibility_faults(page) == []
    page.get_by_role("link", name="Letters", exact=True).click()
    page.get_by_role("button", name="Print the chosen letters").click()
    keep_a_picture(page, "letters-batch")
    page.goto(child)
    expect(page.locator("#timeline ~ *").first).to_be_visible()


def test_a_parent_sends_a_photo_from_a_phone_without_scripts_and_the_team_lets_a_nurse_see_it(
    open_context: Opener, demonstration: Demonstration, wider_than_the_window: Faults
) -> None:
    page = open_context(viewport=PHONE, java_script_enabled=False).new_page()
    demonstration.step_in(page, "Farah Aziz")
    page.get_by_role("link", name="Send us a letter, report or photo").click()
    page.get_by_role("button", name="Send", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("Choose a file or take a photo")
    keep_a_picture(page, "files-error-phone")
    photo = {"name": "IMG_0042.jpg", "mimeType": "image/jpeg", "buffer": a_photo(size=(800, 600))}
    page.locator("input[type=file]").set_input_files([photo])  # type: ignore[list-item]
    page.get_by_label("What do they show?").fill("The hospital’s letter")
    page.get_by_role("button", name="Send", exact=True).click()
    expect(page.locator("main")).to_contain_text("1 file from you")
    keep_a_picture(page, "files-sent-phone")
    assert wider_than_the_window(page) == []
    page.get_by_role("link", name="Back").click()
    child = page.url.split("/children/")[1].strip("/")
    for staff in ("Priya Nair", "Tom Ashdown", "Ngozi Umeh"):
        demonstration.step_in(page, staff)
        answer = page.goto(f"{demonstration.url}/children/{child}/files/")
        if answer is not None and answer.ok:
            break
    expect(page.locator("main")).to_contain_text("The hospital’s letter")
    page.get_by_role("button", name="Let those asked for advice see it").click()
    expect(page.locator("main")).to_contain_text("Those asked for advice may open it")
    keep_a_picture(page, "files-staff-phone")
    assert wider_than_the_window(page) == []
