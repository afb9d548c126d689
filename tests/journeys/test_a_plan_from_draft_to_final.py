"""A plan from its first section to the family's final copy: typed by staff, answered on a phone, asked of a school."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
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
from goldenthread.foundation import clock
from goldenthread.foundation.people.models import Adult, Organisation
from tests import builders as a
day = lambda ago: clock.today() - timedelta(days=ago)
child = a.a_child("Wren", "Applegarth", in_their_words="I like to draw maps.")
a.tie(child, "case_team", at=Organisation.objects.get(name="Wrenbury SEND team"))
a.tie(child, "allocated", who=Adult.objects.get(name="Priya Nair"))
a.tie(child, "parent", who=Adult.objects.get(name="Dawn Pritchard"), parental_responsibility=True)
codes = {"outcome": "Y", "has_assessment": True, "assessment_outcome": "Y"}
a.a_request(child, fields=codes, request_received=day(120), assess_decision_notified=day(90), plan_agreed=day(40))
a.reckon(child)
print(child.public_id)
print(Organisation.objects.get(grants__user__name="Helen Marsh").name)
"""
# The parent has the children they had before: other journeys count on it.
END_CASE = """
import sys
import django; django.setup()
from goldenthread.foundation.people.models import Tie
Tie.objects.filter(child__public_id=sys.argv[1], adult__name="Dawn Pritchard").delete()
"""
NEEDED = ("B", "C", "D", "E", "F", "G", "H1", "H2", "K")


def new_case(demonstration: Demonstration) -> tuple[str, str]:
    """The child's id, and the name of Helen Marsh's school."""
    made = subprocess.run(
        [sys.executable, "-c", NEW_CASE], cwd=ROOT, check=True, capture_output=True, text=True,
        env=demonstration.environment | {"DJANGO_SETTINGS_MODULE": "goldenthread.config.settings"},
    )  # fmt: skip
    child, school = made.stdout.strip().splitlines()
    return child, school


@pytest.fixture
def case(demonstration: Demonstration) -> Iterator[tuple[str, str]]:
    """A new case of a parent of the cast, whose child it is only for this journey."""
    made = new_case(demonstration)
    yield made
    subprocess.run(
        [sys.executable, "-c", END_CASE, made[0]], cwd=ROOT, check=True,
        env=demonstration.environment | {"DJANGO_SETTINGS_MODULE": "goldenthread.config.settings"},
    )  # fmt: skip


def write_all(page: Page, address: str) -> None:
    for code in NEEDED:
        page.goto(f"{address}draft/?section={code}")
        page.get_by_role("textbox", name=re.compile(f"Section {code}:")).fill(f"What section {code} says of Wren.")
        page.get_by_role("button", name="Save and go back to the list").click()


@dataclass
class Journey:
    """The child, the pages of staff, family (a phone without JavaScript) and school, and what is wrong with any."""

    demonstration: Demonstration
    day: date
    staff: Page
    family: Page
    senco: Page
    parent: Page
    checks: tuple[Faults, ...]
    child: str = ""
    school: str = ""
    faults: list[str] = field(default_factory=list)

    @property
    def address(self) -> str:
        """The child's page."""
        return f"{self.demonstration.url}/children/{self.child}/"

    def look(self, page: Page, name: str) -> None:
        """A picture at both widths, and what is wrong with the page."""
        keep_a_picture(page, f"plan-{name}")
        page.set_viewport_size(PHONE)  # type: ignore[arg-type]
        keep_a_picture(page, f"plan-{name}-phone")
        self.faults.extend(f"{name}: {each}" for check in self.checks for each in check(page))
        page.set_viewport_size(DESKTOP)  # type: ignore[arg-type]


def bring_in_a_file(journey: Journey) -> None:
    """What it holds is looked at, and nothing is brought in."""
    staff = journey.staff
    staff.goto(f"{journey.address}draft/bring-in/")
    journey.look(staff, "bring-in")
    text = (
        "Plan of Wren\nB: Special educational needs\nTalking is hard.\nSection F\nA teacher helps for 20 minutes daily."
    )
    file = {"name": "plan.txt", "mimeType": "text/plain", "buffer": text.encode()}
    staff.locator('input[type="file"]').set_input_files(file)  # type: ignore[arg-type]
    staff.get_by_role("button", name="See what is in it").click()
    expect(staff.get_by_role("heading", name="What was found in the plan")).to_be_visible()
    expect(staff.get_by_text("A teacher helps for 20 minutes daily.")).to_be_visible()
    journey.look(staff, "brought-in")


