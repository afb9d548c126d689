"""The family on a child's record, as staff keep it: access follows it, so every change of it is guarded."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.http import HttpResponse
from django.urls import reverse

from goldenthread.foundation import clock
from goldenthread.foundation.access.roles import Role
from goldenthread.foundation.journal import reading
from goldenthread.foundation.people.models import Adult, Child, Tie
from goldenthread.foundation.people.queries.family import member_of
from tests.builders import a_child, a_team, an_account, signed_in, tie

pytestmark = pytest.mark.django_db
TODAY = clock.today()


class Case:
    """A child with a mother whose address is hidden, a coordinator she is allocated to and one of the same team."""

    def __init__(self) -> None:
        self.team, self.child = a_team(), a_child()
        self.allocated = an_account(Role.EHC_COORDINATOR, self.team)
        self.covering = an_account(Role.EHC_COORDINATOR, self.team)
        self.mother = an_account(Role.PARENT, name="Salma Khan", address="3 Refuge Row", address_hidden=True)
        tie(self.child, "case_team", at=self.team)
        tie(self.child, "allocated", who=self.allocated)
        started = TODAY - timedelta(days=300)
        tie(self.child, "parent", who=self.mother, parental_responsibility=False, started_on=started)

    @property
    def adult(self) -> Adult:
        return Adult.objects.get(account=self.mother)

    def url(self, child: Child | None = None) -> str:
        return reverse("child_family", args=[(child or self.child).public_id])

    def page(self, who: Any, person: str = "") -> HttpResponse:
        return signed_in(who).get(self.url(), {"person": person} if person else {})

    def send(self, who: Any, person: str = "", **more: Any) -> HttpResponse:
        person = person or self.adult.public_id
        member = member_of(self.child.pk, person, on=TODAY)
        given = {
            "person": person, "version": member.version if member else "", "name": "Salma Khan", "kind": "parent",
            "relationship": "Mum", **more,
        }  # fmt: skip
        return signed_in(who).post(self.url(), given)


@pytest.fixture
def case() -> Case:
    return Case()


def test_a_parent_given_responsibility_gets_the_familys_page_and_how_it_is_known_is_kept(case: Case) -> None:
    page = reverse("family_child", args=[case.child.public_id])
    assert signed_in(case.mother).get(page).status_code == 404
    answer = case.send(case.allocated, parental_responsibility="on", how_known="Birth certificate seen.")
    assert answer.status_code == 302
    assert signed_in(case.mother).get(page).status_code == 200
    assert [each.reason for each in reading.story_of(case.child.public_id, limit=5)] == ["Birth certificate seen."]
    before, now = Tie.objects.filter(kind="parent").order_by("id")
    assert (before.ended_on, before.parental_responsibility) == (TODAY - timedelta(days=1), False)
    assert (now.started_on, now.parental_responsibility) == (TODAY, True)


def test_responsibility_is_neither_given_nor_taken_without_how_it_is_known(case: Case) -> None:
    answer = case.send(case.allocated, parental_responsibility="on")
    assert answer.status_code == 400 and "Say how you know" in answer.content.decode()
    assert case.send(case.allocated, "new", parental_responsibility="on").status_code == 400
    assert not Tie.objects.filter(parental_responsibility=True).exists()
    assert case.send(case.allocated, phone="07700 900123").status_code == 302, "a number alone needs no reason"
    assert Tie.objects.filter(kind="parent").count() == 1


def test_a_hidden_address_is_not_shown_to_one_who_may_not_see_it_and_survives_their_change(case: Case) -> None:
    shown = case.page(case.covering, case.adult.public_id).content.decode()
    assert "Refuge Row" not in shown and "kept hidden" in shown
    assert case.send(case.covering, phone="07700 900124", address="1 Other Street").status_code == 302
    assert (case.adult.address, case.adult.phone, case.adult.address_hidden) == ("3 Refuge Row", "07700 900124", True)
    assert "Refuge Row" in case.page(case.allocated, case.adult.public_id).content.decode()
    assert "Refuge Row" not in case.page(case.allocated).content.decode(), "the list shows no address"


def test_the_second_of_two_sees_what_the_first_saved_and_loses_nothing(case: Case) -> None:
    first = member_of(case.child.pk, case.adult.public_id, on=TODAY)
    assert first is not None
    case.send(case.allocated, phone="07700 900123")
    answer = case.send(case.covering, version=first.version, phone="07700 900199")
    body = answer.content.decode()
    assert answer.status_code == 409 and "07700 900123" in body and 'value="07700 900199"' in body
    assert case.adult.phone == "07700 900123"


def test_one_who_no_longer_stands_so_can_open_nothing_from_the_next_day(case: Case) -> None:
    case.send(case.allocated, parental_responsibility="on", how_known="Seen.")
    case.child.refresh_from_db()
    ends = {"end": "yes", "end-reason": "", "end-ended_on_day": str(TODAY.day), "end-ended_on_month": str(TODAY.month),
            "end-ended_on_year": str(TODAY.year)}  # fmt: skip
    member = member_of(case.child.pk, case.adult.public_id, on=TODAY)
    assert member is not None
    ends["end-version"] = member.version
    assert case.send(case.allocated, **ends).status_code == 400
    assert (
        case.send(case.allocated, **ends | {"end-reason": "Order ended.", "end-ended_on_year": "2099"}).status_code
        == 400
    )
    assert case.send(case.allocated, **ends | {"end-reason": "Order ended."}).status_code == 302
    assert member_of(case.child.pk, case.adult.public_id, on=TODAY + timedelta(days=1)) is None
    assert Tie.objects.filter(kind="parent").count() == 2, "what was so before stays on record"


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"name": " "}, "Enter their full name"),
        ({"kind": "self"}, "Select a valid choice"),
        ({"email": "nobody"}, "Enter an email address"),
        ({"name": "x" * 201}, "at most 200"),
        ({"name": "<script>alert(1)</script>\x00"}, "Null characters"),
    ],
)
def test_what_cannot_be_is_refused_and_what_was_typed_stays(wrong: dict[str, str], said: str, case: Case) -> None:
    answer = case.send(case.allocated, "new", **{"phone": "07700 900125", **wrong})
    body = answer.content.decode()
    assert answer.status_code == 400 and said in body and "07700 900125" in body and "<script>alert" not in body
    assert Adult.objects.filter(phone="07700 900125").count() == 0


def test_a_person_of_another_child_cannot_be_reached_through_this_one(case: Case) -> None:
    other = a_child("Noor", "Ali")
    stranger = an_account(Role.PARENT, name="Hana Ali")
    tie(other, "parent", who=stranger, parental_responsibility=True)
    person = Adult.objects.get(account=stranger).public_id
    assert case.page(case.allocated, person).status_code == 404
    assert case.send(case.allocated, person, name="Somebody Else").status_code == 409
    assert Adult.objects.get(account=stranger).name == "Hana Ali"


def test_the_page_asks_few_queries(case: Case, django_assert_max_num_queries: Any) -> None:
    for number in range(8):
        tie(case.child, "carer", who=an_account(Role.PARENT, name=f"Carer {number}"))
    browser = signed_in(case.allocated)
    with django_assert_max_num_queries(19):  # four are the test's own transaction and the first look ever
        assert browser.get(case.url()).status_code == 200
