"""An adviser comments on their parts of a draft, on a phone or by keyboard, and is answered; health agrees G."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.journeys.conftest import DESKTOP, PHONE
from tests.journeys.demonstration import ROOT, Demonstration, keep_a_picture

Opener = Callable[..., BrowserContext]
Faults = Callable[[Page], list[str]]
# A plan being drafted from the advice of two services of the cast; each of its sections says something.
NEW_CASE = """
import django; django.setup()
from datetime import timedelta
from types import SimpleNamespace
from goldenthread.domain.advice.report import NEED, OUTCOME, PROVISION
from goldenthread.features.casework.models import AdviceReport
from goldenthread.features.casework.operations.plan_assembling import take_advice
from goldenthread.foundation import clock
from goldenthread.foundation.accounts.models import User
from goldenthread.foundation.people.models import Adult, Organisation
from tests import builders as a
from tests.plan_advice import a_row
day = lambda ago: clock.today() - timedelta(days=ago)
child = a.a_child("Rowan", "Tilney", in_their_words="I like to be outside.")
a.tie(child, "case_team", at=Organisation.objects.get(name="Wrenbury SEND team"))
a.tie(child, "allocated", who=Adult.objects.get(name="Priya Nair"))
codes = {"outcome": "Y", "has_assessment": True, "assessment_outcome": "Y"}
days = {"request_received": day(120), "assess_decision_notified": day(90), "plan_agreed": day(40)}
request = a.a_request(child, fields=codes, **days)
wrote = {
    "psychology": ("Dr Ines Duarte", "psychology", "cognition", "Reading taught by sound, in small steps."),
    "medical": ("Dr Elin Hughes", "health", "health", "A programme by an occupational therapist."),
}
entries = []
for kind, (name, tied, area, provision) in wrote.items():
    body = User.objects.get(name=name).grants.first().organisation
    a.tie(child, tied, at=body)
    days = {"advice_requested": day(80), "advice_received": day(10)}
    advice = a.an_advice(request, kind, fields={"organisation": body}, **days)
    report = AdviceReport.rows.create(
        child=child, advice=advice, state="submitted", submitted_at=clock.now(), submitted_on=day(10),
        saved_at=clock.now(), saved_by="system", saved_by_name=name)
    need = a_row(report, NEED, f"A need of {kind}.", area=area)
    outcome = a_row(report, OUTCOME, f"An outcome of {kind}.", need)
    help = a_row(report, PROVISION, provision, outcome, who="A therapist")
    entries += [row.public_id for row in (need, outcome, help)]
