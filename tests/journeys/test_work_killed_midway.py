"""The server and its workers are killed outright while a file is being applied: all of it happens, once, or none."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.demonstration import Demonstration, keep_a_picture
from tests.journeys.imports import bring_in, press, until_done

pytestmark = pytest.mark.slow
PEOPLE = "select count(*) from people_child"


@pytest.fixture
def its_own(tmp_path: Path, test_day: date) -> Iterator[Demonstration]:
    """A demonstration nobody else uses."""
    served = Demonstration(tmp_path, test_day.isoformat())
    try:
        served.start()
        yield served
    finally:
        served.stop()


def test_nothing_is_half_applied_and_the_work_is_done_after_a_restart(
    its_own: Demonstration, page: Page, tmp_path: Path
) -> None:
    path = tmp_path / "large.xml"
    its_own.command("demo", "write", "--size", "3000", "--seed", "77", "--out", str(path))
    its_own.step_in(page, "Stefan Lindqvist")
    before = its_own.ask(PEOPLE)[0][0]
    bring_in(page, its_own, path)
    address, new = page.url, json.loads(its_own.ask("select effects from returns_import")[0][0])["new"]
    assert new > 2_500
    press(page, "Apply")
    press(page, "Apply")
    _until(
        lambda: its_own.ask("select count(*) from runs_run where job = 'apply_import' and state = 'running'")[0][0] == 1
    )
    time.sleep(0.6)  # a third of the way in on a quick machine; less on a slow one
    its_own.kill()
    assert its_own.ask("select state from runs_run where job = 'apply_import'") == [("running",)], (
        "it was over before the kill"
    )
    assert its_own.ask(PEOPLE)[0][0] == before, "some of the file was applied"
    verdict = its_own.command("check", "journal", "--json")
    assert json.loads(verdict.stdout)["sound"]

    its_own.start()
    its_own.step_in(page, "Stefan Lindqvist")
    page.goto(address)
    keep_a_picture(page, "killed-and-started-again")
    until_done(page, seconds=180)
    expect(page.get_by_role("heading", level=1)).to_contain_text("Applied")
    assert its_own.ask(PEOPLE)[0][0] - before == new
    assert its_own.ask("select attempts from runs_run where job = 'apply_import'") == [(2,)]
    assert json.loads(its_own.command("check", "journal", "--json").stdout)["sound"]


def _until(condition, seconds: float = 60) -> None:  # type: ignore[no-untyped-def]
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.1)