def write_and_send(journey: Journey) -> None:
    staff = journey.staff
    journey.demonstration.step_in(staff, "Priya Nair")
    staff.goto(f"{journey.address}draft/?section=A")
    staff.get_by_role("button", name=re.compile("Copy this in and save")).first.click()
    box = staff.get_by_role("textbox", name=re.compile("Section A"))
    expect(box).to_have_value("I like to draw maps.")
    box.press_sequentially(" And the family say more.")
    expect(staff.get_by_role("status").filter(has_text="Saved at")).to_be_visible(timeout=15_000)
    journey.look(staff, "section")
    staff.goto(f"{journey.address}draft/?section=A")
    expect(box).to_have_value(re.compile("the family say more"))
    write_all(staff, journey.address)
    staff.goto(f"{journey.address}draft/?section=F")
    staff.get_by_role("textbox", name=re.compile("Section F")).press_sequentially(" Access to help as needed.")
    expect(staff.locator("#as-you-type")).to_contain_text("“as needed” can mean anything or nothing")
    journey.look(staff, "checked-as-typed")
    staff.get_by_role("textbox", name=re.compile("Section F")).fill("What section F says of Wren.")
    staff.get_by_role("button", name="Save and go back to the list").click()
    journey.look(staff, "whole")
    staff.goto(f"{journey.address}draft/send/")
    fill_day(staff, "happened_on", journey.day - timedelta(days=20))
    fill_day(staff, "answer_by", journey.day - timedelta(days=6))
    journey.look(staff, "serve")
    staff.get_by_role("button", name="Record that the draft was sent").click()
    expect(staff.get_by_text("A copy is kept as it was sent")).to_be_visible()
    journey.look(staff, "sent")


def the_family_answers(journey: Journey) -> None:
    family, parent = journey.family, journey.parent
    for page in (family, parent):
        journey.demonstration.step_in(page, "Dawn Pritchard")
    parent.goto(f"{journey.demonstration.url}/family/children/{journey.child}/draft/")
    journey.look(parent, "family-draft")
    family.goto(f"{journey.demonstration.url}/family/children/{journey.child}/draft/")
    family.get_by_label("What do you think of section F?").fill("Please say how often.")
    family.get_by_label("The name of the school or college you want").fill(journey.school)
    family.get_by_label("No, I want something changed").check()
    family.get_by_role("button", name="Save and come back later").click()
    expect(family.get_by_label("What do you think of section F?")).to_have_value("Please say how often.")
    family.get_by_role("button", name="Send my answer").click()
    expect(family.get_by_text("Thank you. We have your answer.")).to_be_visible()
    keep_a_picture(family, "plan-family-sent-phone")


def staff_reply(journey: Journey) -> None:
    staff = journey.staff
    staff.goto(f"{journey.address}draft/?section=F")
    staff.get_by_role("textbox", name=re.compile("Section F")).fill("One hour each Monday.")
    staff.get_by_role("button", name="Save and go back to the list").click()
    staff.goto(f"{journey.address}draft/answers/")
    journey.look(staff, "answers")
    staff.get_by_role("link", name=re.compile("Answer this")).click()
    staff.get_by_label("Your answer to the family").fill("Yes: one hour each Monday.")
    staff.get_by_label(re.compile("Section F:")).check()
    journey.look(staff, "reply")
    staff.get_by_role("button", name="Save the answer").click()


def a_school_is_asked(journey: Journey) -> None:
    staff, senco = journey.staff, journey.senco
    staff.goto(f"{journey.address}consultations/")
    staff.get_by_label("Part of its name, or its URN").fill(journey.school)
    staff.get_by_role("button", name="Find it").click()
    staff.get_by_label(re.compile(re.escape(journey.school))).first.check()
    journey.look(staff, "consult")
    staff.get_by_role("button", name="Record that it was asked").click()

    journey.demonstration.step_in(senco, "Helen Marsh")
    senco.goto(f"{journey.demonstration.url}/partners/")
    journey.look(senco, "partner-list")
    senco.get_by_role("link", name="Wren Applegarth").click()
    senco.get_by_role("radio", name="Yes", exact=True).check()
    senco.get_by_label("What would you need to meet the needs in this draft?").fill("One trained assistant.")
    journey.look(senco, "partner-answer")
    senco.get_by_role("button", name="Send this answer").click()
    expect(senco.get_by_text("Sent. The council has your answer.")).to_be_visible()


