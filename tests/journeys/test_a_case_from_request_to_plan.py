"""A coordinator works a case from the request to the final plan, and refuses another, page by page in a browser."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable
from datetime import date

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.journeys.conftest import DESKTOP, PHONE
from tests.journeys.demonstration import ROOT, Demonstration, keep_a_picture

Opener = Callable[..., BrowserContext]
Faults = Callable[[Page], list[str]]
BODY = "Wrenbury Community Health, advice@wrenbury-community-health.example"
REASONS = "The school's own support meets her needs, by its reports."


def fill_day(page: Page, name: str, on: date) -> None:
    for box, value in (("day", on.day), ("month", on.month), ("year", on.year)):
        page.locator(f"#id_{name}_{box}").fill(str(value))


NEW_REQUEST = """
import django; django.setup()
from datetime import timedelta
from goldenthread.foundation import clock
from goldenthread.foundation.people.models import Adult, Organisation
from tests import builders as a
child = a.a_child("Wren", "Applegarth", in_their_words="I like to draw maps.")
a.tie(child, "case_team", at=Organisation.objects.get(name="Wrenbury SEND team"))
a.tie(child, "allocated", who=Adult.objects.get(name="Priya Nair"))
a.a_request(child, request_received=clock.today() - timedelta(days=40))
a.reckon(child)
print(child.public_id)
"""


def open_case(page: Page, demonstration: Demonstration) -> str:
    """A new child whose request waits for a decision; their page's address, opened."""
    made = subprocess.run(
        [sys.executable, "-c", NEW_REQUEST], cwd=ROOT, check=True, capture_output=True, text=True,
        env=demonstration.environment | {"DJANGO_SETTINGS_MODULE": "goldenthread.config.settings"},
    )  # fmt: skip
    address = f"{demonstration.url}/children/{made.stdout.strip()}/"
    page.goto(address)
    return address


def record(page: Page, child: str, name: str, day: date | None, **filled: str) -> None:
    page.goto(child)
    page.get_by_role("button", name="Record what happened").click()
    keep_a_picture(page, f"acts-choose-before-{name[:12]}")
    page.get_by_role("link", name=name).click()
    for label, text in filled.items():
        page.locator(f"#id_{label}").select_option(label=text)
    if day:
        fill_day(page, "happened_on", day)


def decide(page: Page, yes: bool, day: date) -> None:
    page.get_by_role("group", name=re.compile("Does the child")).get_by_label("Yes").check()
    page.get_by_role("group", name=re.compile("May it be necessary")).get_by_label("Yes" if yes else "No").check()
    for name in ("needs_evidence", "plan_evidence", "views", "participation", "information", "outcomes"):
        page.locator(f"#id_{name}").fill("School reports, and what the family told us.")
    page.get_by_role("group", name=re.compile("conflict of interest")).get_by_label("No").check()
    page.get_by_label("Do not assess" if not yes else "Assess", exact=True).check()
    page.get_by_label("Who decided?").fill("Ngozi Umeh, team manager")
    fill_day(page, "decided_on", day)
    fill_day(page, "told_on", day)


def decide_plan(page: Page, yes: bool, day: date) -> None:
    page.get_by_role("group", name=re.compile("In the light of")).get_by_label("Yes" if yes else "No").check()
    for name in ("evidence", "needs_shown", "provision_weighed", "views", "participation", "information", "outcomes"):
        page.locator(f"#id_{name}").fill("The advice of three services.")
    page.get_by_role("group", name=re.compile("conflict of interest")).get_by_label("No").check()
    page.get_by_label("Make a plan" if yes else "Do not make a plan", exact=True).check()
    page.get_by_label("Who decided?").fill("Ngozi Umeh, team manager")
    for name in ("decided_on", "told_on"):
        fill_day(page, name, day)


