"""Asking for an assessment: what each page says and takes, whatever is sent to it, and to whom it is not there."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from goldenthread.features.casework.models import Intake
from goldenthread.features.casework.operations import intake_deciding as deciding
from goldenthread.features.casework.queries.intake_asking import Asker
from goldenthread.foundation import clock
from goldenthread.foundation.access.roles import Role
from goldenthread.web.asking.words import all_words
from tests.builders import an_account, signed_in, tie, viewer
from tests.web.family.families import a_family
from tests.web.family.readability import reading_age, words_of

pytestmark = pytest.mark.django_db
TODAY = clock.today()


@pytest.fixture
def ours() -> tuple[Any, Client, str]:
    """A child, their parent's browser, the address of the list of tasks."""
    child, parent = a_family("Amira")
    return child, signed_in(parent), reverse("ask", args=[child.public_id])


def answer(child: Any, question: str) -> str:
    return reverse("ask_answer", args=[child.public_id, question])


def send(child: Any, browser: Client) -> Intake:
    browser.post(answer(child, "worries"), {"text": "She is sad.", "version": 0})
    browser.post(reverse("ask_check", args=[child.public_id]))
    return Intake.rows.get(child=child, state="sent")


def test_every_page_can_be_read_at_ten_or_so_within_the_query_budget(
    ours: tuple[Any, Client, str], django_assert_max_num_queries: Any
) -> None:
    child, browser, start = ours
    item = send(child, browser)
    pages = [start, reverse("ask_check", args=[child.public_id]),
             reverse("ask_throw_away", args=[child.public_id]), reverse("ask_sent", args=[item.public_id])]  # fmt: skip
    for page in pages:
        with django_assert_max_num_queries(15):
            response = browser.get(page)
        assert response.status_code == 200
        text = words_of(response.content.decode())
        assert reading_age(text) <= 11, (page, reading_age(text), text)


@pytest.mark.parametrize("who", ["parent", "young_person", "school"])
def test_the_questions_can_be_read_at_ten_or_so(who: str) -> None:
    asked = all_words(Asker(who, school_id=1 if who == "school" else None), "Amira")
    for text in (each.question + " " + each.hint for each in asked):
        assert reading_age(text) <= 11, (reading_age(text), text)


def test_the_confirmation_says_who_has_it_and_by_when_and_the_familys_page_says_so_too(
    ours: tuple[Any, Client, str],
) -> None:
    child, browser, _ = ours
    item = send(child, browser)
    last = TODAY + timedelta(weeks=6)
    page = browser.get(reverse("ask_sent", args=[item.public_id])).content.decode()
    assert "Marle SEND team has it" in page and "01632 960100" in page
    assert f"{last.day} {last:%B %Y}" in page
    family = browser.get(reverse("family_child", args=[child.public_id])).content.decode()
    assert "Marle SEND team has it and will look at it" in family
    staff = viewer(an_account(Role.EHC_COORDINATOR, child.ties.get(kind="case_team").organisation))
    deciding.start(item=item, child=None, seen_requests=[], reason="Asked.", by=staff, on=TODAY)
    family = browser.get(reverse("family_child", args=[child.public_id])).content.decode()
    assert "The council is deciding if it will assess" in family
    assert "will look at it" not in family


def test_an_answer_too_long_comes_back_whole_with_what_to_do(ours: tuple[Any, Client, str]) -> None:
    child, browser, _ = ours
    text = "a" * 5001
    response = browser.post(answer(child, "worries"), {"text": text, "version": 0})
    page = response.content.decode()
    assert response.status_code == 400 and text in page and "5,000 letters or fewer" in page
    assert not Intake.rows.exists()


