"""The register's pages: beginning it, values with evidence, and what is not counted twice."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from goldenthread.domain.money.financial_years import containing
from goldenthread.features.finance.models import Opportunity, OpportunityValue
from goldenthread.foundation import clock
from goldenthread.foundation.access.roles import Role
from tests import builders as a

pytestmark = pytest.mark.django_db


def value(**changed: str) -> dict[str, str]:
    """What is sent for this financial year, with evidence of today."""
    today = clock.today()
    return {
        "kind": "expected", "year": containing(today).said, "amount": "£400k", "evidence": "Business case",
        "evidence_on_day": str(today.day), "evidence_on_month": str(today.month), "evidence_on_year": str(today.year),
        **changed,
    }  # fmt: skip


@pytest.fixture
def commissioner() -> Client:
    """Signed in, before a register that has begun."""
    client = a.signed_in(a.an_account(Role.COMMISSIONER))
    assert client.post(reverse("opportunities_begin")).status_code == 302
    return client


def _url(number: int, name: str = "opportunity_value") -> str:
    return reverse(name, args=[Opportunity.objects.get(number=number).public_id])


def test_two_values_on_the_same_money_are_counted_once_and_it_says_so(
    commissioner: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    assert commissioner.post(_url(6), value()).status_code == 302
    assert commissioner.post(_url(7), value(amount="£500,000")).status_code == 302
    with django_assert_max_num_queries(15):
        shown = commissioner.get(reverse("opportunities")).content.decode()
    assert "<strong>£900,000</strong> expected if each were counted alone" in shown
    assert "<strong>£500,000</strong> expected, nothing counted twice" in shown
    assert "do not all count in full" in shown
    one = commissioner.get(_url(7, "opportunity")).content.decode()
    assert "it changes the same money as others" in one and "6. Meet more needs" in one and "Business case" in one


def test_a_value_needs_evidence_and_a_year_that_has_begun(commissioner: Client) -> None:
    for changed, said in (
        ({"evidence": " "}, "Say what shows it"),
        ({"kind": "realised", "year": "2031/32"}, "has not begun"),
        ({"kind": "realised", "year": "9999/00"}, "must begin from 1990 to 2100"),
        ({"amount": "-5"}, "cannot be below nought"),
        ({"amount": ""}, "Enter the amount in that year"),
    ):
        answer = commissioner.post(_url(6), value(**changed))
        assert answer.status_code == 400 and said in answer.content.decode(), changed
    assert not OpportunityValue.objects.exists()


def test_one_is_added_changed_and_given_up_with_a_reason(commissioner: Client) -> None:
    new = {
        "title": "Share a minibus", "workstream": "Local provision", "owner": "", "state": "considered", "why": "",
        "flow": "services", "line": "services", "group": "travel",
    }  # fmt: skip
    assert commissioner.post(reverse("opportunity_new"), new).status_code == 302
    row = Opportunity.objects.get(number=27)
    url = reverse("opportunity_change", args=[row.public_id])
    no_reason = commissioner.post(url, {**new, "state": "not_pursued", "version": "0"})
    assert no_reason.status_code == 400 and "Say why it is not pursued" in no_reason.content.decode()
    assert commissioner.post(url, {**new, "state": "not_pursued", "why": "Too far", "version": "0"}).status_code == 302
    assert commissioner.post(url, {**new, "version": "0"}).status_code == 409
    row.refresh_from_db()
    assert (row.state, row.why) == ("not_pursued", "Too far")


def test_the_board_reads_and_does_not_write(commissioner: Client) -> None:
    commissioner.post(_url(6), value())
    board = a.signed_in(a.an_account(Role.BOARD_CHAIR))
    shown = board.get(reverse("opportunities")).content.decode()
    assert "£400,000" in shown and reverse("opportunity_new") not in shown
    assert board.get(_url(6)).status_code == board.post(reverse("opportunities_begin")).status_code == 404
    assert board.get(reverse("opportunities"), {"year": "☃"}).status_code == 200
    assert board.get(reverse("opportunities_workbook")).status_code == 200
    assert board.get(reverse("opportunity", args=["zzzzzzzzzzzzzz"])).status_code == 404
