"""Recording what happened from the child's page: good answers, wrong ones, hostile ones, and two people at once."""

from __future__ import annotations

import re
from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from goldenthread.domain.calendars.wording import said
from goldenthread.features.casework.models import Advice, DecisionToAssess, ExceptionClaim, Milestone, Plan, Request
from goldenthread.features.casework.queries.versions import version_of
from goldenthread.foundation import clock
from goldenthread.foundation.access.roles import Role
from tests import builders as a

pytestmark = pytest.mark.django_db
MOST_QUERIES = 15
EVIDENCE = {
    "needs_evidence": "School reports, 2025 and 2026.", "plan_evidence": "Two terms of support and no progress.",
    "views": "Amira wants to stay with her friends.", "participation": "Her mother came to two meetings.",
    "information": "SENDIASS went with them.", "outcomes": "Reading by Year 5.", "decided_by": "Ngozi Umeh, manager",
    "conflicts_declared": "no",
}  # fmt: skip


def day(ago: int) -> date:
    return clock.today() - timedelta(days=ago)


def boxes(name: str, ago: int) -> dict[str, str]:
    on = day(ago)
    return {f"{name}_day": str(on.day), f"{name}_month": str(on.month), f"{name}_year": str(on.year)}


@pytest.fixture
def case() -> SimpleNamespace:
    team, service = a.a_team("North team"), a.a_health_service("Marle Health")
    priya = a.an_account(Role.EHC_COORDINATOR, at=team, name="Priya Shah")
    owen = a.an_account(Role.EHC_COORDINATOR, at=team, name="Owen Bell")
    mother = a.an_account(Role.PARENT, name="Sana Khan")
    amira = a.a_child("Amira", "Khan", born_on=date(clock.today().year - 8, 3, 4), in_their_words="I like maps.")
    a.tie(amira, "case_team", at=team)
    a.tie(amira, "parent", who=mother, parental_responsibility=True)
    request = a.a_request(amira, request_received=day(60))
    a.reckon(amira)
    return SimpleNamespace(
        priya=priya, owen=owen, mother=mother, amira=amira, request=request, service=service, team=team
    )


def ask(case: SimpleNamespace, name: str, who: Any = None, **query: Any) -> HttpResponse:
    return a.signed_in(who or case.priya).get(reverse(name, args=[case.amira.public_id]), query)


def send(case: SimpleNamespace, name: str, data: dict[str, Any], who: Any = None) -> HttpResponse:
    given = {"request": case.request.public_id, "version": version_of(case.amira.pk), **data}
    return a.signed_in(who or case.priya).post(reverse(name, args=[case.amira.public_id]), given)


def step(case: SimpleNamespace, code: str, ago: int, **more: Any) -> HttpResponse:
    return send(case, "child_record", {"step": code, **boxes("happened_on", ago), **more})


def decide(case: SimpleNamespace, yes: bool, ago: int = 40, **more: Any) -> HttpResponse:
    said_so = "yes" if yes else "no"
    given = {
        **EVIDENCE, "may_have_needs": "yes", "may_need_plan": said_so, "will_assess": said_so,
        "reasons": "" if yes else "The school's own support meets her needs.", **boxes("decided_on", ago + 1),
        **boxes("told_on", ago), **more,
    }  # fmt: skip
    return send(case, "child_decide", given)


def decide_plan(case: SimpleNamespace, yes: bool, ago: int, **more: Any) -> HttpResponse:
    said_so = "yes" if yes else "no"
    given = {
        **{name: EVIDENCE[name] for name in ("views", "participation", "information", "outcomes", "decided_by")},
        "needs_plan": said_so, "will_issue": said_so, "evidence": "Three advices.", "conflicts_declared": "no",
        "needs_shown": "Language.", "provision_weighed": "Therapy weekly.", **boxes("decided_on", ago),
        "reasons": "" if yes else "What school has is enough.", **({} if yes else boxes("told_on", ago)), **more,
    }  # fmt: skip
    return send(case, "child_decide_plan", given)


def text_of(answer: HttpResponse) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def codes(case: SimpleNamespace) -> tuple[str, str]:
    return Request.rows.values_list("outcome", "assessment_outcome").get(pk=case.request.pk)


def test_the_child_page_leads_to_what_may_follow_and_only_that(case: SimpleNamespace) -> None:
    assert reverse("child_record", args=[case.amira.public_id]) in ask(case, "child").content.decode()
    shown = text_of(ask(case, "child_record"))
    assert "The family was told whether we will assess" in shown and "The request was withdrawn" in shown
    assert "The final plan was sent" not in shown and "Advice was asked for" not in shown


