"""Each step a coordinator records: what it writes, what the return's codes become, and what is refused."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from goldenthread.domain.lifecycle.assessment_steps import BY_CODE
from goldenthread.features.casework.models import Advice, CaseSummary, ClockCopy, Milestone, Plan, Request
from goldenthread.features.casework.operations import assessment_steps as steps
from goldenthread.features.casework.operations import milestones
from goldenthread.features.casework.operations.changes import ChangedMeanwhile, NotNow, TooEarly
from goldenthread.features.casework.queries.versions import version_of
from goldenthread.foundation import clock
from goldenthread.foundation.journal import reading
from goldenthread.foundation.journal.writing import SYSTEM
from goldenthread.foundation.people.models import Tie
from tests import builders as a

pytestmark = pytest.mark.django_db
RECEIVED = 60  # days ago


def day(ago: int) -> date:
    return clock.today() - timedelta(days=ago)


@pytest.fixture
def request_row() -> Request:
    child = a.a_child()
    row = a.a_request(child, request_received=day(RECEIVED))
    a.reckon(child)
    return row


def record(request: Request, step: str, ago: int, **more: Any) -> Milestone:
    return steps.record_step(
        request=request, step=step, happened_on=day(ago), by=SYSTEM, on=clock.today(),
        version=version_of(request.child_id), **more,
    )  # fmt: skip


def send_plan(request: Request, ago: int, **more: Any) -> Plan:
    return steps.send_final_plan(
        request=request, sent_on=day(ago), by=SYSTEM, on=clock.today(), version=version_of(request.child_id), **more
    )


def codes(request: Request) -> tuple[str, bool, str, str]:
    request.refresh_from_db()
    return request.outcome, request.has_assessment, request.assessment_outcome, request.exported_to


def summary(request: Request) -> str:
    return CaseSummary.objects.get(child_id=request.child_id).stage


def to_the_draft(request: Request) -> None:
    record(request, "decide", 40, detail="Y")
    record(request, "agree_plan", 30)
    record(request, "serve_draft", 25)


def test_from_request_to_final_plan_the_return_and_the_clocks_follow(request_row: Request) -> None:
    record(request_row, "ask_views", 55)
    record(request_row, "views_given", 50)
    assert codes(request_row) == ("A", False, "", "")
    record(request_row, "decide", 40, detail="Y")
    assert codes(request_row) == ("Y", True, "A", "")
    assert summary(request_row) == "assessing"
    assert ClockCopy.rows.get(request=request_row, rule="B1").state == ClockCopy.State.MET
    record(request_row, "agree_plan", 30)
    record(request_row, "serve_draft", 25)
    assert ClockCopy.rows.filter(request=request_row, rule="C2").exists()
    record(request_row, "draft_answered", 12)
    plan = send_plan(request_row, 3, main_need="ASD")
    assert codes(request_row) == ("Y", True, "Y", "")
    assert summary(request_row) == "plan"
    assert ClockCopy.rows.get(request=request_row, rule="C4").met_on == day(3)
    assert ClockCopy.rows.get(plan=plan, rule="F1").started_on == day(3)
    assert plan.is_active and plan.has_named_plan and plan.has_active_record and plan.request == request_row
    assert dict(plan.milestones.values_list("fact", "happened_on")) == {"plan_made": day(3), "plan_started": day(3)}
    assert list(plan.needs.values_list("type", "rank")) == [("ASD", 1)]
    told = [each.what for each in reading.story_of(request_row.child.public_id, limit=50, offset=0)]
    assert told.count("recorded a date") == 7 and told.count("made a plan") == 1


def test_a_refusal_ends_the_case(request_row: Request) -> None:
    record(request_row, "decide", 20, detail="N")
    assert codes(request_row) == ("N", False, "", "")
    assert summary(request_row) == "no_plan"
    assert not ClockCopy.rows.filter(request=request_row, state=ClockCopy.State.OPEN).exists()
    with pytest.raises(NotNow, match="ended"):
        record(request_row, "agree_plan", 10)


def test_no_plan_after_an_assessment(request_row: Request) -> None:
    record(request_row, "decide", 40, detail="Y")
    record(request_row, "no_plan", 5)
    assert codes(request_row) == ("Y", True, "N", "")
    assert ClockCopy.rows.get(request=request_row, rule="B5").met_on == day(5)


@pytest.mark.parametrize(("assessing", "expected"), [(False, ("W", False, "", "")), (True, ("Y", True, "W", ""))])
def test_a_withdrawal_is_of_the_assessment_where_there_is_one(
    request_row: Request, assessing: bool, expected: tuple[str, bool, str, str]
) -> None:
    if assessing:
        record(request_row, "decide", 40, detail="Y")
    record(request_row, "withdraw", 2)
    assert codes(request_row) == expected
    assert summary(request_row) == "no_plan"


def test_a_move_says_to_which_council(request_row: Request) -> None:
    record(request_row, "move_away", 1, detail="886")
    assert codes(request_row) == ("A", False, "", "886")
    assert summary(request_row) == "moved"


def test_advice_asked_of_a_service_lets_it_see_the_child_and_starts_its_clock(request_row: Request) -> None:
    record(request_row, "decide", 40, detail="Y")
    service = a.a_health_service("Marle Health")
    wanted = {"request": request_row, "kind": "medical", "organisation": service, "by": SYSTEM, "on": clock.today()}
    advice = steps.ask_for_advice(**wanted, received_on=day(38), version=version_of(request_row.child_id))
    assert ClockCopy.rows.get(advice=advice, rule="B3").state == ClockCopy.State.OPEN
    assert Tie.objects.filter(child=request_row.child, kind="health", organisation=service).count() == 1
    with pytest.raises(NotNow, match="still awaited"):
        steps.ask_for_advice(**wanted, received_on=day(37), version=version_of(request_row.child_id))
    receiving = {"advice": advice, "by": SYSTEM, "on": clock.today()}
    with pytest.raises(TooEarly, match="cannot be before"):
        steps.receive_advice(**receiving, received_on=day(39), version=version_of(request_row.child_id))
    steps.receive_advice(**receiving, received_on=day(9), version=version_of(request_row.child_id))
    assert ClockCopy.rows.get(advice=advice, rule="B3").met_on == day(9)
    with pytest.raises(NotNow, match="No advice is awaited"):
        steps.receive_advice(**receiving, received_on=day(8), version=version_of(request_row.child_id))
    steps.ask_for_advice(**wanted, received_on=day(5), version=version_of(request_row.child_id))  # once more, later
    assert Advice.rows.filter(request=request_row).count() == 2
    assert Tie.objects.filter(child=request_row.child, kind="health", organisation=service).count() == 1


def test_the_future_and_the_day_before_the_step_it_follows_are_refused(request_row: Request) -> None:
    with pytest.raises(milestones.InTheFuture):
        record(request_row, "decide", -1, detail="Y")
    with pytest.raises(TooEarly, match="The council received the request"):
        record(request_row, "decide", RECEIVED + 1, detail="Y")
    assert codes(request_row) == ("", False, "", "")


@pytest.mark.parametrize("step", sorted(set(BY_CODE) - {"ask_views", "decide", "withdraw", "move_away"}))
def test_a_step_that_does_not_follow_is_refused(request_row: Request, step: str) -> None:
    with pytest.raises(NotNow):
        record(request_row, step, 1)


def test_the_second_of_two_people_is_told_what_the_first_recorded(request_row: Request) -> None:
    seen = version_of(request_row.child_id)
    record(request_row, "ask_views", 55)
    with pytest.raises(ChangedMeanwhile) as told:
        steps.record_step(
            request=request_row, step="withdraw", happened_on=day(1), by=SYSTEM, on=clock.today(), version=seen
        )
    assert [(each.what, each.happened_on) for each in told.value.changes] == [
        ("The council asked the family for its views", day(55))
    ]
    assert codes(request_row)[0] == "A"


def test_a_step_that_fails_halfway_leaves_nothing(request_row: Request, monkeypatch: pytest.MonkeyPatch) -> None:
    to_the_draft(request_row)
    before = (Milestone.rows.count(), codes(request_row), version_of(request_row.child_id))
    told = len(reading.story_of(request_row.child.public_id, limit=50, offset=0))

    def broken(*args: object, **more: object) -> None:
        raise RuntimeError("the database went away")

    monkeypatch.setattr(milestones.clocks, "refresh", broken)
    with pytest.raises(RuntimeError):
        send_plan(request_row, 3)
    assert (Milestone.rows.count(), codes(request_row), version_of(request_row.child_id)) == before
    assert not Plan.rows.filter(request=request_row).exists()
    assert len(reading.story_of(request_row.child.public_id, limit=50, offset=0)) == told


def test_a_request_from_a_return_without_days_goes_on_from_its_codes() -> None:
    row = a.a_request(a.a_child(), fields={"outcome": "Y", "has_assessment": True, "assessment_outcome": "A"})
    record(row, "agree_plan", 10)
    assert codes(row) == ("Y", True, "A", "")