def test_a_child_s_words_need_a_writer_and_markup_is_only_words(ours: tuple[Any, Client, str]) -> None:
    child, browser, _ = ours
    hostile = "<script>alert('x')</script>"
    response = browser.post(answer(child, "about_me"), {"text": hostile, "version": 0})
    assert response.status_code == 400 and "Choose who wrote this" in response.content.decode()
    response = browser.post(answer(child, "about_me"), {"text": hostile, "how": "own", "version": 0})
    assert response.status_code == 302
    page = browser.get(reverse("ask_check", args=[child.public_id])).content.decode()
    assert hostile not in page and "&lt;script&gt;" in page


@pytest.mark.parametrize("sent", [{"text": "x", "version": "9" * 50}, {"text": "x", "version": "-1"}, {}, {"how": "z"}])
def test_nonsense_is_answered_and_keeps_nothing(sent: dict[str, str], ours: tuple[Any, Client, str]) -> None:
    child, browser, _ = ours
    assert browser.post(answer(child, "worries"), sent).status_code == 400
    assert not Intake.rows.exists()
    assert browser.get(answer(child, "secrets")).status_code == 404


def test_another_window_s_change_is_shown_and_ones_own_words_stay(ours: tuple[Any, Client, str]) -> None:
    child, browser, _ = ours
    browser.post(answer(child, "worries"), {"text": "First.", "version": 0})
    response = browser.post(answer(child, "worries"), {"text": "Second.", "version": 0})
    page = response.content.decode()
    assert response.status_code == 409 and "First." in page and "Second." in page
    assert 'name="version" value="1"' in page
    assert browser.post(answer(child, "worries"), {"text": "Second.", "version": 1}).status_code == 302


def test_sending_twice_sends_once_and_sending_nothing_leads_to_the_question(ours: tuple[Any, Client, str]) -> None:
    child, browser, start = ours
    check = reverse("ask_check", args=[child.public_id])
    assert browser.post(check)["Location"] == start
    browser.post(answer(child, "helps"), {"text": "Quiet.", "version": 0})
    assert browser.post(check)["Location"] == answer(child, "worries")
    browser.post(answer(child, "worries"), {"text": "Loud rooms.", "version": 0})
    first, second = browser.post(check)["Location"], browser.post(check)["Location"]
    assert first == second and Intake.rows.count() == 1


def test_another_familys_child_and_another_familys_receipt_are_not_there(ours: tuple[Any, Client, str]) -> None:
    child, browser, start = ours
    item = send(child, browser)
    other_child, other = a_family("Noor")
    stranger = signed_in(other)
    for page in (start, answer(child, "worries"), reverse("ask_sent", args=[item.public_id])):
        assert stranger.get(page).status_code == 404
        assert stranger.post(page, {"text": "x", "version": 0}).status_code == 404
    assert browser.get(reverse("ask", args=[other_child.public_id])).status_code == 404


def test_the_other_parent_sees_neither_draft_nor_what_was_sent(ours: tuple[Any, Client, str]) -> None:
    child, browser, start = ours
    browser.post(answer(child, "worries"), {"text": "He frightens us.", "version": 0})
    other = an_account(Role.PARENT, name="Bilal Khan")
    tie(child, "parent", who=other, parental_responsibility=True)
    theirs = signed_in(other)
    for _ in range(2):
        for page in (
            start,
            reverse("ask_check", args=[child.public_id]),
            reverse("family_child", args=[child.public_id]),
        ):
            body = theirs.get(page).content.decode()
            assert "He frightens us." not in body and "sent a request" not in body and "You asked" not in body
        browser.post(reverse("ask_check", args=[child.public_id]))


def test_a_young_person_reads_about_themselves(ours: tuple[Any, Client, str]) -> None:
    child, _, _ = ours
    young = an_account(Role.YOUNG_PERSON, name="Amira Khan")
    tie(child, "self", who=young)
    browser = signed_in(young)
    page = browser.get(answer(child, "about_me")).content.decode()
    assert "What do you want people to know about you?" in page and "Who wrote this?" not in page
    browser.post(answer(child, "about_me"), {"text": "I like newts.", "version": 0})
    item = send(child, browser)
    assert (item.who, item.relation) == ("young_person", "The young person")