def the_plan_is_final(journey: Journey) -> None:
    staff, family = journey.staff, journey.family
    staff.goto(f"{journey.address}final-plan/")
    expect(staff.get_by_text("Section I is empty")).to_be_visible()
    journey.look(staff, "final-stopped")
    staff.goto(f"{journey.address}placement/")
    staff.get_by_role("radio", name=journey.school, exact=True).check()
    staff.get_by_label("The type of school or college").fill("Mainstream secondary school")
    staff.get_by_label(re.compile("The family asked for this place")).check()
    staff.get_by_label("Why this place").fill("The family asked for it and it can meet needs.")
    staff.get_by_label("Who decided").fill("Ngozi Umeh, manager")
    fill_day(staff, "decided_on", journey.day)
    journey.look(staff, "place")
    staff.get_by_role("button", name="Record the decision").click()
    staff.goto(f"{journey.address}final-plan/")
    for label, text in (
        ("Signed by", "Ngozi Umeh, manager"), ("Who agreed section G", "Marle ICB"),
        ("How did that agreement reach you", "By letter"),
        ("Sent to: responsible commissioning body", "Marle ICB"),
    ):  # fmt: skip
        staff.get_by_label(re.compile(label)).fill(text)
    journey.look(staff, "final")
    staff.get_by_role("button", name="Record that the final plan was sent").click()
    expect(staff.get_by_text("Recorded: the final plan was sent.")).to_be_visible()

    family.goto(f"{journey.demonstration.url}/family/children/{journey.child}/plan/")
    expect(family.get_by_text("One hour each Monday.", exact=True)).to_be_visible()
    expect(family.locator("p", has_text="Mainstream secondary school")).to_be_visible()
    for name in ("plan", "draft", "plan/changes"):
        journey.parent.goto(f"{journey.demonstration.url}/family/children/{journey.child}/{name}/")
        journey.look(journey.parent, f"family-{name.replace('/', '-')}-after")
    staff.goto(f"{journey.address}draft/changes/")
    expect(staff.get_by_text("The family sees the same list.")).to_be_visible()
    journey.look(staff, "changes")
    keep_a_picture(family, "plan-family-final-phone")


def test_from_the_first_section_to_the_final_plan(
    open_context: Opener, demonstration: Demonstration, test_day: date, accessibility_faults: Faults,
    wider_than_the_window: Faults, case: tuple[str, str],
) -> None:  # fmt: skip
    pages = (open_context().new_page(), open_context(viewport=PHONE, java_script_enabled=False).new_page())
    others = (open_context().new_page(), open_context().new_page())
    journey = Journey(demonstration, test_day, *pages, *others, (accessibility_faults, wider_than_the_window))
    journey.child, journey.school = case
    write_and_send(journey)
    bring_in_a_file(journey)
    the_family_answers(journey)
    staff_reply(journey)
    a_school_is_asked(journey)
    the_plan_is_final(journey)
    assert journey.faults == []


@pytest.mark.parametrize("what", ["killed", "two people"])
def test_two_people_and_a_killed_server_lose_at_most_the_last_seconds(
    what: str, open_context: Opener, demonstration: Demonstration, case: tuple[str, str]
) -> None:
    """What was saved by itself is there after the server was killed, and beside what another person typed."""
    child, _ = case
    address = f"{demonstration.url}/children/{child}/draft/?section=B"
    first, second = open_context().new_page(), open_context().new_page()
    for page in (first, second):
        demonstration.step_in(page, "Priya Nair")
        page.goto(address)
    box = first.get_by_role("textbox", name=re.compile("Section B"))
    box.press_sequentially("Saved by itself.")
    expect(first.get_by_role("status").filter(has_text="Saved at")).to_be_visible(timeout=15_000)
    if what == "killed":
        demonstration.kill()
        demonstration.start()
        first.goto(address)
        expect(box).to_have_value("Saved by itself.")
        return
    other = second.get_by_role("textbox", name=re.compile("Section B"))
    other.press_sequentially("Typed at the same time.")
    expect(second.get_by_role("status").filter(has_text="saved this section")).to_be_visible(timeout=15_000)
    second.get_by_role("button", name="Save", exact=True).click()
    expect(second.get_by_text("Saved by itself.")).to_be_visible()
    expect(other).to_have_value("Typed at the same time.")
    keep_a_picture(second, "plan-two-at-once")