@pytest.mark.parametrize("scripts", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_from_the_request_to_the_final_plan(
    scripts: bool, open_context: Opener, demonstration: Demonstration, test_day: date
) -> None:
    page = open_context(java_script_enabled=scripts).new_page()
    demonstration.step_in(page, "Priya Nair")
    child = open_case(page, demonstration)
    record(page, child, "The family was told whether we will assess", None)
    expect(page.get_by_role("heading", level=1)).to_have_text("Decide whether to assess")
    decide(page, True, test_day)
    keep_a_picture(page, "acts-decide-yes")
    page.get_by_role("button", name="Record the decision").click()
    expect(page.get_by_text("Recorded: the family was told that we will assess.")).to_be_visible()

    record(page, child, "Advice was asked for", test_day, organisation=BODY)
    page.get_by_label("Health", exact=True).check()
    keep_a_picture(page, "acts-ask-advice")
    page.get_by_role("button", name="Record this").click()
    record(page, child, "Advice reached us", test_day)
    page.get_by_label(re.compile("Health advice from Wrenbury")).check()
    page.get_by_role("button", name="Record this").click()
    record(page, child, "We decided to make a plan", None)
    expect(page.get_by_role("heading", level=1)).to_have_text("Decide whether to make a plan")
    decide_plan(page, True, test_day)
    keep_a_picture(page, "acts-decide-plan")
    page.get_by_role("button", name="Record the decision").click()
    expect(page.get_by_text("Recorded: we decided to make a plan.")).to_be_visible()
    for name in ("The draft plan was sent to the family", "The family answered the draft"):
        record(page, child, name, test_day)
        page.get_by_role("button", name="Record this").click()
        expect(page.locator(".govuk-notification-banner")).to_contain_text("Recorded:")
    record(page, child, "The final plan was sent", test_day, main_need="Autistic spectrum disorder")
    keep_a_picture(page, "acts-final-plan")
    page.get_by_role("button", name="Record this").click()
    expect(page.locator("main")).to_contain_text("Plan in force")
    keep_a_picture(page, "acts-child-after")
    public_id = child.rstrip("/").rsplit("/", 1)[1]
    found = demonstration.ask(
        "select r.outcome, r.assessment_outcome, p.is_active from casework_request r join people_child c on "
        "c.id = r.child_id left join casework_plan p on p.request_id = r.id where c.public_id = ? "
        "order by r.id desc limit 1",
        public_id,
    )
    assert found == [("Y", "Y", 1)]


def test_a_refusal_with_a_mistake_put_right(page: Page, demonstration: Demonstration, test_day: date) -> None:
    demonstration.step_in(page, "Priya Nair")
    child = open_case(page, demonstration)
    page.goto(f"{child}decide/")
    decide(page, False, test_day)
    page.get_by_role("button", name="Record the decision").click()
    expect(page.get_by_role("alert")).to_contain_text("Give the reasons for not assessing")
    expect(page.locator("#id_views")).to_have_value("School reports, and what the family told us.")
    keep_a_picture(page, "acts-decide-mistake")
    page.get_by_label("The reasons").fill(REASONS)
    page.get_by_role("button", name="Record the decision").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Decisions whether to assess")
    expect(page.locator("main")).to_contain_text("What the notice to the family must say")
    expect(page.locator("main")).to_contain_text(REASONS)
    keep_a_picture(page, "acts-refusal")


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_the_pages_of_a_case_have_no_fault_and_need_no_sideways_scrolling(
    size: dict[str, int], open_context: Opener, demonstration: Demonstration, accessibility_faults: Faults,
    wider_than_the_window: Faults, test_day: date,
) -> None:  # fmt: skip
    page, width = open_context(viewport=size).new_page(), size["width"]
    demonstration.step_in(page, "Priya Nair")
    child = open_case(page, demonstration)
    wrong: list[str] = []

    def look(name: str) -> None:
        for part in page.locator("main details").all():
            part.evaluate("part => { part.open = true }")
        keep_a_picture(page, f"acts-{name}-{width}")
        wrong.extend(f"{name}: {fault}" for fault in [*accessibility_faults(page), *wider_than_the_window(page)])

    panel = ("decide-plan/", "panel/", "panel/pack/", "panel/hear/")
    for name in ("", "record/", "decide/", *panel, "correct/", "exceptions/", "exceptions/withdraw/"):
        page.goto(child + name)
        look(name.strip("/").replace("/", "-") or "child")
    page.goto(f"{child}record/")
    page.get_by_role("link", name="The family moved to another area").click()
    look("step")
    page.get_by_role("button", name="Record this and end the case").click()
    look("step-mistakes")
    page.goto(f"{child}correct/")
    page.locator("main ul a").first.click()
    look("correct-one")
    page.goto(f"{child}exceptions/")
    page.get_by_role("link", name=re.compile("^Record an exception")).first.click()
    look("exception-one")
    page.goto(f"{child}decide/")
    page.get_by_role("button", name="Record the decision").click()
    look("decide-mistakes")
    assert wrong == []


def test_the_second_of_two_people_keeps_what_they_typed(
    open_context: Opener, demonstration: Demonstration, test_day: date
) -> None:
    first, second = open_context().new_page(), open_context(viewport=PHONE).new_page()
    for page in (first, second):
        demonstration.step_in(page, "Priya Nair")
    child = open_case(first, demonstration)
    record(first, child, "The family was asked for its views", test_day)
    record(second, child, "The request was withdrawn", test_day)
    first.get_by_role("button", name="Record this").click()
    second.get_by_role("button", name="Record this and end the case").click()
    expect(second.locator("main")).to_contain_text("Someone else changed this case first")
    expect(second.locator("main")).to_contain_text("The council asked the family for its views")
    expect(second.locator("#id_happened_on_year")).to_have_value(str(test_day.year))
    keep_a_picture(second, "acts-changed-meanwhile")
    second.get_by_role("button", name="Record this and end the case").click()
    expect(second.locator(".govuk-notification-banner")).to_contain_text("Recorded: the request was withdrawn.")
