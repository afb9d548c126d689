"""The decision whether to make a plan: test, panel's advice, the 16 and 20 weeks, the notice, taking it back."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.http import HttpResponse
from django.urls import reverse

from goldenthread.domain.calendars.wording import said
from goldenthread.features.casework.models import DecisionToAssess, DecisionToIssue, Milestone, Request
from goldenthread.features.casework.queries.versions import version_of
from tests import builders as a
from tests.web.casework.panel_cases import a_panel, a_world, ask, boxes, day, heard, listed, send, text_of

pytestmark = pytest.mark.django_db
COMMON = {
    "views": "Amira wants to stay with her friends.", "participation": "Her mother came to two meetings.",
    "information": "SENDIASS went with them.", "outcomes": "Reading by Year 5.", "decided_by": "Dele Coker, head",
    "conflicts_declared": "no",
}  # fmt: skip


@pytest.fixture
def world() -> SimpleNamespace:
    world = a_world()
    a.a_milestone(world.request, "assess_decision_notified", day(-40), detail="Y")
    Request.rows.filter(pk=world.request.pk).update(outcome="Y", has_assessment=True)
    world.request.refresh_from_db()
    a.reckon(world.child)
    return world


def decide(world: SimpleNamespace, yes: bool, **more: Any) -> HttpResponse:
    said_so = "yes" if yes else "no"
    given = {
        "request": world.request.public_id, "version": version_of(world.child.pk), **COMMON, "needs_plan": said_so,
        "evidence": "Three advices.", "needs_shown": "Language.", "provision_weighed": "Therapy weekly.",
        "will_issue": said_so, "reasons": "" if yes else "What school has is enough.", **boxes("decided_on", -3),
        **({} if yes else boxes("told_on", -2)), **more,
    }  # fmt: skip
    return send(world.priya, "child_decide_plan", world.child.public_id, **given)


def codes(world: SimpleNamespace) -> tuple[str, str]:
    return Request.rows.values_list("outcome", "assessment_outcome").get(pk=world.request.pk)


def test_the_steps_lead_to_the_decisions_page(world: SimpleNamespace) -> None:
    for step in ("agree_plan", "no_plan"):
        query = {"request": world.request.public_id, "step": step}
        answer = ask(world.priya, "child_record", world.child.public_id, **query)
        assert answer["Location"].startswith(reverse("child_decide_plan", args=[world.child.public_id]))
        sent = send(world.priya, "child_record", world.child.public_id, **query, **boxes("happened_on", -1))
        assert sent.status_code == 302 and codes(world) == ("Y", "")


def test_both_limits_stand_side_by_side_with_the_days_left(world: SimpleNamespace) -> None:
    shown = text_of(ask(world.priya, "child_decide_plan", world.child.public_id))
    assert f"{said(day(-60 + 16 * 7))}" in shown and f"{said(day(-60 + 20 * 7))}" in shown
    assert f"due in {16 * 7 - 60} days" in shown and f"due in {20 * 7 - 60} days" in shown
    assert "s.37(1)" in shown and "Code of Practice" in shown
    assert "England, assessments in 2024 93.9% 104,951" in shown and "A rate is no reason" in shown
    assert "I like maps." in shown


def test_a_yes_agrees_the_plan(world: SimpleNamespace) -> None:
    assert decide(world, True).status_code == 302
    assert Milestone.rows.get(fact="plan_agreed").happened_on == day(-3)
    assert DecisionToIssue.rows.get().will_issue and codes(world)[1] in ("", "Y")
    shown = text_of(ask(world.priya, "child_decide_plan", world.child.public_id))
    assert "We will make a plan" in shown and "Therapy weekly." in shown and "What the notice" not in shown


def test_a_no_ends_the_case_with_what_its_notice_must_say(world: SimpleNamespace) -> None:
    answer = decide(world, False)
    assert answer.status_code == 302
    assert Milestone.rows.get(fact="no_plan_notified").happened_on == day(-2) and codes(world) == ("Y", "N")
    shown = text_of(a.signed_in(world.priya).get(answer["Location"]))
    for part in (
        "What the notice to the family must say", "s.51(2)(b)", "mediation", "Disagreement resolution", "reg 10(3)",
        "recommend what health and social care", "responsible commissioning body", "We will not make a plan",
    ):  # fmt: skip
        assert part in shown, part


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({"needs_plan": "yes"}, "the law says that you must make a plan"),
        ({"will_issue": "yes"}, "the test for a plan is not met"),
        ({"reasons": ""}, "Give the reasons for not making a plan"),
        ({"told_on_day": ""}, "The date the family was told"),
        ({"told_on_day": "", "told_on_month": "", "told_on_year": ""}, "Enter the date the family was told that there"),
        (boxes("told_on", -10), "cannot be before the date of the decision"),
        (boxes("decided_on", 3), "must be today or in the past"),
        ({"evidence": ""}, "Say what evidence"),
        ({"needs_shown": ""}, "Say what was weighed"),
        ({"conflicts_declared": "yes"}, "Say what was declared"),
        ({"main_need": "NOPE"}, "Select a valid choice"),
    ],
)
def test_what_does_not_follow_is_refused_and_kept(world: SimpleNamespace, more: dict[str, str], told: str) -> None:
    answer = decide(world, False, **more)
    assert answer.status_code == 400
    assert told in text_of(answer) and "SENDIASS went with them." in text_of(answer)
    assert not DecisionToIssue.rows.exists() and codes(world) == ("Y", "")


def test_the_second_of_two_sees_what_changed(world: SimpleNamespace) -> None:
    seen = version_of(world.child.pk)
    assert decide(world, True).status_code == 302
    second = decide(world, False, version=seen)
    assert second.status_code == 409 and "What school has is enough." in second.content.decode()
    assert "Someone else changed this case first" in text_of(second)
    assert DecisionToIssue.rows.count() == 1


def test_taken_back_with_its_milestone_it_is_kept_and_may_be_made_again(world: SimpleNamespace) -> None:
    decide(world, False)
    told = Milestone.rows.get(fact="no_plan_notified", is_current=True)
    sent = {"milestone": told.pk, "what": "never", "reason": "Wrong child.", "version": version_of(world.child.pk)}
    assert send(world.priya, "child_correct", world.child.public_id, **sent).status_code == 302
    assert DecisionToIssue.rows.get().taken_back_on == day(0) and codes(world) == ("Y", "A")
    assert decide(world, True).status_code == 302
    assert DecisionToIssue.rows.filter(taken_back_on=None).count() == 1


def test_a_decision_other_than_advised_says_why_and_is_another_persons(world: SimpleNamespace) -> None:
    case = heard(world, "not_met", "issue")
    shown = text_of(ask(world.priya, "child_decide_plan", world.child.public_id))
    assert "advised: do not make a plan" in shown and "Because of needs_plan." in shown
    silent = decide(world, True)
    assert silent.status_code == 400 and "Say why the decision is different" in text_of(silent)
    sat = decide(world, True, differs_because="New advice came.", decided_by="ruth  calder, chair")
    assert sat.status_code == 400 and "Ruth Calder sat on the panel" in text_of(sat)
    assert decide(world, True, differs_because="New advice came.").status_code == 302
    row = DecisionToIssue.rows.get()
    assert row.panel_case == case and row.differs_because == "New advice came."
    assert "New advice came." in text_of(ask(world.priya, "child_decide_plan", world.child.public_id))


def test_a_panel_to_come_is_said_and_holds_nothing_up(world: SimpleNamespace) -> None:
    listed(world, a_panel(world.team, world.ruth), "issue")
    shown = text_of(ask(world.priya, "child_decide_plan", world.child.public_id))
    assert f"on the agenda of the panel of {said(day(5))}" in shown and "do not wait for a panel" in shown
    assert decide(world, True).status_code == 302


def test_the_decision_whether_to_assess_has_the_panels_advice_too() -> None:
    world = a_world()
    case = heard(world, "more")
    shown = ask(world.priya, "child_decide", world.child.public_id).content.decode()
    assert "advised: find out more first" in shown and "All agreed." in shown
    given = {
        "request": world.request.public_id, "version": version_of(world.child.pk), **COMMON, "may_have_needs": "yes",
        "may_need_plan": "yes", "will_assess": "yes", "needs_evidence": "x", "plan_evidence": "x", "main_need": "ASD",
        **boxes("decided_on", 0), **boxes("told_on", 0),
    }  # fmt: skip
    silent = send(world.priya, "child_decide", world.child.public_id, **given)
    assert silent.status_code == 400 and "Say why the decision is different" in text_of(silent)
    given["differs_because"] = "The six weeks end today."
    assert send(world.priya, "child_decide", world.child.public_id, **given).status_code == 302
    row = DecisionToAssess.rows.get()
    assert (row.panel_case, row.main_need) == (case, "ASD")
    late = send(
        world.ruth, "child_hear", world.child.public_id, item=case.public_id, act="advise", version=1, reasons="x",
        **{f"{code}{rest}": "met" for code in ("may_have_needs", "may_need_plan") for rest in ("", "_reasons")},
    )  # fmt: skip
    assert late.status_code == 400 and "The decision is recorded already" in text_of(late)


@pytest.mark.parametrize(
    "fields", [{"will_issue": True, "needs_plan": False}, {"will_issue": False, "needs_plan": False, "reasons": ""}]
)
def test_the_table_itself_refuses_what_does_not_follow(world: SimpleNamespace, fields: dict[str, Any]) -> None:
    text = dict.fromkeys(
        ("evidence", "needs_shown", "provision_weighed", "views", "participation", "information", "outcomes",
         "decided_by", "recorded_by"), "x",
    )  # fmt: skip
    with pytest.raises(IntegrityError), transaction.atomic():
        DecisionToIssue.rows.create(
            child=world.child, request=world.request, **text, decided_on=day(0), conflicts_declared=False,
            recorded_at="2026-11-28T10:00:00Z", **{"reasons": "x", **fields},
        )  # fmt: skip
