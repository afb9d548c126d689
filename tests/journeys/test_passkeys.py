"""Passkeys, with the virtual authenticator of Chromium: added, signed in with, asked for as a second lock, removed."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count

import pytest
from playwright.sync_api import BrowserContext, CDPSession, Page, expect

from tests.journeys.demonstration import Demonstration, keep_a_picture
from tests.journeys.test_signing_in import PASSWORD, sign_in

_number = count(1)
Device = tuple[Page, CDPSession, str]


@pytest.fixture
def email(demonstration: Demonstration) -> str:
    """A new data protection officer's address; nobody else signs in with it."""
    address = f"keys{next(_number)}@wrenbury-marle.example"
    role = ("--role", "data_protection_officer")
    demonstration.command("accounts", "add", address, "Dilys Parry", *role, "--password", PASSWORD)
    return address


@pytest.fixture
def device(open_context: Callable[..., BrowserContext]) -> Device:
    """A page under the site's own Content-Security-Policy, on a device that can keep a passkey and knows its owner."""
    page = open_context(bypass_csp=False).new_page()
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    made = session.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
                "isUserVerified": True, "automaticPresenceSimulation": True,
            }
        },
    )  # fmt: skip
    return page, session, str(made["authenticatorId"])


def add_passkey(page: Page, demonstration: Demonstration, name: str, *, alone: bool = True) -> None:
    page.goto(f"{demonstration.url}/account/")
    page.get_by_role("link", name="Passkeys and codes from an app").click()
    page.get_by_role("button", name="Add a passkey").click()
    page.get_by_label("Password", exact=True).fill(PASSWORD)  # a new key is cut only for who has the first
    page.get_by_role("button", name="Continue").click()
    page.get_by_label("Name of this passkey").fill(name)
    without_password = page.get_by_label("Sign in with this passkey alone, without a password")
    expect(without_password).to_be_checked()
    without_password.set_checked(alone)
    keep_a_picture(page, "passkey-add")
    page.get_by_role("button", name="Add this passkey").click()
    expect(page.locator("main")).to_contain_text("The passkey is added.")


def signed_out(page: Page, demonstration: Demonstration) -> None:
    page.goto(f"{demonstration.url}/account/")
    page.get_by_role("button", name="Sign out", exact=True).click()
    page.wait_for_load_state()


def test_a_passkey_is_added_and_signs_its_owner_in_without_a_password(
    device: Device, demonstration: Demonstration, email: str
) -> None:
    page, session, authenticator = device
    sign_in(page, demonstration, email)
    add_passkey(page, demonstration, "Work laptop")
    kept = session.send("WebAuthn.getCredentials", {"authenticatorId": authenticator})["credentials"]
    assert [one["rpId"] for one in kept] == ["localhost"]
    signed_out(page, demonstration)
    page.goto(f"{demonstration.url}/accounts/login/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Emergency access")
    page.goto(f"{demonstration.url}/accounts/2fa/webauthn/")
    expect(page.locator("main")).to_contain_text("Work laptop")
    expect(page.locator("main")).to_contain_text("Signs you in without a password")
    keep_a_picture(page, "passkeys")


def test_the_pages_have_no_fault_and_need_no_sideways_scrolling_on_a_phone(
    device: Device,
    demonstration: Demonstration,
    email: str,
    open_context: Callable[..., BrowserContext],
    accessibility_faults: Callable[[Page], list[str]],
    wider_than_the_window: Callable[[Page], list[str]],
) -> None:
    sign_in(device[0], demonstration, email)
    add_passkey(device[0], demonstration, "The laptop I was given for work in the spring")
    kept = device[0].context.storage_state()
    phone = open_context(viewport={"width": 320, "height": 640}, storage_state=kept).new_page()
    number = demonstration.ask("select max(id) from mfa_authenticator where type = 'webauthn'")[0][0]
    faults = []
    for path in (
        "", "webauthn/", "webauthn/add/", f"webauthn/keys/{number}/edit/", f"webauthn/keys/{number}/remove/",
        "totp/activate/", "recovery-codes/", "recovery-codes/generate/", "reauthenticate/", "webauthn/reauthenticate/",
    ):  # fmt: skip
        answer = phone.goto(f"{demonstration.url}/accounts/2fa/{path}")
        assert answer and answer.status == 200, path
        keep_a_picture(phone, f"second-lock-{path.replace('/', '-')}")
        faults += [f"{path}: {fault}" for fault in (*accessibility_faults(phone), *wider_than_the_window(phone))]
    assert faults == []


def test_a_passkey_kept_as_a_second_lock_is_asked_for_after_the_password(
    device: Device, demonstration: Demonstration, email: str
) -> None:
    page, _, _ = device
    sign_in(page, demonstration, email)
    add_passkey(page, demonstration, "Key on my ring", alone=False)
    signed_out(page, demonstration)
    sign_in(page, demonstration, email)
    expect(page.get_by_role("heading", level=1)).to_have_text("Show that it is you")
    keep_a_picture(page, "passkey-asked")
    page.get_by_role("button", name="Use a passkey").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Emergency access")


def test_a_passkey_that_was_removed_no_longer_signs_in(
    device: Device, demonstration: Demonstration, email: str
) -> None:
    page, _, _ = device
    sign_in(page, demonstration, email)
    add_passkey(page, demonstration, "Old phone")
    page.goto(f"{demonstration.url}/accounts/2fa/webauthn/")
    page.get_by_role("link", name="Change name of Old phone").click()
    page.get_by_label("Name of this passkey").fill("Older phone")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("link", name="Remove Older phone").click()
    keep_a_picture(page, "passkey-remove")
    page.get_by_role("button", name="Remove").click()
    expect(page.locator("main")).to_contain_text("The passkey is removed.")
    signed_out(page, demonstration)
    page.goto(f"{demonstration.url}/accounts/login/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")


def test_where_the_device_gives_no_passkey_the_page_says_what_to_do(
    device: Device, demonstration: Demonstration
) -> None:
    page, _, _ = device
    page.goto(f"{demonstration.url}/accounts/login/")
    page.evaluate("() => { navigator.credentials.get = () => Promise.reject(new DOMException('', 'NotAllowedError')) }")
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_role("alert")).to_contain_text("did not give a passkey")
    expect(page.get_by_role("alert")).to_be_focused()
    keep_a_picture(page, "passkey-not-given")
