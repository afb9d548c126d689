"""What came in, as staff see it: the list, one item, the decision, and the second of two who decide."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from goldenthread.features.casework.models import Intake, Request
from goldenthread.features.casework.operations import intake_telling
from goldenthread.foundation import clock
from goldenthread.foundation.access.roles import Role
from goldenthread.foundation.journal import reading
from goldenthread.foundation.people.models import Child
from goldenthread.foundation.people.operations import name_tokens
from tests.builders import a_child, a_request, a_team, an_account, signed_in, tie, viewer

pytestmark = pytest.mark.django_db
TODAY = clock.today()


@pytest.fixture
def team() -> dict[str, Any]:
    """A team with two coordinators, and Amira Khan."""
    team, child = a_team("North team"), a_child()
    tie(child, "case_team", at=team)
    name_tokens.refresh([child.pk])
    priya = an_account(Role.EHC_COORDINATOR, team, name="Priya Nair")
    tom = an_account(Role.EHC_COORDINATOR, team, name="Tom Ashdown")
    return {"child": child, "priya": signed_in(priya), "tom": signed_in(tom), "by": viewer(priya)}


def told(by: Any, **more: Any) -> Intake:
    given = {
        "child": None, "told": {"forename": "Amira", "surname": "Kahn"}, "who": "parent", "channel": "phone",
        "asked_by": "Salma Khan", "relation": "Mum", "received_on": TODAY - timedelta(days=50),
        "said": "She is lost. <b>Help</b>", "by": by, "on": TODAY, **more,
    }  # fmt: skip
    return intake_telling.tell(**given)


def page_of(item: Intake) -> str:
    return reverse("intake_item", args=[item.public_id])


def decide(browser: Client, item: Intake, decision: str, **more: str) -> Any:
    return browser.post(page_of(item), {"decision": decision, **more})


def test_the_list_says_how_long_ago_and_where_the_six_weeks_are(
    team: dict[str, Any], django_assert_max_num_queries: Any
) -> None:
    told(team["by"])
    told(team["by"], child=team["child"], received_on=TODAY)
    with django_assert_max_num_queries(15):
        body = team["priya"].get(reverse("intake")).content.decode()
    assert body.index("50 days ago") < body.index("today</span>")
    assert "8 days late" in body and "due in 42 days" in body
    looked = reading.looks_at(team["child"].public_id)
    assert [each.what for each in looked] == ["to look at"]


def test_an_item_shows_likely_duplicates_and_records_a_look_at_them(
    team: dict[str, Any], django_assert_max_num_queries: Any
) -> None:
    item = told(team["by"])
    a_request(team["child"], request_received=TODAY - timedelta(days=5))
    with django_assert_max_num_queries(
        19
    ):  # four are the test's own: two for its transaction, two for the first look ever
        body = team["priya"].get(page_of(item)).content.decode()
    assert "Similar name" in body and "has a request running already" in body
    assert "&lt;b&gt;Help" in body and "<b>Help" not in body
    assert [each.what for each in reading.looks_at(team["child"].public_id)] == ["a request to look at"]


def test_the_clock_is_started_for_the_child_chosen_or_for_a_new_one(team: dict[str, Any]) -> None:
    child = team["child"]
    common = {"start-reason": "Asked by phone.", "start-seen": ""}
    response = decide(team["priya"], told(team["by"]), "start", **common, **{"start-about": child.public_id})
    assert response["Location"] == reverse("child", args=[child.public_id])
    seen = Request.rows.get(child=child).public_id
    again = told(team["by"])
    assert decide(team["priya"], again, "start", **common, **{"start-about": child.public_id}).status_code == 409
    response = decide(team["priya"], again, "start", **{**common, "start-seen": seen, "start-about": child.public_id})
    assert response.status_code == 302 and Request.rows.filter(child=child).count() == 2
    decide(team["priya"], told(team["by"]), "start", **common, **{"start-about": "new"})
    assert Child.rows.filter(surname="Kahn").count() == 1


def test_the_second_to_decide_is_told_what_the_first_decided(team: dict[str, Any]) -> None:
    item = told(team["by"])
    decide(team["priya"], item, "start", **{"start-reason": "Asked.", "start-about": "new"})
    response = decide(team["tom"], item, "not", **{"not-reason": "A wrong number."})
    body = response.content.decode()
    assert response.status_code == 409 and "Priya Nair started the clock on" in body
    elsewhere = signed_in(an_account(Role.EHC_COORDINATOR, a_team("South team")))
    assert elsewhere.get(page_of(item)).status_code == 404
    response = decide(elsewhere, item, "not", **{"not-reason": "A wrong number."})
    assert response.status_code == 409 and "Kahn" not in response.content.decode()


@pytest.mark.parametrize(
    ("decision", "sent"),
    [
        ("start", {"start-reason": "", "start-about": "new"}),
        ("start", {"start-reason": "x", "start-about": "zzzzzzzzzzzzzz"}),
        ("start", {"start-reason": "x"}),
        ("join", {"join-reason": "x", "join-running": "zzzzzzzzzzzzzz"}),
        ("not", {"not-reason": " "}),
        ("not", {"not-reason": "x" * 1001}),
    ],
)
def test_a_decision_without_what_it_needs_changes_nothing(
    decision: str, sent: dict[str, str], team: dict[str, Any]
) -> None:
    item = told(team["by"])
    assert decide(team["priya"], item, decision, **sent).status_code == 400
    item.refresh_from_db()
    assert item.state == "sent" and not Request.rows.exists()


def test_joining_goes_to_the_record_and_needs_a_child_one_works_on(team: dict[str, Any]) -> None:
    running = a_request(team["child"], request_received=TODAY - timedelta(days=5))
    item = told(team["by"])
    sent = {"join-reason": "The same.", "join-running": running.public_id}
    response = decide(team["priya"], item, "join", **sent)
    assert response["Location"] == reverse("child", args=[team["child"].public_id])
    body = team["priya"].get(page_of(item)).content.decode()
    assert "Joined to a request already running" in body and "Start the clock" not in body


def telling_form(**more: str) -> dict[str, str]:
    day = TODAY - timedelta(days=3)
    return {
        "who": "health", "asked_by": "Marle Health", "channel": "email", "said": "Not talking.", "forename": "Noor",
        "received_on_day": str(day.day), "received_on_month": str(day.month), "received_on_year": str(day.year), **more,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"received_on_year": str(TODAY.year + 1)}, "must be today or in the past"),
        ({"received_on_day": "31", "received_on_month": "2"}, "must be a real date"),
        ({"received_on_year": "1999"}, "1 September 2014 or later"),
        ({"forename": ""}, "first name or last name"),
        ({"upn": "12345"}, "A UPN has a letter"),
        ({"who": "wizard"}, "Who asked"),
        ({"said": "x" * 5001}, "5,000 letters or fewer"),
        ({"parent_email": "not an address"}, "email"),
    ],
)
def test_what_cannot_be_is_refused_with_a_word_about_it(wrong: dict[str, str], said: str, team: dict[str, Any]) -> None:
    response = team["priya"].post(reverse("intake_tell_new"), telling_form(**wrong))
    assert response.status_code == 400 and said in response.content.decode()
    assert not Intake.rows.exists()


def test_what_was_told_is_kept_and_leads_to_the_decision(team: dict[str, Any]) -> None:
    response = team["priya"].post(reverse("intake_tell_new"), telling_form(words="I like water."))
    item = Intake.rows.get()
    assert response["Location"] == page_of(item)
    assert (item.who, item.received_on) == ("health", TODAY - timedelta(days=3))
    about = reverse("intake_tell_about", args=[team["child"].public_id])
    body = team["priya"].get(about).content.decode()
    assert "Amira Khan" in body and "first name" not in body, "what is on record is asked again"
    assert team["priya"].post(about, telling_form()).status_code == 302
    assert Intake.rows.filter(child=team["child"], told={}).count() == 1


def test_strangers_are_told_there_is_no_such_page(team: dict[str, Any]) -> None:
    item = told(team["by"], child=team["child"])
    for browser in (
        signed_in(an_account(Role.EHC_COORDINATOR, a_team("South team"))),
        signed_in(an_account(Role.PARENT)),
        signed_in(an_account(Role.DATA_MANAGER)),
    ):
        assert browser.get(page_of(item)).status_code == 404
        assert decide(browser, item, "not", **{"not-reason": "x"}).status_code == 404
    item.refresh_from_db()
    assert item.state == "sent"
