"""A refusal is disputed in a browser: mediated, agreed and assessed; another appealed, ordered and planned."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.journeys.conftest import DESKTOP, PHONE
from tests.journeys.demonstration import ROOT, Demonstration, keep_a_picture

Opener = Callable[..., BrowserContext]
Faults = Callable[[Page], list[str]]
REFUSED, NO_PLAN = 90, 300  # days ago

A_CHILD = """
import django; django.setup()
from datetime import timedelta
from goldenthread.foundation import clock
from goldenthread.foundation.people.models import Adult, Organisation
from tests import builders as a
ago = lambda days: clock.today() - timedelta(days=days)
child = a.a_child("{name}", "Ferriby")
a.tie(child, "case_team", at=Organisation.objects.get(name="Wrenbury SEND team"))
a.tie(child, "allocated", who=Adult.objects.get(name="Priya Nair"))
request = a.a_request(child, fields={fields}, request_received=ago({decided} + 40))
a.a_milestone(request, "assess_decision_notified", ago({decided}), detail="{answer}")
{more}
a.reckon(child)
print(child.public_id)
"""


def a_child(demonstration: Demonstration, **of: object) -> str:
    """A new child whose family was refused; the address of their page."""
    script = A_CHILD.format(**{"more": "", **of})
    made = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, check=True, capture_output=True, text=True,
        env=demonstration.environment | {"DJANGO_SETTINGS_MODULE": "goldenthread.config.settings"},
    )  # fmt: skip
    return f"{demonstration.url}/children/{made.stdout.strip()}/"


def fill_day(page: Page, name: str, on: date) -> None:
    for box, value in (("day", on.day), ("month", on.month), ("year", on.year)):
        page.locator(f"#id_{name}_{box}").fill(str(value))


def disagree(page: Page, child: str, known_on: date) -> None:
    page.goto(child)
    page.get_by_role("link", name="Disagreements: mediation and appeals").click()
    page.get_by_role("link", name=re.compile("Record that the family disagrees")).first.click()
    fill_day(page, "known_on", known_on)
    page.get_by_role("button", name="Record this").click()
    expect(page.get_by_text("Recorded: the family disagrees with this decision.")).to_be_visible()


def step(page: Page, name: str, on: date, *choose: str, **typed: str) -> None:
    """From the page of disagreements, record one step."""
    page.get_by_role("link", name=name, exact=True).click()
    for label in choose:
        page.get_by_label(label, exact=True).check()
    for field, text in typed.items():
        page.locator(f"#id_{field}").fill(text)
    fill_day(page, "happened_on", on)
    page.get_by_role("button", name="Record this").click()
    expect(page.get_by_text(f"Recorded: {name[:1].lower()}{name[1:]}.")).to_be_visible()


def record(page: Page, child: str, name: str, on: date) -> None:
    page.goto(child)
    page.get_by_role("button", name="Record what happened").click()
    page.get_by_role("link", name=name).click()
    fill_day(page, "happened_on", on)
    page.get_by_role("button", name="Record this").click()


@pytest.mark.parametrize("scripts", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_refused_mediated_agreed_assessed(
    scripts: bool, open_context: Opener, demonstration: Demonstration, test_day: date
) -> None:
    page = open_context(java_script_enabled=scripts).new_page()
    demonstration.step_in(page, "Priya Nair")
    child = a_child(demonstration, name="Tansy", fields={"outcome": "N"}, decided=REFUSED, answer="N")

    def ago(days: int) -> date:
        return test_day - timedelta(days=days)

    disagree(page, child, ago(80))
    step(page, "The family contacted a mediation adviser", ago(78))
    step(page, "We were told that the family wants mediation", ago(76))
    step(page, "Mediation was held", ago(50))
    keep_a_picture(page, "disagreement-mediated")
    step(
        page, "An agreement was reached at mediation", ago(50), "To assess", "Yes, all of it", agreed="To assess Tansy."
    )
    expect(page.get_by_text("After agreeing to assess: say it will assess").first).to_be_visible()
    keep_a_picture(page, "disagreement-agreed")
    record(page, child, "The family was told that we will assess after all", ago(40))
    expect(page.get_by_text("The council told the family that it would assess after all").first).to_be_visible()
    page.goto(child)
    page.get_by_role("button", name="Record what happened").click()
    page.get_by_role("link", name="We decided to make a plan").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Decide whether to make a plan")


def test_no_plan_appealed_ordered_planned(open_context: Opener, demonstration: Demonstration, test_day: date) -> None:
    page = open_context().new_page()
    demonstration.step_in(page, "Priya Nair")
    more = f'a.a_milestone(request, "no_plan_notified", ago({NO_PLAN}))'
    fields = {"outcome": "Y", "has_assessment": True, "assessment_outcome": "N"}
    child = a_child(demonstration, name="Corin", fields=fields, decided=NO_PLAN + 60, answer="Y", more=more)

    def ago(days: int) -> date:
        return test_day - timedelta(days=days)

    disagree(page, child, ago(290))
    step(page, "The tribunal received an appeal", ago(250))
    step(page, "The appeal was sent to us", ago(245))
    step(page, "We answered the appeal", ago(210))
    step(page, "The tribunal made its order", ago(60), "To make a plan")
    keep_a_picture(page, "disagreement-ordered")
    record(page, child, "We decided to make a plan after all", ago(58))
    record(page, child, "The draft plan was sent to the family", ago(30))
    record(page, child, "The final plan was sent", ago(1))
    expect(page.get_by_role("heading", name="Plan in force")).to_be_visible()
    page.get_by_role("link", name="Disagreements: mediation and appeals").click()
    expect(page.get_by_role("heading", name=re.compile("The decision on what the final plan says"))).to_be_visible()


@pytest.mark.parametrize("width", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_the_pages_about_disagreements_have_no_fault_at_any_width(
    width: dict[str, int], open_context: Opener, demonstration: Demonstration, accessibility_faults: Faults
) -> None:
    page = open_context(viewport=width).new_page()
    demonstration.step_in(page, "Ngozi Umeh")
    page.goto(f"{demonstration.url}/disagreements/?standing=")
    assert accessibility_faults(page) == []
    keep_a_picture(page, f"disagreements-list-{width['width']}")
    page.get_by_role("table").first.get_by_role("link").first.click()
    for summary in page.locator("summary").all():
        summary.click()
    assert accessibility_faults(page) == []
    keep_a_picture(page, f"disagreements-child-{width['width']}")
    demonstration.step_in(page, "Gareth Lomax")
    expect(page.get_by_role("heading", name="You do not agree: the decision not to assess")).to_be_visible()
    assert accessibility_faults(page) == []
    keep_a_picture(page, f"disagreements-family-{width['width']}")
