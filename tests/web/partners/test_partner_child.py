"""A partner's page about one child: who may open it, what each may see there, and what is never shown."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from lxml import html

from goldenthread.foundation.access.roles import Role
from goldenthread.foundation.accounts.models import User
from goldenthread.foundation.journal import reading
from goldenthread.foundation.people.models import Child, Organisation
from tests.builders import (
    a_child,
    a_health_service,
    a_named_setting,
    a_plan,
    a_request,
    a_review,
    a_school,
    a_team,
    an_account,
    an_adult,
    an_advice,
    signed_in,
    tie,
)
from tests.web.partners.test_our_children import ago

pytestmark = pytest.mark.django_db
TIES = {
    Role.SENCO: "attends",
    Role.SCHOOL_LEADER: "attends",
    Role.HEALTH_ADVISER: "health",
    Role.DESIGNATED_CLINICAL_OFFICER: "health",
    Role.SOCIAL_CARE_ADVISER: "social_care",
    Role.EDUCATIONAL_PSYCHOLOGIST: "psychology",
    Role.SPECIALIST_ADVISER: "adviser",
    Role.INFORMATION_ADVICE_ADVISER: "advocate",
}
SEE_PEOPLE = set(TIES) - {Role.SCHOOL_LEADER}


def address(child: Child) -> str:
    return f"/partners/children/{child.public_id}/"


def told(browser: Client, child: Child) -> str:
    answer = browser.get(address(child))
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", html.fromstring(answer.content).xpath("//main")[0].text_content())


def a_record(body: Organisation, role: Role) -> tuple[Child, User]:
    """A child with words, family, plan, review, request and advice, tied to the body as the role needs."""
    numbers, home = {"upn": "A999000000001", "uln": "1234567890"}, {"address": "12 Mill Lane", "postcode": "WX1 2AB"}
    child = a_child("Amira", in_their_words="I like trains.", **numbers, **home)
    tie(child, TIES[role], at=body)
    team = a_team("Marle SEND team", phone="01632 960100")
    tie(child, "case_team", at=team)
    tie(child, "allocated", who=an_adult("Priya Nair", "professional"), at=team)
    mum = an_adult("Salma Khan", phone="07700 900001", email="salma@example.org", address="12 Mill Lane")
    tie(child, "parent", who=mum, relationship="Mum", parental_responsibility=True)
    request = a_request(child, fields={"outcome": "Y"}, request_received=ago(80), assess_decision_notified=ago(50))
    an_advice(request, "medical", fields={"organisation": body}, advice_requested=ago(50))
    an_advice(
        request, "social_care", fields={"organisation": a_health_service("Another body")}, advice_requested=ago(45)
    )
    plan = a_plan(child, needs=("ASD",), plan_made=ago(330), plan_started=ago(330))
    a_named_setting(plan, a_school("Named School"))
    a_review(plan, meeting_held=ago(10))
    return child, an_account(role, at=body)


@pytest.mark.parametrize("role", list(TIES))
def test_each_partner_sees_words_first_then_what_is_asked_of_them(role: Role) -> None:
    child, account = a_record(a_school("The body"), role)
    text = told(signed_in(account), child)
    order = [
        "In their own words",
        "I like trains.",
        "What you are asked to do",
        "Where the case is",
        "The plan",
        "Who has the case",
    ]
    places = [text.index(part) for part in order]
    assert places == sorted(places)
    asked = text[text.index("What you are asked to do") : text.index("Where the case is")]
    assert "Send your advice to the council" in asked
    assert "Waiting for advice" not in asked
    assert "Autistic spectrum disorder" in text and "Named School" in text
    assert "Marle SEND team: Priya Nair" in text and "01632 960100" in text


@pytest.mark.parametrize("role", list(TIES))
def test_people_and_numbers_are_there_only_for_those_who_may_see_them(role: Role) -> None:
    child, account = a_record(a_school("The body"), role)
    text = told(signed_in(account), child)
    assert ("Salma Khan" in text) == (role in SEE_PEOPLE)
    assert ("07700 900001" in text) == (role in SEE_PEOPLE)
    assert ("12 Mill Lane" in text) == (role in SEE_PEOPLE)
    assert ("A999000000001" in text) == (role is Role.SENCO)
    assert ("1234567890" in text) == (role is Role.SENCO)


@pytest.mark.parametrize("role", list(TIES))
def test_a_hidden_address_reaches_only_those_who_may_see_it(role: Role) -> None:
    for hide_the_child in (True, False):
        child, account = a_record(a_school(), role)
        if hide_the_child:
            Child.rows.filter(pk=child.pk).update(address_hidden=True)
        else:  # the mother hides hers: the child's is the same door
            mother = child.ties.get(kind="parent").adult
            mother.address_hidden = True
            mother.save()
        shown = signed_in(account).get(address(child)).content.decode()
        assert ("Mill Lane" in shown) == (role is Role.SOCIAL_CARE_ADVISER)
        assert ("WX1" in shown) == (role is Role.SOCIAL_CARE_ADVISER)
        Child.rows.filter(pk=child.pk).update(upn=None, uln=None)


@pytest.mark.parametrize("role", list(TIES))
def test_without_a_tie_or_after_it_ended_there_is_no_such_page(role: Role) -> None:
    body = a_school()
    child, account = a_record(body, role)
    browser = signed_in(account)
    elsewhere = signed_in(an_account(role, at=a_school()))
    assert browser.get(address(child)).status_code == 200
    assert elsewhere.get(address(child)).status_code == 404
    child.ties.filter(kind=TIES[role]).update(ended_on=ago(1))
    assert browser.get(address(child)).status_code == 404


@pytest.mark.parametrize(
    "role",
    [
        role
        for role in Role
        if role not in {*TIES, Role.EHC_COORDINATOR, Role.TEAM_MANAGER, Role.PANEL_CHAIR, Role.DATA_MANAGER}
    ],
)
def test_who_may_not_open_a_record_finds_no_such_page(role: Role) -> None:
    body = a_school()
    child, _ = a_record(body, Role.SENCO)
    account = an_account(role, at=body)
    tie(child, "parent", who=account, parental_responsibility=True)
    assert signed_in(account).get(address(child)).status_code == 404


def test_signed_out_people_are_asked_to_sign_in() -> None:
    child, _ = a_record(a_school(), Role.SENCO)
    assert Client().get(address(child)).status_code == 302


def test_a_schools_own_duties_are_told_apart_from_the_councils() -> None:
    child, account = a_record(a_school(), Role.SENCO)
    text = told(signed_in(account), child)
    ours = text[text.index("What you are asked to do") : text.index("Where the case is")]
    others = text[text.index("What others must do") : text.index("The plan Needs")]
    assert "annual review meeting" not in ours, "it was held ten days ago: the council decides next"
    assert "Send the report of the review meeting" in ours
    assert "The council decides after the review" in others and "Waiting for advice: Social care advice" in others


def test_the_look_is_recorded() -> None:
    child, account = a_record(a_school(), Role.SENCO)
    signed_in(account).get(address(child))
    assert [(look.by, look.what) for look in reading.looks_at(child.public_id)] == [
        (account.public_id, "partner child record")
    ]


def test_an_empty_record_still_makes_a_page() -> None:
    school = a_school()
    child = Child.rows.create()
    tie(child, "attends", at=school)
    text = told(signed_in(an_account(Role.SENCO, at=school)), child)
    assert "No request and no plan is recorded." in text and "Nothing is asked of you" in text
    assert "No name recorded" in text


def test_the_page_asks_the_database_at_most_twenty_times() -> None:
    child, account = a_record(a_school(), Role.SENCO)
    browser = signed_in(account)
    browser.get(address(child))
    with CaptureQueriesContext(connection) as made:
        browser.get(address(child))
    asked = [each["sql"] for each in made if "SAVEPOINT" not in each["sql"]]
    assert len(asked) <= 20, "\n".join(asked)
