"""Correcting a date, taking a step back, and lifting a limit: what follows from each, and what is refused."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from goldenthread.domain.statute.exceptions import ExceptionRefused
from goldenthread.features.casework.models import (
    CaseSummary,
    ClockCopy,
    DecisionToAssess,
    ExceptionClaim,
    Milestone,
    Plan,
    Request,
)
from goldenthread.features.casework.operations import assessment_steps, corrections, decisions, exceptions, milestones
from goldenthread.features.casework.operations.changes import ChangedMeanwhile, NotNow
from goldenthread.features.casework.operations.decisions import Decision
from goldenthread.features.casework.queries.child_rows import rows_of
from goldenthread.features.casework.queries.versions import version_in, version_of
from goldenthread.foundation import clock
from goldenthread.foundation.journal import reading
from goldenthread.foundation.journal.writing import SYSTEM
from goldenthread.foundation.people.models import Tie
from tests import builders as a

pytestmark = pytest.mark.django_db


def day(ago: int) -> date:
    return clock.today() - timedelta(days=ago)


@pytest.fixture
def request_row() -> Request:
    child = a.a_child()
    row = a.a_request(child, request_received=day(100))
    a.reckon(child)
    return row


def how(request: Request) -> dict[str, Any]:
    return {"by": SYSTEM, "on": clock.today(), "version": version_of(request.child_id)}


def step(request: Request, code: str, ago: int, detail: str = "") -> Milestone:
    return assessment_steps.record_step(request=request, step=code, happened_on=day(ago), detail=detail, **how(request))


def to_the_plan(request: Request) -> Plan:
    step(request, "decide", 60, "Y")
    step(request, "agree_plan", 40)
    step(request, "serve_draft", 35)
    return assessment_steps.send_final_plan(request=request, sent_on=day(10), **how(request))


def current(request: Request, fact: str) -> Milestone:
    return request.milestones.get(fact=fact, is_current=True)


def told(request: Request) -> list[str]:
    return [each.what for each in reading.story_of(request.child.public_id, limit=50, offset=0)]


def test_the_day_of_the_final_plan_moves_the_plan_with_it(request_row: Request) -> None:
    plan = to_the_plan(request_row)
    sent = current(request_row, "final_plan_sent")
    corrections.correct_day(milestone=sent, happened_on=day(12), reason="Posted on Friday.", **how(request_row))
    days = plan.milestones.filter(is_current=True).values_list("fact", "happened_on")
    assert dict(days) == {"plan_made": day(12), "plan_started": day(12)}
    assert ClockCopy.rows.get(request=request_row, rule="C4").met_on == day(12)
    assert ClockCopy.rows.get(plan=plan, rule="F1").started_on == day(12)


def test_a_final_plan_never_sent_takes_its_plan_and_codes_back_and_can_be_sent_again(request_row: Request) -> None:
    to_the_plan(request_row)
    sent = current(request_row, "final_plan_sent")
    corrections.take_back(milestone=sent, reason="It was the draft.", **how(request_row))
    request_row.refresh_from_db()
    assert (request_row.outcome, request_row.assessment_outcome) == ("Y", "A")
    assert not Plan.rows.filter(request=request_row).exists()
    assert CaseSummary.objects.get(child_id=request_row.child_id).stage == "assessing"
    assert "took back a plan that was never made" in told(request_row)
    assessment_steps.send_final_plan(request=request_row, sent_on=day(2), **how(request_row))
    assert current(request_row, "final_plan_sent").happened_on == day(2)
    assert request_row.milestones.filter(fact="final_plan_sent").count() == 3  # its whole history stays


def test_a_step_taken_back_is_recorded_again_as_a_step_and_not_by_a_correction(request_row: Request) -> None:
    gone = step(request_row, "withdraw", 5)
    back = corrections.take_back(milestone=gone, reason="x", **how(request_row))
    with pytest.raises(NotNow, match="record it again"):
        corrections.correct_day(milestone=back, happened_on=day(3), reason="x", **how(request_row))
    plan = to_the_plan(request_row)
    started = plan.milestones.get(fact="plan_started", is_current=True)
    gone = corrections.take_back(milestone=started, reason="x", **how(request_row))
    corrections.correct_day(milestone=gone, happened_on=day(8), reason="It did start.", **how(request_row))
    assert plan.milestones.get(fact="plan_started", is_current=True).happened_on == day(8)


def test_advice_asked_for_by_mistake_is_awaited_no_more(request_row: Request) -> None:
    step(request_row, "decide", 60, "Y")
    service = a.a_health_service()
    wanted = {"request": request_row, "kind": "medical", "organisation": service, "received_on": day(50)}
    advice = assessment_steps.ask_for_advice(**wanted, **how(request_row))
    decided = current(request_row, "assess_decision_notified")
    with pytest.raises(NotNow, match="The request for advice was received"):
        corrections.take_back(milestone=decided, reason="x", **how(request_row))
    asked = advice.milestones.get(is_current=True)
    corrections.take_back(milestone=asked, reason="The wrong child.", **how(request_row))
    with pytest.raises(NotNow, match="No advice is awaited"):
        assessment_steps.receive_advice(advice=advice, received_on=day(4), **how(request_row))
    assert not ClockCopy.rows.filter(advice=advice).exists()
    assessment_steps.ask_for_advice(**wanted, **how(request_row))  # the same body, rightly this time


@pytest.mark.parametrize(
    ("kind", "other", "tie"),
    [
        ("medical", "requested", "health"),
        ("sensory", "preparing", "adviser"),
        ("psychology", "psychology", "psychology"),
    ],
)
def test_a_body_asked_by_mistake_reaches_the_record_no_more(
    request_row: Request, kind: str, other: str, tie: str
) -> None:
    step(request_row, "decide", 60, "Y")
    body = a.a_health_service() if tie == "health" else a.a_team()
    ties = Tie.objects.filter(child=request_row.child, kind=tie, organisation=body)

    def ask(what: str) -> Milestone:
        wanted = {"request": request_row, "kind": what, "organisation": body, "received_on": day(50)}
        return assessment_steps.ask_for_advice(**wanted, **how(request_row)).milestones.get(is_current=True)

    def never_asked(asked: Milestone) -> None:
        corrections.take_back(milestone=asked, reason="The wrong child.", **how(request_row))

    never_asked(ask(kind))
    assert not ties.exists(), "opened and closed on one day, it never was"
    first = ask(kind)
    if other != kind:
        second = ask(other)
        never_asked(first)
        assert ties.get().ended_on is None, "it is asked for other advice still"
        first = second
    with clock.frozen(clock.today() + timedelta(days=3)):
        corrections.take_back(milestone=first, reason="The wrong child.", **how(request_row))
        assert ties.get().ended_on == day(1)
    ties.update(started_on=day(200), ended_on=None)
    with clock.frozen(clock.today() + timedelta(days=4)):
        never_asked(ask(kind))
    assert ties.get().ended_on is None, "it had to do with the child before it was asked"


def test_a_plan_that_work_was_built_on_is_not_taken_back(request_row: Request) -> None:
    plan = to_the_plan(request_row)
    a.a_review(plan, meeting_held=day(1))
    with pytest.raises(NotNow, match="reviews"):
        corrections.take_back(milestone=current(request_row, "final_plan_sent"), reason="x", **how(request_row))
    assert Plan.rows.filter(pk=plan.pk).exists()
    request_row.refresh_from_db()
    assert request_row.assessment_outcome == "Y"


@pytest.mark.parametrize(("ago", "other"), [(101, "before"), (39, "after")])
def test_a_corrected_day_stays_between_its_neighbours(request_row: Request, ago: int, other: str) -> None:
    to_the_plan(request_row)
    decided = current(request_row, "assess_decision_notified")
    with pytest.raises(corrections.OutOfOrder, match=f"this cannot be {other} it"):
        corrections.correct_day(milestone=decided, happened_on=day(ago), reason="x", **how(request_row))


def test_corrections_need_a_reason_a_past_day_and_the_row_that_stands(request_row: Request) -> None:
    received = current(request_row, "request_received")
    with pytest.raises(milestones.ReasonNeeded):
        corrections.correct_day(milestone=received, happened_on=day(90), reason=" ", **how(request_row))
    with pytest.raises(milestones.InTheFuture):
        corrections.correct_day(milestone=received, happened_on=day(-1), reason="x", **how(request_row))
    with pytest.raises(NotNow, match="recorded already"):
        corrections.correct_day(milestone=received, happened_on=day(100), reason="x", **how(request_row))
    seen = how(request_row)
    corrections.correct_day(milestone=received, happened_on=day(90), reason="x", **seen)
    with pytest.raises(ChangedMeanwhile):
        corrections.correct_day(milestone=received, happened_on=day(80), reason="x", **seen)
    with pytest.raises(NotNow, match="corrected since"):
        corrections.correct_day(milestone=received, happened_on=day(80), reason="x", **how(request_row))


def test_a_withdrawal_taken_back_opens_the_case_again(request_row: Request) -> None:
    gone = step(request_row, "withdraw", 5)
    corrections.take_back(milestone=gone, reason="They meant another child.", **how(request_row))
    request_row.refresh_from_db()
    assert request_row.outcome == "A"
    assert ClockCopy.rows.get(request=request_row, rule="C4").state == ClockCopy.State.OPEN


def test_a_plan_that_did_not_cease_is_in_force_again_and_a_review_not_decided_has_no_outcome() -> None:
    plan = a.a_plan(
        a.a_child(), fields={"is_active": False, "cease_reason": "1"}, plan_made=day(400), plan_ceased=day(5)
    )
    review = a.a_review(plan, fields={"outcome": "C"}, meeting_held=day(60), review_decided=day(30))
    for of, fact in ((plan, "plan_ceased"), (review, "review_decided")):
        row = of.milestones.get(fact=fact)
        corrections.take_back(milestone=row, reason="x", by=SYSTEM, on=clock.today(), version=version_of(plan.child_id))
        of.refresh_from_db()
    assert (plan.is_active, plan.cease_reason, review.outcome) == (True, "", "")


def lift(of: Any, rule: str = "C4", category: str = "EXCEPTIONAL", **more: Any) -> ExceptionClaim:
    given: dict[str, Any] = {"fact": "Her father died.", "reason": "No visit could be made.", "facts": {}, **more}
    return exceptions.claim(
        of=of,
        rule=rule,
        category=category,
        by=SYSTEM,
        on=clock.today(),
        **{"version": version_of(of.child_id), **given},
    )


def test_an_exception_lifts_one_limit_and_withdrawing_it_puts_it_back(request_row: Request) -> None:
    claim = lift(request_row)
    assert ClockCopy.rows.get(request=request_row, rule="C4").state == ClockCopy.State.EXCEPTED
    assert ClockCopy.rows.get(request=request_row, rule="B5").state == ClockCopy.State.OPEN
    assert claim.next_review_on == clock.today() + timedelta(weeks=4)
    with pytest.raises(milestones.ReasonNeeded):
        exceptions.withdraw(claim=claim, reason="", **how(request_row))
    exceptions.withdraw(claim=claim, reason="It was her grandfather.", **how(request_row))
    assert ClockCopy.rows.get(request=request_row, rule="C4").state == ClockCopy.State.OPEN
    with pytest.raises(NotNow):
        exceptions.withdraw(claim=claim, reason="again", **how(request_row))
    assert {"recorded that an exception to a time limit applies", "withdrew an exception to a time limit"} <= set(
        told(request_row)
    )


@pytest.mark.parametrize(
    ("more", "error"),
    [
        ({"category": "MISSED_APPT"}, ExceptionRefused),
        ({"category": "ABSENT_4W", "facts": {}}, ExceptionRefused),
        ({"rule": "C2"}, NotNow),
        ({"reason": "  "}, milestones.ReasonNeeded),
        ({"fact": ""}, milestones.ReasonNeeded),
        ({"next_look_on": date(2020, 1, 1)}, ExceptionRefused),
        ({"version": "0.0.0"}, ChangedMeanwhile),
    ],
)
def test_what_the_law_does_not_admit_is_refused(
    request_row: Request, more: dict[str, Any], error: type[Exception]
) -> None:
    with pytest.raises(error):
        lift(request_row, **more)
    assert not ExceptionClaim.rows.exists()


def test_advice_has_its_own_exceptions_and_only_where_the_law_binds(request_row: Request) -> None:
    step(request_row, "decide", 60, "Y")
    health = a.an_advice(request_row, "medical", advice_requested=day(20))
    school = a.an_advice(request_row, "setting", advice_requested=day(20))
    assert lift(health, rule="B3", category="MISSED_APPT").advice == health
    assert ClockCopy.rows.get(advice=health).state == ClockCopy.State.EXCEPTED
    with pytest.raises(NotNow):
        lift(school, rule="B3", category="MISSED_APPT")


def test_the_version_of_a_form_is_the_same_however_it_is_read(request_row: Request) -> None:
    claim = lift(request_row)
    for _ in range(2):
        assert version_in(rows_of(request_row.child_id)) == version_of(request_row.child_id)
        if claim.withdrawn_on is None:
            exceptions.withdraw(claim=claim, reason="x", **how(request_row))


GOOD = Decision(
    will_assess=False, may_have_needs=True, needs_evidence="a", may_need_plan=False, plan_evidence="b", views="c",
    participation="d", information="e", outcomes="f", decided_by="g", decided_on=day(20), conflicts_declared=False,
    reasons="h",
)  # fmt: skip


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"may_need_plan": True}, decisions.NotByTheTest),
        ({"will_assess": True}, decisions.NotByTheTest),
        ({"reasons": " "}, milestones.ReasonNeeded),
        ({"decided_on": day(-1)}, milestones.InTheFuture),
        ({"decided_on": day(10)}, decisions.ToldBeforeDecided),
    ],
)
def test_a_decision_follows_from_the_test(request_row: Request, change: dict[str, Any], error: type[Exception]) -> None:
    from dataclasses import replace

    with pytest.raises(error):
        decisions.decide_to_assess(
            request=request_row, decision=replace(GOOD, **change), told_on=day(15), **how(request_row)
        )
    assert not DecisionToAssess.rows.exists()
    row = decisions.decide_to_assess(request=request_row, decision=GOOD, told_on=day(15), **how(request_row))
    assert (row.reasons, current(request_row, "assess_decision_notified").detail) == ("h", "N")
    assert "recorded the decision whether to assess" in told(request_row)


def test_a_date_is_not_moved_from_under_an_exception(request_row: Request) -> None:
    """Found by a random walk: the exception would no longer be lawful, and the request would have no clocks at all."""
    away = {"away_from": day(100), "away_to": day(72)}
    lift(request_row, "B1", "ABSENT_4W", facts=away)
    with pytest.raises(NotNow, match="Withdraw it first.*“Away for 4 weeks or more” needs 4 weeks"):
        corrections.correct_day(
            milestone=current(request_row, "request_received"), happened_on=day(80), reason="Typed wrong",
            **how(request_row),
        )  # fmt: skip
    assert current(request_row, "request_received").happened_on == day(100)
    assert ClockCopy.rows.get(request=request_row, rule="B1").exception == "ABSENT_4W"


def test_what_started_a_request_is_not_taken_back(request_row: Request) -> None:
    with pytest.raises(NotNow, match="started the request"):
        corrections.take_back(
            milestone=current(request_row, "request_received"), reason="Not ours", **how(request_row)
        )  # fmt: skip


def test_a_final_plan_answers_whether_an_exception_applied(request_row: Request) -> None:
    to_the_plan(request_row)
    request_row.refresh_from_db()
    assert request_row.week20_exception is False


def test_a_withdrawal_outlives_the_decision_before_it(request_row: Request) -> None:
    """Found by a random walk: the code said that the request was awaited, though it had been withdrawn."""
    step(request_row, "decide", 60, "Y")
    step(request_row, "withdraw", 5)
    corrections.take_back(
        milestone=current(request_row, "assess_decision_notified"), reason="Never told", **how(request_row)
    )  # fmt: skip
    request_row.refresh_from_db()
    assert (request_row.outcome, request_row.has_assessment, request_row.assessment_outcome) == ("W", False, "")
