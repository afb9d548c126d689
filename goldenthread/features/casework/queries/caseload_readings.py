"""Every clock of many children at once, as rows of numbers: what readings.py says of each, without the words.

Held to agree with readings.py, child by child, by tests/features/casework/test_caseload_readings.py.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt
from django.db.models import Q

from goldenthread.domain.clocks.advice import GIVE
from goldenthread.domain.clocks.annual_review import AMENDED_PLAN, CEILING, CYCLE, DECISION, REPORT
from goldenthread.domain.clocks.caseload_standing import (
    ENDED,
    MET,
    NOT_STARTED,
    OPEN,
    notices_were_late,
    stand_caseload,
)
from goldenthread.domain.clocks.clock import Clock
from goldenthread.domain.clocks.needs_assessment import COMMENT, DECIDE, FINAL_PLAN, NO_PLAN
from goldenthread.domain.clocks.phase_transfer import LATER_MOVE, PHASE, POST16, TO_POST16, opens_on
from goldenthread.domain.statute.right_holder import PhaseTransfer, next_phase_transfer
from goldenthread.features.casework.models import ClockCopy
from goldenthread.features.casework.queries.caseload_columns import CaseloadRows, Columns, Days, Numbers, caseload_rows
from goldenthread.features.casework.queries.readings import ENDS_A_PLAN, ENDS_ADVICE
from goldenthread.foundation.partnership.calendar import working_calendar

RULES = (DECIDE, NO_PLAN, FINAL_PLAN, COMMENT, GIVE, CYCLE, REPORT, DECISION, AMENDED_PLAN, CEILING, PHASE, POST16)
_RULE = {clock.code: place for place, clock in enumerate(RULES)}
STATES = {OPEN: ClockCopy.State.OPEN, MET: ClockCopy.State.MET, ENDED: ClockCopy.State.ENDED}
OWNERS = ("request_id", "advice_id", "plan_id", "review_id")
# Columns of the result. `owner` is the row's number times four, and which of OWNERS it is.
CHILD, OWNER, RULE, STATE, STARTED, OUTER, SAFE, MET_ON, BINDS = range(9)
NO_DAY = int(np.datetime64("NaT").astype(np.int64))


@dataclass(frozen=True)
class CaseloadReadings:
    """`clocks` has a row for each clock that has started (or a move that is coming), days counted from 1 January 1970
    and `NO_DAY` for none. Children in `unusual` are left out: read them one at a time. `born` is by child.
    """

    children: Numbers
    born: Days
    unusual: Numbers
    clocks: npt.NDArray[np.int64]


def caseload_readings(of: Q, *, on: date) -> CaseloadReadings:
    """Of the children `of` chooses by `child_id`, as they stand on that day."""
    rows = caseload_rows(of)
    blocks = [*_of_requests(rows, on), *_of_advice(rows, on), *_of_plans(rows, on), *_of_moves(rows, on)]
    clocks = np.concatenate(blocks) if blocks else np.empty((0, 9), dtype=np.int64)
    usual = ~np.isin(clocks[:, CHILD], rows.unusual)
    return CaseloadReadings(rows.children, rows.born, rows.unusual, clocks[usual])


def _stand(
    clock: Clock, facts: Mapping[str, Any], child: Numbers, owners: Numbers, kind: int, on: date, where: Any = None
) -> npt.NDArray[np.int64]:
    stand = stand_caseload(clock, facts, on=on, calendar=working_calendar())
    shown = stand.state != NOT_STARTED
    if where is not None:
        shown &= where
    columns = (
        child, owners * 4 + kind, np.full(len(child), _RULE[clock.code]), stand.state, _number(stand.started),
        _number(stand.outer), _number(stand.safe), _number(stand.met), stand.binds,
    )  # fmt: skip
    return np.stack([column[shown].astype(np.int64) for column in columns], axis=1)


def _number(days: Days) -> Numbers:
    return days.astype("datetime64[D]").astype(np.int64)


def _of_requests(rows: CaseloadRows, on: date) -> Iterator[npt.NDArray[np.int64]]:
    requests = rows.requests
    refused = np.where(
        requests.words["assess_decision"] == "no", requests.day("assess_decision_notified"), _none(requests)
    )
    known = ~np.isnat(refused)
    facts = {**requests.facts, "assessment_refused": np.where(known, refused, requests.day("assessment_refused"))}
    for clock in (DECIDE, NO_PLAN, FINAL_PLAN, COMMENT):
        yield _stand(clock, _all(facts, requests), requests.child, requests.ids, 0, on)


def _of_advice(rows: CaseloadRows, on: date) -> Iterator[npt.NDArray[np.int64]]:
    advice = rows.advice
    facts = _inherited(advice, rows.requests, ENDS_ADVICE)
    yield _stand(GIVE, {**_all(facts, advice), **advice.words}, advice.child, advice.ids, 1, on)


def _of_plans(rows: CaseloadRows, on: date) -> Iterator[npt.NDArray[np.int64]]:
    plans, reviews = rows.plans, rows.reviews
    facts = dict(plans.facts)
    facts["plan_made"] = _first_known(plans.day("plan_made"), plans.day("plan_started"))
    decided = reviews.day("review_decided")
    decided = np.where(decided <= np.datetime64(on), decided, np.datetime64("NaT", "D"))
    latest = _none(plans)
    np.fmax.at(latest, reviews.parent, decided)
    facts["last_review_decided"] = _first_known(latest, plans.day("last_review_decided"))
    yield _stand(CYCLE, _all(facts, plans), plans.child, plans.ids, 2, on)
    annual = reviews.words["kind"] == "annual"
    own = {**_inherited(reviews, plans, ENDS_A_PLAN), "review_outcome": reviews.words["review_outcome"]}
    own["amended_plan_sent"] = _with_the_newer_plan(reviews, plans)
    own = {**_all(own, reviews)}
    late = notices_were_late(own, calendar=working_calendar())
    met = annual & ~np.isnat(reviews.day("meeting_held"))
    for clock, where in (
        (REPORT, met), (DECISION, met), (AMENDED_PLAN, annual), (CEILING, annual & late),
    ):  # fmt: skip
        yield _stand(clock, own, reviews.child, reviews.ids, 3, on, where)


def _with_the_newer_plan(reviews: Columns, plans: Columns) -> Days:
    sent, notice = reviews.day("amended_plan_sent"), reviews.day("amendment_notice_sent")
    started = plans.day("plan_started")
    newer = started[reviews.parent] if len(reviews.ids) else sent
    return np.where(np.isnat(sent) & (newer > notice), newer, sent)


def _of_moves(rows: CaseloadRows, on: date) -> Iterator[npt.NDArray[np.int64]]:
    plans, reviews = rows.plans, rows.reviews
    of_a_move = reviews.words["kind"] == "phase"
    due, given = reviews.day("phase_due"), reviews.day("transfer_on")
    september = due.astype("datetime64[Y]").astype("datetime64[M]") + np.timedelta64(8, "M")
    guessed = np.isnat(given) & ~np.isnat(due)
    moves = np.where(guessed, september.astype("datetime64[D]"), given)
    in_march = (due.astype("datetime64[M]").astype(np.int64) % 12) == 2
    phase = reviews.words["phase"]
    # Which move the law's own date tells: 31 March is the one to post-16, and 15 February every other, counted alike.
    told = np.where(in_march, TO_POST16, "primary_to_secondary")
    phase = np.where(guessed & (phase == ""), told, phase)
    facts = {**_inherited(reviews, plans, ENDS_A_PLAN), "transfer_on": moves}
    facts = {**_all(facts, reviews), "phase": phase}
    later = phase == LATER_MOVE
    yield _stand(PHASE, facts, reviews.child, reviews.ids, 3, on, of_a_move & ~later)
    yield _stand(POST16, facts, reviews.child, reviews.ids, 3, on, of_a_move & later)
    yield _coming(rows, on, set(zip(reviews.parent[of_a_move].tolist(), moves[of_a_move].tolist(), strict=True)))


def _coming(rows: CaseloadRows, on: date, known: set[tuple[int, date | None]]) -> npt.NDArray[np.int64]:
    """Moves nobody has entered a review for, worked out from birth dates."""
    plans = rows.plans
    born = rows.born[np.searchsorted(rows.children, plans.child)] if len(plans.ids) else plans.day("")
    days, phases = [], []
    for place, (birth, active) in enumerate(zip(born.tolist(), plans.words["active"].tolist(), strict=True)):
        coming = _next_move(birth, on) if birth and active else None
        shown = coming if coming and (place, coming.transfer_on) not in known else None
        days.append(shown.transfer_on if shown else None)
        phases.append(shown.phase if shown else "")
    ends = {name: plans.day(name) for name in ENDS_A_PLAN}
    facts = {**ends, "transfer_on": np.array(days, dtype="datetime64[D]"), "phase": np.array(phases, dtype="U30")}
    return _stand(PHASE, facts, plans.child, plans.ids, 2, on)


@lru_cache(maxsize=16_384)
def _next_move(born_on: date, on: date) -> PhaseTransfer | None:
    """The next usual move if it is within twelve months."""
    coming = next_phase_transfer(born_on, on)
    return coming if coming and opens_on(coming.transfer_on) <= on else None


def _inherited(columns: Columns, parents: Columns, names: tuple[str, ...]) -> dict[str, Any]:
    """A row's facts and those its parent's end brings; its own day stands where it has one."""
    facts: dict[str, Any] = dict(columns.facts)
    for name in names:
        theirs = parents.day(name)[columns.parent] if len(columns.ids) else columns.day(name)
        facts[name] = _first_known(columns.day(name), theirs)
    return facts


def _first_known(first: Days, second: Days) -> Days:
    return np.where(np.isnat(first), second, first)


def _none(columns: Columns) -> Days:
    return np.full(len(columns.ids), np.datetime64("NaT"), dtype="datetime64[D]")


def _all(facts: Mapping[str, Any], columns: Columns) -> dict[str, Any]:
    """Facts with at least one column, so that a table of none still knows its length."""
    return {**facts, "nothing": _none(columns)} if facts else {"nothing": _none(columns)}
