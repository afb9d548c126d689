"""What staff see and do of the messages about a child, and of those in trouble."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from goldenthread.foundation import clock
from goldenthread.foundation.access.roles import Role
from goldenthread.foundation.journal.models import Look
from goldenthread.foundation.notify.models import Message, Preference
from goldenthread.foundation.people.models import Adult
from tests.builders import a_child, a_team, an_account, an_adult, signed_in, tie

pytestmark = pytest.mark.django_db


class Case:
    """A child whose mother hides her address, the coordinator, another of the team, and the manager."""

    def __init__(self) -> None:
        self.team = a_team()
        self.child = a_child()
        self.mother = an_adult("Salma Khan", address="3 Refuge Row", postcode="WX1 9ZZ", address_hidden=True)
        tie(self.child, "parent", who=self.mother, parental_responsibility=True)
        tie(self.child, "case_team", at=self.team)
        self.allocated = an_account(Role.EHC_COORDINATOR, self.team)
        tie(self.child, "allocated", who=self.allocated)
        self.covering = an_account(Role.EHC_COORDINATOR, self.team)
        self.manager = an_account(Role.TEAM_MANAGER, self.team)

    def message(self, **more: Any) -> Message:
        now = clock.now()
        wanted = {
            "once_key": f"k{Message.rows.count()}", "kind": "late", "subject": "Something for Amira is late",
            "body": "Dear Salma,\n\n# What has happened\n\nIt is late.", "not_before": now, "queued_at": now, **more,
        }  # fmt: skip
        return Message.rows.create(child=self.child, adult=self.mother, **wanted)

    def get(self, who: Any, **query: str) -> Any:
        return signed_in(who).get(reverse("child_messages", args=[self.child.public_id]), query)

    def post(self, who: Any, **given: str) -> Any:
        return signed_in(who).post(reverse("child_messages", args=[self.child.public_id]), given)


@pytest.fixture
def case() -> Case:
    return Case()


def test_staff_see_each_message_what_it_said_and_what_became_of_it(case: Case) -> None:
    message = case.message(state="by_hand", channel="letter", error="The sending service refused it (400): no.")
    assert "Something for Amira is late" in case.get(case.covering).content.decode()
    page = case.get(case.covering, item=message.public_id).content.decode()
    for said in ("It is late.", "Salma Khan", "Waits for a person", "refused it (400)", "I have posted it"):
        assert said in page
    for unknown in ("x", "22222222222222", "\x00"):
        assert "All messages about" not in case.get(case.covering, item=unknown).content.decode()


def test_a_letter_is_a_tagged_page_with_the_address_only_for_whoever_may_see_it(case: Case) -> None:
    import pypdfium2

    message = case.message(state="by_hand", channel="letter")
    for who, sees in ((case.allocated, True), (case.manager, True), (case.covering, False)):
        answer = case.get(who, item=message.public_id, **{"as": "letter"})
        assert answer["Content-Type"] == "application/pdf"
        words = "".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(answer.content))
        assert "It is late." in words
        assert ("Refuge" in words) is sees


def test_posting_a_letter_is_recorded_once_and_the_second_person_is_told(case: Case) -> None:
    message = case.message(state="by_hand", channel="letter")
    assert case.post(case.allocated, item=message.public_id, done="yes").status_code == 302
    second = signed_in(case.covering)
    path = reverse("child_messages", args=[case.child.public_id])
    page = second.post(path, {"item": message.public_id, "done": "yes"}, follow=True).content.decode()
    assert "Somebody else was first" in page
    assert Message.rows.get().state == "done_by_hand"


def test_what_was_given_up_can_be_tried_again(case: Case) -> None:
    message = case.message(state="given_up", channel="email", failed_channels=["email"])
    case.post(case.allocated, item=message.public_id, again="yes")
    row = Message.rows.get()
    assert (row.state, row.failed_channels) == ("queued", [])


def test_a_child_nobody_can_be_told_of_says_so(case: Case) -> None:
    assert "Nobody of the family can be told" not in case.get(case.allocated).content.decode()
    Adult.objects.get(pk=case.mother.pk).ties.update(parental_responsibility=False)
    assert "Nobody of the family can be told" in case.get(case.allocated).content.decode()


def test_a_manager_sees_whom_messages_in_trouble_are_about_and_an_administrator_does_not(case: Case) -> None:
    case.message(state="given_up", error="We hold no email address, mobile number or address for them.")
    elsewhere = a_child("Zachariah", "Elsewhere")
    now = clock.now()
    Message.rows.create(
        once_key="other", child=elsewhere, adult=an_adult("Their Parent"), kind="late", subject="Zachariah", body="b",
        state="given_up", not_before=now, queued_at=now,
    )  # fmt: skip
    manager = signed_in(case.manager)
    page = manager.get(reverse("messages")).content.decode()
    assert "Amira Khan" in page and "We hold no email address" in page
    assert "Zachariah" not in page and "Elsewhere" not in page
    assert Look.objects.filter(page="messages in trouble").count() == 1
    administrator = signed_in(an_account(Role.SYSTEM_ADMINISTRATOR))
    page = administrator.get(reverse("messages")).content.decode()
    for hidden in ("Amira", "Khan", "Zachariah", "Salma", case.child.public_id):
        assert hidden not in page
    assert "We hold no email address" in page
    manager.post(reverse("messages"))
    assert list(Message.rows.order_by("id").values_list("state", flat=True)) == ["queued", "given_up"]
    administrator.post(reverse("messages"))
    assert not Message.rows.filter(state="given_up").exists()
    assert signed_in(case.allocated).get(reverse("messages")).status_code == 404


def test_staff_set_how_a_family_member_is_told(case: Case) -> None:
    url = reverse("child_family", args=[case.child.public_id])
    browser: Client = signed_in(case.covering)
    assert "How they are told" in browser.get(url, {"person": case.mother.public_id}).content.decode()
    given = {
        "person": case.mother.public_id, "told": "yes", "told-version": "0", "told-channel": "call",
        "told-format": "standard", "told-language": "",
    }  # fmt: skip
    assert browser.post(url, given).status_code == 302
    assert Preference.objects.get(adult=case.mother).channel == "call"
    late = browser.post(url, {**given, "told-channel": "text"})
    assert late.status_code == 409 and "Somebody else changed this first" in late.content.decode()
