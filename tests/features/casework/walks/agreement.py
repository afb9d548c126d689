"""What must hold after every step of a walk: the books balance, stored copies are fresh, the return’s codes follow."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from goldenthread.domain.clocks.books import books
from goldenthread.domain.sen2 import checks, records
from goldenthread.domain.sen2.findings import Survey
from goldenthread.features.casework.models import ClockCopy, Plan
from goldenthread.features.casework.operations import clocks
from goldenthread.features.casework.queries.assessment_cases import case_of
from goldenthread.features.casework.queries.facts import facts_of
from goldenthread.features.casework.queries.readings import readings_of
from tests.features.casework.walks import expected
from tests.features.casework.walks.walker import Walker

_COPIED = ("rule", "state", "started_on", "outer_on", "safe_on", "met_on", "exception", "outer_day", "harm_base",
           "is_legal_duty", "request_id", "advice_id", "plan_id", "review_id")  # fmt: skip
_PART_3 = ["OUR-Q", "OUR-A"]


def everything_agrees(walker: Walker) -> None:
    """Raises AssertionError for anything that does not."""
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
