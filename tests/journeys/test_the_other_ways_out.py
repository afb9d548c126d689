"""A case that does not end with a plan: withdrawn, moved away, excepted and then refused at the end, in a browser."""

from __future__ import annotations

import re
from datetime import date

from playwright.sync_api import Page, expect

from tests.journeys.demonstration import Demonstration, keep_a_picture
from tests.journeys.test_a_case_from_request_to_plan import REASONS, decide, decide_plan, fill_day, open_case, record


def ended(page: Page, child: str, said: str) -> None:
    """The case stands as ended, and nothing more may be recorded of it."""
    page.goto(child)
    expect(page.locator("main")).to_contain_text(said)
    page.goto(f"{child}record/")
    expect(page.locator("main")).not_to_contain_text("Advice was asked for")


def test_a_request_is_withdrawn(page: Page, demonstration: Demonstration, test_day: date) -> None:
    demonstration.step_in(page, "Priya Nair")
    child = open_case(page, demonstration)
    record(page, child, "The request was withdrawn", test_day)
    page.get_by_role("button", name="Record this and end the case").click()
    ended(page, child, "withdrawn")
    keep_a_picture(page, "ways-out-withdrawn")


def test_a_family_moves_away(page: Page, demonstration: Demonstration, test_day: date) -> None:
    demonstration.step_in(page, "Priya Nair")
    child = open_case(page, demonstration)
    record(page, child, "The family moved to another area", test_day, detail="Kent")
    page.get_by_role("button", name="Record this and end the case").click()
    ended(page, child, "moved")
    keep_a_picture(page, "ways-out-moved")


def test_a_limit_is_excepted_and_the_answer_at_the_end_is_no(
    page: Page, demonstration: Demonstration, test_day: date
) -> None:
    demonstration.step_in(page, "Priya Nair")
    child = open_case(page, demonstration)
    page.goto(f"{child}decide/")
    decide(page, True, test_day)
    page.get_by_role("button", name="Record the decision").click()
    page.goto(f"{child}exceptions/")
    page.get_by_role("link", name="Record an exception").last.click()
    page.get_by_label("Exceptional circumstances").check()
    page.get_by_label("What happened?").fill("A bereavement in the family.")
    page.get_by_label(re.compile("impractical")).fill("Nobody could be met for three weeks.")
    fill_day(page, "next_look_on", test_day)
    page.get_by_role("button", name=re.compile("Record")).last.click()
    expect(page.locator("main")).to_contain_text("exception", ignore_case=True)
    keep_a_picture(page, "ways-out-excepted")
    page.goto(f"{child}decide-plan/")
    decide_plan(page, False, test_day)
    page.locator("#id_reasons").fill(REASONS)
    page.get_by_role("button", name="Record the decision").click()
    expect(page.locator("main")).to_contain_text("mediation", ignore_case=True)
    ended(page, child, "no plan")
    keep_a_picture(page, "ways-out-no-plan")
