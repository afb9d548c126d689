"""How good are the forecasts? Anyone reads it: under the strict policy, on a phone, without JavaScript."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.journeys.demonstration import keep_a_picture

Faults = Callable[[Page], list[str]]
PAGE = "/money/backtest/"
KENT = f"{PAGE}?authority=E10000016&method=default"
DRAWN = "() => [...document.images].filter(each => each.complete && each.naturalWidth > 100).length"


@pytest.mark.django_db(transaction=True)
def test_anyone_chooses_an_authority_and_sees_what_came_under_the_strict_policy(
    open_context: Callable[..., BrowserContext], live_server: LiveServer
) -> None:
    page = open_context(bypass_csp=False, java_script_enabled=True).new_page()
    refused: list[str] = []
    page.on("console", lambda message: refused.append(message.text) if message.type == "error" else None)
    page.goto(f"{live_server}{PAGE}")
    expect(page.get_by_role("heading", level=1)).to_have_text("How good are the forecasts?")
    page.wait_for_function(f"() => ({DRAWN})() === 1")
    keep_a_picture(page, "backtest-desktop")
    page.get_by_label("Authority").select_option("Kent")
    page.get_by_role("button", name="Show").click()
    expect(page.get_by_role("heading", name="Kent (Default: nation and pipeline)")).to_be_visible()
    page.wait_for_function(f"() => ({DRAWN})() === 2")
    keep_a_picture(page, "backtest-kent-desktop")
    assert refused == []


@pytest.mark.django_db(transaction=True)
def test_it_is_read_on_a_phone_without_scrolling_sideways_and_has_no_axe_fault(
    phone: Page, live_server: LiveServer, accessibility_faults: Faults, wider_than_the_window: Faults
) -> None:
    phone.goto(f"{live_server}{KENT}")
    phone.wait_for_function(f"() => ({DRAWN})() === 2")
    keep_a_picture(phone, "backtest-phone")
    assert "narrow" in phone.locator("figure img").first.evaluate("each => each.currentSrc")
    assert accessibility_faults(phone) == []
    assert wider_than_the_window(phone) == []


@pytest.mark.django_db(transaction=True)
def test_it_works_without_javascript_and_prints_without_the_form(
    without_javascript: Page, live_server: LiveServer
) -> None:
    without_javascript.goto(f"{live_server}{PAGE}")
    without_javascript.get_by_label("Authority").select_option("Isles of Scilly")
    without_javascript.get_by_role("button", name="Show").click()
    expect(without_javascript.locator("main")).to_contain_text("Isles of Scilly: forecast from January 2025")
    without_javascript.emulate_media(media="print")
    assert not without_javascript.get_by_role("button", name="Show").is_visible()
    assert without_javascript.get_by_role("heading", level=1).is_visible()
    assert len(without_javascript.pdf()) > 20_000
