"""Random legal paths of a request, walked through the real operations; after every step the books must balance."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goldenthread.domain.lifecycle.assessment_steps import BY_CODE, STEPS, not_before
from goldenthread.domain.lifecycle.refusal_notice import refusal_notice
from goldenthread.domain.statute.assessment_test import failed_questions
from goldenthread.features.casework.models import DecisionToAssess, ExceptionClaim, Milestone
from tests.features.casework.walks import expected
from tests.features.casework.walks.agreement import everything_agrees
from tests.features.casework.walks.walker import STARTING_ON, TEXT, Refused, Walker

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
HUNTING = os.environ.get("HYPOTHESIS_PROFILE") == "hunt"
LONGEST = 24 if HUNTING else 14


@contextmanager
def _a_world_of_its_own() -> Iterator[None]:
    """Everything in here is as if it had not been."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@settings(max_examples=2_000 if HUNTING else 30, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_whatever_legal_path_a_request_takes_its_books_balance(data: st.DataObject) -> None:
    with _a_world_of_its_own():
        walker = Walker.begin(data.draw(st.sampled_from(["parent", "school", "anyone"])), data.draw(st.integers(0, 9)))
        everything_agrees(walker)
        for _ in range(data.draw(st.integers(4, LONGEST))):
            walker.on += timedelta(days=data.draw(st.sampled_from([0, 1, 6, 15, 29, 43, 80])))
            move = data.draw(st.sampled_from(["step"] * 6 + ["not offered", "early", "stale", "claim", "withdraw",
                                                           "correct", "take back"]))  # fmt: skip
            _MOVES[move](walker, data)
            everything_agrees(walker)
        for words in walker.said:
            assert len(words) > 10 and "_" not in words, f"not plain words: {words}"


def _step(walker: Walker, data: st.DataObject) -> None:
    """What is offered succeeds, on any day from the last it follows until today."""
    offered = walker.offered()
    if not offered:
        return
    code = data.draw(st.sampled_from(offered))
    walker.step(code, _a_fair_day(walker, code, data), lambda of: data.draw(st.sampled_from(of)))
    if code == "decide":
        _a_notice_had_its_content(walker)


def _a_fair_day(walker: Walker, code: str, data: st.DataObject) -> Any:
    days = {name: day for name, (day, _) in expected.facts_of(walker.request).items()}
    floors = [day for name in BY_CODE[code].follows if (day := days.get(name))]
    if code == "receive_advice":
        rows = Milestone.rows.filter(child=walker.child, fact="advice_requested", is_current=True)
        floors += [row.happened_on for row in rows if row.happened_on]
    earliest = max(floors, default=STARTING_ON)
    return walker.on - timedelta(days=data.draw(st.integers(0, min(60, (walker.on - earliest).days))))


def _not_offered(walker: Walker, data: st.DataObject) -> None:
    """What is not offered is refused in words and changes nothing (`attempt` sees to that)."""
    offered = walker.offered()
    for step in STEPS:
        if step.code in offered:
            continue
        with pytest.raises(Refused):
            walker.step(step.code, walker.on, lambda of: of[0])


def _early(walker: Walker, data: st.DataObject) -> None:
    """A day before what it follows, or after today, is refused."""
    for code in walker.offered():
        days = {name: day for name, (day, _) in expected.facts_of(walker.request).items()}
        last = not_before(BY_CODE[code], days)
        with pytest.raises(Refused):
            walker.step(code, walker.on + timedelta(days=1), lambda of: of[0])
        if last:
            with pytest.raises(Refused):
                walker.step(code, last[1] - timedelta(days=1), lambda of: of[0])


def _stale(walker: Walker, data: st.DataObject) -> None:
    """A form made from the case as it was is refused."""
    for code in walker.offered():
        with pytest.raises(Refused, match="meanwhile"):
            walker.step(code, walker.on, lambda of: of[0], version="0.0.0")


def _claim(walker: Walker, data: st.DataObject) -> None:
    limits = walker.limits()
    if not limits:
        return
    limit = data.draw(st.sampled_from(limits))
    exception = data.draw(st.sampled_from(limit.admits)).exception
    facts = {}
    if "away_from" in exception.needs:
        facts = {"away_from": limit.started_on, "away_to": limit.started_on + timedelta(days=30)}
        facts["away_from"] = min(facts["away_from"], walker.on)
    elif exception.needs:
        closed = limit.started_on
        facts = {"closed_from": closed, "reopens_on": closed + timedelta(days=40), "advice_requested": closed}
    if limit.claim is not None or limit.outer_on < limit.started_on + timedelta(days=30):
        with_words = pytest.raises(Refused) if limit.claim is not None else _either()
        with with_words:
            walker.claim(limit, exception.code, facts)
        return
    walker.claim(limit, exception.code, facts)


def _withdraw(walker: Walker, data: st.DataObject) -> None:
    claims = list(ExceptionClaim.rows.filter(child=walker.child).order_by("pk"))
    if not claims:
        return
    claim = data.draw(st.sampled_from(claims))
    with pytest.raises(Refused) if claim.withdrawn_on else _always():
        walker.withdraw(claim)


def _correct(walker: Walker, data: st.DataObject) -> None:
    row = data.draw(st.sampled_from(walker.current()))
    day = walker.on - timedelta(days=data.draw(st.integers(-1, 70)))
    with _either():
        walker.correct(row, day)


def _take_back(walker: Walker, data: st.DataObject) -> None:
    row = data.draw(st.sampled_from(walker.current()))
    with _either():
        walker.take_back(row)


@contextmanager
def _either() -> Iterator[None]:
    """Done, or refused in words having changed nothing: both are right."""
    try:
        yield
    except Refused:
        pass


@contextmanager
def _always() -> Iterator[None]:
    yield


_MOVES = {
    "step": _step, "not offered": _not_offered, "early": _early, "stale": _stale, "claim": _claim,
    "withdraw": _withdraw, "correct": _correct, "take back": _take_back,
}  # fmt: skip


def _a_notice_had_its_content(walker: Walker) -> None:
    """A refusal stands with its reasons and evidence, and its notice can say all that regulations require."""
    decision = DecisionToAssess.rows.get(request=walker.request, taken_back_on=None)
    told_on, detail = expected.facts_of(walker.request)["assess_decision_notified"]
    assert detail == ("Y" if decision.will_assess else "N")
    assert decision.needs_evidence and decision.plan_evidence and decision.views and decision.outcomes
    if decision.will_assess:
        return
    failed = failed_questions(may_have_needs=decision.may_have_needs, may_need_plan=decision.may_need_plan)
    notice = refusal_notice(told_on, failed)
    assert decision.reasons == TEXT and failed and notice.recipients
    assert len(notice.items) == 6 and all(item.name and item.text and item.citation for item in notice.items)
    assert notice.contact_by > told_on and notice.appeal_by > told_on
