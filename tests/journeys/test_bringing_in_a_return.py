"""A data manager brings in a SEN2 return: sees what it would do, applies it, undoes it; a broken one is refused."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.demonstration import Demonstration, keep_a_picture
from tests.journeys.imports import bring_in, press, until_done

ROWS = "select count(*) from people_child"


@pytest.mark.parametrize("how", ["page", "without_javascript"])
def test_a_return_is_previewed_applied_and_undone(
    how: str, request: pytest.FixtureRequest, demonstration: Demonstration, small_return: Path
) -> None:
    page: Page = demonstration.step_in(request.getfixturevalue(how), "Stefan Lindqvist")
    before = demonstration.ask(ROWS)
    bring_in(page, demonstration, small_return)
    expect(page.get_by_role("heading", level=1)).to_contain_text("Ready to look at")
    expect(page.get_by_role("heading", name="What applying it would do")).to_be_visible()
    expect(page.locator("main")).to_contain_text("New children")
    assert demonstration.ask(ROWS) == before, "looking at a file has changed something"
    keep_a_picture(page, f"import-ready-{how}")

    press(page, "Apply")
    expect(page.get_by_role("heading", level=1)).to_have_text("Apply this file?")
    press(page, "Apply")
    until_done(page)
    expect(page.get_by_role("heading", level=1)).to_contain_text("Applied")
    assert demonstration.ask(ROWS) > before
    keep_a_picture(page, f"import-applied-{how}")

    page.goto(f"{demonstration.url}/office/imports/")
    expect(page.locator("main table tbody tr").first).to_contain_text(small_return.name)
    expect(page.locator("main table tbody tr").first).to_contain_text("Applied")
    page.get_by_role("link", name=small_return.name).first.click()
    press(page, "Undo")
    expect(page.locator("main")).to_contain_text("put back as it was before")
    press(page, "Undo")
    until_done(page)
    expect(page.get_by_role("heading", level=1)).to_contain_text("Undone")
    assert demonstration.ask(ROWS) == before


def test_a_child_brought_in_can_be_found_and_their_story_says_how(
    page: Page, demonstration: Demonstration, small_return: Path
) -> None:
    demonstration.step_in(page, "Stefan Lindqvist")
    bring_in(page, demonstration, small_return)
    press(page, "Apply")
    press(page, "Apply")
    until_done(page)
    upn = re.findall(r"<UPN>(\w+)</UPN>", small_return.read_text())[0]
    page.goto(f"{demonstration.url}/search/?q={upn}")
    page.locator("main h3 a").first.click()
    expect(page.locator("main")).to_contain_text(upn)
    page.goto(f"{demonstration.url}/office/imports/")
    page.get_by_role("link", name=small_return.name).first.click()
    press(page, "Undo")
    press(page, "Undo")
    until_done(page)


BROKEN = {
    "cut-short.xml": (
        b'<?xml version="1.0"?><Message><Header><CollectionDetails><Collection>SEN2</Collection>',
        "cut short at line 1",
    ),
    "a-bomb.xml": (
        b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><Message>&b;</Message>',
        "",
    ),
    "a-letter.xml": (b"Dear colleague, please find attached the return.", ""),
    "empty.xml": (b"", ""),
    "not-a-zip.zip": (b"PK\x03\x04 and then nothing of the kind", ""),
    "not-excel.xlsx": (b"PK\x03\x04 and then nothing of the kind", ""),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_file_is_refused_with_a_sentence_that_says_what_is_wrong(
    name: str, page: Page, demonstration: Demonstration, tmp_path: Path
) -> None:
    content, word = BROKEN[name]
    path = tmp_path / name
    path.write_bytes(content)
    demonstration.step_in(page, "Stefan Lindqvist")
    before = demonstration.ask(ROWS)
    bring_in(page, demonstration, path)
    keep_a_picture(page, f"import-broken-{name}")
    if "/send" in page.url:  # refused before it was kept
        said = page.get_by_role("alert").inner_text()
    else:
        expect(page.get_by_role("heading", level=1)).to_contain_text("Could not be read")
        said = page.locator("main").inner_text()
        expect(page.get_by_role("button", name="Apply")).to_have_count(0)
    assert word in said
    for unwelcome in ("Traceback", "Exception", "Error:", "lxml", "None", "/tmp/"):
        assert unwelcome not in said, said
    assert demonstration.ask(ROWS) == before


def test_sending_no_file_or_the_wrong_kind_is_said_at_once(
    page: Page, demonstration: Demonstration, tmp_path: Path
) -> None:
    demonstration.step_in(page, "Stefan Lindqvist")
    page.goto(f"{demonstration.url}/office/imports/send")
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_role("alert")).to_contain_text("Choose a file")
    photo = tmp_path / "photo.jpg"
    photo.write_bytes(b"\xff\xd8\xff")
    page.get_by_label("The file").set_input_files(photo)
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_role("alert")).to_contain_text("Choose a file that ends in")
    keep_a_picture(page, "import-wrong-kind")
