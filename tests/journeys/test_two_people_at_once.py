"""Two people do the same thing at the same moment: one is done, the other is told, nothing is lost or done twice."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.journeys.demonstration import Demonstration, keep_a_picture
from tests.journeys.imports import bring_in, press, until_done

Opener = Callable[..., BrowserContext]


@pytest.fixture
def two(open_context: Opener, demonstration: Demonstration) -> tuple[Page, Page]:
    """Two browsers, both Stefan Lindqvist's."""
    first, second = open_context().new_page(), open_context().new_page()
    return demonstration.step_in(first, "Stefan Lindqvist"), demonstration.step_in(second, "Stefan Lindqvist")


def another_return(small_return: Path, folder: Path, seed: int, demonstration: Demonstration) -> Path:
    path = folder / f"sen2-{seed}.xml"
    demonstration.command("demo", "write", "--size", "12", "--seed", str(seed), "--out", str(path))
    return path


def test_a_file_applied_by_two_people_is_applied_once_and_the_second_is_told(
    two: tuple[Page, Page], demonstration: Demonstration, small_return: Path, tmp_path: Path
) -> None:
    first, second = two
    path = another_return(small_return, tmp_path, 101, demonstration)
    before = demonstration.ask("select count(*) from people_child")[0][0]
    bring_in(first, demonstration, path)
    second.goto(first.url)
    for page in two:
        press(page, "Apply")
        expect(page.get_by_role("heading", level=1)).to_have_text("Apply this file?")
    press(first, "Apply")
    press(second, "Apply")
    second.wait_for_load_state()
    keep_a_picture(second, "two-apply-second")
    expect(second.get_by_role("heading", level=1)).to_contain_text("changed", ignore_case=True)
    until_done(first)
    expect(first.get_by_role("heading", level=1)).to_contain_text("Applied")
    assert "did not work" not in first.locator("main").inner_text()
    assert demonstration.ask("select count(*) from people_child")[0][0] - before == path.read_text().count("<Person>")
    press(first, "Undo")
    press(first, "Undo")
    until_done(first)


def test_a_fact_decided_by_two_people_stands_as_the_first_decided(
    two: tuple[Page, Page], demonstration: Demonstration, small_return: Path, tmp_path: Path
) -> None:
    first, second = two
    path = another_return(small_return, tmp_path, 102, demonstration)
    bring_in(first, demonstration, path)
    press(first, "Apply")
    press(first, "Apply")
    until_done(first)
    upn = path.read_text().split("<UPN>")[1].split("<")[0]
    postcode = path.read_text().split("<PostCode>")[1].split("<")[0]
    # Somebody puts the postcode right by hand; then a newer return comes that says a third thing.
    with closing(sqlite3.connect(demonstration.home / "goldenthread.sqlite3", timeout=20)) as rows, rows:
        put_right = rows.execute("update people_child set postcode = 'ZZ99 1AA' where upn = ?", [upn])
        assert put_right.rowcount == 1
    newer = tmp_path / "newer.xml"
    newer.write_text(path.read_text().replace(f"<PostCode>{postcode}<", "<PostCode>ZZ99 2BB<", 1))
    bring_in(first, demonstration, newer)
    press(first, "Apply")
    press(first, "Apply")
    until_done(first)
    keep_a_picture(first, "conflict-left-open")
    first.get_by_role("link", name="to decide").click()
    first.locator("main table tbody a").last.click()
    second.goto(first.url)
    expect(second.locator("main")).to_contain_text("ZZ99 2BB")
    for page, choice in ((first, "ZZ99 1AA"), (second, "ZZ99 2BB")):
        page.locator("input[type=radio]").nth(0 if choice == "ZZ99 1AA" else 1).check()
        page.get_by_label("Why?").fill(f"The family told us that it is {choice}.")
    keep_a_picture(first, "conflict-deciding")
    press(first, "Decide")
    expect(first.locator("main")).to_contain_text("decided")
    press(second, "Decide")
    expect(second.locator("main")).to_contain_text("Somebody has decided this already.")
    keep_a_picture(second, "conflict-second")
    assert demonstration.ask("select postcode from people_child where upn = ?", upn) == [("ZZ99 1AA",)]
