"""Advice as staff, the family and those who wait for it see it."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from goldenthread.features.casework.models import AdviceReport, AdviceReuse
from goldenthread.features.casework.queries.versions import version_of
from goldenthread.foundation.access.roles import Role
from tests.builders import an_account, an_advice, reckon, signed_in, tie
from tests.web.partners.test_advice import Case, case, words, write_all
from tests.web.partners.test_our_children import ago

pytestmark = pytest.mark.django_db
__all__ = ["case"]


def submit(case: Case) -> None:
    write_all(case)
    case.post("submit", edition=AdviceReport.rows.get(advice=case.advice).edition)


def staff_of(case: Case) -> Any:
    team = case.child.ties.get(kind="case_team").organisation
    return signed_in(an_account(Role.TEAM_MANAGER, at=team))


def family_of(case: Case) -> Any:
    parent = an_account(Role.PARENT)
    tie(case.child, "parent", who=parent, parental_responsibility=True)
    return signed_in(parent)


def page(case: Case) -> str:
    return f"/children/{case.child.public_id}/advice/"


def test_staff_see_every_advice_with_its_inbox_and_what_may_follow(case: Case) -> None:
    browser = staff_of(case)
    shown = words(browser.get(page(case)))
    assert "therapies@health.example" in shown and "The law gives until" in shown
    for link in ("Ask for advice", "Earlier advice is enough", "Advice came on paper"):
        assert link in shown
    assert "No words" not in shown
    write_all(case)
    assert "Cannot sit still" not in words(browser.get(page(case), {"advice": case.advice.public_id}))
    case.post("submit", edition=AdviceReport.rows.get(advice=case.advice).edition)
    assert "Cannot sit still" in words(browser.get(page(case), {"advice": case.advice.public_id}))


def test_the_family_reads_what_was_submitted_unless_it_is_held_back(case: Case) -> None:
    browser, staff = family_of(case), staff_of(case)
    theirs = f"/family/children/{case.child.public_id}/advice/"
    write_all(case)
    assert "Cannot sit still" not in words(browser.get(theirs))
    case.post("submit", edition=AdviceReport.rows.get(advice=case.advice).edition)
    assert "Cannot sit still" in words(browser.get(theirs))
    assert "Read the advice" in words(browser.get(f"/family/children/{case.child.public_id}/"))
    about = {"advice": case.advice.public_id}
    assert "Say why it is held back" in words(staff.post(page(case), {**about, "do": "withhold", "reason": " "}))
    staff.post(page(case), {**about, "do": "withhold", "reason": "Serious harm is likely"})
    assert "Cannot sit still" not in words(browser.get(theirs))
    assert "Serious harm" not in words(browser.get(theirs))
    staff.post(page(case), {**about, "do": "show"})
    assert "Cannot sit still" in words(browser.get(theirs))


def test_a_hidden_address_in_advice_reaches_no_parent(case: Case) -> None:
    browser = family_of(case)
    case.row("need", "Walks home to 12 mill lane alone")
    case.post("submit", edition=AdviceReport.rows.get(advice=case.advice).edition)
    shown = words(browser.get(f"/family/children/{case.child.public_id}/advice/"))
    assert "[address withheld]" in shown and "mill lane" not in shown.lower()


def test_earlier_advice_is_recorded_with_three_agreements_or_not_at_all(case: Case) -> None:
    browser = staff_of(case)
    asked = {"reuse": 1, "request": case.advice.request.public_id}
    assert browser.get(page(case), asked).status_code == 200
    day = {name: ago(days) for name, days in (("given_on", 90), ("adviser_agreed_on", 3), ("family_agreed_on", 2))}
    data = {
        "do": "reuse", "request": case.advice.request.public_id, "version": version_of(case.child.pk),
        "kind": "psychology", "described": "Report of Dr Duarte", "adviser": "Dr Duarte", "family": "Farah Aziz",
        "council": "Priya Nair", **{name: when.isoformat() for name, when in day.items()},
    }  # fmt: skip
    answer = browser.post(page(case), data)
    assert answer.status_code == 400 and "Enter the date the council agreed" in words(answer)
    assert not AdviceReuse.rows.exists()
    data["council_agreed_on"] = ago(1).isoformat()
    assert browser.post(page(case), {**data, "version": "0.0.0"}).status_code == 409
    assert browser.post(page(case), data).status_code == 302
    assert "Report of Dr Duarte" in words(browser.get(page(case)))


def test_a_coordinator_reads_and_only_those_who_work_on_it_change(case: Case) -> None:
    chair = an_account(Role.PANEL_CHAIR, at=case.child.ties.get(kind="case_team").organisation)
    tie(case.child, "panel", who=chair)  # the case is listed for a panel they sit on
    panel = signed_in(chair)
    assert panel.get(page(case)).status_code == 200
    assert panel.get(page(case), {"reuse": 1}).status_code == 404
    submit(case)
    sent = panel.post(page(case), {"advice": case.advice.public_id, "do": "withhold", "reason": "x"})
    assert sent.status_code == 404
    assert case.browser.get(page(case)).status_code == 404


def test_what_is_due_is_listed_for_the_service_and_the_team_and_no_one_else(case: Case) -> None:
    other = an_advice(case.advice.request, "psychology", advice_requested=ago(60))
    reckon(case.child)
    ours = words(case.browser.get("/advice/"))
    assert "Waiting: 1" in ours and "Amira Khan" in ours and "Nobody has taken it yet" in ours
    staff = words(staff_of(case).get("/advice/"))
    assert "Waiting: 2" in staff and "expected; " in staff and "All services" in staff
    assert other.public_id not in ours
    assert signed_in(an_account(Role.PARENT)).get("/advice/").status_code == 404
    for typed in ("0", "x" * 400, case.child.public_id, "medical"):
        assert case.browser.get("/advice/", {"service": typed, "page": typed}).status_code == 200


def test_the_lists_take_few_queries(case: Case) -> None:
    browser = staff_of(case)
    submit(case)
    an_advice(case.advice.request, "psychology", advice_requested=ago(60))
    reckon(case.child)
    for address in ("/advice/", page(case)):
        browser.get(address)
        with CaptureQueriesContext(connection) as few:
            browser.get(address)
        for _ in range(5):
            an_advice(case.advice.request, "psychology", advice_requested=ago(60))
        reckon(case.child)
        with CaptureQueriesContext(connection) as many:
            browser.get(address)
        assert len(many) <= len(few) + 1 <= 22, address
