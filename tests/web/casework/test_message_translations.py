"""The pages of translations: what is missing for how many, and a translation saved, looked at, refused, made twice."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from goldenthread.domain.messages.wordings import wordings
from goldenthread.foundation import clock
from goldenthread.foundation.access.roles import Role
from goldenthread.foundation.notify.models import Message, Preference, Translation
from tests import builders as a
from tests.features.casework.operations.test_telling_in_languages import POLISH, a_polish_family, told, translate

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager() -> Client:
    return a.signed_in(a.an_account(Role.TEAM_MANAGER, at=a.a_team(), name="Mel Frost"))


def typed(code: str = "draft_sent", **more: object) -> dict[str, object]:
    given = {"version": 0, "mark": wordings()[code].mark, "text": POLISH[code], "translated_by": "Ewa Nowak"}
    return {**given, **more}


def where(code: str = "draft_sent", tag: str = "pl") -> str:
    return reverse("message_translation", args=[tag, code])


def test_languages_say_how_many_chose_them_and_what_is_missing(manager: Client) -> None:
    adult = a.an_adult("Ewa Kowal")
    Preference.objects.create(adult=adult, language="Polish", changed_at=clock.now(), changed_by="x")
    page = manager.get(reverse("message_languages")).content.decode()
    assert page.index("Polish") < page.index("Albanian"), "the language somebody chose comes first"
    assert "British Sign Language is not written" in page
    listed = manager.get(reverse("message_language", args=["pl"])).content.decode()
    assert "1 person has chosen Polish" in listed and listed.count("Missing") == len(wordings())


def test_a_translation_is_saved_as_a_new_version_and_listed(manager: Client) -> None:
    answer = manager.post(where(), typed(), follow=True)
    assert "Saved. Messages written from now on use it." in answer.content.decode()
    assert "Version 1, by Ewa Nowak" in answer.content.decode()
    manager.post(where(), typed(version=1, text=POLISH["draft_sent"] + "\nPozdrawiamy."))
    assert list(Translation.objects.order_by("version").values_list("version", flat=True)) == [1, 2]


def test_a_preview_has_invented_values_and_saves_nothing(manager: Client) -> None:
    page = manager.post(where(), typed(action="preview")).content.decode()
    assert "Projekt planu: Amira." in page and 'lang="pl"' in page and not Translation.objects.exists()
    arabic = manager.post(where(tag="ar"), typed(action="preview")).content.decode()
    assert 'dir="rtl"' in arabic


def test_what_is_refused_stays_typed(manager: Client) -> None:
    answer = manager.post(where(), typed(text="((nobody)) Plan"))
    assert answer.status_code == 400 and "There is no ((nobody))" in answer.content.decode()
    assert "((nobody)) Plan" in answer.content.decode()
    assert manager.post(where(), typed(translated_by="")).status_code == 400


def test_of_two_the_second_sees_what_the_first_saved(manager: Client) -> None:
    manager.post(where(), typed())
    answer = manager.post(where(), typed(text="Moje: ((name)) ((council)) ((day))"))
    page = answer.content.decode()
    assert answer.status_code == 409 and "Mel Frost saved this:" in page and "Moje:" in page
    assert manager.post(where(), typed(version=1)).status_code == 302


def test_english_that_changed_meanwhile_is_not_saved_over(manager: Client) -> None:
    assert manager.post(where(), typed(mark="00000000")).status_code == 409
    manager.post(where(), typed())
    Translation.objects.update(english_mark="00000000", english="The old English.")
    page = manager.get(where()).content.decode()
    assert "The English has changed since this was translated" in page and "The old English." in page


def test_what_there_is_not_is_not_found(manager: Client) -> None:
    for url in (where("nothing"), where(tag="xx"), reverse("message_language", args=["xx"])):
        assert manager.get(url).status_code == 404


def test_the_family_and_the_team_read_it_marked_as_its_language(manager: Client) -> None:
    for code in POLISH:
        translate(code)
    child = a_polish_family(channel="letter", format="easy_read")
    row = told(child)
    team = child.ties.get(kind="case_team").organisation  # type: ignore[attr-defined]
    staff = a.signed_in(a.an_account(Role.TEAM_MANAGER, at=team))
    url = reverse("child_messages", args=[child.public_id])
    page = staff.get(url, {"item": row.public_id}).content.decode()
    assert '<div lang="pl">' in page and "Put a picture beside each line" in page
    letter = staff.get(url, {"item": row.public_id, "as": "letter"})
    assert letter.status_code == 200
    Message.rows.update(state="done_by_hand", sent_at=clock.now())
    parent = child.ties.get(kind="parent").adult.account  # type: ignore[attr-defined]
    home = a.signed_in(parent).get(reverse("family_messages", args=[child.public_id])).content.decode()
    assert '<div lang="pl">' in home and "Projekt planu: Amira." in home


def test_letters_no_font_here_can_write_do_not_stop_the_english(manager: Client) -> None:
    for code in POLISH:
        translate(code, POLISH[code] + "\n\u16a0\u16a2", "Tigrinya")
    child = a_polish_family(language="Tigrinya", channel="letter")
    row = told(child)
    assert row.translated
    team = child.ties.get(kind="case_team").organisation  # type: ignore[attr-defined]
    staff = a.signed_in(a.an_account(Role.TEAM_MANAGER, at=team))
    url = reverse("child_messages", args=[child.public_id])
    letter = staff.get(url, {"item": row.public_id, "as": "letter"})
    assert letter.status_code == 200 and letter["Content-Type"] == "application/pdf"


def test_only_whoever_edits_wordings_may() -> None:
    priya = a.signed_in(a.an_account(Role.EHC_COORDINATOR, at=a.a_team()))
    assert priya.get(reverse("message_languages")).status_code in (403, 404)
