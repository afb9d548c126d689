"""The whole road at random: drafts, places, final plans, refusals, letters, mediation, appeals, orders. After each step
the books balance, and what leaves has what the law asks of it on the day it goes."""

from __future__ import annotations

import os
import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from goldenthread.domain.clocks.books import books
from goldenthread.domain.lifecycle.dispute_steps import not_before
from goldenthread.domain.lifecycle.refusal_notice import NO_PLAN, refusal_notice
from goldenthread.features.casework.models import Advice, Consultation, ExceptionClaim, Plan
from goldenthread.features.casework.operations import letters
from goldenthread.features.casework.queries.disputes import so_far_of
from goldenthread.features.casework.queries.facts import facts_of
from goldenthread.features.casework.queries.plan_drafts import placement_of
from goldenthread.features.casework.queries.readings import readings_of
from tests.features.casework.walks import dispute_sums, expected
from tests.features.casework.walks import own_sums as own
from tests.features.casework.walks.agreement import everything_agrees
from tests.features.casework.walks.roads import REASONS, Road
from tests.features.casework.walks.test_random_legal_paths import (
    _a_fair_day,
    _a_notice_had_its_content,
    _claim,
    _either,
    _withdraw,
)
from tests.features.casework.walks.walker import Refused

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
HUNTING = os.environ.get("HYPOTHESIS_PROFILE") == "hunt"
MOVES = [
    *["step"] * 8, *["dispute"] * 4, "write", "serve again", "answer", "consult", "place", "disagree", "correct",
    "take back", "claim", "withdraw",
]  # fmt: skip
ENDING = ("withdraw", "move_away")  # they end everything, so that they are taken less often
OF_A_PLAN = [("c(i)", "c(ii)"), ("c(iii)",), ("c(i)", "c(iii)"), ("d",), ("e",), ("f",)]
TRIBUNAL = ("appeal_received", "appeal_sent", "order_made", "mediation_agreed", "reassessment_told")
_ASSESSED = ("ask_views", "decide", "ask_advice")
_SERVED = (*_ASSESSED, "agree_plan", "serve_draft")
STARTING = [
    (),
    ("refuse", "order"),
    (*_ASSESSED, "no_plan", "order"),
    (*_SERVED, "amend"),
    (*_SERVED, "answer", "amend"),
    (*_SERVED, "send_plan"),
    (*_SERVED, "send_plan", "order"),
]
KIND_OF = {
    "ask_views": ("views_invited",), "no_plan": ("no_plan",), "no_plan_again": ("no_plan",),
    "serve_draft": ("draft_plan",), "send_plan": ("final_plan",),
}  # fmt: skip


