"""The sign-in library's pages are drawn with our parts."""

from __future__ import annotations

import pytest
from django.test import Client
from lxml import html

from goldenthread.foundation.accounts.models import User


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/accounts/login/", "/accounts/password/reset/"])
def test_a_sign_in_page_stands_in_our_frame_with_labelled_boxes(path: str) -> None:
    tree = html.fromstring(Client().get(path).content)
    assert tree.xpath("string(//html/@lang)") == "en"
    assert tree.xpath('//main//h1[contains(@class, "govuk-heading-l")]')
    boxes = tree.xpath('//main//input[not(@type="hidden")]')
    assert boxes
    for box in boxes:
        assert "govuk-input" in box.get("class")
        assert not box.get("placeholder")
        assert tree.xpath(f'//label[@for="{box.get("id")}"]')


@pytest.mark.django_db
def test_signing_in_wrongly_says_so_in_the_summary() -> None:
    answer = Client().post("/accounts/login/", {"login": "nobody@example.com", "password": "wrong"})
    tree = html.fromstring(answer.content)
    assert tree.xpath('//div[@class="govuk-error-summary"]//li')
    assert tree.xpath("string(//title)").startswith("Error: Sign in")


@pytest.mark.django_db
def test_nobody_is_invited_to_make_an_account_for_themselves() -> None:
    assert b"/accounts/signup/" not in Client().get("/accounts/login/").content


@pytest.mark.django_db
def test_someone_signed_in_sees_their_name_and_can_sign_out_and_nothing_is_kept_by_the_browser() -> None:
    client = Client()
    client.force_login(User.objects.create(email="priya@example.org", name="Priya Shah"))
    answer = client.get("/accessibility")
    tree = html.fromstring(answer.content)
    assert "Priya Shah" in tree.xpath("string(//header)")
    assert tree.xpath('//header//form[@method="post"]//button/text()') == ["Sign out"]
    assert answer["Cache-Control"] == "no-store"


@pytest.mark.django_db
def test_the_list_of_ones_sessions_opens() -> None:
    client = Client()
    client.force_login(User.objects.create(email="priya@example.org", name="Priya Shah"))
    client.get("/account/", HTTP_USER_AGENT="Mozilla/5.0 (Windows NT 10.0) Chrome/129.0 Safari/537.36")
    answer = client.get("/accounts/sessions/")
    tree = html.fromstring(answer.content)
    assert tree.xpath("string(//main//h1)") == "Where you are signed in"
    assert "Mozilla" not in answer.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("path", "heading"),
    [
        ("/accounts/2fa/", "Passkeys and codes from an app"),
        ("/accounts/2fa/webauthn/", "Your passkeys"),
        ("/accounts/2fa/webauthn/add/", "Show that it is you"),
        ("/accounts/2fa/totp/activate/", "Show that it is you"),
    ],
)
def test_pages_of_the_second_lock_are_in_our_words(path: str, heading: str) -> None:
    client = Client()
    client.force_login(User.objects.create(email="priya@example.org", name="Priya Shah"))
    tree = html.fromstring(client.get(path, follow=True).content)
    assert tree.xpath("string(//main//h1)") == heading
    said = tree.xpath("string(//main)").casefold()
    assert not any(word in said for word in ("two-factor", "authenticat", "security keys", "passwordless", "activate"))