def test_a_whole_case_is_recorded_page_by_page(case: SimpleNamespace) -> None:
    assert decide(case, True).status_code == 302
    asked = {"kind": "medical", "organisation": case.service.public_id}
    assert step(case, "ask_advice", 38, **asked).status_code == 302
    advice = Advice.rows.get(request=case.request)
    shown = text_of(ask(case, "child_record", request=case.request.public_id, step="receive_advice"))
    assert f"Health advice from Marle Health, asked on {said(day(38))}" in shown
    assert step(case, "receive_advice", 20, advice=advice.pk).status_code == 302
    assert decide_plan(case, True, ago=19).status_code == 302
    for code, ago in (("serve_draft", 18), ("draft_answered", 10)):
        assert step(case, code, ago).status_code == 302, code
    assert step(case, "send_plan", 1, main_need="ASD").status_code == 302
    assert codes(case) == ("Y", "Y")
    assert Plan.rows.get(request=case.request).is_active
    page = text_of(ask(case, "child"))
    assert "Plan in force" in page and f"Started {said(day(1))}" in page
    assert "no request under way" in text_of(ask(case, "child_record"))


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ({}, "Enter the date it was withdrawn"),
        (boxes("happened_on", -3), "The date it was withdrawn must be today or in the past"),
        (boxes("happened_on", 61), "cannot be before it"),
        ({**boxes("happened_on", 3), "happened_on_month": "13"}, "must be a real date"),
    ],
)
def test_a_wrong_day_is_said_and_what_was_typed_is_kept(case: SimpleNamespace, sent: dict[str, str], told: str) -> None:
    answer = send(case, "child_record", {"step": "withdraw", **sent})
    assert answer.status_code == 400
    assert told in text_of(answer)
    assert "Error: " in answer.content.decode().split("</title>")[0]
    if sent:
        assert f'value="{sent["happened_on_year"]}"' in answer.content.decode()
    assert codes(case) == ("", "")


def test_the_page_says_which_step_a_day_cannot_be_before(case: SimpleNamespace) -> None:
    shown = text_of(ask(case, "child_record", request=case.request.public_id, step="withdraw"))
    assert f"The council received the request for an assessment on {said(day(60))}. This cannot be before that" in shown


def test_two_people_at_once_lose_nothing_of_each_others(case: SimpleNamespace) -> None:
    seen = version_of(case.amira.pk)
    assert step(case, "ask_views", 50).status_code == 302
    typed = {"step": "move_away", "detail": "886", "version": seen, **boxes("happened_on", 4)}
    second = send(case, "child_record", typed, case.owen)
    assert second.status_code == 409
    shown = text_of(second)
    assert "Someone else changed this case first" in shown
    assert "The council asked the family for its views" in shown and "Recorded by Priya Shah" in shown
    body = second.content.decode()
    assert f'value="{day(4).year}"' in body and '<option value="886" selected>' in body
    assert "Error: " not in body.split("</title>")[0]
    renewed = re.search(r'name="version" value="([^"]+)"', body)
    assert renewed and renewed[1] == version_of(case.amira.pk)
    assert send(case, "child_record", {**typed, "version": renewed[1]}, case.owen).status_code == 302
    case.request.refresh_from_db()
    assert case.request.exported_to == "886"


def test_the_same_step_by_two_people_is_recorded_once(case: SimpleNamespace) -> None:
    seen = version_of(case.amira.pk)
    for expected in (302, 409):
        sent = {"step": "withdraw", "version": seen, **boxes("happened_on", 4)}
        answer = send(case, "child_record", sent)
        assert answer.status_code == expected
    again = step(case, "withdraw", 4)
    assert again.status_code == 400 and "It is recorded already" in text_of(again)
    assert Milestone.rows.filter(fact="request_withdrawn").count() == 1


@pytest.mark.parametrize(
    "sent",
    [
        {"step": "final"}, {"step": "\x00"}, {"step": "withdraw", "request": "../../etc"}, {"step": ""},
        {"step": "receive_advice", "advice": "999999"},
        {"step": "ask_advice", "kind": "medical", "organisation": "zzz"},
        {"step": "withdraw", "version": "x" * 300}, {"step": "withdraw", "version": "' OR 1=1"},
        {"step": "move_away", "detail": "<script>"}, {"step": "send_plan"},
    ],
)  # fmt: skip
def test_hostile_forms_change_nothing_and_break_nothing(case: SimpleNamespace, sent: dict[str, str]) -> None:
    answer = send(case, "child_record", {**boxes("happened_on", 3), **sent})
    assert answer.status_code in (400, 404, 409)
    assert "<script>" not in answer.content.decode().split("<main")[-1]
    assert Milestone.rows.filter(child=case.amira).count() == 1


