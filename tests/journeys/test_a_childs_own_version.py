"""A plan as its owner reads it: begun by staff from the plan's own words, checked, then read by a young person on a
phone without JavaScript, by a parent, and aloud; and marked as old when a newer plan is sent."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date, timedelta

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.journeys.conftest import DESKTOP, PHONE
from tests.journeys.demonstration import ROOT, Demonstration, keep_a_picture
from tests.journeys.test_a_case_from_request_to_plan import fill_day
from tests.journeys.test_a_plan_from_draft_to_final import END_CASE, NEW_CASE, write_all

Opener = Callable[..., BrowserContext]
Faults = Callable[[Page], list[str]]
CHILD_TOO = """
from goldenthread.foundation.access.roles import Role
child.born_on = clock.today().replace(year=clock.today().year - 17, day=1); child.save(update_fields=["born_on"])
a.tie(child, "self", who=Adult.objects.get(name="Jamie Osei"))
child.ties.filter(kind="parent").update(young_person_agrees=True)
"""
END_CHILD = """
Tie.objects.filter(child__public_id=sys.argv[1], adult__name="Jamie Osei").delete()
"""
# Says what a device would be given to say, without a voice: browsers in tests have none.
SPEAKER = """
window.said = [];
const voice = { speak: (each) => window.said.push(each.text), cancel() {} };
Object.defineProperty(window, "speechSynthesis", { value: voice });
"""


@pytest.fixture
def child(demonstration: Demonstration) -> Iterator[str]:
    """A new case of a young person and a parent of the cast, theirs only for this journey."""
    settings = demonstration.environment | {"DJANGO_SETTINGS_MODULE": "goldenthread.config.settings"}
    begin = NEW_CASE.replace("print(child.public_id)", f"{CHILD_TOO}print(child.public_id)")
    made = subprocess.run(
        [sys.executable, "-c", begin], cwd=ROOT, check=True, capture_output=True, text=True, env=settings
    ).stdout.split()[0]  # fmt: skip
    yield made
    subprocess.run([sys.executable, "-c", END_CASE + END_CHILD, made], cwd=ROOT, check=True, env=settings)


def send(staff: Page, address: str, day: date, ago: int) -> None:
    staff.goto(f"{address}draft/send/")
    fill_day(staff, "happened_on", day - timedelta(days=ago))
    fill_day(staff, "answer_by", day - timedelta(days=ago - 14))
    staff.get_by_role("button", name="Record that the draft was sent").click()


def make(staff: Page, address: str) -> None:
    """Begin, look at each part, write one sentence anew, check the whole."""
    staff.goto(f"{address}own-version/")
    staff.get_by_role("button", name="Begin").click()
    while staff.get_by_text("Nobody has looked at this yet").count():
        staff.get_by_role("link", name="Look at and change").first.click()
        if staff.get_by_role("heading", name="What I like and want").count():
            staff.get_by_label("Sentence 1").fill("I like to draw maps.")
            staff.get_by_label("Symbol beside sentence 1").select_option("picture")
            staff.get_by_label("Sentence 2").fill("I want to be a ranger.")
        staff.get_by_role("button", name="Save").click()
    staff.get_by_role("button", name="I have checked it: show it to the family").click()


def test_from_the_plans_words_to_the_childs_own(
    open_context: Opener, demonstration: Demonstration, test_day: date, child: str, accessibility_faults: Faults,
    wider_than_the_window: Faults,
) -> None:  # fmt: skip
    faults: list[str] = []

    def look(page: Page, name: str) -> None:
        for width, ending in ((PHONE, "-phone"), (DESKTOP, "")):
            page.set_viewport_size(width)  # type: ignore[arg-type]
            keep_a_picture(page, f"own-{name}{ending}")
            faults.extend(f"{name}{ending}: {each}" for check in (accessibility_faults, wider_than_the_window)
                          for each in check(page))  # fmt: skip

    staff, parent = open_context().new_page(), open_context().new_page()
    jamie = open_context(viewport=PHONE, java_script_enabled=False).new_page()
    address, theirs = f"{demonstration.url}/children/{child}/", f"{demonstration.url}/family/children/{child}/"
    demonstration.step_in(staff, "Priya Nair")
    write_all(staff, address)
    staff.goto(f"{address}draft/?section=A")
    staff.get_by_role("textbox").first.fill("I like to draw maps. Quiet helps me.\n\nI want to be a ranger.")
    staff.get_by_role("button", name="Save and go back to the list").click()
    send(staff, address, test_day, 20)
    staff.goto(f"{address}own-version/")
    staff.get_by_role("button", name="Begin").click()
    look(staff, "proposed")
    staff.goto(f"{address}own-version/?part=likes")
    look(staff, "part")
    staff.goto(f"{address}own-version/")
    while staff.get_by_text("Nobody has looked at this yet").count():
        staff.get_by_role("link", name="Look at and change").first.click()
        staff.get_by_role("button", name="Save").click()
    staff.get_by_role("button", name="I have checked it: show it to the family").click()
    expect(staff.get_by_text("Checked. The child and the family can read it now.")).to_be_visible()
    look(staff, "checked")

    demonstration.step_in(jamie, "Jamie Osei")
    jamie.goto(theirs)
    jamie.get_by_role("link", name="My plan, in Easy Read").click()
    expect(jamie.get_by_role("heading", name="My plan", exact=True)).to_be_visible()
    expect(jamie.get_by_text("I want to be a ranger.")).to_be_visible()
    expect(jamie.get_by_role("button", name="Read this page to me")).to_be_hidden()
    keep_a_picture(jamie, "own-young-person-phone")

    demonstration.step_in(parent, "Dawn Pritchard")
    parent.add_init_script(SPEAKER)
    parent.goto(f"{theirs}plan/mine/")
    look(parent, "parent")
    parent.get_by_role("button", name="Read this page to me").click()
    said = parent.evaluate("window.said")
    assert "What I like and want" in said and "I want to be a ranger." in said
    parent.get_by_role("button", name="Stop reading").click()
    expect(parent.get_by_role("button", name="Read this page to me")).to_be_visible()

    staff.goto(f"{address}one-page/")
    staff.get_by_label("How best to support me").fill("Tell me what comes next.")
    look(staff, "profile-form")
    staff.get_by_role("button", name="Save").click()
    parent.goto(f"{theirs}plan/one-page/")
    expect(parent.get_by_text("Tell me what comes next.")).to_be_visible()
    look(parent, "profile")
    staff.goto(f"{address}languages/")
    staff.get_by_label("Which language?").select_option("ar")
    staff.get_by_label("Who translated it?").fill("Ewa Nowak")
    staff.get_by_label("Or type it here").fill("أحب رسم الخرائط")
    staff.get_by_role("button", name="Add", exact=True).click()
    look(staff, "languages-staff")
    parent.goto(f"{theirs}plan/languages/")
    parent.get_by_text("Read it here").click()
    look(parent, "languages")

    staff.goto(f"{address}draft/?section=E")
    staff.get_by_role("textbox").first.fill("Wren will draw a map of the school by July 2027.")
    staff.get_by_role("button", name="Save and go back to the list").click()
    send(staff, address, test_day, 2)
    jamie.reload()
    expect(jamie.get_by_text("A person must check it.")).to_be_visible()
    expect(jamie.get_by_text("Section E:")).to_be_visible()
    keep_a_picture(jamie, "own-young-person-old-phone")
    parent.goto(f"{theirs}plan/mine/")
    look(parent, "old")
    parent.goto(f"{theirs}plan/languages/")
    expect(parent.get_by_text("This is old.")).to_be_visible()
    staff.goto(f"{address}own-version/")
    look(staff, "old-staff")
    make(staff, address)
    jamie.reload()
    expect(jamie.get_by_text("A person must check it.")).to_be_hidden()
    expect(jamie.get_by_text("Wren will draw a map of the school by July 2027.")).to_be_visible()
    assert faults == []
