"""The journeys' own instruments: axe finds a fault that is there, and a page too wide for a phone is noticed."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page

BODY = "<main><h1>A heading</h1><p>Words.</p></main>"
SOUND = f'<html lang="en-GB"><head><title>A page</title></head><body>{BODY}</body></html>'
FAULTY = '<html><head></head><body><main><h1>A heading</h1><img src="data:,"><input></main></body></html>'


def test_axe_passes_a_sound_page(page: Page, accessibility_faults: Callable[[Page], list[str]]) -> None:
    page.set_content(SOUND)
    assert accessibility_faults(page) == []


def test_axe_names_what_is_wrong_with_a_faulty_one(
    page: Page, accessibility_faults: Callable[[Page], list[str]]
) -> None:
    page.set_content(FAULTY)
    found = {fault.split(" ")[0] for fault in accessibility_faults(page)}
    assert {"document-title", "html-has-lang", "image-alt", "label"} <= found


def test_a_page_too_wide_for_a_phone_is_noticed(
    phone: Page, wider_than_the_window: Callable[[Page], list[str]]
) -> None:
    phone.set_content(SOUND)
    assert wider_than_the_window(phone) == []
    phone.set_content(SOUND.replace("<p>", '<p id="wide" style="width: 500px">'))
    assert wider_than_the_window(phone) == ["p#wide."]
    phone.set_content(SOUND.replace("<p>", f'<p id="word">{"x" * 200}'))
    assert wider_than_the_window(phone) == ["p#word."]


def test_a_page_works_with_javascript_off(without_javascript: Page) -> None:
    without_javascript.set_content(SOUND.replace("</main>", "</main><script>document.title = 'Changed'</script>"))
    assert without_javascript.title() == "A page"