take_advice(request=request, entries=entries, by=a.viewer(User.objects.get(name="Priya Nair")), on=clock.today())
a.reckon(child)
print(child.public_id)
"""
END_CASE = """
import sys
import django; django.setup()
from goldenthread.foundation.people.models import Tie
Tie.objects.filter(child__public_id=sys.argv[1]).delete()
"""


@pytest.fixture
def child(demonstration: Demonstration) -> Iterator[str]:
    """A child whose plan is being drafted; tied to nobody when the journey ends, for other journeys count theirs."""
    settings = demonstration.environment | {"DJANGO_SETTINGS_MODULE": "goldenthread.config.settings"}
    made = subprocess.run(
        [sys.executable, "-c", NEW_CASE], cwd=ROOT, check=True, capture_output=True, text=True, env=settings
    )
    yield made.stdout.strip()
    subprocess.run([sys.executable, "-c", END_CASE, made.stdout.strip()], cwd=ROOT, check=True, env=settings)


@pytest.fixture
def look(accessibility_faults: Faults, wider_than_the_window: Faults) -> Iterator[Callable[[Page, str], None]]:
    """Keeps a picture at both widths, and fails at the end if axe found anything or a page was too wide."""
    wrong: list[str] = []

    def take(page: Page, name: str) -> None:
        before = page.viewport_size
        for width, said in ((DESKTOP, "desktop"), (PHONE, "phone")):
            page.set_viewport_size(width)  # type: ignore[arg-type]
            keep_a_picture(page, f"advisers-{name}-{said}")
            wrong.extend(
                f"{name} {said}: {fault}" for fault in (*accessibility_faults(page), *wider_than_the_window(page))
            )
        page.set_viewport_size(before or DESKTOP)  # type: ignore[arg-type]

    yield take
    assert wrong == []


def show_the_draft(staff: Page, address: str, look: Callable[[Page, str], None]) -> None:
    staff.goto(f"{address}draft/")
    staff.get_by_role("link", name="Show advisers their parts of the draft").click()
    expect(staff.locator("main")).to_contain_text("Educational psychologist")
    look(staff, "show")
    staff.get_by_role("button", name="Show it to them").click()
    expect(staff.get_by_role("alert")).to_contain_text("Say why it is necessary")
    staff.get_by_label("Why is it necessary").fill("So that they can say whether it is right.")
    staff.get_by_role("button", name="Show it to them").click()
    expect(staff.get_by_role("alert")).to_contain_text("Advisers can read their parts of the draft")


def test_an_adviser_comments_on_a_phone_without_javascript_and_is_answered(
    open_context: Opener, demonstration: Demonstration, child: str, look: Callable[[Page, str], None]
) -> None:
    staff, phone = open_context().new_page(), open_context(viewport=PHONE, java_script_enabled=False).new_page()
    address = f"{demonstration.url}/children/{child}/"
    demonstration.step_in(staff, "Priya Nair")
    show_the_draft(staff, address, look)

    demonstration.step_in(phone, "Dr Ines Duarte")
    phone.get_by_role("link", name="Our children").first.click()
    phone.get_by_role("link", name="Rowan Tilney").first.click()
    expect(phone.locator("main")).to_contain_text("Reading taught by sound")
    expect(phone.locator("main")).not_to_contain_text("occupational therapist")
    keep_a_picture(phone, "advisers-parts-phone-without-javascript")
    box = phone.get_by_role("textbox", name=re.compile("say about item F1"))
    box.fill("It must be each school day, not in small steps alone.")
    phone.get_by_role("button", name="Save and come back later").click()
    expect(box).to_have_value("It must be each school day, not in small steps alone.")
    phone.get_by_role("button", name="Send my comments").click()
    expect(phone.get_by_role("alert")).to_contain_text("Sent.")

    staff.goto(f"{address}draft/?section=F")
    expect(staff.locator("main")).to_contain_text("What was said about this section")
    look(staff, "beside-the-section")
    staff.get_by_role("link", name=re.compile("^Answer this")).click()
    look(staff, "answering")
    staff.get_by_label("Your answer to the adviser").fill(
        "The steps are how it is taught. How often is in the next line."
    )
    staff.get_by_role("button", name="Save the answer").click()
    expect(staff.get_by_role("alert")).to_contain_text("The adviser can read your answer")
    look(staff, "answers")

    reader = open_context().new_page()
    demonstration.step_in(reader, "Dr Ines Duarte")
    reader.goto(f"{demonstration.url}/partners/children/{child}/draft/")
    expect(reader.locator("main")).to_contain_text("Not changed, because: The steps are how it is taught.")
    look(reader, "answered")


def test_health_agrees_section_g_and_a_changed_section_asks_again(
    open_context: Opener, demonstration: Demonstration, child: str, look: Callable[[Page, str], None]
) -> None:
    staff, officer = open_context().new_page(), open_context().new_page()
    address = f"{demonstration.url}/children/{child}/"
    demonstration.step_in(staff, "Priya Nair")
    show_the_draft(staff, address, lambda page, name: None)

    demonstration.step_in(officer, "Dr Elin Hughes")
    officer.goto(f"{demonstration.url}/partners/children/{child}/draft/")
    look(officer, "officer-parts")
    officer.get_by_role("link", name="Say whether section G is agreed").click()
    expect(officer.locator("main")).to_contain_text("A programme by an occupational therapist.")
    look(officer, "officer-g")
    officer.get_by_role("radio", name="No").check()
    officer.get_by_role("button", name="Record my answer").click()
    expect(officer.get_by_role("alert")).to_contain_text("Say why you do not agree it")
    officer.get_by_role("radio", name=re.compile("^Yes")).check()
    officer.get_by_role("button", name="Record my answer").click()
    expect(officer.get_by_role("alert")).to_contain_text("The council’s team has your answer")
    expect(officer.locator("main")).to_contain_text("That holds")

    staff.goto(f"{address}draft/health/")
    expect(staff.locator("main")).to_contain_text("agrees section G as it is now")
    look(staff, "health-agreed")
    staff.goto(f"{address}draft/items/")
    card = staff.locator("article.gt-item").filter(has_text="A programme by an occupational therapist.")
    card.get_by_role("link", name=re.compile("^Change")).first.click()
    staff.get_by_label(re.compile("What should be provided")).fill("A programme by a nurse.")
    staff.get_by_label(re.compile("If the words are not those")).fill("The family asked for it.")
    staff.get_by_role("button", name=re.compile("^Save")).first.click()
    staff.goto(f"{address}draft/")
    expect(staff.locator("main")).to_contain_text("Changed since")
    look(staff, "draft")
    officer.reload()
    expect(officer.locator("main")).to_contain_text("does not hold for the words as they are now")
    look(officer, "officer-asked-again")


def test_the_adviser_needs_no_mouse(page: Page, demonstration: Demonstration, child: str) -> None:
    demonstration.step_in(page, "Priya Nair")
    show_the_draft(page, f"{demonstration.url}/children/{child}/", lambda page, name: None)
    demonstration.step_in(page, "Dr Elin Hughes")
    page.goto(f"{demonstration.url}/partners/children/{child}/draft/")
    label = "document.activeElement.labels?.[0]?.innerText ?? ''"
    reached = 0
    for _ in range(60):
        page.keyboard.press("Tab")
        if "G1" in str(page.evaluate(label)):
            page.keyboard.type("Twice a term is what we can give.")
        if page.evaluate("document.activeElement.innerText") == "Send my comments":
            page.keyboard.press("Enter")
            reached = 1
            break
    assert reached, "the button was not reached"
    expect(page.get_by_role("alert")).to_contain_text("Sent.")
    expect(page.locator("main")).to_contain_text("Twice a term is what we can give.")
