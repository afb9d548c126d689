"""The copies behind worklists say what a fresh reading says, whatever is recorded or corrected."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from goldenthread.domain.clocks.harm import harm_base
from goldenthread.features.casework.models import CaseSummary, ClockCopy, Milestone, Plan, Request, Review
from goldenthread.features.casework.operations import clocks, milestones, summaries
from goldenthread.features.casework.queries.facts import facts_of
from goldenthread.features.casework.queries.readings import readings_of
from goldenthread.foundation.journal import SYSTEM
from goldenthread.foundation.journal.models import Entry
from goldenthread.foundation.people.models import Child, VulnerabilityFlag

ON = date(2026, 11, 16)

pytestmark = pytest.mark.django_db


@pytest.fixture
def child() -> Child:
    return Child.rows.create(surname="X", born_on=date(2016, 4, 9))


def record(of: object, fact: str, day: date, **more: object) -> Milestone:
    return milestones.record(of=of, fact=fact, happened_on=day, by=SYSTEM, on=ON, **more)


def copies(child: Child) -> dict[str, ClockCopy]:
    return {copy.rule: copy for copy in ClockCopy.rows.filter(child=child)}


def test_a_request_starts_three_clocks_with_the_dates_of_the_regulations(child: Child) -> None:
    record(Request.rows.create(child=child, outcome="A"), "request_received", date(2026, 9, 7))
    found = copies(child)
    assert {rule: copy.outer_on for rule, copy in found.items()} == {
        "B1": date(2026, 10, 19), "B5": date(2026, 12, 28), "C4": date(2027, 1, 25),
    }  # fmt: skip
    assert all(copy.state == "open" and copy.outer_day == copy.outer_on.toordinal() for copy in found.values())


def test_a_refusal_ends_the_other_two(child: Child) -> None:
    request = Request.rows.create(child=child, outcome="N")
    record(request, "request_received", date(2026, 9, 7))
    record(request, "assess_decision_notified", date(2026, 10, 20), detail="N")
    assert {rule: copy.state for rule, copy in copies(child).items()} == {"B1": "met", "B5": "ended", "C4": "ended"}
    assert copies(child)["B1"].met_on == date(2026, 10, 20)


def test_correcting_a_date_corrects_every_answer_and_keeps_what_was_said(child: Child) -> None:
    request = Request.rows.create(child=child, outcome="A")
    record(request, "request_received", date(2026, 9, 7))
    milestones.correct(
        of=request,
        fact="request_received",
        happened_on=date(2026, 9, 1),
        reason="The post log says the 1st.",
        by=SYSTEM,
        on=ON,
    )
    assert copies(child)["B1"].outer_on == date(2026, 10, 13)
    old, new = Milestone.rows.filter(request=request).order_by("id")
    assert (old.happened_on, old.is_current, new.corrects_id) == (date(2026, 9, 7), False, old.pk)
    entry = Entry.objects.get(kind="milestone.corrected")
    assert (entry.reason, entry.data["was"], entry.data["now"]) == (
        "The post log says the 1st.",
        "2026-09-07",
        "2026-09-01",
    )


def test_a_fact_that_never_happened_can_be_taken_back(child: Child) -> None:
    request = Request.rows.create(child=child, outcome="A")
    record(request, "request_received", date(2026, 9, 7))
    milestones.correct(of=request, fact="request_received", happened_on=None, reason="Wrong child.", by=SYSTEM, on=ON)
    assert copies(child) == {}


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"happened_on": ON + timedelta(days=1)}, milestones.InTheFuture),
        ({"reason": "  "}, milestones.ReasonNeeded),
        ({"fact": "draft_served"}, milestones.NothingToCorrect),
    ],
)
def test_a_correction_that_makes_no_sense_changes_nothing(child: Child, change: dict, error: type[Exception]) -> None:
    request = Request.rows.create(child=child, outcome="A")
    record(request, "request_received", date(2026, 9, 7))
    asked = {"fact": "request_received", "happened_on": date(2026, 9, 1), "reason": "Post log.", **change}
    with pytest.raises(error):
        milestones.correct(of=request, by=SYSTEM, on=ON, **asked)
    assert Milestone.rows.count() == 1


def test_recording_twice_is_refused(child: Child) -> None:
    request = Request.rows.create(child=child, outcome="A")
    record(request, "request_received", date(2026, 9, 7))
    with pytest.raises(milestones.AlreadyRecorded):
        record(request, "request_received", date(2026, 9, 7))


def test_the_yearly_clock_runs_from_the_last_decision_not_the_meeting(child: Child) -> None:
    plan = Plan.rows.create(child=child)
    record(plan, "plan_started", date(2024, 12, 2))
    review = Review.rows.create(child=child, plan=plan, outcome="M")
    record(review, "meeting_held", date(2025, 10, 6))
    record(review, "review_decided", date(2025, 11, 3))
    found = copies(child)
    assert found["F1"].outer_on == date(2026, 11, 2)
    assert (found["F5"].state, found["F5"].met_on, found["F4"].state) == ("met", date(2025, 11, 3), "ended")


def test_a_child_leaving_primary_school_has_a_phase_transfer_clock_without_anybody_entering_one(child: Child) -> None:
    child.born_on = date(2016, 4, 9)  # moves to secondary school in September 2027
    child.save()
    plan = Plan.rows.create(child=child)
    record(plan, "plan_started", date(2026, 3, 2))
    assert copies(child)["F9"].outer_on == date(2027, 2, 14)


def test_a_plan_that_has_ended_leaves_nothing_open(child: Child) -> None:
    plan = Plan.rows.create(child=child, is_active=False)
    record(plan, "plan_started", date(2023, 3, 1))
    record(plan, "plan_ceased", date(2025, 8, 31))
    assert {copy.state for copy in copies(child).values()} == {"ended"}


def test_harm_counts_what_makes_this_child_vulnerable(child: Child) -> None:
    request = Request.rows.create(child=child, outcome="A")
    VulnerabilityFlag.objects.create(child=child, kind="looked_after")
    VulnerabilityFlag.objects.create(child=child, kind="medical", ended_on=date(2025, 1, 1))
    record(request, "request_received", date(2026, 9, 7))
    assert copies(child)["C4"].harm_base == harm_base("C4", ["looked_after"])


def test_copies_and_fresh_readings_agree_and_a_tampered_copy_is_found_and_mended(child: Child) -> None:
    record(Request.rows.create(child=child, outcome="A"), "request_received", date(2026, 9, 7))
    fresh = {
        read.reading.rule: read.reading
        for read in readings_of(facts_of([child.pk])[child.pk], born_on=child.born_on, on=ON)
    }
    assert {rule: copy.outer_on for rule, copy in copies(child).items()} == {
        rule: r.outer_on for rule, r in fresh.items()
    }
    assert clocks.refresh_all(by=SYSTEM, on=ON).differed == 0
    ClockCopy.rows.filter(rule="C4").update(outer_on=date(2030, 1, 1))
    assert clocks.refresh_all(by=SYSTEM, on=ON).differed == 1
    assert copies(child)["C4"].outer_on == date(2027, 1, 25)


def test_the_summary_says_how_far_a_child_has_come(child: Child) -> None:
    def stage() -> str:
        summaries.refresh([child.pk], on=ON)
        return CaseSummary.objects.get(child=child).stage

    request = Request.rows.create(child=child, outcome="A")
    assert stage() == "requested"
    for outcome, assessed, expected in (
        ("N", "", "no_plan"),
        ("Y", "A", "assessing"),
        ("Y", "N", "no_plan"),
        ("Y", "Y", "drafting"),
    ):
        Request.rows.update(outcome=outcome, assessment_outcome=assessed)
        assert stage() == expected
    plan = Plan.rows.create(child=child, request=request)
    assert stage() == "plan"
    plan.is_active = False
    plan.save()
    assert stage() == "ceased"
