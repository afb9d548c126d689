"""A forecast, from a plan of it to what each change does: by the finance officer, and read by the Schools Forum on
a phone.
"""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import BrowserContext, Page, expect

from tests.journeys.demonstration import Demonstration, keep_a_picture

Faults = Callable[[Page], list[str]]
DRAWN = "() => [...document.images].filter(each => each.complete && each.naturalWidth > 100).length"


def test_a_forecast_is_planned_worked_out_and_set_beside_the_one_before(
    demonstration: Demonstration, without_javascript: Page, accessibility_faults: Faults
) -> None:
    page = without_javascript
    demonstration.step_in(page, "Alan Whitby")
    page.goto(f"{demonstration.url}/money/forecasts/")
    keep_a_picture(page, "forecasts-desktop")
    page.get_by_role("button", name="Plan a forecast").or_(page.get_by_role("link", name="Plan a forecast")).click()
    page.get_by_role("button", name="Continue").click()
    expect(page.locator(".govuk-error-summary")).to_contain_text("called")
    page.get_by_label("What is this forecast called?").fill("With a base at Wrenbury")
    page.get_by_label("How many years ahead?").fill("4")
    page.get_by_label("How many simulations?").fill("200")
    page.get_by_role("button", name="Continue").click()
    page.get_by_role("link", name="Suppose that places open").click()
    keep_a_picture(page, "forecast-change-desktop")
    page.get_by_label("What is the change called?").fill("Base at Wrenbury")
    page.get_by_label("In which kind of setting do the places open?").select_option("support_base")
    page.get_by_label("How many places?").fill("8")
    for box, typed in (("day", "1"), ("month", "9"), ("year", "2027")):
        page.locator(f"#id_starts_{box}").fill(typed)
    page.get_by_role("group", name="Whose newcomers would go there instead?").get_by_label("Independent school").check()
    page.get_by_role("button", name="Suppose this").click()
    expect(page.locator("main")).to_contain_text("8 places open in: SEN unit or resourced provision")
    keep_a_picture(page, "forecast-planned-desktop")
    page.get_by_role("button", name="Work it out").click()
    _wait(page, "What the changes do")
    expect(page.locator("main")).to_contain_text("What changed since the last forecast")


def test_the_schools_forum_reads_it_on_a_phone(
    demonstration: Demonstration, phone: Page, page: Page, accessibility_faults: Faults, wider_than_the_window: Faults
) -> None:
    for reader, name in ((page, "desktop"), (phone, "phone")):
        demonstration.step_in(reader, "Owen Tredgold")
        reader.goto(f"{demonstration.url}/money/forecasts/")
        reader.get_by_role("link", name="Autumn budget").click()
        _wait(reader, "What the changes do")
        reader.wait_for_function(f"() => ({DRAWN})() >= 3")
        keep_a_picture(reader, f"forecast-{name}")
        assert accessibility_faults(reader) == []
        assert wider_than_the_window(reader) == []
        assert not reader.get_by_role("button", name="Run it again").is_visible()


def test_forms_are_filled_from_it_and_read_on_a_phone(
    demonstration: Demonstration, phone: Page, page: Page, accessibility_faults: Faults, wider_than_the_window: Faults
) -> None:
    for reader, size in ((page, "desktop"), (phone, "phone")):
        demonstration.step_in(reader, "Owen Tredgold")
        reader.goto(f"{demonstration.url}/money/forecasts/")
        reader.get_by_role("link", name="Autumn budget").click()
        _wait(reader, "What the changes do")
        reader.get_by_role("link", name="Forms filled from it").click()
        keep_a_picture(reader, f"authority-forms-{size}")
        listed = reader.url
        for form in ("SEND reform plan", "School capacity survey", "Management plan"):
            reader.goto(listed)
            reader.get_by_role("link", name=f"{form}: tables and assumptions").click()
            expect(reader.locator("main")).to_contain_text("Exact numbers are hidden")
            keep_a_picture(reader, f"authority-{form.split()[0]}-{size}")
            assert accessibility_faults(reader) == []
            assert wider_than_the_window(reader) == []


def test_who_files_a_form_sees_it_in_full_and_finds_that_in_their_activity(
    demonstration: Demonstration, without_javascript: Page, accessibility_faults: Faults
) -> None:
    page = without_javascript
    demonstration.step_in(page, "Alan Whitby")
    page.goto(f"{demonstration.url}/money/forecasts/")
    page.get_by_role("link", name="Autumn budget").click()
    _wait(page, "What the changes do")
    page.get_by_role("link", name="Forms filled from it").click()
    page.get_by_role("link", name="SEND reform plan: tables and assumptions").click()
    page.get_by_role("link", name="10 Requests for an assessment, by age").click()
    page.get_by_role("link", name="see it in full, to file it").click()
    expect(page.locator("main")).to_contain_text("This form is in full")
    expect(page.get_by_role("table")).to_contain_text("(actual)")
    keep_a_picture(page, "authority-in-full-desktop")
    page.get_by_role("link", name="11 Assessments, by age").click()
    expect(page.locator("main")).to_contain_text("This form is in full")
    page.get_by_role("link", name="The same in multiples of 5").click()
    expect(page.locator("main")).to_contain_text("Exact numbers are hidden")
    page.goto(f"{demonstration.url}/account/activity/")
    expect(page.locator("main")).to_contain_text("saw a statutory form of a forecast in full")


def test_its_pictures_are_drawn_under_the_strict_policy(
    demonstration: Demonstration, open_context: Callable[..., BrowserContext]
) -> None:
    page = open_context(bypass_csp=False).new_page()
    refused: list[str] = []
    page.on("console", lambda message: refused.append(message.text) if message.type == "error" else None)
    demonstration.step_in(page, "Owen Tredgold")
    page.goto(f"{demonstration.url}/money/forecasts/")
    page.get_by_role("link", name="Autumn budget").click()
    _wait(page, "What the changes do")
    page.wait_for_function(f"() => ({DRAWN})() >= 3")
    assert refused == []


def _wait(page: Page, words: str) -> None:
    """Ask again, as a reader would, until the run is over."""
    for _ in range(120):
        if words in page.locator("main").inner_text():
            return
        page.wait_for_timeout(1000)
        page.reload()
    raise AssertionError(f"no {words!r} after two minutes: {page.locator('main').inner_text()[:400]}")
