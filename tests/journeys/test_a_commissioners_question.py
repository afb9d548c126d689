"""A commissioner sees where need and supply are apart, asks what a base would do, and records places."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import BrowserContext, expect

from tests.journeys.conftest import PHONE
from tests.journeys.demonstration import Demonstration, keep_a_picture

Opener = Callable[..., BrowserContext]


def test_where_are_need_and_supply_apart(demonstration: Demonstration, open_context: Opener) -> None:
    page = open_context(viewport=PHONE, java_script_enabled=False).new_page()
    demonstration.step_in(page, "Mei Tan")
    page.goto(f"{demonstration.url}/places/")
    expect(page.get_by_role("heading", name="Places for children with plans")).to_be_visible()
    # The demonstration's own forecast may still be being worked out: then the page says that there is none yet.
    expect(page.get_by_role("heading", name="The next ten years")).to_be_visible()
    picture = page.get_by_role("img", name="Map of")
    assert picture.evaluate("each => each.naturalWidth") > 100
    keep_a_picture(page, "places")

    page.get_by_role("link", name="What would a new base do?").click()
    page.get_by_label("Where").select_option(label="Marle Town")
    page.get_by_label("Secondary").check()
    page.get_by_label("Autistic spectrum disorder").check()
    page.get_by_label("How many places").fill("20")
    page.get_by_label("What one place there would cost a year").fill("18000")
    page.get_by_label("What an independent place costs a year").fill("59000")
    page.get_by_role("button", name="Work it out").click()
    expect(page.get_by_role("heading", name="20 places in Marle Town from September 2027, secondary")).to_be_visible()
    expect(page.get_by_text("Nobody settled is moved")).to_be_visible()
    keep_a_picture(page, "a new base")

    page.goto(f"{demonstration.url}/places/commissioned/")
    page.get_by_role("button", name="Record places").click()
    page.get_by_role("button", name="Save these places").click()
    expect(page.get_by_role("alert")).to_contain_text("Enter the setting’s URN or UKPRN")
