"""Every kind of page, at desktop width and at 320 pixels, everything on it opened: axe, headings, language, title."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.journeys.conftest import DESKTOP, PHONE
from tests.journeys.demonstration import Demonstration, keep_a_picture

SAVED_VIEWS = "/".join(("", "work", "views", ""))

Opener = Callable[..., BrowserContext]
Faults = Callable[[Page], list[str]]
SIGNED_OUT = ""
PAGES: dict[str, tuple[str, ...]] = {
    SIGNED_OUT: (
        "/",
        "/about",
        "/accessibility",
        "/privacy",
        "/cookies",
        "/demo/",
        "/components",
        "/accounts/login/",
        "/accounts/password/reset/",
        "/money/backtest/",
        "/money/backtest/?authority=E10000016&method=default#one",
        "/nothing-here",
    ),
    "Priya Nair": (
        "/my-work/",
        "/my-work/?status=late&sort=due",
        "/my-work/?school=nowhere",
        SAVED_VIEWS + "?status=late",
        "/search/",
        "/search/?q=a",
        "/search/?q=xyzzy",
        "/emergency-access/",
        "/account/",
        "/account/activity/",
        "/accounts/sessions/",
        "/accounts/2fa/",
        "CHILD",
        "CHILD story/",
        "CHILD looks/",
        "/my-work/handed/",
        "CHILD letters/",
        "CHILD letters/?kind=other",
        "CHILD files/",
        "CHILD messages/",
        "CHILD disagreements/",
    ),
    "Ngozi Umeh": (
        "/team/",
        "/disagreements/",
        "/my-work/",
        "/letters/",
        "/letters/wordings/",
        "/letters/wordings/other/",
        "/letters/services/",
        "/letters/languages/",
        "/letters/languages/ar/",
        "/letters/languages/ar/ending/",
        "/office/messages/",
        "/office/plan-rules/",
        "/office/outcomes/",
        "/office/outcomes/?do=add",
        "/office/outcomes/?do=reword&code=safe",
        "/office/outcomes/?do=stop_all&code=feel",
        "/team/inbox/",
        "/team/away/",
        "/team/handover/",
        "/team/services/",
        "/team/handover/?from=nobody",
        "/figures/",
        "/figures/cases/?measure=twenty_weeks&year=2025",
    ),
    "Mei Tan": (
        "/places/",
        "/places/new-base/",
        "/places/new-base/?phase=primary&places=many",
        "/places/commissioned/",
        "/places/commissioned/new/",
        "/places/areas/new/",
    ),
    "Patrick Doran": ("/figures/?year=2025&kind=school",),
    "Alan Whitby": (
        "/money/",
        "/money/years/new/",
        "/money/commitments/",
        "/money/unit-costs/",
        "/money/unit-costs/new/",
        "/money/opportunities/",
        "/money/opportunities/new/",
    ),  # fmt: skip
    "Helen Marsh": ("/partners/", "/partners/?need=VI&status=late", "CHILD"),
    "Kwame Mensah": ("/partners/", "CHILD"),
    "Maeve Corrigan": ("/partners/", "CHILD advice/"),
    "Farah Aziz": ("/family/", "CHILD looks/", "CHILD letters/", "CHILD messages/", "/family/how-we-tell-you/"),
    "Dawn Pritchard": ("/family/", "CHILD"),
    "Jamie Osei": ("/family/",),
    "Stefan Lindqvist": (
        "/office/imports/",
        "/office/imports/send",
        "/office/imports/conflicts/",
        "/office/jobs/",
        "/search/",
    ),
    "Peter Vance": (
        "/office/emergency-access/",
        "/office/activity/",
        "/office/activity/?person=a",
        "/office/activity/?person=Priya",
    ),
    "Lucy Brandt": ("/office/jobs/", "/office/jobs/?show=done", "JOB", "/office/messages/"),
    "Sam Nobody": ("/start", "/account/"),
}
FIRST = {
    "Priya Nair": "/my-work/",
    "Helen Marsh": "/partners/",
    "Kwame Mensah": "/partners/",
    "Maeve Corrigan": "/partners/",
    "Dawn Pritchard": "/family/",
}


@pytest.fixture(params=[DESKTOP, PHONE], ids=["desktop", "phone"])
def window(request: pytest.FixtureRequest, open_context: Opener) -> Iterator[Page]:
    """A page of either width."""
    yield open_context(viewport=request.param).new_page()


@pytest.mark.parametrize("name", PAGES, ids=lambda name: name or "signed out")
def test_pages_have_no_fault_and_need_no_sideways_scrolling(
    name: str, window: Page, demonstration: Demonstration, accessibility_faults: Faults, wider_than_the_window: Faults
) -> None:
    if name:
        demonstration.step_in(window, name)
    wrong, titles = [], {}
    for path in PAGES[name]:
        window.goto(_address(window, demonstration, name, path))
        for part in window.locator("main details").all():
            part.evaluate("part => { part.open = true }")
        keep_a_picture(
            window, f"axe-{name or 'out'}-{path.strip('/').replace('/', '_').replace('?', '-')}-{_width(window)}"
        )
        faults = [*accessibility_faults(window), *_plain_faults(window)]
        faults += [f"wider than the window: {part}" for part in wider_than_the_window(window)]
        wrong += [f"{path}: {fault}" for fault in faults]
        titles.setdefault(window.title(), []).append(path.split("?")[0])
    wrong += [f"{paths} share the title {title!r}" for title, paths in titles.items() if len(set(paths)) > 1]
    assert wrong == []


def test_a_form_sent_with_mistakes_says_so_in_its_title_and_leads_to_each(
    window: Page, demonstration: Demonstration, accessibility_faults: Faults, wider_than_the_window: Faults
) -> None:
    demonstration.step_in(window, "Kwame Mensah")
    window.goto(f"{demonstration.url}/emergency-access/")
    window.get_by_role("button", name="Open the record").click()
    expect(window).to_have_title(re.compile("^Error: "))
    links = window.get_by_role("alert").get_by_role("link")
    expect(links).to_have_count(3)
    for link in links.all():
        target = (link.get_attribute("href") or "").lstrip("#")
        assert window.locator(f"[id='{target}']").count() == 1, target
    assert accessibility_faults(window) == [] and wider_than_the_window(window) == []


def test_a_childs_record_prints_without_what_is_only_for_the_screen(page: Page, demonstration: Demonstration) -> None:
    demonstration.step_in(page, "Priya Nair")
    page.locator("main table tbody a").first.click()
    expect(page.locator(".gt-clock").first).to_be_visible()
    page.emulate_media(media="print")
    for part in (".govuk-service-navigation", ".govuk-skip-link", "#find-a-child", "footer nav"):
        for each in page.locator(part).all():
            assert not each.is_visible(), part
    assert page.locator("h1").is_visible() and page.locator(".gt-clock").first.is_visible()
    background = page.locator("body").evaluate("body => getComputedStyle(body).backgroundColor")
    assert background in ("rgb(255, 255, 255)", "rgba(0, 0, 0, 0)")
    assert len(page.pdf()) > 5_000


def _address(page: Page, demonstration: Demonstration, name: str, path: str) -> str:
    if path == "JOB":
        page.goto(f"{demonstration.url}/office/jobs/")
        return demonstration.url + str(
            page.locator("main a[href^='/office/jobs/']:not([href*='?'])").first.get_attribute("href")
        )
    if not path.startswith("CHILD"):
        return demonstration.url + path
    if name == "Farah Aziz":
        page.goto(f"{demonstration.url}/family/")
        return page.url.rstrip("/") + "/" + path.removeprefix("CHILD").strip()
    page.goto(demonstration.url + FIRST[name])
    first = page.locator("main a[href*='/children/']").first.get_attribute("href")
    return f"{demonstration.url}{first}{path.removeprefix('CHILD').strip()}"


def _plain_faults(page: Page) -> list[str]:
    """What axe leaves to taste: one h1, no level of heading left out, the language, a title that says where one is."""
    levels = [
        int(tag[1]) for tag in page.locator("h1, h2, h3, h4, h5, h6").evaluate_all("all => all.map(e => e.tagName)")
    ]
    faults = []
    if levels.count(1) != 1:
        faults.append(f"{levels.count(1)} headings of the first level")
    if any(below > above + 1 for above, below in zip(levels, levels[1:], strict=False)):
        faults.append(f"a level of heading is left out: {levels}")
    if page.locator("html").get_attribute("lang") != "en":
        faults.append("the language is not said")
    if " – " not in page.title():
        faults.append(f"the title {page.title()!r} does not name the service")
    return faults


def _width(page: Page) -> str:
    return str((page.viewport_size or {}).get("width"))
