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
    assert client.get("/accounts/sessions/").status_code == 200
