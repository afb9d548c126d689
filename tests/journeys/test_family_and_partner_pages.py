"""A family's and a partner's pages in a browser: no axe fault, no sideways scrolling on a phone, usable by keyboard."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import BrowserContext, Page
from pytest_django.live_server_helper import LiveServer

from goldenthread.foundation.access.roles import Role
from goldenthread.foundation.accounts.models import User
from goldenthread.foundation.people.models import Child
from tests.builders import a_child, a_health_service, a_school, an_account, reckon, signed_in, tie
from tests.web.family import families
from tests.web.family.families import a_family, ago

pytestmark = pytest.mark.django_db(transaction=True)
PHONE = {"width": 320, "height": 640}
Opener = Callable[..., BrowserContext]
Faults = Callable[[Page], list[str]]


def open_as(context: BrowserContext, account: User, server: LiveServer) -> Page:
    """A page with that account signed in."""
    session = signed_in(account).cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": server.url}])
    return context.new_page()


def keep_a_picture(page: Page, name: str) -> None:
    """A full-page picture, where a person asks for them: SCREENSHOTS names the folder."""
    if folder := os.environ.get("SCREENSHOTS"):
        page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)


def a_family_with_everything() -> tuple[Child, User]:
    child, parent = a_family()
    families.a_parent_in_hiding(child)
    families.assessing(child)
    families.in_review(child)
    sister = a_child("Zara", born_on=ago(2000), in_their_words="")
    tie(sister, "parent", who=parent, parental_responsibility=True)
    families.final_late(sister)
    return child, parent


@pytest.mark.parametrize("size", [{"width": 1280, "height": 900}, PHONE], ids=["desktop", "phone"])
def test_a_familys_pages_have_no_fault_at_any_width(
    live_server: Any, open_context: Opener, accessibility_faults: Faults, wider_than_the_window: Faults, size: dict
) -> None:
    child, parent = a_family_with_everything()
    page = open_as(open_context(viewport=size), parent, live_server)
    sister = Child.rows.get(forename="Zara")
    paths = {
        "home": "/family/",
        "child": f"/family/children/{child.public_id}/",
        "sister": f"/family/children/{sister.public_id}/",
        "looks": f"/family/children/{child.public_id}/looks/",
    }
    for name, path in paths.items():
        page.goto(live_server.url + path)
        keep_a_picture(page, f"family-{name}-{size['width']}")
        for each in page.locator("main details").all():
            each.evaluate("part => { part.open = true }")
        assert accessibility_faults(page) == [], path
        assert wider_than_the_window(page) == [], path


@pytest.mark.parametrize("size", [{"width": 1280, "height": 900}, PHONE], ids=["desktop", "phone"])
def test_a_partners_pages_have_no_fault_at_any_width(
    live_server: Any, open_context: Opener, accessibility_faults: Faults, wider_than_the_window: Faults, size: dict
) -> None:
    school, service = a_school("Marle Primary School"), a_health_service("Marle Paediatrics")
    pupils = []
    for number, situation in enumerate((families.assessing, families.in_review, families.review_late, families.issued)):
        pupil = a_child(f"Child{number}", born_on=ago(3000 + number), in_their_words=families.WORDS, known_as="Robin")
        tie(pupil, "attends", at=school)
        tie(pupil, "parent", who=an_account(Role.PARENT), relationship="Mum", parental_responsibility=True)
        situation(pupil)
        pupils.append(pupil)
    reckon(*pupils)
    for name, account in (
        ("senco", an_account(Role.SENCO, at=school, name="Sam Okoro")),
        ("health", an_account(Role.HEALTH_ADVISER, at=service)),
    ):
        page = open_as(open_context(viewport=size), account, live_server)
        paths = {"list": "/partners/", "nothing": "/partners/?need=VI&status=late"}
        if name == "senco":
            paths |= {f"child-{n}": f"/partners/children/{pupils[n].public_id}/" for n in (0, 1)}
        for what, path in paths.items():
            page.goto(live_server.url + path)
            keep_a_picture(page, f"partner-{name}-{what}-{size['width']}")
            assert accessibility_faults(page) == [], path
            assert wider_than_the_window(page) == [], path


def test_a_parent_can_open_a_dates_explanation_and_the_looks_by_keyboard_alone(
    live_server: Any, open_context: Opener
) -> None:
    child, parent = a_family()
    families.asked(child)
    page = open_as(open_context(), parent, live_server)
    page.goto(f"{live_server.url}/family/children/{child.public_id}/")
    _tab_to(page, "Why this date")
    page.keyboard.press("Enter")
    assert page.locator("main details[open]").first.get_by_text("How we counted").is_visible()
    _tab_to(page, "See who has looked at this record")
    page.keyboard.press("Enter")
    page.wait_for_url("**/looks/")
    assert page.get_by_role("heading", level=1).inner_text() == "Who has looked at Amira’s record"


def test_the_family_page_says_it_all_without_javascript(live_server: Any, open_context: Opener) -> None:
    child, parent = a_family()
    families.final_late(child)
    page = open_as(open_context(java_script_enabled=False), parent, live_server)
    page.goto(f"{live_server.url}/family/children/{child.public_id}/")
    assert page.get_by_role("heading", name="Why it is late").is_visible()
    page.locator("summary", has_text="Why this date").first.click()
    assert page.get_by_text("How we counted").first.is_visible()


def _tab_to(page: Page, words: str) -> None:
    for _ in range(60):
        page.keyboard.press("Tab")
        if words in (page.evaluate("document.activeElement.textContent") or ""):
            return
    raise AssertionError(f"{words!r} cannot be reached by keyboard")