def test_another_childs_request_cannot_be_worked_on_through_this_one(case: SimpleNamespace) -> None:
    other = a.a_request(a.a_child("Noah", "Reed"), request_received=day(10))
    sent = {"step": "withdraw", "request": other.public_id, **boxes("happened_on", 3)}
    assert send(case, "child_record", sent).status_code == 404
    milestone = other.milestones.get()
    sent = {"milestone": milestone.pk, "what": "never", "reason": "x"}
    assert send(case, "child_correct", sent).status_code == 200  # the list of this child's own dates
    assert send(case, "child_exceptions", {"limit": f"B1-request-{other.pk}"}).status_code == 200
    assert Milestone.rows.filter(request=other).count() == 1


def test_a_refusal_is_recorded_by_the_test_and_says_what_the_notice_must_contain(case: SimpleNamespace) -> None:
    answer = decide(case, False, ago=5)
    assert answer.status_code == 302
    assert codes(case) == ("N", "")
    row = DecisionToAssess.rows.get(request=case.request)
    assert (row.will_assess, row.may_have_needs, row.may_need_plan) == (False, True, False)
    shown = text_of(a.signed_in(case.priya).get(answer["Location"]))
    for wanted in (
        "What the notice to the family must say", "s.36(8)(b)", "The right to appeal", "The time limits", "Mediation",
        "Disagreement resolution", "Information and advice", "responsible commissioning body",
    ):  # fmt: skip
        assert wanted in shown, wanted
    assert "s.36(8)(a)" not in shown.split("The decision and the reasons for it")[1].split("The right to appeal")[0]
    family = text_of(a.signed_in(case.mother).get(reverse("family_child", args=[case.amira.public_id])))
    assert "The council said no" in family


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({"may_need_plan": "yes"}, "the law says that you must assess"),
        ({"will_assess": "yes"}, "the test for assessing is not met"),
        ({"reasons": ""}, "Give the reasons for not assessing"),
        ({"views": ""}, "Say what was considered about views, wishes and feelings"),
        ({"plan_evidence": ""}, "Say what evidence the answer about a plan is based on"),
        ({"conflicts_declared": "yes"}, "Say what was declared"),
        ({"decided_by": ""}, "Say who decided"),
        (boxes("decided_on", 2), "cannot be before the date of the decision"),
        (boxes("told_on", 70) | boxes("decided_on", 70), "cannot be before it"),
    ],
)
def test_a_decision_that_does_not_follow_is_refused_and_kept_in_the_form(
    case: SimpleNamespace, more: dict[str, str], told: str
) -> None:
    answer = decide(case, False, ago=5, **more)
    assert answer.status_code == 400
    assert told in text_of(answer)
    assert "SENDIASS went with them." in text_of(answer)
    assert not DecisionToAssess.rows.exists() and codes(case) == ("", "")


def test_the_rate_beside_the_form_counts_what_families_were_told(case: SimpleNamespace) -> None:
    for ago, detail in ((10, "Y"), (20, "Y"), (30, "N"), (400, "N")):
        other = a.a_request(a.a_child("Other"), request_received=day(ago + 30))
        a.a_milestone(other, "assess_decision_notified", day(ago), detail=detail)
    shown = text_of(ask(case, "child_decide"))
    assert re.search(r"Here, everyone, last 24 months\s+50\.0%\s+4\s+15\.0% to 85\.0%", shown)
    assert re.search(r"England, requests received in 2024\s+72\.2%\s+139,934", shown)
    assert "Open Government Licence" in shown
    assert "I like maps." in shown


def test_a_date_is_corrected_with_a_reason_and_the_clock_follows(case: SimpleNamespace) -> None:
    milestone = case.request.milestones.get()
    assert f"?milestone={milestone.pk}" in ask(case, "child").content.decode()
    wrong = {"milestone": milestone.pk, "what": "day", **boxes("happened_on", 55)}
    answer = send(case, "child_correct", wrong)
    assert answer.status_code == 400 and "Say why" in text_of(answer)
    assert send(case, "child_correct", {**wrong, "reason": "The letter was stamped later."}).status_code == 302
    page = text_of(ask(case, "child"))
    assert f"it was {said(day(60))}. Why: The letter was stamped later." in page
    assert said(day(55) + timedelta(weeks=20)) in page


def test_a_step_others_rest_on_cannot_be_taken_back_before_them(case: SimpleNamespace) -> None:
    decide(case, True)
    decide_plan(case, True, ago=19)
    decided = case.request.milestones.get(fact="assess_decision_notified")
    sent = {"milestone": decided.pk, "what": "never", "reason": "Entered on the wrong child."}
    answer = send(case, "child_correct", sent)
    assert answer.status_code == 400 and "The council decided to issue a plan" in text_of(answer)
    agreed = case.request.milestones.get(fact="plan_agreed")
    assert send(case, "child_correct", {**sent, "milestone": agreed.pk}).status_code == 302
    assert send(case, "child_correct", sent).status_code == 302
    assert codes(case) == ("A", "")
    assert DecisionToAssess.rows.get(request=case.request).taken_back_on == clock.today()
    assert decide(case, False).status_code == 302  # and it can be decided again
    assert codes(case) == ("N", "")


