"""A disagreement recorded step by step: its rows, clocks, the return's flags, what it reopens, and taking it back."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import Any

import pytest

from goldenthread.domain.lifecycle.dispute_outcomes import Came, outcomes_for
from goldenthread.domain.lifecycle.dispute_steps import OPENED, Standing, may_follow
from goldenthread.features.casework.models import CaseSummary, ClockCopy, Dispute, Milestone, Plan, Request
from goldenthread.features.casework.operations import assessment_steps, clocks, corrections, disputes, milestones
from goldenthread.features.casework.operations.changes import ChangedMeanwhile, NotNow, OutOfOrder, TooEarly
from goldenthread.features.casework.queries.assessment_cases import open_requests
from goldenthread.features.casework.queries.child_rows import rows_of
from goldenthread.features.casework.queries.dispute_list import disputes_visible_to
from goldenthread.features.casework.queries.disputes import disputes_in, so_far_of
from goldenthread.features.casework.queries.facts import assembled, facts_of
from goldenthread.features.casework.queries.open_decisions import decisions_of
from goldenthread.features.casework.queries.readings import readings_of
from goldenthread.features.casework.queries.versions import version_of
from goldenthread.foundation import clock
from goldenthread.foundation.access.roles import Role
from goldenthread.foundation.journal import reading
from goldenthread.foundation.journal.writing import SYSTEM
from tests import builders as a

pytestmark = pytest.mark.django_db
REFUSED = 50  # days ago


def day(ago: int) -> date:
    return clock.today() - timedelta(days=ago)


def how(of: Any) -> dict[str, Any]:
    return {"by": SYSTEM, "on": clock.today(), "version": version_of(of.child_id)}


@pytest.fixture
def refused() -> Request:
    child = a.a_child()
    row = a.a_request(child, request_received=day(90))
    a.reckon(child)
    step(row, "decide", REFUSED, detail="N")
    return row


def step(request: Request, code: str, ago: int, **more: Any) -> Milestone:
    return assessment_steps.record_step(request=request, step=code, happened_on=day(ago), **how(request), **more)


def opened(about: Request | Plan, *rights: str, notice: int = REFUSED, ago: int = 45) -> Dispute:
    return disputes.open_dispute(
        about=about, rights=rights, notice_on=day(notice), known_on=day(ago), **how(about)
    )  # fmt: skip


def record(dispute: Dispute, fact: str, ago: int, *came: str, whole: bool = True, agreed: str = "") -> Milestone:
    chosen = Came(came, whole) if came else None
    return disputes.record_dispute_step(
        dispute=dispute, fact=fact, happened_on=day(ago), came=chosen, agreed=agreed, **how(dispute)
    )  # fmt: skip


def mediated(dispute: Dispute) -> None:
    for fact, ago in (("adviser_contacted", 45), ("mediation_requested", 44), ("mediation_held", 30)):
        record(dispute, fact, ago)


def take_back(milestone: Milestone) -> Milestone:
    return corrections.take_back(milestone=milestone, reason="Typed of the wrong child.", **how(milestone))


def open_rules(dispute: Dispute) -> set[str]:
    return set(ClockCopy.rows.filter(dispute=dispute, state="open").values_list("rule", flat=True))


def flags(request: Request) -> dict[str, bool | None]:
    names = (
        "mediation",
        "tribunal",
        "assessment_mediation",
        "assessment_tribunal",
        "other_mediation",
        "other_tribunal",
    )
    return {name: value for name, value in Request.rows.values(*names).get(pk=request.pk).items() if value is not None}


def test_refused_mediated_agreed_assessed(refused: Request) -> None:
    dispute = opened(refused, "a")
    assert open_rules(dispute) == {"D1", "D6"}
    mediated(dispute)
    assert flags(refused) == {"mediation": True}
    record(dispute, "mediation_agreed", 30, "assess", "other", agreed="We will assess, and meet the school in May.")
    dispute.refresh_from_db()
    assert dispute.agreed.startswith("We will assess")
    assert open_rules(dispute) == {"D5", "D6", "E2", "E3", "E4"}
    step(refused, "assess_after_all", 25)
    refused.refresh_from_db()
    assert (refused.outcome, refused.has_assessment, refused.assessment_outcome) == ("N", True, "A")
    assert CaseSummary.objects.get(child_id=refused.child_id).stage == "assessing"
    assert ClockCopy.rows.get(dispute=dispute, rule="E2").met_on == day(25)
    step(refused, "agree_plan", 20)
    step(refused, "serve_draft", 18)
    plan = assessment_steps.send_final_plan(request=refused, sent_on=day(2), **how(refused))
    refused.refresh_from_db()
    assert (refused.outcome, refused.assessment_outcome) == ("N", "Y") and plan.is_active
    assert ClockCopy.rows.get(dispute=dispute, rule="E4").state == "met"
    assert ClockCopy.rows.get(request=refused, rule="C4").state == "ended"
    assert [d.words for d in decisions_of(facts_of([refused.child_id])[refused.child_id], on=clock.today())] == [
        "on what the final plan says", "not to assess",
    ]  # fmt: skip


def test_no_plan_appealed_ordered_planned() -> None:
    child = a.a_child()
    request = a.a_request(child, request_received=day(300))
    step(request, "decide", 270, detail="Y")
    step(request, "no_plan", 200)
    dispute = opened(request, "b", notice=200, ago=190)
    for fact, ago in (("mediation_declined", 188), ("certificate_issued", 186), ("appeal_received", 180),
                      ("appeal_sent", 175), ("response_sent", 140)):  # fmt: skip
        record(dispute, fact, ago)
    assert flags(request) == {"assessment_tribunal": True}
    assert open_requests(rows_of(child.pk)) == []
    record(dispute, "order_made", 40, "plan")
    assert open_rules(dispute) == {"E5a", "E5"}
    assert [step.code for step in open_requests(rows_of(child.pk))[0].steps] == ["plan_after_all"]
    step(request, "plan_after_all", 38)
    assert CaseSummary.objects.get(child_id=child.pk).stage == "drafting"
    step(request, "serve_draft", 20)
    plan = assessment_steps.send_final_plan(request=request, sent_on=day(3), **how(request))
    request.refresh_from_db()
    assert (request.outcome, request.assessment_outcome, plan.is_active) == ("Y", "N", True)
    assert not open_rules(dispute)
    assert CaseSummary.objects.get(child_id=child.pk).stage == "plan"


def test_sent_back_and_refused_again_can_be_disputed_again() -> None:
    request = a.a_request(a.a_child(), request_received=day(300))
    step(request, "decide", 270, detail="Y")
    step(request, "no_plan", 200)
    dispute = opened(request, "b", notice=200, ago=190)
    record(dispute, "appeal_received", 180)
    record(dispute, "order_made", 40, "again")
    step(request, "no_plan_again", 30)
    assert ClockCopy.rows.get(dispute=dispute, rule="E6").met_on == day(30)
    found = decisions_of(facts_of([request.child_id])[request.child_id], on=clock.today())
    assert [(each.sent_on, each.disputed) for each in found] == [(day(30), False), (day(200), True)]
    assert opened(request, "b", notice=30, ago=20).pk != dispute.pk


def test_a_plan_is_changed_by_an_order_and_can_be_appealed_anew() -> None:
    child = a.a_child()
    request = a.a_request(child, fields={"outcome": "Y", "assessment_outcome": "Y"}, final_plan_sent=day(200))
    plan = a.a_plan(child, fields={"request": request}, plan_made=day(200), plan_started=day(200))
    dispute = opened(plan, "c(iii)", "c(i)", notice=200, ago=180)
    assert dispute.rights == "c(i),c(iii)"
    record(dispute, "appeal_received", 150)
    assert flags(request) == {"other_tribunal": True}
    record(dispute, "order_made", 20, "contents", "placement")
    assert open_rules(dispute) == {"E7", "E8"}
    record(dispute, "ordered_plan_sent", 10)
    assert not open_rules(dispute)
    assert decisions_of(facts_of([child.pk])[child.pk], on=clock.today())[0].sent_on == day(10)


def test_each_step_is_told_in_its_own_words(refused: Request) -> None:
    dispute = opened(refused, "a")
    mediated(dispute)
    told = [each.what for each in reading.story_of(refused.child.public_id, limit=50, offset=0)]
    assert "recorded that the family disagrees with a decision" in told
    assert "recorded that mediation was held" in told
    rows = rows_of(refused.child_id)
    lines = disputes_in(rows, ())[0].lines
    assert lines[0].title == "Mediation was held"
    assert {line.about for line in lines} == {"Disagreement about the decision not to assess"}


def test_what_cannot_be_recorded_is_refused_and_says_why(refused: Request) -> None:
    with pytest.raises(NotNow, match="not part of this decision"):
        opened(refused, "f")
    with pytest.raises(NotNow, match="Choose what"):
        opened(refused, "z")
    with pytest.raises(TooEarly, match="cannot be before"):
        opened(refused, "a", ago=REFUSED + 1)
    with pytest.raises(milestones.InTheFuture):
        opened(refused, "a", ago=-1)
    dispute = opened(refused, "a")
    with pytest.raises(NotNow, match="on record already"):
        opened(refused, "a")
    with pytest.raises(NotNow, match="First record"):
        record(dispute, "mediation_held", 20)
    with pytest.raises(TooEarly):
        record(dispute, "adviser_contacted", REFUSED + 5)
    with pytest.raises(milestones.InTheFuture):
        record(dispute, "adviser_contacted", -2)
    record(dispute, "appeal_received", 20)
    with pytest.raises(NotNow, match="Choose what came"):
        record(dispute, "order_made", 10)
    with pytest.raises(NotNow, match="Choose what came"):
        record(dispute, "order_made", 10, "placement")
    with pytest.raises(ChangedMeanwhile):
        disputes.record_dispute_step(
            dispute=dispute, fact="appeal_sent", happened_on=day(19), by=SYSTEM, on=clock.today(), version="0.0.0"
        )


def test_a_step_of_the_request_waits_for_what_reopens_it_and_cannot_be_before_it(refused: Request) -> None:
    with pytest.raises(NotNow, match="disagreement"):
        step(refused, "assess_after_all", 20)
    dispute = opened(refused, "a")
    record(dispute, "appeal_received", 40)
    record(dispute, "appeal_conceded", 30, "assess")
    with pytest.raises(OutOfOrder):
        step(refused, "assess_after_all", 35)
    step(refused, "assess_after_all", 30)


def test_taking_back_follows_everything_back(refused: Request) -> None:
    dispute = opened(refused, "a")
    mediated(dispute)
    agreed = record(dispute, "mediation_agreed", 30, "assess", agreed="To assess.")
    after_all = step(refused, "assess_after_all", 25)
    with pytest.raises(NotNow, match="assess after all"):
        take_back(agreed)
    with pytest.raises(NotNow, match="disagrees"):
        take_back(Milestone.rows.get(request=refused, fact="assess_decision_notified", is_current=True))
    take_back(after_all)
    refused.refresh_from_db()
    assert (refused.outcome, refused.has_assessment, refused.assessment_outcome) == ("N", False, "")
    take_back(agreed)
    dispute.refresh_from_db()
    assert dispute.agreed == "" and not open_rules(dispute) & {"E2", "E4"}
    take_back(Milestone.rows.get(dispute=dispute, fact="mediation_held", is_current=True))
    assert flags(refused) == {"mediation": False}
    record(dispute, "mediation_held", 28)
    assert flags(refused) == {"mediation": True}


def test_one_opened_by_mistake_is_gone_everywhere_and_may_be_opened_again(refused: Request) -> None:
    dispute = opened(refused, "a")
    take_back(Milestone.rows.get(dispute=dispute, fact=OPENED, is_current=True))
    assert not ClockCopy.rows.filter(dispute=dispute).exists()
    assert disputes_in(rows_of(refused.child_id), ()) == []
    with pytest.raises(NotNow, match="taken back"):
        record(dispute, "adviser_contacted", 20)
    assert opened(refused, "a").pk != dispute.pk


def test_correcting_the_notice_moves_the_windows_and_cannot_pass_what_followed(refused: Request) -> None:
    dispute = opened(refused, "a")
    notice = Milestone.rows.get(request=refused, fact="assess_decision_notified", is_current=True)
    with pytest.raises(OutOfOrder):
        corrections.correct_day(milestone=notice, happened_on=day(40), reason="Post.", **how(notice))
    corrections.correct_day(milestone=notice, happened_on=day(48), reason="Post.", **how(notice))
    dispute.refresh_from_db()
    assert dispute.notice_on == day(48)
    assert ClockCopy.rows.get(dispute=dispute, rule="D1").started_on == day(48)


def test_another_thing_of_the_same_day_is_corrected_by_itself(refused: Request) -> None:
    a.a_milestone(refused, "views_given", day(REFUSED))
    dispute = opened(refused, "a")
    views = Milestone.rows.get(request=refused, fact="views_given")
    corrections.correct_day(milestone=views, happened_on=day(REFUSED + 4), reason="Post.", **how(views))
    dispute.refresh_from_db()
    assert dispute.notice_on == day(REFUSED)
    take_back(Milestone.rows.get(request=refused, fact="views_given", is_current=True))


def test_the_days_of_a_disagreement_keep_their_order_when_corrected(refused: Request) -> None:
    dispute = opened(refused, "a")
    mediated(dispute)
    held = Milestone.rows.get(dispute=dispute, fact="mediation_held")
    with pytest.raises(OutOfOrder, match="mediation is wanted"):
        corrections.correct_day(milestone=held, happened_on=day(46), reason="Diary.", **how(held))
    with pytest.raises(OutOfOrder, match="notice"):
        asked = Milestone.rows.get(dispute=dispute, fact="mediation_requested")
        corrections.correct_day(milestone=asked, happened_on=day(60), reason="Diary.", **how(asked))
    moved = corrections.correct_day(milestone=held, happened_on=day(31), reason="Diary.", **how(held))
    assert moved.happened_on == day(31)


@pytest.mark.parametrize("seed", range(6))
def test_on_any_path_the_clocks_read_and_the_books_balance(seed: int) -> None:
    chosen = random.Random(seed)
    team = a.a_team("North team")
    manager = a.an_account(Role.TEAM_MANAGER, at=team)
    ids = []
    for _ in range(4):
        child = a.a_child()
        a.tie(child, "case_team", at=team)
        request = a.a_request(
            child, fields={"outcome": "N"}, request_received=day(500), assess_decision_notified=day(460)
        )
        ids.append(child.pk)
        _walk(opened(request, "a", notice=460, ago=450), chosen)
    listed = disputes_visible_to(a.viewer(manager), on=clock.today(), standing="")
    assert sum(each.opened for each in listed.counts) == listed.total == 4
    for each in listed.counts:
        assert each.opened == each.agreed + each.conceded + each.decided + each.withdrawn + each.open
        assert min(each.agreed, each.conceded, each.decided, each.withdrawn, each.open) >= 0
    for standing in Standing:
        shown = disputes_visible_to(a.viewer(manager), on=clock.today(), standing=standing)
        assert shown.total == sum(getattr(each, standing.value) for each in shown.counts)
    _both_forms_agree(ids)


def _walk(dispute: Dispute, chosen: random.Random) -> None:
    ago = 450
    for _ in range(chosen.randrange(12)):
        steps = may_follow(so_far_of(dispute))
        if not steps or ago < 30:
            break
        following = chosen.choice(steps)
        ago -= chosen.choice((0, 3, 20))
        codes = [each.code for each in outcomes_for(following.fact, ("a",))] if following.chooses else []
        came = [chosen.choice(codes)] if codes else []
        record(dispute, following.fact, ago, *came, whole=chosen.random() < 0.5)
        for copy in ClockCopy.rows.filter(dispute=dispute):
            assert (
                copy.outer_on is None
                or copy.started_on is None
                or copy.outer_on >= copy.started_on
                or copy.rule == "D3c"
            )


def _both_forms_agree(ids: list[int]) -> None:
    """A page's rows and a caseload's give the same readings; recomputing all finds nothing that differs."""
    for id in ids:
        bulk = readings_of(facts_of([id])[id], born_on=None, on=clock.today())
        page = readings_of(assembled([id], rows_of(id).for_clocks())[id], born_on=None, on=clock.today())
        assert bulk == page
    assert clocks.refresh_all(by=SYSTEM, on=clock.today()).differed == 0