@settings(max_examples=1_000 if HUNTING else 15, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_whatever_road_a_request_takes_what_leaves_is_what_the_law_asks_for(data: st.DataObject) -> None:
    with transaction.atomic():
        road = Road.begin(data.draw(st.sampled_from(["parent", "school", "anyone"])), data.draw(st.integers(0, 9)))
        _set_out(road, data)
        for _ in range(data.draw(st.integers(6, 40 if HUNTING else 26))):
            road.on += timedelta(days=data.draw(st.sampled_from([0, 1, 6, 15, 29, 43])))
            _MOVES[data.draw(st.sampled_from(MOVES))](road, data)
            everything_agrees(road)
            _disagreements_agree(road)
            _the_window_is_of_the_latest_draft(road)
        for words in road.said:
            assert len(words) > 10 and "_" not in words, f"not plain words: {words}"
        transaction.set_rollback(True)


def _set_out(road: Road, data: st.DataObject) -> None:
    """Some of the way is gone at once, so that walks reach the far ends too; it is checked like the rest."""
    for code in data.draw(st.sampled_from(STARTING)):
        road.on += timedelta(days=data.draw(st.sampled_from([1, 6, 20])))
        if code in _ALSO:
            _ALSO[code](road, data)
            continue
        if code == "send_plan":
            road.place()
            last_day = road.drafts()[-1].answer_by
            road.on = max(road.on, last_day + timedelta(days=1))
            with pytest.raises(Refused, match="to answer the draft"):
                road.send_final(last_day)
        refuses = code == "refuse"
        road.step("decide" if refuses else code, road.on, lambda of, refuses=refuses: of[-1] if refuses else of[0])
        event(f"set out: {code}")
        everything_agrees(road)


def _amended(road: Road, data: st.DataObject) -> None:
    _write(road, data)
    _serve_again(road, data)
    _the_window_is_of_the_latest_draft(road)


def _ordered(road: Road, data: st.DataObject) -> None:
    """An appeal, and what the tribunal made of it."""
    _disagree(road, data)
    [dispute] = road.disagreements()
    for fact in ("appeal_received", "appeal_sent", data.draw(st.sampled_from(["order_made", "appeal_conceded"]))):
        [step] = [each for each in road.may_follow(dispute) if each.fact == fact]
        road.dispute_step(dispute, step, road.on, lambda of: data.draw(st.sampled_from(of)))
        event(f"set out: {fact}")
    _disagreements_agree(road)


def _step(road: Road, data: st.DataObject) -> None:
    offered = road.offered()
    if not offered:
        return
    onward = [each for each in offered if each not in ENDING]
    code = data.draw(st.sampled_from(onward * 6 + offered))
    event(code)
    day = _a_fair_day(road, code, data)
    if code in ("assess_after_all", "plan_after_all", "no_plan_again"):  # what let it happen comes first
        came = [dispute_sums.facts_of(dispute=each)[0] for each in road.disagreements()]
        day = max(day, *(days[fact] for days in came for fact in dispute_sums.STARTS if fact in days))
    stops = _what_stops_a_final_plan(road, day) if code == "send_plan" else ()
    if stops:
        with pytest.raises(Refused):
            road.step(code, day, lambda of: data.draw(st.sampled_from(of)))
        return
    road.step(code, day, lambda of: data.draw(st.sampled_from([of[0]] * 3 + of)))
    kinds = KIND_OF.get(code, ())
    if code == "decide":
        _a_notice_had_its_content(road)
        kinds = (
            "will_assess" if expected.facts_of(road.request)["assess_decision_notified"][1] == "Y" else "refuse_assess",
        )
    if code in ("no_plan", "agree_plan"):
        _the_plan_decision_had_its_content(road, code)
    for kind in kinds:
        if code != "no_plan_again":  # its reasons are written by hand: see test_letters.py
            _letters_have_their_content(road, kind)


def _what_stops_a_final_plan(road: Road, day: Any) -> tuple[str, ...]:
    """Regulations 13(1)(a) and 14(1) and section 39(7), from what was sent and what is typed."""
    drafts, typed = road.drafts(), road.typed()
    if not drafts:
        return ("no draft",)
    found = []
    if day <= drafts[-1].answer_by:
        found.append("the family may still answer")
    seen = {each["code"]: each["text"] for each in drafts[-1].sections}
    if any(seen.get(code, "") != text for code, text in typed.items() if code != "I"):
        found.append("the family has not seen it")
    if placement_of(road.request.pk) is None:
        found.append("no place or type of one")
    return tuple(found)


def _the_plan_decision_had_its_content(road: Road, code: str) -> None:
    row = road.decision_to_issue()
    assert row.will_issue is (code == "agree_plan") and row.needs_plan is row.will_issue
    assert row.evidence and row.views and row.participation and row.information and row.outcomes
    if row.will_issue:
        return
    told_on = expected.facts_of(road.request)["no_plan_notified"][0]
    notice = refusal_notice(told_on, (), kind=NO_PLAN)
    assert row.reasons == REASONS and set(notice.recipients) == {
        "parent or young person", "responsible commissioning body", "head, principal or early years SEN lead",
    }  # fmt: skip
    assert (notice.contact_by, notice.appeal_by) == (own.months(told_on, 2), own.appeal_by(told_on))
    assert len(notice.items) == 7 and all(item.name and item.text and item.citation for item in notice.items)


def _letters_have_their_content(road: Road, kind: str) -> None:
    """Everybody the law names is sent one that says all it must; one without any of it does not leave."""
    facts = expected.facts_of(road.request)
    started = min(facts[name][0] for name in expected.STARTS if name in facts)
    made = road.letters(kind)
    asked = {each.organisation.name for each in Advice.rows.filter(child=road.child) if each.organisation}
    assert {each.organisation.name for each in made if each.organisation} - asked == own.SENT_TO[kind]
    assert any(each.adult_id == road.mother.adult_id for each in made)
    first = made[0]
    if kind in ("refuse_assess", "no_plan"):
        under = re.split(r"^# ", first.text, flags=re.M)
        assert "((" in first.text or any(part.startswith("Our reasons") for part in under)
    for must in own.must_say(kind, road.on, started):
        assert must in first.text, (kind, must)
    whole = first.text
    if kind == "refuse_assess":  # the shortest reasons are not enough to be reasons
        whole = whole.replace("Because of what is on record.", REASONS)
    for must in own.must_say(kind, road.on, started):
        if not re.search(r"\d{4}$|\d{6}$|/schools$", must):
            continue
        spoiled = road.rewrite(first, whole.replace(must.removeprefix("by "), ""))
        with pytest.raises(letters.NotReady):
            road.post(spoiled)
        first = spoiled
    sent = road.post(road.rewrite(first, whole))
    assert (sent.state, sent.sent_on) == ("sent", road.on) and sent.document_id is not None


def _write(road: Road, data: st.DataObject) -> None:
    if road.drafts() and "send_plan" in road.offered():
        road.write({"F": f"Another text of {road.on}."})


def _serve_again(road: Road, data: st.DataObject) -> None:
    """Only where the text is another than the family has; and never with less than 15 days to answer."""
    if not road.drafts() or "send_plan" not in road.offered():
        return
    last = road.drafts()[-1]
    sent = {each["code"]: each["text"] for each in last.sections if each["text"]}
    changed = sent != {code: text for code, text in road.typed().items() if text}
    with pytest.raises(Refused):
        road.serve(road.on, 13)
    if not changed:
        with pytest.raises(Refused):
            road.serve(road.on, 14)
        return
    before = [(each.number, each.sent_on, each.answer_by) for each in road.drafts()]
    road.serve(road.on, data.draw(st.sampled_from([14, 21])))
    event("served again")
    assert [(each.number, each.sent_on, each.answer_by) for each in road.drafts()][:-1] == before
    _letters_have_their_content(road, "draft_plan")


def _answer(road: Road, data: st.DataObject) -> None:
    if road.drafts() and "send_plan" in road.offered():
        road.answer()


def _consult(road: Road, data: st.DataObject) -> None:
    if not road.drafts() or "send_plan" not in road.offered():
        return
    asked = Consultation.rows.filter(request=road.request, withdrawn_on=None).first()
    if asked is None:
        asked = road.consult()
        assert asked.copy_id == road.drafts()[-1].pk, "what a school is sent is the latest draft"
    elif asked.answered_on is None:
        road.answer_for_school(asked, data.draw(st.booleans()))


def _place(road: Road, data: st.DataObject) -> None:
    if not road.drafts() or "send_plan" not in road.offered():
        return
    with pytest.raises(Refused) if placement_of(road.request.pk) else _either():
        road.place()


def _disagree(road: Road, data: st.DataObject) -> None:
    facts = expected.facts_of(road.request)
    found: list[Any] = []
    if facts.get("assess_decision_notified", (None, ""))[1] == "N":
        found.append((road.request, ("a",), facts["assess_decision_notified"][0]))
    if "no_plan_notified" in facts:
        found.append((road.request, ("b",), facts["no_plan_notified"][0]))
    for plan in Plan.rows.filter(request=road.request):
        rights = data.draw(
            st.sampled_from([("c(i)", "c(ii)"), ("c(iii)",), ("c(i)", "c(iii)"), ("d",), ("e",), ("f",)])
        )
        found.append((plan, rights, facts["final_plan_sent"][0]))
    if found:
        about, rights, notice_on = data.draw(st.sampled_from(found))
        with _either():
            road.disagree(about, rights, notice_on)


def _dispute(road: Road, data: st.DataObject) -> None:
    """What is offered succeeds on any day from the last it follows until today, or is refused in words."""
    open_ones = [each for each in road.disagreements() if road.may_follow(each)]
    if not open_ones:
        return _disagree(road, data)
    dispute = data.draw(st.sampled_from(open_ones))
    offered = road.may_follow(dispute)
    tribunal = [each for each in offered if each.fact in TRIBUNAL]
    onward = [each for each in offered if each.fact != "disagreement_dropped"]
    step = data.draw(st.sampled_from(tribunal * 4 + onward * 2 + offered))
    with pytest.raises(Refused):
        road.dispute_step(dispute, step, road.on + timedelta(days=1), lambda of: of[0])
    _, earliest = not_before(step, so_far_of(dispute))
    day = road.on - timedelta(days=data.draw(st.integers(0, min(40, (road.on - earliest).days))))
    with _either():
        road.dispute_step(dispute, step, day, lambda of: data.draw(st.sampled_from(of)))
        event(step.fact)
    return None


def _correct(road: Road, data: st.DataObject) -> None:
    row = data.draw(st.sampled_from(road.current()))
    with _either():
        road.correct(row, road.on - timedelta(days=data.draw(st.integers(0, 70))))


def _take_back(road: Road, data: st.DataObject) -> None:
    row = data.draw(st.sampled_from(road.current()))
    with _either():
        road.take_back(row)


def _disagreements_agree(road: Road) -> None:
    processes = facts_of([road.child.pk])[road.child.pk]
    reads = readings_of(processes, born_on=road.child.born_on, on=road.on)
    for dispute in road.disagreements():
        mine = [read.reading for read in reads if read.dispute_id == dispute.pk and read.reading]
        for limit in dispute_sums.after_what_came(dispute):
            [one] = [each for each in mine if each.rule == limit.rule and each.started_by == limit.since]
            assert (one.original_outer_on, one.met_on) == (limit.outer_on, limit.met_on), limit
            kept = books([one])[limit.rule]
            assert kept.balance and one.days_late >= 0
            if limit.lifted:
                assert limit.rule in own.MAY_BE_LIFTED[limit.since]
                assert one.outer_on is None or one.met_on or not one.is_open
        dates = {each.rule: each.original_outer_on for each in mine}
        for rule, outer_on in dispute_sums.of_mediation_and_appeal(dispute).items():
            assert dates[rule] == outer_on, (rule, dates[rule], outer_on)
    for claim in ExceptionClaim.rows.filter(child=road.child, dispute__isnull=False):
        assert claim.rule.partition("/")[0] in {"E2", "E3", "E4", "E5", "E5a"}


def _the_window_is_of_the_latest_draft(road: Road) -> None:
    drafts = road.drafts()
    if not drafts:
        return
    processes = facts_of([road.child.pk])[road.child.pk]
    reads = readings_of(processes, born_on=road.child.born_on, on=road.on)
    [window] = [read.reading for read in reads if read.reading and read.reading.rule == "C2"]
    served = max(expected.facts_of(road.request)["draft_served"][0], *(each.sent_on for each in drafts[1:]), own.EVER)
    assert (window.started_on, window.original_outer_on) == (served, served + timedelta(days=14))


_ALSO = {"amend": _amended, "order": _ordered, "answer": _answer}
_MOVES = {
    "step": _step, "write": _write, "serve again": _serve_again, "answer": _answer, "consult": _consult,
    "place": _place, "disagree": _disagree, "dispute": _dispute, "correct": _correct, "take back": _take_back,
    "claim": _claim, "withdraw": _withdraw,
}  # fmt: skip
