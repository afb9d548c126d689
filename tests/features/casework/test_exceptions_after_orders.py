"""Exceptions to the times after an order, an agreement or a concession (regulations 44(3), 42(2) and 45(7)); and the
clocks of mediation about health care alone, and of a reassessment that ends in no plan."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from goldenthread.domain.lifecycle.dispute_outcomes import Came
from goldenthread.domain.statute.exceptions import ExceptionRefused
from goldenthread.features.casework.models import ClockCopy, Dispute, ExceptionClaim, Milestone, Plan, Request
from goldenthread.features.casework.operations import assessment_steps, clocks, corrections, disputes, exceptions
from goldenthread.features.casework.operations.changes import NotNow
from goldenthread.features.casework.queries.child_rows import rows_of
from goldenthread.features.casework.queries.facts import assembled, facts_of
from goldenthread.features.casework.queries.family_disputes import family_disputes
from goldenthread.features.casework.queries.open_decisions import open_decisions
from goldenthread.features.casework.queries.readings import readings_of
from goldenthread.features.casework.queries.running_limits import RunningLimit, running_limits
from goldenthread.features.casework.queries.steps import Naming
from goldenthread.features.casework.queries.versions import version_of
from goldenthread.foundation import clock
from goldenthread.foundation.access.roles import Role
from goldenthread.foundation.journal.models import Entry
from goldenthread.foundation.journal.writing import SYSTEM
from goldenthread.foundation.notify.models import Message
from goldenthread.foundation.people.models import Child
from tests import builders as a

pytestmark = pytest.mark.django_db
TWO_WEEKS = {"away_from": 19, "away_to": 6}  # days ago: 14 days, both counted


def day(ago: int) -> date:
    return clock.today() - timedelta(days=ago)


def how(of: Any) -> dict[str, Any]:
    return {"by": SYSTEM, "on": clock.today(), "version": version_of(of.child_id)}


def record(dispute: Dispute, fact: str, ago: int, *came: str, whole: bool = True) -> Milestone:
    chosen = Came(came, whole) if came else None
    return disputes.record_dispute_step(dispute=dispute, fact=fact, happened_on=day(ago), came=chosen, **how(dispute))


def a_family() -> Child:
    child = a.a_child("Amira", "Khan")
    a.tie(child, "parent", who=a.an_account(Role.PARENT, name="Sana Khan"), parental_responsibility=True)
    return child


def disputed(about: Request | Plan, *rights: str) -> Dispute:
    a.reckon(about.child)
    return disputes.open_dispute(about=about, rights=rights, notice_on=day(60), known_on=day(55), **how(about))


def refused_to_assess() -> Dispute:
    facts = {"request_received": day(90), "assess_decision_notified": day(60)}
    return disputed(a.a_request(a_family(), fields={"outcome": "N"}, **facts), "a")


def refused_to_make_a_plan() -> Dispute:
    codes = {"outcome": "Y", "has_assessment": True, "assessment_outcome": "N"}
    facts = {"request_received": day(160), "assess_decision_notified": day(130), "no_plan_notified": day(60)}
    return disputed(a.a_request(a_family(), fields=codes, **facts), "b")


def with_a_plan(*rights: str) -> Dispute:
    return disputed(a.a_plan(a_family(), plan_made=day(400), plan_started=day(400)), *rights)


def appealed(dispute: Dispute) -> Dispute:
    record(dispute, "appeal_received", 40)
    record(dispute, "appeal_sent", 38)
    return dispute


def ordered(dispute: Dispute, came: str, ago: int = 20) -> Dispute:
    record(appealed(dispute), "order_made", ago, came)
    return dispute


def limits(dispute: Dispute) -> dict[str, RunningLimit]:
    found = running_limits(dispute.child, rows_of(dispute.child_id), on=clock.today())
    return {each.claimed_as: each for each in found if each.of == ("dispute", dispute.pk)}


def claim(
    dispute: Dispute, rule: str, category: str = "ABSENT_2W", days: dict[str, int] | None = None
) -> ExceptionClaim:
    chosen = days if days is not None else TWO_WEEKS if category.startswith("ABSENT") else {}
    return exceptions.claim(
        of=dispute, rule=rule, category=category, fact="Amira was with her father in Leeds.", reason="Nobody saw her.",
        facts={name: day(ago) for name, ago in chosen.items()}, **how(dispute),
    )  # fmt: skip


def read(dispute: Dispute, rule: str, on: date | None = None) -> Any:
    processes = facts_of([dispute.child_id])[dispute.child_id]
    reads = readings_of(processes, born_on=dispute.child.born_on, on=on or clock.today())
    assert not [each.contradiction for each in reads if each.contradiction]
    return next(
        (each.reading for each in reads if each.dispute_id and each.reading and each.reading.rule == rule), None
    )


def test_after_an_order_to_assess_or_to_make_a_plan_the_three_exceptions_of_regulation_44_3_may_be_claimed() -> None:
    for dispute, came, rules in (
        (refused_to_assess(), "assess", {"E2", "E3", "E4"}),
        (refused_to_make_a_plan(), "plan", {"E5", "E5a"}),
        (with_a_plan("d"), "reassess", {"E2", "E3", "E4"}),
    ):
        found = limits(ordered(dispute, came))
        assert found.keys() == rules
        for limit in found.values():
            codes = {each.exception.code for each in limit.admits}
            assert codes == {"EXCEPTIONAL", "ABSENT_2W", "SCHOOL_CLOSED", "EY_CLOSED", "ABSENT_4W"}


@pytest.mark.parametrize(
    ("rights", "came"), [(("c(i)",), "contents"), (("c(iii)",), "placement"), (("f",), "keep_amend")]
)
def test_other_orders_admit_none(rights: tuple[str, ...], came: str) -> None:
    dispute = ordered(with_a_plan(*rights), came)
    assert limits(dispute) == {} and ClockCopy.rows.filter(dispute=dispute, state="open").exists()
    with pytest.raises(NotNow):
        claim(dispute, {"contents": "E7", "placement": "E8", "keep_amend": "E10"}[came])


def test_sent_back_to_decide_again_admits_none() -> None:
    dispute = ordered(refused_to_make_a_plan(), "again")
    assert read(dispute, "E6").is_open and limits(dispute) == {}


def test_it_lifts_the_limit_adds_no_days_and_the_family_reads_why() -> None:
    dispute = ordered(refused_to_assess(), "assess")
    was = read(dispute, "E2").outer_on
    assert was == day(20 - 14)
    row = claim(dispute, "E2")
    now = read(dispute, "E2")
    assert (now.exception, now.outer_on, now.original_outer_on, now.is_open) == ("ABSENT_2W", None, was, True)
    assert read(dispute, "E4").exception is None, "one limit alone is lifted"
    kept = ClockCopy.rows.get(dispute=dispute, rule="E2")
    assert (kept.state, kept.exception, kept.outer_on) == ("excepted", "ABSENT_2W", was)
    entry = Entry.objects.get(kind="exception.claimed", about=dispute.child.public_id)
    assert (entry.data["claim"], entry.data["rule"], entry.reason) == (row.pk, "E2", "Nobody saw her.")
    told = Message.rows.get(child=dispute.child, kind="exception_recorded")
    assert "the child or family was away from the area for at least 2 weeks" in told.body
    processes = facts_of([dispute.child_id])[dispute.child_id]
    reads = readings_of(processes, born_on=None, on=clock.today())
    [shown] = family_disputes(processes, reads, Naming("Amira"), on=clock.today())
    assert any("There is no set date" in words and "2 weeks" in words for words, _ in shown.coming)


def test_it_can_be_withdrawn_and_then_the_limit_stands_again() -> None:
    dispute = ordered(refused_to_assess(), "assess")
    row = claim(dispute, "E2")
    with pytest.raises(NotNow):
        claim(dispute, "E2")
    exceptions.withdraw(claim=row, reason="They were back.", **how(dispute))
    assert read(dispute, "E2").is_breach and ClockCopy.rows.get(dispute=dispute, rule="E2").state == "open"


def test_an_absence_must_be_two_weeks_of_the_time_itself() -> None:
    dispute = ordered(refused_to_assess(), "assess")
    for days in ({"away_from": 18, "away_to": 6}, {"away_from": 30, "away_to": 10}):
        with pytest.raises(ExceptionRefused):
            claim(dispute, "E2", days=days)
    claim(dispute, "E4", days={"away_from": 18, "away_to": -20})


def test_done_late_with_an_exception_is_excepted() -> None:
    dispute = ordered(refused_to_assess(), "assess")
    claim(dispute, "E2")
    request = dispute.request
    assert request is not None
    assessment_steps.record_step(request=request, step="assess_after_all", happened_on=day(1), **how(request))
    now = read(dispute, "E2")
    assert (str(now.status), now.met_on, now.days_late) == ("excepted", day(1), 0)


def test_given_way_on_the_literal_words_of_regulation_45_7_admit_only_the_first_limit_of_an_assessment() -> None:
    dispute = appealed(refused_to_assess())
    record(dispute, "appeal_conceded", 20, "assess")
    assert limits(dispute).keys() == {"E2/unopposed"}
    claim(dispute, "E2/unopposed", "EXCEPTIONAL")
    assert read(dispute, "E2").exception == "EXCEPTIONAL"
    other = appealed(refused_to_make_a_plan())
    record(other, "appeal_conceded", 20, "plan")
    assert limits(other).keys() == {"E5/unopposed", "E5a/unopposed"}


def test_an_agreement_on_part_and_an_order_on_the_rest_have_an_exception_each() -> None:
    dispute = refused_to_assess()
    for fact, ago in (("mediation_requested", 50), ("mediation_held", 48)):
        record(dispute, fact, ago)
    record(dispute, "mediation_agreed", 47, "assess", whole=False)
    ordered(dispute, "assess")
    assert limits(dispute).keys() == {f"{rule}{of}" for rule in ("E2", "E3", "E4") for of in ("", "/mediation")}
    claim(dispute, "E2")
    both = {each.claimed_as: each.claim for each in limits(dispute).values()}
    assert both["E2"] is not None and both["E2/mediation"] is None
    copies = ClockCopy.rows.filter(dispute=dispute, rule="E2").order_by("started_on")
    assert [row.state for row in copies] == ["open", "excepted"]
    assert clocks.refresh([dispute.child_id], on=clock.today()) == ClockCopy.rows.filter(child=dispute.child).count()


def test_an_order_with_an_exception_is_not_taken_back_or_moved_from_under_it() -> None:
    dispute = ordered(refused_to_assess(), "assess")
    row = claim(dispute, "E2")
    order = Milestone.rows.get(dispute=dispute, fact="order_made", is_current=True)
    with pytest.raises(NotNow, match="Withdraw"):
        corrections.take_back(milestone=order, reason="Of another child.", **how(dispute))
    with pytest.raises(NotNow, match="Withdraw"):
        corrections.correct_day(milestone=order, happened_on=day(10), reason="Misread.", **how(dispute))
    exceptions.withdraw(claim=row, reason="They were back.", **how(dispute))
    corrections.take_back(milestone=order, reason="Of another child.", **how(dispute))
    assert read(dispute, "E2") is None


def test_both_ways_of_reading_a_child_agree() -> None:
    dispute = ordered(refused_to_assess(), "assess")
    claim(dispute, "E2")
    rows = rows_of(dispute.child_id).for_clocks()
    assert assembled([dispute.child_id], rows) == facts_of([dispute.child_id])


def test_mediation_about_health_care_alone_is_the_commissioners_to_arrange() -> None:
    dispute = with_a_plan("c(i)")
    record(dispute, "mediation_requested", 50)
    assert read(dispute, "D3").is_open
    record(dispute, "health_mediation_requested", 50)
    record(dispute, "health_mediation_alone", 49)
    assert str(read(dispute, "D3").status) == "no_longer_runs"
    record(dispute, "commissioner_told", 47)
    assert read(dispute, "D3b").outer_on is None
    record(dispute, "commissioner_notified", 46)
    assert (read(dispute, "D3b").started_on, read(dispute, "D3b").outer_on) == (day(46), day(16))
    assert read(dispute, "D3b").is_breach and ClockCopy.rows.get(dispute=dispute, rule="D3b").state == "open"
    record(dispute, "mediation_held", 20)
    assert read(dispute, "D3b").met_on == day(20)
    record(dispute, "health_agreement_made", 19)
    assert read(dispute, "D5a").outer_on == day(12)
    record(dispute, "council_told_of_agreement", 14)
    assert (read(dispute, "D5a").met_on, read(dispute, "D5a").is_breach) == (day(14), False)
    with pytest.raises(NotNow):
        record(dispute, "mediation_agreed", 13, "contents")


def test_told_to_assess_again_the_council_may_say_that_no_plan_is_needed() -> None:
    dispute = ordered(with_a_plan("d"), "reassess", ago=30)
    assert read(dispute, "E3").outer_on == day(30 - 70) and read(dispute, "E3").limit.only_if
    with pytest.raises(NotNow):
        record(dispute, "reassessment_no_plan", 5)
    record(dispute, "reassessment_told", 20)
    record(dispute, "reassessment_no_plan", 5)
    assert read(dispute, "E3").met_on == day(5)
    assert str(read(dispute, "E4").status) == "no_longer_runs"
    processes = facts_of([dispute.child_id])[dispute.child_id]
    [decision] = open_decisions(processes, on=clock.today())
    assert (decision.rights, decision.sent_on, decision.of) == (("e",), day(5), ("plan", dispute.plan_id))


def test_told_to_assess_again_a_changed_plan_ends_the_time_to_say_no() -> None:
    dispute = ordered(with_a_plan("d"), "reassess", ago=30)
    record(dispute, "ordered_plan_sent", 5)
    assert str(read(dispute, "E3").status) == "no_longer_runs" and read(dispute, "E4").met_on == day(5)
