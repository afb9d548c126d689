"""The partner's list: their own children only, what is theirs to do, ranked, narrowed, recorded."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from lxml import html

from goldenthread.domain.calendars.wording import said
from goldenthread.foundation import clock
from goldenthread.foundation.access.roles import Role
from goldenthread.foundation.accounts.models import User
from goldenthread.foundation.journal import reading
from goldenthread.foundation.people.models import Child, Organisation
from tests.builders import (
    a_child,
    a_health_service,
    a_plan,
    a_request,
    a_review,
    a_school,
    a_team,
    an_account,
    an_advice,
    an_organisation,
    reckon,
    signed_in,
    tie,
)

pytestmark = pytest.mark.django_db
HOME = "/partners/"
PARTNERS = (
    Role.SENCO, Role.SCHOOL_LEADER, Role.HEALTH_ADVISER, Role.DESIGNATED_CLINICAL_OFFICER, Role.SOCIAL_CARE_ADVISER,
    Role.EDUCATIONAL_PSYCHOLOGIST, Role.SPECIALIST_ADVISER, Role.INFORMATION_ADVICE_ADVISER,
)  # fmt: skip


def ago(days: int) -> date:
    return clock.today() - timedelta(days=days)


def a_pupil(school: Organisation, forename: str = "Amira", **child: object) -> Child:
    pupil = a_child(forename, **child)
    tie(pupil, "attends", at=school)
    return pupil


def asked_of(child: Child, body: Organisation | None, kind: str = "medical", days: int = 20, **fields: object) -> None:
    request = a_request(child, fields={"outcome": "Y"}, request_received=ago(80), assess_decision_notified=ago(50))
    an_advice(request, kind, fields={"organisation": body, **fields}, advice_requested=ago(days))
    reckon(child)


def a_senco(school: Organisation, role: Role = Role.SENCO) -> User:
    return an_account(role, at=school, name="Sam Okoro")


def rows(browser: Client, address: str = HOME) -> list[str]:
    answer = browser.get(address)
    assert answer.status_code == 200
    lines = html.fromstring(answer.content).xpath("//main//tbody/tr")
    return [re.sub(r"\s+", " ", " | ".join(cell.text_content() for cell in line)).strip() for line in lines]


@pytest.mark.parametrize("role", list(Role))
def test_the_list_opens_for_partners_and_for_nobody_else(role: Role) -> None:
    body = a_school()
    expected = 200 if role in PARTNERS else 404
    assert signed_in(an_account(role, at=body)).get(HOME).status_code == expected


def test_signed_out_people_are_asked_to_sign_in() -> None:
    assert Client().get(HOME).status_code == 302


def test_a_senco_sees_reviews_reports_advice_and_moves_of_their_own_pupils_only() -> None:
    ours, theirs = a_school("Marle Primary School"), a_school("Other School")
    pupil = a_pupil(ours)
    plan = a_plan(pupil, plan_made=ago(330), plan_started=ago(330))
    a_review(plan, meeting_held=ago(10))
    asked_of(a_pupil(ours, "Omar"), ours, "setting")
    a_plan(a_pupil(theirs, "Hidden"), plan_made=ago(500))
    reckon(*Child.rows.all())
    shown = rows(signed_in(a_senco(ours)))
    assert not any("Hidden" in row for row in shown)
    assert not any("Amira Khan" in row and "annual review meeting" in row for row in shown), "it was held ten days ago"
    assert any("Amira Khan" in row and "Send the report of the review meeting" in row for row in shown)
    assert any("Omar Khan" in row and "Send your advice to the council" in row and "expected" in row for row in shown)
    assert any(
        "Omar Khan" in row and "the council sends the final plan" in row and "For you to know" in row for row in shown
    )


def test_a_review_says_by_when_to_meet_four_weeks_before_it_must_end() -> None:
    school = a_school()
    pupil = a_pupil(school)
    made = ago(300)
    a_plan(pupil, plan_made=made, plan_started=made)
    reckon(pupil)
    row = next(row for row in rows(signed_in(a_senco(school))) if "annual review meeting" in row)
    ends = date(made.year + 1, made.month, made.day) - timedelta(days=1)
    assert f"Meet by {said(ends - timedelta(weeks=4))}" in row and f"must end by {said(ends)}" in row


def test_a_meeting_is_due_soon_before_the_last_day_to_hold_it() -> None:
    school = a_school()
    for name, days in (("Soon", 325), ("Missed", 345)):
        pupil = a_pupil(school, name)
        a_plan(pupil, plan_made=ago(days), plan_started=ago(days))
        reckon(pupil)
    shown = {row.split()[0]: row for row in rows(signed_in(a_senco(school)))}
    assert "Due soon" in shown["Soon"] and "Meet by" in shown["Soon"]
    assert "Due soon" in shown["Missed"] and "The day to meet was" in shown["Missed"]


def test_a_school_asked_without_being_named_is_still_asked() -> None:
    school = a_school()
    asked_of(a_pupil(school), None, "setting")
    assert any("Send your advice" in row for row in rows(signed_in(a_senco(school))))


@pytest.mark.parametrize(
    ("role", "kind", "advice"),
    [
        (Role.HEALTH_ADVISER, "health", "medical"),
        (Role.DESIGNATED_CLINICAL_OFFICER, "health", "medical"),
        (Role.SOCIAL_CARE_ADVISER, "social_care", "social_care"),
        (Role.EDUCATIONAL_PSYCHOLOGIST, "psychology", "psychology"),
        (Role.SPECIALIST_ADVISER, "adviser", "sensory"),
    ],
)
def test_a_service_sees_the_advice_asked_of_it_and_not_of_others(role: Role, kind: str, advice: str) -> None:
    service, other = a_health_service("Marle Paediatrics"), a_health_service("Other service")
    mine, unasked, elsewhere = a_child("Amira"), a_child("Unasked"), a_child("Elsewhere")
    tie(mine, kind, at=service)
    tie(unasked, kind, at=service)
    tie(elsewhere, kind, at=other)
    asked_of(mine, service, advice, days=60)
    asked_of(unasked, other, advice)
    asked_of(elsewhere, other, advice)
    shown = rows(signed_in(an_account(role, at=service)))
    assert len(shown) == 1
    assert "Amira Khan" in shown[0] and "Send your advice to the council" in shown[0]
    assert ("Late" in shown[0]) == (advice == "medical"), "only a health body is bound by law to six weeks"
    assert advice == "medical" or "Past expected date" in shown[0]


def test_advice_asked_of_a_psychologist_by_name_is_theirs() -> None:
    service = an_organisation("Psychology", "council_team")
    psychologist = an_account(Role.EDUCATIONAL_PSYCHOLOGIST, at=service)
    child = a_child()
    tie(child, "psychology", at=service)
    asked_of(child, None, "psychology", adult=psychologist.adult)
    assert len(rows(signed_in(psychologist))) == 1


def test_a_family_adviser_finds_children_for_whom_nothing_is_due_until_a_date_runs() -> None:
    service = an_organisation("SENDIASS", "other")
    adviser = an_account(Role.INFORMATION_ADVICE_ADVISER, at=service)
    helped, busy, over = a_child("Amira"), a_child("Busola"), a_child("Oskar")
    tie(helped, "advocate", at=service)
    tie(busy, "advocate", at=service)
    tie(over, "advocate", at=service, ended_on=ago(1))
    a_request(busy, request_received=ago(10))
    reckon(busy)
    shown = rows(signed_in(adviser))
    assert [("Amira" in line, "Busola" in line) for line in shown] == [(False, True), (True, False)]
    assert "Nothing due" in shown[-1]
    assert [look.what for look in reading.looks_at(helped.public_id)] == ["our children"]
    assert not any("Amira" in line for line in rows(signed_in(adviser), HOME + "?status=late"))


def test_a_school_is_not_given_a_list_of_pupils_with_nothing_due() -> None:
    school = a_school()
    a_pupil(school, "Amira")
    assert rows(signed_in(a_senco(school))) == []


def test_a_family_adviser_sees_every_date_of_those_who_asked_for_help_and_none_after() -> None:
    service = an_organisation("SENDIASS", "other")
    adviser = an_account(Role.INFORMATION_ADVICE_ADVISER, at=service)
    helped, before = a_child("Helped"), a_child("Before")
    tie(helped, "advocate", at=service)
    tie(before, "advocate", at=service, ended_on=ago(1))
    for child in (helped, before):
        a_request(child, request_received=ago(20))
    reckon(helped, before)
    shown = rows(signed_in(adviser))
    assert len(shown) == 1 and "Helped" in shown[0] and "decides whether to assess" in shown[0]


def test_a_school_leader_does_not_see_a_restricted_pupil_and_the_senco_does() -> None:
    school = a_school()
    pupil = a_pupil(school, sensitivity="restricted")
    a_plan(pupil, plan_made=ago(330))
    reckon(pupil)
    assert rows(signed_in(a_senco(school, Role.SCHOOL_LEADER))) == []
    assert len(rows(signed_in(a_senco(school)))) == 1


def test_the_most_harm_comes_first_and_the_counts_agree_with_the_filters() -> None:
    school = a_school()
    late, soon, later = (a_pupil(school, name) for name in ("Late", "Soon", "Later"))
    for pupil, days in ((late, 420), (soon, 325), (later, 100)):
        a_plan(pupil, needs=("ASD",), plan_made=ago(days), plan_started=ago(days))
    reckon(late, soon, later)
    browser = signed_in(a_senco(school))
    assert [row.split()[0] for row in rows(browser)] == ["Late", "Soon", "Later"]
    for status, name in (("late", "Late"), ("due_soon", "Soon"), ("on_time", "Later")):
        shown = rows(browser, f"{HOME}?status={status}")
        assert len(shown) == 1 and shown[0].startswith(name)
    assert len(rows(browser, f"{HOME}?clock=F1&need=ASD&whose=ours")) == 3
    assert rows(browser, f"{HOME}?need=SLCN") == []
    assert "Nothing matches what you chose" in browser.get(f"{HOME}?need=SLCN").content.decode()
    assert len(rows(browser, f"{HOME}?need=nonsense&status=nonsense&page=abc")) == 3


def test_twenty_five_to_a_page_and_only_those_shown_are_looked_at() -> None:
    school = a_school()
    pupils = [a_pupil(school, f"Child{number:02}") for number in range(27)]
    for pupil in pupils:
        a_plan(pupil, plan_made=ago(330))
    reckon(*pupils)
    browser = signed_in(a_senco(school))
    assert len(rows(browser)) == 25
    assert sum(reading.count_looks_at(pupil.public_id) for pupil in pupils) == 25
    assert len(rows(browser, f"{HOME}?page=2")) == 2
    assert all(reading.count_looks_at(pupil.public_id) == 1 for pupil in pupils)
    assert reading.looks_at(pupils[0].public_id)[0].what == "our children"
    with CaptureQueriesContext(connection) as made:
        browser.get(HOME)
    asked = [each["sql"] for each in made if "SAVEPOINT" not in each["sql"]]
    assert len(asked) <= 15, "\n".join(asked)


def test_an_empty_list_says_why_and_whom_to_ask() -> None:
    school = a_school("Marle Primary School")
    text = signed_in(a_senco(school)).get(HOME).content.decode()
    assert "Nothing is waiting." in text and "You see only children tied to Marle Primary School." in text


def test_with_two_schools_each_row_says_which() -> None:
    one, two = a_school("School One"), a_school("School Two")
    account = a_senco(one)
    from_two = a_pupil(two)
    account.grants.create(role=Role.SENCO, organisation=two)
    a_plan(from_two, plan_made=ago(330))
    reckon(from_two)
    assert "School Two" in rows(signed_in(account))[0]


def test_a_team_member_gains_nothing_from_the_partner_list() -> None:
    team = a_team()
    account = an_account(Role.EHC_COORDINATOR, at=team)
    assert signed_in(account).get(HOME).status_code == 404
