"""Writing advice on its pages: what is asked, what is enclosed, what comes back, and who sees what."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from lxml import html

from goldenthread.features.casework.models import Advice, AdviceReport, Intake, Milestone
from goldenthread.foundation import clock
from goldenthread.foundation.access.roles import Role
from goldenthread.foundation.accounts.models import User
from goldenthread.foundation.people.models import Child
from tests.builders import (
    a_child,
    a_health_service,
    a_request,
    a_school,
    a_team,
    an_account,
    an_advice,
    reckon,
    signed_in,
    tie,
)
from tests.web.partners.test_our_children import ago

pytestmark = pytest.mark.django_db


@dataclass
class Case:
    child: Child
    advice: Advice
    account: User
    browser: Client

    @property
    def page(self) -> str:
        return f"/partners/children/{self.child.public_id}/advice/"

    def get(self, **query: Any) -> Any:
        return self.browser.get(self.page, {"advice": self.advice.public_id, **query})

    def post(self, do: str, **data: Any) -> Any:
        return self.browser.post(self.page, {"advice": self.advice.public_id, "do": do, **data})

    def row(self, part: str, text: str, row: str = "new", version: int = 0, **more: Any) -> Any:
        return self.post("row", part=part, row=row, version=version, text=text, **more)


@pytest.fixture
def case() -> Case:
    service = a_health_service("Marle Children's Therapies", email="therapies@health.example")
    child = a_child("Amira", "Khan", in_their_words="I like trains.", address="12 Mill Lane", address_hidden=True)
    tie(child, "health", at=service)
    tie(child, "case_team", at=a_team())
    request = a_request(
        child, fields={"outcome": "Y"}, request_received=ago(90), assess_decision_notified=ago(50)
    )  # fmt: skip
    Intake.rows.create(
        child=child, request=request, state="started", who="parent", asked_by="Farah Aziz", received_on=ago(90),
        begun_at=clock.now(), saved_at=clock.now(), decided_at=clock.now(),
        answers={"worries": {"text": "Mornings at 12 Mill Lane are hard.", "by": "Farah Aziz", "version": 1}},
    )  # fmt: skip
    advice = an_advice(request, fields={"organisation": service}, advice_requested=ago(20))
    reckon(child)
    account = an_account(Role.HEALTH_ADVISER, at=service, name="Sunita Rao")
    return Case(child, advice, account, signed_in(account))


def words(response: Any) -> str:
    return re.sub(r"\s+", " ", html.fromstring(response.content).text_content())


def entries(case: Case) -> list[Any]:
    return list(AdviceReport.rows.get(advice=case.advice, state="draft").entries.order_by("id"))


def write_all(case: Case) -> None:
    case.row("need", "Cannot sit still", area="physical")
    case.row("outcome", "Sits for a story", serves=[entries(case)[0].public_id], measure="Seen by the teacher")
    case.row("provision", "Access to a chair", serves=[entries(case)[1].public_id], who="A therapist")


def test_the_familys_words_are_enclosed_and_a_hidden_address_is_taken_out(case: Case) -> None:
    shown = words(case.get())
    assert "I like trains." in shown and "Farah Aziz" in shown and "regulation 6(3)" in shown
    assert "Mornings at [address withheld] are hard." in shown and "Mill Lane" not in shown
    assert "I like trains." in words(case.get(part="need", row="new"))


def test_rows_are_added_changed_and_removed_without_javascript(case: Case) -> None:
    assert case.row("strength", "Knows every bus").status_code == 302
    again = case.row("need", "Talking", another="1")
    assert "part=need&row=new" in again["Location"]
    strength, need = entries(case)
    assert case.row("need", "Talking in groups", row=need.public_id, version=1, area="communication").status_code == 302
    shown = words(case.get())
    assert "Talking in groups" in shown and "Communication and interaction" in shown
    assert "Last saved by Sunita Rao" in shown
    assert case.get(remove=strength.public_id).status_code == 200
    case.post("remove", row=strength.public_id, version=1)
    assert [each.text for each in entries(case)] == ["Talking in groups"]


def test_the_second_of_two_sees_what_changed_and_keeps_what_was_typed(case: Case) -> None:
    case.row("need", "First")
    row = entries(case)[0]
    case.row("need", "Hers", row=row.public_id, version=1)
    answer = case.row("need", "His", row=row.public_id, version=1)
    assert answer.status_code == 409
    assert "Sunita Rao saved" in words(answer) and "Hers" in words(answer) and "His" in words(answer)
    version = html.fromstring(answer.content).xpath("//input[@name='version']/@value")[0]
    assert case.row("need", "His", row=row.public_id, version=version).status_code == 302
    case.post("remove", row=row.public_id, version=3)
    gone = case.row("need", "Late words", row=row.public_id, version=3)
    assert gone.status_code == 409 and "It was removed" in words(gone) and "Late words" in words(gone)


def test_the_check_warns_with_reasons_and_does_not_refuse(case: Case) -> None:
    write_all(case)
    shown = words(case.get(check=1))
    for said in ("Say by when", "Say how often", "Say how long each time", "“access to”", "9.69"):
        assert said in shown
    edition = html.fromstring(case.get(check=1).content).xpath("//input[@name='edition']/@value")[0]
    assert case.post("submit", edition=edition).status_code == 302
    assert Milestone.rows.get(advice=case.advice, fact="advice_received").happened_on == clock.today()
    report = AdviceReport.rows.get(advice=case.advice)
    assert report.state == "submitted" and "advice.provision_no_frequency" in report.warned
    assert case.row("need", "Too late").status_code == 400
    assert "Submitted" in words(case.get(version=1))


def test_what_a_colleague_saved_while_i_checked_is_shown_before_it_goes(case: Case) -> None:
    write_all(case)
    stale = AdviceReport.rows.get(advice=case.advice).edition
    case.row("need", "One more")
    answer = case.post("submit", edition=stale)
    assert answer.status_code == 409 and "One more" in words(answer)
    assert case.post("submit", edition="nonsense").status_code == 409
    assert AdviceReport.rows.get(advice=case.advice).state == "draft"


def test_a_correction_needs_a_reason_and_keeps_the_version_before(case: Case) -> None:
    write_all(case)
    case.post("submit", edition=AdviceReport.rows.get(advice=case.advice).edition)
    assert case.post("correct", reason="").status_code == 400
    assert case.post("correct", reason="A wrong word").status_code == 302
    draft = AdviceReport.rows.get(advice=case.advice, state="draft")
    row = draft.entries.get(part="need")
    case.row("need", "Can sit for a minute", row=row.public_id, version=row.edition)
    case.post("submit", edition=AdviceReport.rows.get(pk=draft.pk).edition)
    assert "Cannot sit still" in words(case.get(version=1)) and "corrected since" in words(case.get(version=1))
    assert "Can sit for a minute" in words(case.get()) and "A wrong word" in words(case.get())


def test_not_known_asks_three_questions_and_counts_as_the_answer(case: Case) -> None:
    assert "no exception" not in words(case.get()) and "not known to us" in words(case.get())
    answer = case.post("not_known", searched_by="Name, birth date", last_known="", ask_others="No")
    assert answer.status_code == 400 and "Say when they were last known" in words(answer)
    assert "Name, birth date" in words(answer)
    case.post("not_known", searched_by="Name, birth date", last_known="Never", ask_others="No")
    assert Milestone.rows.filter(advice=case.advice, fact="advice_received").exists()
    assert "Not known to them." in words(case.get())


def test_an_adviser_can_hold_it_back_from_the_family_when_submitting(case: Case) -> None:
    write_all(case)
    edition = AdviceReport.rows.get(advice=case.advice).edition
    stale = case.post("submit", edition=0, withheld_because="A risk at home")
    assert "A risk at home" in words(stale)
    case.post("submit", edition=edition, withheld_because="A risk at home")
    assert AdviceReport.rows.get(advice=case.advice).withheld_because == "A risk at home"
    parent = an_account(Role.PARENT)
    tie(case.child, "parent", who=parent, parental_responsibility=True)
    shown = signed_in(parent).get(f"/family/children/{case.child.public_id}/advice/")
    assert shown.status_code == 200 and "sit still" not in words(shown)
    case.post("correct", reason="A wrong word")
    draft = AdviceReport.rows.get(advice=case.advice, state="draft")
    case.post("submit", edition=draft.edition, withheld_because="")
    assert AdviceReport.rows.get(pk=draft.pk).withheld_because == "A risk at home"  # the council alone shows it again


def test_somebody_takes_it_and_hands_it_back(case: Case) -> None:
    case.post("take")
    assert "Taken by Sunita Rao" in words(case.get())
    case.post("let_go")
    assert "Taken by" not in words(case.get())


@pytest.mark.parametrize("typed", ["x", "a" * 300, "zzzzzzzzzzzzzz", "' OR 1=1--"])
def test_what_is_typed_by_hand_is_never_an_error(case: Case, typed: str) -> None:
    write_all(case)
    assert case.browser.get(case.page, {"advice": typed}).status_code == 404
    for query in ({"part": typed}, {"part": "need", "row": typed}, {"remove": typed}, {"version": typed}):
        assert case.get(**query).status_code == 404
    assert case.browser.post(case.page, {"advice": typed, "do": "submit"}).status_code == 404
    assert case.row("need", "New", row=typed).status_code in (302, 409)
    assert case.row("outcome", "New", serves=[typed]).status_code == 400
    assert case.post(typed).status_code == 200
    assert case.row("need", "x" * 4001).status_code == 400
    assert case.row("need", "<script>alert(1)</script>").status_code == 302
    assert b"<script>alert" not in case.get().content


def test_a_body_writes_its_own_advice_and_reads_no_others(case: Case) -> None:
    other = a_health_service("Marle CAMHS")
    tie(case.child, "health", at=other)
    theirs = signed_in(an_account(Role.HEALTH_ADVISER, at=other))
    assert theirs.get(case.page).status_code == 200
    assert theirs.get(case.page, {"advice": case.advice.public_id}).status_code == 404
    sent = theirs.post(case.page, {"advice": case.advice.public_id, "do": "row", "part": "need", "text": "x"})
    assert sent.status_code == 404
    school = a_school()
    tie(case.child, "attends", at=school)
    setting = an_advice(case.advice.request, "setting", advice_requested=ago(3))
    senco = signed_in(an_account(Role.SENCO, at=school))
    assert senco.get(case.page, {"advice": setting.public_id}).status_code == 200
    assert signed_in(an_account(Role.SCHOOL_LEADER, at=school)).get(case.page).status_code == 404


def test_few_queries_however_much_is_written(case: Case) -> None:
    write_all(case)
    case.get()
    with CaptureQueriesContext(connection) as few:
        case.get()
    for number in range(12):
        case.row("need", f"Need {number}")
    with CaptureQueriesContext(connection) as many:
        case.get()
    assert len(many) == len(few) <= 24
