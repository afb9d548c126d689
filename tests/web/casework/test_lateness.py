"""Why something is late: said once by the team, read by the family and the school, and never an excuse."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from goldenthread.features.casework.models import LateReason
from goldenthread.foundation import clock
from goldenthread.foundation.access.roles import Role
from goldenthread.foundation.people.operations import name_tokens
from tests.builders import a_child, a_request, a_school, a_team, an_account, signed_in, tie

pytestmark = pytest.mark.django_db


class Case:
    """A request received so long ago that the decision, and nothing else yet, is late."""

    def __init__(self) -> None:
        self.child, team, school = a_child(), a_team(), a_school()
        self.staff = signed_in(an_account(Role.EHC_COORDINATOR, at=team))
        self.senco = signed_in(an_account(Role.SENCO, at=school))
        parent = an_account(Role.PARENT)
        self.parent = signed_in(parent)
        tie(self.child, "case_team", at=team)
        tie(self.child, "attends", at=school)
        tie(self.child, "parent", who=parent, parental_responsibility=True)
        self.request = a_request(self.child, request_received=clock.today() - timedelta(days=60))
        self.limit = f"B1-request-{self.request.pk}"
        self.url = reverse("child_late", args=[self.child.public_id])

    def say(self, why: str, after: int = 0, **more: Any) -> Any:
        return self.staff.post(self.url, {"limit": self.limit, "why": why, "after": after, **more})


@pytest.fixture
def case() -> Case:
    return Case()


def test_what_is_said_is_read_by_family_and_school_and_the_clock_stays_late(case: Case) -> None:
    family, school = (reverse(name, args=[case.child.public_id]) for name in ("family_child", "partner_child"))
    assert b"has not said why yet" in case.parent.get(family).content
    hoped = clock.today() + timedelta(days=14)
    day = {f"hoped_by_{name}": getattr(hoped, name) for name in ("day", "month", "year")}
    assert case.say("We were short of people in October. <b>Sorry</b>.", **day).status_code == 302
    for browser, where in ((case.parent, family), (case.senco, school)):
        said = browser.get(where).content.decode()
        assert "short of people in October. &lt;b&gt;Sorry" in said
        assert "late" in said.lower()
    assert b"They hope to do it by" in case.parent.get(family).content


def test_it_must_say_something_name_nobody_else_and_be_about_something_late(case: Case) -> None:
    other = a_child("Oisín", "Healy")
    name_tokens.refresh([other.pk])
    assert b"Say why it is late" in case.say("  ").content
    assert b"Take the name out" in case.say("We did Oisin Healy first.").content
    assert b"600" in case.say("x" * 601).content
    assert not LateReason.rows.exists()
    for wrong in ("C4-request-1", "\x00", "B1-request-999999", "B1"):
        assert case.staff.post(case.url, {"limit": wrong, "why": "x", "after": 0}).status_code == 404
    past = {"hoped_by_day": "1", "hoped_by_month": "1", "hoped_by_year": "2020"}
    assert b"today or in the future" in case.say("Because.", **past).content


def test_the_second_of_two_sees_what_the_first_said(case: Case) -> None:
    case.say("The first reason.")
    second = case.say("The second reason.")
    assert second.status_code == 409
    assert b"The first reason." in second.content and b"The second reason." in second.content
    assert case.say("The second reason.", after=LateReason.rows.get().pk).status_code == 302
    assert LateReason.rows.count() == 2


def test_where_nothing_is_late_the_page_says_so(case: Case) -> None:
    quiet = a_child("Bo", "Lee")
    tie(quiet, "case_team", at=case.child.ties.get(kind="case_team").organisation)
    assert b"Nothing the law sets a day for" in case.staff.get(reverse("child_late", args=[quiet.public_id])).content
