"""A coordinator makes a plan from the advice: takes it in, changes one part, sees the thread, and sends the draft."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date, timedelta

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.journeys.conftest import DESKTOP, PHONE
from tests.journeys.demonstration import ROOT, Demonstration, keep_a_picture
from tests.journeys.test_a_case_from_request_to_plan import fill_day

Opener = Callable[..., BrowserContext]
Faults = Callable[[Page], list[str]]
NEW_CASE = """
import django; django.setup()
from datetime import timedelta
from types import SimpleNamespace
from goldenthread.foundation import clock
from goldenthread.foundation.people.models import Adult, Organisation
from tests import builders as a
from tests.plan_advice import a_report, a_row
day = lambda ago: clock.today() - timedelta(days=ago)
child = a.a_child("Robin", "Thackeray", born_on=clock.today() - timedelta(days=15 * 365))
a.tie(child, "case_team", at=Organisation.objects.get(name="Wrenbury SEND team"))
a.tie(child, "allocated", who=Adult.objects.get(name="Priya Nair"))
codes = {"outcome": "Y", "has_assessment": True, "assessment_outcome": "Y"}
request = a.a_request(
    child, fields=codes, request_received=day(120), assess_decision_notified=day(90), plan_agreed=day(40)
)
case = SimpleNamespace(request=request, amira=child)
school, health = a_report(case, "psychology"), a_report(case, "medical")
a_row(school, "strength", "Robin remembers maps seen once.")
need = a_row(school, "need", "Robin reads 14 of 100 common words.", area="cognition")
out = a_row(school, "outcome", "Robin reads a short story alone.", need, measure="60 of 100 words.",
            by_when=clock.today() + timedelta(days=300))
a_row(school, "provision", "Reading taught by sound, in small steps.", out, who="A teaching assistant",
      how_often="Five times a week", how_long="20 minutes", ratio="One to one", reviewed="Each term")
talk = a_row(health, "need", "Robin follows half of what is said to the whole class.", area="communication")
follow = a_row(health, "outcome", "Robin follows two spoken instructions.", talk, measure="Four lessons of five.")
a_row(health, "provision", "Speech and language therapy as appropriate.", follow)
a_row(health, "provision", "Reading taught by sound.", how_often="Once a week")
a.reckon(child)
print(child.public_id)
"""
TYPED = ("C", "D", "G", "H1", "H2", "K")


@pytest.fixture
def child(demonstration: Demonstration) -> Iterator[str]:
    made = subprocess.run(
        [sys.executable, "-c", NEW_CASE], cwd=ROOT, check=True, capture_output=True, text=True,
        env=demonstration.environment | {"DJANGO_SETTINGS_MODULE": "goldenthread.config.settings"},
    )  # fmt: skip
    yield made.stdout.strip()


Look = Callable[[str], None]


def take_the_advice_in(page: Page, look: Look) -> None:
    page.get_by_role("link", name="make the plan from the advice").click()
    expect(page.get_by_text("How often: Five times a week, or Once a week")).to_be_visible()
    look("advice")
    page.get_by_label("Reading taught by sound.", exact=True).check()
    page.get_by_label("Why does the plan not carry it?").fill("School reads with Robin each day already.")
    page.get_by_role("button", name="Leave the chosen out").click()
    expect(page.get_by_text("because: School reads with Robin each day already.")).to_be_visible()
    page.get_by_role("button", name="Take all that wait").click()
    expect(page.get_by_text("Taken into the plan: 7 pieces of advice.")).to_be_visible()
    look("items")


def change_one(page: Page, look: Look) -> None:
    page.get_by_role("link", name=re.compile("^Change F2")).click()
    look("item")
    for label, words in (
        ("What should be provided?", "Speech and language therapy, taught to Robin alone."),
        ("How often", "Once a week in term time"), ("How long each time", "30 minutes"),
        ("Who does it", "A speech and language therapist"),
    ):  # fmt: skip
        page.get_by_label(label).fill(words)
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Say why the words are not those of the advice").first).to_be_visible()
    page.get_by_label("If the words are not those of the advice, why?").fill("The therapist said how often.")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Changed from the advice because: The therapist said how often.")).to_be_visible()


def see_the_thread(page: Page, address: str, look: Look) -> None:
    page.goto(f"{address}thread/")
    expect(page.get_by_text("Every need, outcome and provision is joined")).to_be_visible()
    look("thread")
    page.locator("svg a").filter(has_text="F1").click()
    expect(page).to_have_url(re.compile(r"/draft/items/#item-"))
    page.goto(f"{address}?section=F")
    look("section")
    page.goto(address)
    expect(page.get_by_text("No provision here works towards an outcome tagged with it yet.")).to_be_visible()
    look("draft")


def send(page: Page, address: str, day: date) -> None:
    for code in ("A", *TYPED):
        page.goto(f"{address}?section={code}")
        page.get_by_role("textbox", name=re.compile(f"Section {code}:")).fill(f"What section {code} says of Robin.")
        page.get_by_role("button", name="Save and go back to the list").click()
    page.goto(f"{address}send/")
    fill_day(page, "happened_on", day)
    fill_day(page, "answer_by", day + timedelta(days=16))
    page.get_by_role("button", name="Record that the draft was sent").click()
    page.get_by_role("link", name="Draft plan 1").click()
    expect(page.get_by_text("How often: Once a week in term time")).to_be_visible()


def test_a_plan_is_made_from_advice_and_sent(
    open_context: Opener, demonstration: Demonstration, test_day: date, accessibility_faults: Faults,
    wider_than_the_window: Faults, child: str,
) -> None:  # fmt: skip
    page, address, faults = open_context().new_page(), f"{demonstration.url}/children/{child}/draft/", []

    def look(name: str) -> None:
        for size, ending in ((DESKTOP, ""), (PHONE, "-phone")):
            page.set_viewport_size(size)  # type: ignore[arg-type]
            keep_a_picture(page, f"making-{name}{ending}")
            faults.extend(f"{name}{ending}: {each}" for check in (accessibility_faults, wider_than_the_window)
                          for each in check(page))  # fmt: skip
        page.set_viewport_size(DESKTOP)  # type: ignore[arg-type]

    demonstration.step_in(page, "Priya Nair")
    page.goto(address)
    take_the_advice_in(page, look)
    change_one(page, look)
    see_the_thread(page, address, look)
    send(page, address, test_day)
    assert faults == []
