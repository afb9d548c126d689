"""What may be recorded of a request now: by each stage, by codes without days, and along any path at random."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.domain.lifecycle.assessment_steps import (
    BY_CODE,
    STEPS,
    CaseSoFar,
    clashes,
    is_open,
    may_follow,
    not_before,
    resting_on,
    stage_of,
    why_not,
)
from goldenthread.domain.lifecycle.needs_assessment import NEEDS_ASSESSMENT, OPEN
from goldenthread.domain.sen2.after_steps import Codes, codes_with, codes_without

FIRST = date(2026, 1, 5)
ENDINGS = {"withdraw", "move_away"}


def case(*facts: str, outcome: str = "", assessed: str = "", **more: object) -> CaseSoFar:
    days = {fact: FIRST + timedelta(days=place) for place, fact in enumerate(("request_received", *facts))}
    return CaseSoFar(days, outcome, assessed, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("so_far", "expected"),
    [
        (case(), {"ask_views", "decide"}),
        (case("views_invited"), {"views_given", "decide"}),
        (case("views_invited", "views_given"), {"decide"}),
        (case("assess_decision_notified", outcome="Y", assessed="A"), {"ask_advice", "agree_plan", "no_plan"}),
        (
            case("assess_decision_notified", outcome="Y", assessed="A", advice_awaited=(FIRST,)),
            {"ask_advice", "receive_advice", "agree_plan", "no_plan"},
        ),
        (case("assess_decision_notified", "plan_agreed", outcome="Y"), {"ask_advice", "serve_draft"}),
        (case("plan_agreed", "draft_served", outcome="Y"), {"draft_answered", "send_plan"}),
        (case("plan_agreed", "draft_served", "representations_made", outcome="Y"), {"send_plan"}),
    ],
)
def test_what_may_follow_at_each_stage(so_far: CaseSoFar, expected: set[str]) -> None:
    assert {step.code for step in may_follow(so_far)} == expected | ENDINGS


@pytest.mark.parametrize(
    ("so_far", "stage"),
    [
        (case(outcome="N"), "refused_to_assess"),
        (case(outcome="W"), "withdrawn"),
        (case("request_withdrawn"), "withdrawn"),
        (case("moved_away", outcome="Y", assessed="A"), "moved_away"),
        (case(outcome="Y", assessed="N"), "refused_to_issue"),
        (case(outcome="Y", assessed="W"), "withdrawn"),
        (case(outcome="Y", assessed="Y", has_plan=True), "maintained"),
        (case("final_plan_sent", outcome="Y", assessed="Y"), "maintained"),
        (case(outcome="H"), ""),
        (case(outcome="Y", assessed="H"), ""),
    ],
)
def test_nothing_follows_an_ended_case_and_it_says_so(so_far: CaseSoFar, stage: str) -> None:
    assert stage_of(so_far) == stage and not is_open(so_far) and may_follow(so_far) == ()
    assert "The case has ended" in why_not(BY_CODE["serve_draft"], so_far)


def test_codes_without_days_count_as_far_as_they_go() -> None:
    assert stage_of(case(outcome="Y", assessed="A")) == "assessing"
    assert stage_of(case(outcome="Y", assessed="Y")) == "drafting"
    assert stage_of(CaseSoFar()) == "requested"


def test_why_a_step_cannot_be_recorded_names_what_it_follows() -> None:
    assert "plan being written" in why_not(BY_CODE["serve_draft"], case())
    assert "the family was asked for its views" in why_not(BY_CODE["views_given"], case())
    assert why_not(BY_CODE["receive_advice"], case(outcome="Y", assessed="A")) == "No advice is awaited."
    assert "recorded already" in why_not(BY_CODE["ask_views"], case("views_invited"))


def test_a_day_cannot_be_before_the_latest_step_it_follows() -> None:
    facts = case("assess_decision_notified", "plan_agreed").facts
    assert not_before(BY_CODE["serve_draft"], facts) == ("plan_agreed", FIRST + timedelta(days=2))
    assert not_before(BY_CODE["decide"], {}) is None


def test_what_rests_on_a_step_is_named() -> None:
    recorded = ["request_received", "assess_decision_notified", "plan_agreed", "draft_served"]
    assert resting_on("assess_decision_notified", recorded) == ("plan_agreed", "draft_served")
    assert resting_on("draft_served", recorded) == ()
    assert resting_on("meeting_held", ["meeting_held", "report_sent"]) == ("report_sent",)


def test_a_corrected_day_may_not_stand_the_wrong_way_round() -> None:
    facts = {"request_received": FIRST, "draft_served": FIRST + timedelta(days=90)}
    assert clashes("draft_served", FIRST - timedelta(days=1), facts) == ("request_received", "draft_served")
    assert clashes("request_received", FIRST + timedelta(days=91), facts) == ("request_received", "draft_served")
    assert clashes("draft_served", FIRST + timedelta(days=1), facts) is None


def test_every_step_reaches_or_stays_in_a_stage_the_process_has() -> None:
    reached = {fact for stage in NEEDS_ASSESSMENT.stages for fact in stage.reached_by}
    for step in STEPS:
        assert set(step.stages) <= set(OPEN) or (
            step.reopens and {"refused_to_assess", "refused_to_issue"} > set(step.stages)
        )
        assert step.fact in reached or not step.ends


@given(st.lists(st.integers(0, 20), max_size=14), st.booleans())
def test_any_path_the_rule_allows_keeps_the_books(choices: list[int], yes: bool) -> None:
    """Whatever is chosen next: days in order, and every step can be taken back to where the codes stood."""
    facts, codes, taken = {"request_received": FIRST}, Codes(), []
    for place, choice in enumerate(choices, start=1):
        so_far = CaseSoFar(facts, codes.outcome, codes.assessment_outcome)
        steps = [step for step in may_follow(so_far) if step.fact != "advice_requested"]
        assert bool(steps) == is_open(so_far)
        if not steps:
            break
        step, before = steps[choice % len(steps)], codes
        detail = {"decide": "Y" if yes else "N", "move_away": "886"}.get(step.code, "")
        day = FIRST + timedelta(days=place)
        last = not_before(step, facts)
        assert last is None or last[1] <= day
        assert clashes(step.fact, day, facts) is None and not resting_on(step.fact, list(facts))
        codes = codes_with(codes, step.fact, detail)
        assert codes_without(codes, step.fact) == before
        facts = {**facts, step.fact: day}
        taken.append(step.code)
    assert (codes.outcome in ("N", "W")) <= (not codes.has_assessment)
    assert codes.has_assessment == (codes.assessment_outcome != "")
    assert ("send_plan" in taken) == (codes.assessment_outcome == "Y")