def test_an_exception_lifts_the_limit_and_the_family_reads_why(case: SimpleNamespace) -> None:
    shown = text_of(ask(case, "child_exceptions"))
    assert "Record an exception" in shown
    limit = f"C4-request-{case.request.pk}"
    sent = {
        "limit": limit, "category": "ABSENT_4W", "fact": "They were in Lahore.", "reason": "No visit could be made.",
        **boxes("away_from", 45), **boxes("away_to", 5), **boxes("next_look_on", -28),
    }  # fmt: skip
    for wrong, told in (
        ({**boxes("away_to", 40)}, "needs 4 weeks away in a row"),
        ({"reason": ""}, "Say why it was impractical"),
        ({"away_to_day": "", "away_to_month": "", "away_to_year": ""}, "Enter the last day away"),
        ({"category": "MISSED_APPT"}, "not one of the available choices"),
    ):
        answer = send(case, "child_exceptions", {**sent, **wrong})
        assert answer.status_code == 400 and told in text_of(answer), told
        assert "ABSENT_4W" not in text_of(answer)
    assert send(case, "child_exceptions", sent).status_code == 302
    claim = ExceptionClaim.rows.get(request=case.request)
    assert (claim.rule, claim.next_review_on) == ("C4", clock.today() + timedelta(days=28))
    case.request.refresh_from_db()
    assert case.request.week20_exception is True
    family = text_of(a.signed_in(case.mother).get(reverse("family_child", args=[case.amira.public_id])))
    assert "because the child or family was away from the area for at least 4 weeks" in family
    again = send(case, "child_exceptions", sent)
    assert again.status_code == 400 and "recorded for this limit already" in text_of(again)
    assert send(case, "child_exception_withdraw", {"claim": claim.pk, "reason": ""}).status_code == 400
    assert send(case, "child_exception_withdraw", {"claim": claim.pk, "reason": "They came back."}).status_code == 302
    case.request.refresh_from_db()
    assert case.request.week20_exception is False
    family = text_of(a.signed_in(case.mother).get(reverse("family_child", args=[case.amira.public_id])))
    assert "was away from the area" not in family


def test_a_limit_that_admits_nothing_is_not_offered(case: SimpleNamespace) -> None:
    decide(case, True)
    decide_plan(case, True, ago=19)
    step(case, "serve_draft", 10)
    body = ask(case, "child_exceptions").content.decode()
    assert f"C4-request-{case.request.pk}" in body and "C2-request" not in body
    sent = {"limit": f"C2-request-{case.request.pk}", "category": "EXCEPTIONAL", "fact": "x", "reason": "x"}
    send(case, "child_exceptions", sent)
    assert not ExceptionClaim.rows.exists()


def test_someone_who_only_reads_finds_no_way_to_change_anything(case: SimpleNamespace) -> None:
    school = a.a_school()
    senco = a.an_account(Role.SENCO, at=school)
    a.tie(case.amira, "attends", at=school)
    body = ask(case, "partner_child", senco).content.decode()
    assert "/record/" not in body and "/correct/" not in body and "/exceptions/" not in body
    for name in ("child_record", "child_decide", "child_correct", "child_exceptions", "child_exception_withdraw"):
        assert ask(case, name, senco).status_code == 404
        assert send(case, name, {"step": "withdraw", **boxes("happened_on", 1)}, senco).status_code == 404
    assert Milestone.rows.filter(child=case.amira).count() == 1


def test_pages_stay_within_their_queries(case: SimpleNamespace) -> None:
    decide(case, True)
    for _ in range(4):
        service = a.a_health_service()
        step(case, "ask_advice", 38, kind="medical", organisation=service.public_id)
    request, milestone = case.request.public_id, case.request.milestones.get(fact="request_received")
    client, counted = a.signed_in(case.priya), {}
    for name, query in (
        ("child", {}), ("child_record", {}), ("child_record", {"request": request, "step": "ask_advice"}),
        ("child_record", {"request": request, "step": "receive_advice"}), ("child_decide", {}), ("child_correct", {}),
        ("child_correct", {"milestone": milestone.pk}), ("child_exceptions", {}),
        ("child_exception_withdraw", {}), ("child_exceptions", {"limit": f"C4-request-{case.request.pk}"}),
    ):  # fmt: skip
        client.get(reverse(name, args=[case.amira.public_id]), query)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(reverse(name, args=[case.amira.public_id]), query).status_code == 200
        counted[name, *query] = len(asked)
    assert {name: count for name, count in counted.items() if count > MOST_QUERIES} == {}
