"""Random legal paths of a request, walked through the real operations; after every step the books must balance."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goldenthread.domain.clocks.books import books
from goldenthread.domain.lifecycle.assessment_steps import BY_CODE, STEPS, not_before
from goldenthread.domain.lifecycle.refusal_notice import refusal_notice
from goldenthread.domain.sen2 import checks, records
from goldenthread.domain.sen2.findings import Survey
from goldenthread.domain.statute.assessment_test import failed_questions
from goldenthread.features.casework.models import ClockCopy, DecisionToAssess, ExceptionClaim, Milestone, Plan
from goldenthread.features.casework.operations import clocks
from goldenthread.features.casework.queries.assessment_cases import case_of
from goldenthread.features.casework.queries.facts import facts_of
from goldenthread.features.casework.queries.readings import readings_of
from tests.features.casework.walks import expected
from tests.features.casework.walks.walker import STARTING_ON, TEXT, Refused, Walker

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
HUNTING = os.environ.get("HYPOTHESIS_PROFILE") == "hunt"
LONGEST = 24 if HUNTING else 14
_COPIED = ("rule", "state", "started_on", "outer_on", "safe_on", "met_on", "exception", "outer_day", "harm_base",
           "is_legal_duty", "request_id", "advice_id", "plan_id", "review_id")  # fmt: skip
_PART_3 = ["OUR-Q", "OUR-A"]


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
        _everything_agrees(walker)
        for _ in range(data.draw(st.integers(4, LONGEST))):
            walker.on += timedelta(days=data.draw(st.sampled_from([0, 1, 6, 15, 29, 43, 80])))
            move = data.draw(st.sampled_from(["step"] * 6 + ["not offered", "early", "stale", "claim", "withdraw",
                                                           "correct", "take back"]))  # fmt: skip
            _MOVES[move](walker, data)
            _everything_agrees(walker)
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


def _everything_agrees(walker: Walker) -> None:
    walker.request.refresh_from_db()
    _the_books_balance(walker)
    _the_copies_are_fresh(walker)
    _the_codes_follow(walker)


def _the_books_balance(walker: Walker) -> None:
    processes = facts_of([walker.child.pk])[walker.child.pk]
    reads = readings_of(processes, born_on=walker.child.born_on, on=walker.on)
    assert not [read.contradiction for read in reads if read.contradiction]
    readings = [read.reading for read in reads if read.reading]
    for rule, kept in books(readings).items():
        assert kept.balance, (rule, kept)
    of_request = {read.reading.rule: read.reading for read in reads if read.request_id and read.reading}
    should = expected.limits_of(walker.request, walker.on)
    for rule, entry in should.items():
        reading = of_request[rule]
        assert (reading.original_outer_on, reading.met_on) == (entry.outer_on, entry.met_on), rule
        [column] = [name for name in ("in_time", "late", "excepted", "open", "ended")
                    if getattr(books([reading])[rule], name)]  # fmt: skip
        assert column == entry.column, (rule, reading.status, entry)
        assert reading.days_late >= 0
    plans = Plan.rows.filter(request=walker.request).count()
    assert plans == int("final_plan_sent" in expected.facts_of(walker.request))


def _the_copies_are_fresh(walker: Walker) -> None:
    """Stored copies of the request's and its advice's clocks are what would be computed now. What a day alone changes
    waits for the night: a window that passes (C2), and a move that comes within twelve months or is over."""
    kept = _request_copies(ClockCopy.rows.filter(child=walker.child))
    assert kept == _request_copies(clocks.copies_of([walker.child.pk], on=walker.on))


def _request_copies(rows: Iterable[ClockCopy]) -> list[tuple[Any, ...]]:
    of_the_request = [row for row in rows if row.rule != "C2" and (row.request_id or row.advice_id)]
    return sorted((tuple(getattr(row, name) for name in _COPIED) for row in of_the_request), key=str)


def _the_codes_follow(walker: Walker) -> None:
    row = walker.request
    held = (row.outcome or "A", row.has_assessment, row.assessment_outcome, bool(row.exported_to))
    assert held == expected.codes_of(row)
    header = records.Header(year=2027, lea="888", reference_on=walker.on)
    survey = Survey.of(header, 2026)
    problems = checks.check_person(expected.person_in_the_return(walker.child), survey)
    wrong = [each for each in problems if each.level == "error" and each.check.startswith(tuple(_PART_3))]
    assert not wrong, wrong
    assert case_of(row) is not None
