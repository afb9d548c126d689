"""Signing in with a password: wrong ones are counted, an app's code is a second lock, every device can be ended."""

from __future__ import annotations

import base64
import hmac
import time
from collections.abc import Callable
from itertools import count

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.journeys.demonstration import Demonstration, keep_a_picture

PASSWORD = "nine brown geese 1847"
_number = count(1)
Opener = Callable[..., BrowserContext]


@pytest.fixture
def email(demonstration: Demonstration) -> str:
    """A new data protection officer's address; nobody else signs in with it."""
    address = f"dpo{next(_number)}@wrenbury-marle.example"
    role = ("--role", "data_protection_officer")
    demonstration.command("accounts", "add", address, "Dilys Parry", *role, "--password", PASSWORD)
    return address


def sign_in(page: Page, demonstration: Demonstration, email: str, password: str = PASSWORD) -> Page:
    page.goto(f"{demonstration.url}/accounts/login/")
    page.get_by_label("Email").fill(email)
    page.get_by_label("Password", exact=True).fill(password)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_load_state()
    return page


def code_of(secret: str) -> str:
    """What the app shows now (RFC 6238: six digits, thirty seconds, SHA-1)."""
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    moment = int(time.time_ns() // 1_000_000_000 // 30).to_bytes(8, "big")  # noqa: TID251 - an app's own clock
    digest = hmac.new(key, moment, "sha1").digest()
    start = digest[-1] & 15
    return f"{(int.from_bytes(digest[start : start + 4], 'big') & 0x7FFFFFFF) % 1_000_000:06}"


def test_somebody_signs_in_lands_where_they_work_and_signs_out(
    without_javascript: Page, demonstration: Demonstration, email: str
) -> None:
    page = sign_in(without_javascript, demonstration, email)
    expect(page.get_by_role("heading", level=1)).to_have_text("Emergency access")
    page.get_by_role("button", name="Sign out").click()
    page.goto(f"{demonstration.url}/office/activity/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")


def test_after_being_asked_to_sign_in_one_arrives_where_one_was_going(
    page: Page, demonstration: Demonstration, email: str
) -> None:
    page.goto(f"{demonstration.url}/office/activity/?person=Priya")
    page.get_by_label("Email").fill(email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page).to_have_url(f"{demonstration.url}/office/activity/?person=Priya")


def test_wrong_passwords_are_refused_alike_and_soon_no_longer_tried(
    page: Page, demonstration: Demonstration, email: str
) -> None:
    sign_in(page, demonstration, email, "wrong password here")
    said = page.get_by_role("alert").inner_text()
    sign_in(page, demonstration, "nobody.at.all@wrenbury-marle.example", "wrong password here")
    assert page.get_by_role("alert").inner_text() == said, "the answer tells whether there is such an account"
    keep_a_picture(page, "sign-in-wrong")
    for _ in range(12):
        sign_in(page, demonstration, email, "wrong password here")
        if "Too many" in page.content():
            break
    else:
        raise AssertionError("wrong passwords can be tried for ever")
    keep_a_picture(page, "sign-in-too-many")
    sign_in(page, demonstration, email)
    page.goto(f"{demonstration.url}/account/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")


def test_a_code_from_an_app_is_asked_for_once_it_is_set_up(
    page: Page, open_context: Opener, demonstration: Demonstration, email: str
) -> None:
    sign_in(page, demonstration, email)
    page.goto(f"{demonstration.url}/account/")
    page.get_by_role("link", name="Passkeys and codes from an app").click()
    keep_a_picture(page, "second-factors")
    page.goto(f"{demonstration.url}/accounts/2fa/totp/activate/")
    page.get_by_label("Password", exact=True).fill(PASSWORD)  # a second lock is put on only by who has the first key
    page.get_by_role("button", name="Continue").click()
    keep_a_picture(page, "app-set-up")
    secret = page.locator("main p", has_text="type this key").locator("strong").inner_text()
    page.get_by_label("Code from your app").fill(code_of(secret.strip()))
    page.get_by_role("button", name="Set up").click()
    expect(page.locator("main")).to_contain_text("Your app is set up.")
    keep_a_picture(page, "app-set-up-done")
    again = sign_in(open_context().new_page(), demonstration, email)
    assert "/2fa/authenticate" in again.url, again.url
    keep_a_picture(again, "app-code-asked")
    again.get_by_label("Code").fill("000000")
    again.get_by_role("button", name="Sign in", exact=True).click()
    expect(again.get_by_role("alert")).to_contain_text("This code is not right.")
    again.goto(f"{demonstration.url}/account/")
    expect(again.get_by_role("heading", level=1)).not_to_have_text("Your account")
    expect(again.locator("input[name=code]")).to_be_visible()


def test_signing_out_everywhere_ends_the_other_device_too(
    page: Page, open_context: Opener, demonstration: Demonstration, email: str
) -> None:
    other = sign_in(open_context().new_page(), demonstration, email)
    sign_in(page, demonstration, email)
    page.goto(f"{demonstration.url}/account/")
    expect(page.locator("main")).to_contain_text("(2 devices)")
    page.get_by_role("link", name="Where you are signed in").click()
    expect(page.get_by_role("rowheader")).to_contain_text(["Chrome on Linux", "Chrome on Linux"])
    keep_a_picture(page, "devices")
    page.goto(f"{demonstration.url}/account/")
    page.get_by_role("button", name="Sign out on every device").click()
    expect(page.locator("main")).to_contain_text("You have been signed out on every device.")
    for device in (page, other):
        device.goto(f"{demonstration.url}/account/")
        expect(device.get_by_role("heading", level=1)).to_have_text("Sign in")


def test_a_member_of_the_cast_cannot_be_signed_in_to_with_a_password(page: Page, demonstration: Demonstration) -> None:
    sign_in(page, demonstration, "priya.nair@wrenbury-marle.example", "")
    sign_in(page, demonstration, "priya.nair@wrenbury-marle.example", "!")
    page.goto(f"{demonstration.url}/account/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")
