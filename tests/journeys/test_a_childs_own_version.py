"""A plan as its owner reads it: begun by staff from the plan's own words, checked, then read by a young person on a
phone without JavaScript, by a parent, and aloud; and marked as old when a newer plan is sent."""

from __future__ import annotations

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


def look_at_each_part(staff: Page) -> None:
    """Open and save each part nobody has looked at, then check the whole."""
    while staff.get_by_text("Nobody has looked at this yet").count():
        staff.get_by_role("link", name="Look at and change").first.click()
        if staff.get_by_role("heading", name="What I like and want").count():
            staff.get_by_label("Symbol beside sentence 1").select_option("picture")
        staff.get_by_role("button", name="Save").click()
    staff.get_by_role("button", name="I have checked it: show it to the family").click()


@dataclass
class Journey:
    """The child's pages of staff and family; a parent and staff at a desk, the young person on a phone without
    JavaScript; and what is wrong with any page."""

    address: str
    theirs: str
    day: date
    staff: Page
    parent: Page
    jamie: Page
    checks: tuple[Faults, ...]
    faults: list[str] = field(default_factory=list)

    def look(self, page: Page, name: str) -> None:
        """A picture at both widths, and what is wrong with the page at either."""
        for width, ending in ((PHONE, "-phone"), (DESKTOP, "")):
            page.set_viewport_size(width)  # type: ignore[arg-type]
            keep_a_picture(page, f"own-{name}{ending}")
            self.faults.extend(f"{name}{ending}: {each}" for check in self.checks for each in check(page))


def staff_make_it(journey: Journey) -> None:
    staff, address = journey.staff, journey.address
    write_all(staff, address)
    staff.goto(f"{address}draft/?section=A")
    staff.get_by_role("textbox").first.fill("I like to draw maps. Quiet helps me.\n\nI want to be a ranger.")
    staff.get_by_role("button", name="Save and go back to the list").click()
    send(staff, address, journey.day, 20)
    staff.goto(f"{address}own-version/")
    staff.get_by_role("button", name="Begin").click()
    journey.look(staff, "proposed")
    staff.goto(f"{address}own-version/?part=likes")
    journey.look(staff, "part")
    staff.goto(f"{address}own-version/")
    look_at_each_part(staff)
    expect(staff.get_by_text("Checked. The child and the family can read it now.")).to_be_visible()
    journey.look(staff, "checked")


def child_and_parent_read_it(journey: Journey) -> None:
    jamie, parent = journey.jamie, journey.parent
    jamie.goto(journey.theirs)
    jamie.get_by_role("link", name="My plan, in Easy Read").click()
    expect(jamie.get_by_role("heading", name="My plan", exact=True)).to_be_visible()
    expect(jamie.get_by_text("I want to be a ranger.")).to_be_visible()
    expect(jamie.get_by_role("button", name="Read this page to me")).to_be_hidden()
    keep_a_picture(jamie, "own-young-person-phone")
    parent.add_init_script(SPEAKER)
    parent.goto(f"{journey.theirs}plan/mine/")
    journey.look(parent, "parent")
    parent.get_by_role("button", name="Read this page to me").click()
    said = parent.evaluate("window.said")
    assert "What I like and want" in said and "I want to be a ranger." in said
    parent.get_by_role("button", name="Stop reading").click()
    expect(parent.get_by_role("button", name="Read this page to me")).to_be_visible()


def the_profile_and_a_translation(journey: Journey) -> None:
    staff, parent = journey.staff, journey.parent
    staff.goto(f"{journey.address}one-page/")
    staff.get_by_label("How best to support me").fill("Tell me what comes next.")
    journey.look(staff, "profile-form")
    staff.get_by_role("button", name="Save").click()
    parent.goto(f"{journey.theirs}plan/one-page/")
    expect(parent.get_by_text("Tell me what comes next.")).to_be_visible()
    journey.look(parent, "profile")
    staff.goto(f"{journey.address}languages/")
    staff.get_by_label("Which language?").select_option("ar")
    staff.get_by_label("Who translated it?").fill("Ewa Nowak")
    staff.get_by_label("Or type it here").fill("أحب رسم الخرائط")
    staff.get_by_role("button", name="Add", exact=True).click()
    journey.look(staff, "languages-staff")
    parent.goto(f"{journey.theirs}plan/languages/")
    parent.get_by_text("Read it here").click()
    journey.look(parent, "languages")


def a_newer_plan_is_sent(journey: Journey) -> None:
    staff, parent, jamie = journey.staff, journey.parent, journey.jamie
    staff.goto(f"{journey.address}draft/?section=E")
    staff.get_by_role("textbox").first.fill("Wren will draw a map of the school by July 2027.")
    staff.get_by_role("button", name="Save and go back to the list").click()
    send(staff, journey.address, journey.day, 2)
    jamie.reload()
    expect(jamie.get_by_text("A person must check it.")).to_be_visible()
    expect(jamie.get_by_text("Section E:")).to_be_visible()
    keep_a_picture(jamie, "own-young-person-old-phone")
    parent.goto(f"{journey.theirs}plan/mine/")
    journey.look(parent, "old")
    parent.goto(f"{journey.theirs}plan/languages/")
    expect(parent.get_by_text("This is old.")).to_be_visible()
    staff.goto(f"{journey.address}own-version/")
    journey.look(staff, "old-staff")
    staff.get_by_role("button", name="Begin").click()
    look_at_each_part(staff)
    jamie.reload()
    expect(jamie.get_by_text("A person must check it.")).to_be_hidden()
    expect(jamie.get_by_text("Wren will draw a map of the school by July 2027.")).to_be_visible()


def test_from_the_plans_words_to_the_childs_own(
    open_context: Opener, demonstration: Demonstration, test_day: date, child: str, accessibility_faults: Faults,
    wider_than_the_window: Faults,
) -> None:  # fmt: skip
    at, path = demonstration.url, f"children/{child}/"
    pages = [open_context().new_page(), open_context().new_page()]
    pages.append(open_context(viewport=PHONE, java_script_enabled=False).new_page())
    for page, name in zip(pages, ("Priya Nair", "Dawn Pritchard", "Jamie Osei"), strict=True):
        demonstration.step_in(page, name)
    checks = (accessibility_faults, wider_than_the_window)
    journey = Journey(f"{at}/{path}", f"{at}/family/{path}", test_day, *pages, checks)
    staff_make_it(journey)
    child_and_parent_read_it(journey)
    the_profile_and_a_translation(journey)
    a_newer_plan_is_sent(journey)
    assert journey.faults == []
