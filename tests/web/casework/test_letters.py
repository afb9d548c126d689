"""The letters' pages as staff, a manager and a family use them, with what they may get wrong."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from goldenthread.features.casework.models import Letter
from goldenthread.foundation.access.roles import Role
from goldenthread.foundation.people.models import Adult
from goldenthread.foundation.people.operations import name_tokens
from tests.builders import a_child, an_account, signed_in
from tests.features.casework.test_letters import Case

pytestmark = pytest.mark.django_db


@pytest.fixture
def case() -> Case:
    return Case()


@pytest.fixture
def staff(case: Case) -> Client:
    return signed_in(case.staff)


@pytest.fixture
def manager(case: Case) -> Client:
    return signed_in(an_account(Role.TEAM_MANAGER, at=case.team))


def page(case: Case) -> str:
    return reverse("child_letters", args=[case.child.public_id])


def typed(letter: Letter, **more: Any) -> dict[str, Any]:
    return {"letter": letter.public_id, "saves": letter.saves, "text": letter.text, "action": "save", "channel": "post",
            "signed_name": "Priya Nair", "signed_post": "", "release": "", **more}  # fmt: skip


def test_from_choosing_a_kind_to_a_letter_sent(case: Case, staff: Client) -> None:
    found = staff.get(page(case), {"kind": "views_invited"}).content.decode()
    assert "Farah Khan" in found and "social care officers" in found
    nobody = staff.post(page(case), {"kind": "views_invited"})
    assert nobody.status_code == 400 and b"Choose who to write to" in nobody.content
    began = staff.post(page(case), {"kind": "views_invited", "to": [f"adult-{case.mother.public_id}"]}, follow=True)
    letter = Letter.rows.get()
    assert b"Dear Farah Khan" in began.content
    assert staff.get(page(case), {"letter": letter.public_id, "as": "pdf"}).content.startswith(b"%PDF")
    assert staff.get(page(case), {"letter": letter.public_id, "as": "docx"}).content.startswith(b"PK")
    sent = staff.post(page(case), typed(letter, action="send"), follow=True)
    assert b"kept as it was sent" in sent.content
    shown = staff.get(page(case), {"letter": letter.public_id})
    assert b"by Priya Nair" in shown.content and b"Tell us what you think" in shown.content


def test_what_is_typed_is_saved_before_it_is_judged(case: Case, staff: Client) -> None:
    letter = case.write("refuse_assess")
    stopped = staff.post(page(case), typed(letter, text=letter.text + "\r\n\r\nMore.", action="send"))
    assert stopped.status_code == 400
    assert b"The letter is not ready" in stopped.content
    letter.refresh_from_db()
    assert letter.text.endswith("More.") and letter.state == "draft"
    again = staff.post(page(case), typed(letter, channel="", signed_name="", action="send"))
    assert b"Choose how it will go" in again.content and b"Enter who signs it" in again.content


def test_the_second_of_two_sees_the_firsts_words_and_keeps_their_own(case: Case, staff: Client) -> None:
    letter = case.write("other")
    case.save(letter, "Dear all,\n\nThe first wrote this.")
    second = staff.post(page(case), typed(letter, text="The second wrote this."))
    assert second.status_code == 409
    assert b"The first wrote this." in second.content and b"The second wrote this." in second.content
    letter.refresh_from_db()
    assert staff.post(page(case), typed(letter, text="The second wrote this.")).status_code == 302


def test_one_that_names_somebody_else_shows_the_place_and_asks_why(case: Case, staff: Client) -> None:
    other = a_child("Oisín", "Healy")
    name_tokens.refresh([other.pk])
    letter = case.write("other")
    named = typed(letter, text="Dear you,\n\nOisin Healy sits there.", action="send")
    stopped = staff.post(page(case), named)
    assert stopped.status_code == 409 and "sits there" in stopped.content.decode()
    assert b"Why may it name them?" in stopped.content
    letter.refresh_from_db()
    sent = staff.post(page(case), {**named, "saves": letter.saves, "release": "Asked for by both families"})
    assert sent.status_code == 302


def test_a_hidden_home_is_not_even_offered_a_reason(case: Case, staff: Client) -> None:
    letter = case.write("other")
    stopped = staff.post(page(case), typed(letter, text="Dear you,\n\nHe is at 9 Quiet Close.", action="send"))
    assert stopped.status_code == 409
    assert b"kept hidden" in stopped.content and b"Why may it name them?" not in stopped.content


def test_a_draft_to_a_hidden_home_opens_only_for_those_who_may_see_it(
    case: Case, staff: Client, manager: Client
) -> None:
    letter = case.write("other", to=case.father)
    assert staff.get(page(case), {"letter": letter.public_id}).status_code == 404
    assert manager.get(page(case), {"letter": letter.public_id}).status_code == 200
    assert b"9 Quiet Close" not in staff.get(page(case), {"kind": "other"}).content


@pytest.mark.parametrize(
    "asked", [{"letter": "\x00"}, {"letter": "nothing"}, {"letter": "2" * 14}, {"letter": "x", "as": "exe"}]
)
def test_what_is_no_letter_is_not_found(case: Case, staff: Client, asked: dict[str, str]) -> None:
    assert staff.post(page(case), asked).status_code == 404
    assert staff.get(page(case), {"kind": "\x01", "as": "pdf"}).status_code in (200, 400)


def test_nonsense_in_the_form_is_answered(case: Case, staff: Client) -> None:
    letter = case.write("other")
    for wrong in ({"saves": "many"}, {"text": ""}, {"text": "x" * 20_001}, {"channel": "pigeon"}, {"action": "fly"}):
        assert staff.post(page(case), typed(letter, **wrong)).status_code in (302, 400), wrong
    assert staff.post(page(case), {"letter": letter.public_id, "action": "throw_away", "saves": "²"}).status_code == 409
    odd = staff.post(page(case), typed(Letter.rows.get(pk=letter.pk), text="Dear \U0010fffd ☃,", action="send"))
    assert odd.status_code in (302, 400)


def test_letters_are_printed_from_one_page_and_once(case: Case, staff: Client, manager: Client) -> None:
    letter = case.send(case.write("other"))
    assert b"1 letter waits" in staff.get(reverse("letters_to_print")).content
    printed = staff.post(reverse("letters_to_print"), {"letter": [letter.public_id]})
    assert staff.get(printed["Location"]).status_code == 200
    assert staff.get(printed["Location"] + "&as=pdf").content.startswith(b"%PDF")
    assert manager.post(reverse("letters_to_print"), {"letter": [letter.public_id]}, follow=True).content.count(
        b"Nothing was printed"
    )
    elsewhere = signed_in(an_account(Role.TEAM_MANAGER))
    assert elsewhere.get(printed["Location"]).status_code == 404


def test_a_manager_changes_the_wording_with_a_preview(case: Case, manager: Client) -> None:
    where = reverse("letter_wording", args=["refuse_assess"])
    first = manager.get(where)
    text = first.context["form"].initial["text"]
    assert manager.get(where, {"as": "pdf"}).content.startswith(b"%PDF")
    shown = manager.post(where, {"version": 0, "text": text + "\n\nWith kind wishes.", "action": "preview"})
    assert b"Idris Fenwick" in shown.content
    wrong = manager.post(where, {"version": 0, "text": text.replace("((contact_by))", ""), "action": "save"})
    assert wrong.status_code == 400 and b"reg" in wrong.content and b"Put back" in wrong.content
    assert manager.post(where, {"version": 0, "text": text + "\n\nBye.", "action": "save"}).status_code == 302
    late = manager.post(where, {"version": 0, "text": text + "\n\nMine.", "action": "save"})
    assert late.status_code == 409 and b"Mine." in late.content and b"Bye." in late.content
    assert manager.get(reverse("letter_wording", args=["nothing"])).status_code == 404


def test_a_manager_sets_the_services_and_two_at_once_are_told(manager: Client) -> None:
    where = reverse("letter_services")
    given = {name: field.initial or "" for name, field in manager.get(where).context["form"].fields.items()}
    given |= {name: manager.get(where).context["form"].initial.get(name, "") for name in given}
    assert manager.post(where, {**given, "mediation_service": "New, 1"}).status_code == 302
    second = manager.post(where, {**given, "mediation_service": "Other, 2"})
    assert second.status_code == 409 and b"New, 1" in second.content


def test_a_parent_reads_their_letters_and_nobody_elses(case: Case) -> None:
    sent, his = case.send(case.write("other")), case.send(case.write("other", to=case.father))
    account = an_account(Role.PARENT, name="Farah Khan")
    Adult.objects.filter(account=account).update(account=None)
    Adult.objects.filter(pk=case.mother.pk).update(account=account)
    parent = signed_in(account)
    where = reverse("family_letters", args=[case.child.public_id])
    assert sent.title.encode() in parent.get(where).content
    assert b"Dear Farah Khan" in parent.get(where, {"letter": sent.public_id}).content
    assert parent.get(where, {"letter": sent.public_id, "as": "pdf"}).content.startswith(b"%PDF")
    assert parent.get(where, {"letter": his.public_id}).status_code == 404
