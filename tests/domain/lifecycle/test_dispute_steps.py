"""What may be recorded of a disagreement, how it stands, which times an order starts: by examples from the law."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta

import pytest

from goldenthread.domain.clocks.dispute_readings import readings
from goldenthread.domain.clocks.reading import Reading
from goldenthread.domain.clocks.status import Status
from goldenthread.domain.lifecycle.dispute import DISPUTE
from goldenthread.domain.lifecycle.dispute_outcomes import OUTCOMES, Came, came_of, outcomes_for
from goldenthread.domain.lifecycle.dispute_steps import (
    BY_FACT,
    OPENED,
    STEPS,
    DisputeSoFar,
    DisputeStep,
    Standing,
    clashes,
    may_follow,
    not_before,
    reopens,
    resting_on,
    stage_of,
    standing_of,
    why_not,
)
from goldenthread.domain.statute.appeals import appeal_rights

NOTICE = date(2024, 10, 14)


def dispute(*rights: str, notice_on: date = NOTICE, came: dict[str, str] | None = None, **facts: str) -> DisputeSoFar:
    days = {OPENED: notice_on, **{fact: date.fromisoformat(day) for fact, day in facts.items()}}
    return DisputeSoFar(rights or ("a",), notice_on, days, came or {})


def by_rule(found: tuple[Reading, ...]) -> dict[str, Reading]:
    return {reading.rule: reading for reading in found}


def read(so_far: DisputeSoFar, on: date, **around: date) -> dict[str, Reading]:
    return by_rule(readings(so_far, around, on))


def test_after_a_decision_the_two_windows_run_and_passing_them_makes_nobody_late() -> None:
    found = read(dispute("a"), date(2024, 12, 1))
    assert found["D1"].outer_on == date(2024, 12, 14) and found["D6"].outer_on == date(2024, 12, 16)
    assert {rule for rule, reading in found.items() if reading.is_open} == {"D1", "D6"}
    later = read(dispute("a"), date(2025, 3, 1))
    assert {later[rule].status for rule in ("D1", "D6")} == {Status.NO_LONGER_RUNS}


def test_an_appeal_about_a_school_alone_needs_no_adviser() -> None:
    assert "D1" not in read(dispute("c(iii)"), NOTICE)
    assert "D1" in read(dispute("c(i)", "c(iii)"), NOTICE)


def test_a_certificate_gives_a_month_more() -> None:
    sent, certificate = date(2024, 10, 1), "2024-11-29"  # IPSEA's example
    found = read(dispute("a", notice_on=sent, certificate_issued=certificate), date(2024, 12, 1))
    assert found["D6"].outer_on == date(2025, 1, 2)
    assert found["D1"].met_on == date(2024, 11, 29)


def test_mediation_is_arranged_in_30_days_and_the_certificate_follows_in_three_working_days() -> None:
    asked = dispute("a", adviser_contacted="2024-12-01", mediation_requested="2024-12-02")
    assert read(asked, date(2024, 12, 5))["D3"].outer_on == date(2025, 1, 1)
    ended = dispute(
        "a", mediation_requested="2024-12-02", mediation_held="2024-12-19", mediation_concluded="2024-12-19"
    )  # fmt: skip
    assert read(ended, date(2024, 12, 20))["D4"].outer_on == date(2024, 12, 24)
    cannot = dispute("a", mediation_requested="2024-12-02", mediation_not_possible="2024-12-19")
    assert read(cannot, date(2024, 12, 20))["D4a"].outer_on == date(2024, 12, 24)
    assert read(cannot, date(2025, 2, 1))["D3"].is_breach


def test_a_family_that_thinks_better_of_it_gets_its_mediation() -> None:
    both = dispute("a", mediation_declined="2024-11-01", mediation_requested="2024-12-02")
    assert read(both, date(2024, 12, 5))["D3"].outer_on == date(2025, 1, 1)
    assert read(replace(both, facts={**both.facts, "mediation_declined": date(2024, 12, 4)}), date(2024, 12, 5))[
        "D3"
    ].status is Status.NO_LONGER_RUNS  # fmt: skip


@pytest.mark.parametrize(
    ("right", "code", "expected"),
    [
        ("a", "assess", {"E2": date(2025, 3, 17), "E3": date(2025, 5, 12), "E4": date(2025, 6, 9)}),
        ("b", "plan", {"E5a": date(2025, 4, 7), "E5": date(2025, 5, 19)}),
        ("b", "again", {"E6": date(2025, 3, 17)}),
        ("c(ii)", "contents", {"E7": date(2025, 4, 7)}),
        ("c(iii)", "placement", {"E8": date(2025, 3, 17)}),
        ("d", "reassess", {"E2": date(2025, 3, 17), "E3": date(2025, 5, 12), "E4": date(2025, 6, 9)}),
        ("f", "keep", {}),
        ("f", "keep_amend", {"E10": date(2025, 4, 7)}),
        ("f", "dismissed", {"E1": date(2025, 3, 3)}),
        ("a", "dismissed", {}),
    ],
)
def test_the_kind_of_order_chooses_the_times(right: str, code: str, expected: dict[str, date]) -> None:
    ordered = dispute(
        right, appeal_received="2024-12-10", order_made="2025-03-03", came={"order_made": f"whole:{code}"}
    )
    found = read(ordered, date(2025, 3, 3))
    assert {rule: each.original_outer_on for rule, each in found.items() if rule.startswith("E")} == expected
    assert standing_of(ordered) is Standing.DECIDED and stage_of(ordered).code == "ordered"


def test_giving_way_on_the_school_and_the_contents_allows_five_weeks() -> None:
    alone = dispute("c(iii)", appeal_received="2025-02-01", appeal_conceded="2025-03-03",
                    came={"appeal_conceded": "whole:placement"})  # fmt: skip
    both = dispute("c(ii)", "c(iii)", appeal_received="2025-02-01", appeal_conceded="2025-03-03",
                   came={"appeal_conceded": "whole:contents,placement"})  # fmt: skip
    assert read(alone, date(2025, 3, 4))["E8"].outer_on == date(2025, 3, 17)
    assert (
        read(both, date(2025, 3, 4))["E8"].outer_on == read(both, date(2025, 3, 4))["E7"].outer_on == date(2025, 4, 7)
    )


def test_an_agreement_on_part_and_an_order_on_the_rest_have_their_own_times() -> None:
    so_far = dispute(
        "c(i)", "c(iii)", mediation_requested="2024-11-01", mediation_held="2024-11-20", mediation_agreed="2024-11-20",
        appeal_received="2024-12-10", order_made="2025-03-03",
        came={"mediation_agreed": "part:contents,other", "order_made": "whole:placement"},
    )  # fmt: skip
    found = read(so_far, date(2025, 3, 4))
    assert found["E7"].original_outer_on == date(2024, 12, 25) and found["E7"].started_by == "mediation_agreed"
    assert found["D5"].original_outer_on == date(2024, 12, 4)
    assert found["E8"].outer_on == date(2025, 3, 17) and found["E8"].started_by == "order_made"
    sent = replace(so_far, facts={**so_far.facts, "ordered_plan_sent": date(2025, 3, 10)})
    assert read(sent, date(2025, 3, 20))["E8"].status is Status.MET_IN_TIME
    assert read(sent, date(2025, 3, 20))["E7"].status is Status.LATE


def test_what_follows_an_order_is_met_by_the_requests_own_steps_since() -> None:
    ordered = dispute("a", appeal_received="2024-12-10", order_made="2025-03-03", came={"order_made": "whole:assess"})
    around = {"assess_decision_notified": NOTICE, "assess_after_all": date(2025, 3, 10),
              "final_plan_sent": date(2025, 6, 20)}  # fmt: skip
    found = read(ordered, date(2025, 7, 1), **around)
    assert found["E2"].status is Status.MET_IN_TIME and found["E4"].status is Status.MET_LATE
    assert found["E3"].status is Status.NO_LONGER_RUNS
    gone = read(ordered, date(2025, 7, 1), moved_away=date(2025, 3, 5))
    assert {gone[rule].status for rule in ("E2", "E3", "E4")} == {Status.NO_LONGER_RUNS}


def test_sent_back_the_refusal_of_before_does_not_count_as_deciding_again() -> None:
    back = dispute("b", appeal_received="2024-12-10", order_made="2025-03-03", came={"order_made": "whole:again"})
    assert read(back, date(2025, 3, 4), no_plan_notified=NOTICE)["E6"].is_open
    again = {"no_plan_notified": NOTICE, "no_plan_notified_again": date(2025, 3, 14)}
    assert read(back, date(2025, 4, 1), **again)["E6"].status is Status.MET_IN_TIME


def test_an_order_without_an_answer_ends_the_time_to_answer() -> None:
    sent = dispute("a", appeal_received="2024-12-10", appeal_sent="2024-12-12", order_made="2025-01-20",
                   came={"order_made": "whole:dismissed"})  # fmt: skip
    assert read(sent, date(2025, 6, 1))["D7"].status is Status.NO_LONGER_RUNS


def test_a_recommendation_about_health_asks_nothing_of_social_care() -> None:
    made = dispute("c(i)", appeal_received="2024-12-10", order_made="2025-03-03", recommendation_made="2025-03-03")
    found = read(made, date(2025, 3, 4))
    assert found["E11"].outer_on == date(2025, 4, 6) and found["E12"].status is Status.NOT_STARTED


@pytest.mark.parametrize(
    ("so_far", "offered", "stage"),
    [
        (dispute("a"), {"adviser_contacted", "mediation_requested", "mediation_declined", "certificate_issued",
                        "appeal_received", "disagreement_dropped"}, "decision_sent"),
        (dispute("a", adviser_contacted="2024-11-01", mediation_requested="2024-11-02", mediation_held="2024-11-20"),
         {"health_mediation_requested", "mediation_place_told", "mediation_concluded", "mediation_agreed",
          "certificate_issued", "appeal_received", "disagreement_dropped"}, "mediation_held"),
        (dispute("a", appeal_received="2024-12-01", appeal_sent="2024-12-02", response_sent="2025-01-10"),
         {"mediation_requested", "certificate_issued", "appeal_withdrawn", "order_made"}, "answered"),
        (dispute("a", appeal_received="2024-12-01", order_made="2025-03-03", came={"order_made": "whole:assess"}),
         set(), "ordered"),
        (dispute("b", appeal_received="2024-12-01", order_made="2025-03-03", came={"order_made": "whole:plan"}),
         {"recommendation_made", "care_recommendation_made"}, "ordered"),
        (dispute("a", appeal_received="2024-12-01", appeal_withdrawn="2025-01-01"), set(), "withdrawn"),
        (dispute("a", disagreement_dropped="2025-01-01"), set(), "dropped"),
    ],
)  # fmt: skip
def test_what_may_follow(so_far: DisputeSoFar, offered: set[str], stage: str) -> None:
    assert {step.fact for step in may_follow(so_far)} == offered
    assert stage_of(so_far).code == stage


def test_a_disagreement_taken_back_has_nothing_to_it() -> None:
    void = DisputeSoFar(("a",), NOTICE)
    assert void.is_void and may_follow(void) == () and readings(void, {}, NOTICE) == ()
    assert "taken back" in why_not(STEPS[0], void)


def test_each_refusal_says_why() -> None:
    start = dispute("a")
    assert "First record" in why_not(BY_FACT["mediation_held"], start)
    assert "recorded already" in why_not(BY_FACT["adviser_contacted"], dispute("a", adviser_contacted="2024-11-01"))
    held = dispute("a", mediation_requested="2024-11-01", mediation_held="2024-11-20")
    assert "cannot follow" in why_not(BY_FACT["mediation_declined"], held)
    assert "does not follow" in why_not(BY_FACT["order_made"], start)
    assert "calls for this" in why_not(BY_FACT["reassessment_told"], start)


def test_an_order_reopens_what_it_says_and_from_its_own_day() -> None:
    back = dispute("b", appeal_received="2024-12-10", order_made="2025-03-03", came={"order_made": "whole:again"})
    assert reopens(back) == {"again": date(2025, 3, 3)}
    dismissed = dispute("a", appeal_received="2024-12-10", order_made="2025-03-03",
                        came={"order_made": "whole:dismissed"})  # fmt: skip
    assert reopens(dismissed) == {}


def test_partly_agreed_is_still_open_and_wholly_agreed_is_settled_unless_appealed() -> None:
    facts = {"mediation_requested": "2024-11-01", "mediation_held": "2024-11-20", "mediation_agreed": "2024-11-20"}
    part = dispute("a", came={"mediation_agreed": "part:assess"}, **facts)
    assert standing_of(part) is Standing.OPEN and stage_of(part).code == "mediation_held"
    whole = dispute("a", came={"mediation_agreed": "whole:assess"}, **facts)
    assert standing_of(whole) is Standing.AGREED and stage_of(whole).code == "agreed"
    appealed = replace(whole, facts={**whole.facts, "appeal_received": date(2024, 12, 1)})
    assert standing_of(appealed) is Standing.OPEN
    over = replace(appealed, facts={**appealed.facts, "appeal_withdrawn": date(2024, 12, 9)})
    assert standing_of(over) is Standing.AGREED


def test_the_record_keeps_its_order() -> None:
    held = dispute("a", mediation_requested="2024-11-01", mediation_held="2024-11-20")
    assert not_before(BY_FACT["mediation_agreed"], held) == ("mediation_held", date(2024, 11, 20))
    assert not_before(BY_FACT["adviser_contacted"], held) == ("notice_sent", NOTICE)
    assert resting_on("mediation_requested", held) == ("mediation_held",)
    assert resting_on(OPENED, held) == ("mediation_requested", "mediation_held")
    known = {"notice_sent": NOTICE, **held.facts}
    assert clashes("mediation_held", date(2024, 10, 20), known) == ("mediation_requested", "mediation_held")
    assert clashes("adviser_contacted", date(2024, 10, 1), known) == ("notice_sent", "adviser_contacted")
    assert clashes("mediation_held", date(2024, 12, 20), known) is None


def test_what_came_of_it_is_kept_as_text_and_read_again() -> None:
    came = Came(("assess", "other"), whole=False)
    assert came_of(came.text) == came and "part" in came.said
    assert came_of("nobody wrote this") == Came(())


def test_every_step_stands_in_stages_there_are_and_every_outcome_answers_rights_there_are() -> None:
    codes = {stage.code for stage in DISPUTE.stages}
    for step in STEPS:
        assert set(step.stages) <= codes and {*step.needs, *step.follows, *step.bars} <= BY_FACT.keys()
    for outcome in OUTCOMES:
        assert set(outcome.rights) <= set(appeal_rights())
    for right in appeal_rights():
        for fact in ("order_made", "mediation_agreed", "appeal_conceded"):
            assert outcomes_for(fact, [right])


@pytest.mark.parametrize("seed", range(40))
def test_on_any_path_every_clock_reads_and_the_standings_add_up(seed: int) -> None:
    chosen = random.Random(seed)
    so_far = dispute(*chosen.sample(("c(i)", "c(ii)", "c(iii)"), 2) if seed % 3 else (chosen.choice("abdef"),))
    day = NOTICE
    while steps := may_follow(so_far):
        step: DisputeStep = chosen.choice(steps)
        day = max(day, not_before(step, so_far)[1]) + timedelta(days=chosen.choice((0, 1, 9, 70)))
        codes = [outcome.code for outcome in outcomes_for(step.fact, so_far.rights)] if step.chooses else []
        details = dict(so_far.details)
        if codes:
            details[step.fact] = Came((chosen.choice(codes),), whole=chosen.random() < 0.6).text
        if clashes(step.fact, day, {"notice_sent": so_far.notice_on, **so_far.facts}):
            break  # recorded after what came later: the operation refuses that day
        so_far = replace(so_far, facts={**so_far.facts, step.fact: day}, details=details)
        for reading in readings(so_far, {}, day + timedelta(days=chosen.choice((0, 5, 200)))):
            assert reading.days_late >= 0
            assert (reading.met_on or day) <= day
        assert standing_of(so_far) in Standing and stage_of(so_far) in DISPUTE.stages
        if chosen.random() < 0.05:
            break
