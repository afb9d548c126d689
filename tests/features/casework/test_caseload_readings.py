"""Many children read at once give the rows that reading them one at a time gives, whatever was recorded of them."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import Any

import pytest
from django.db.models import Q

from goldenthread.domain.clocks.facts import PHASES
from goldenthread.features.casework.models import (
    Advice,
    ClockCopy,
    Dispute,
    ExceptionClaim,
    Milestone,
    Plan,
    Request,
    Review,
)
from goldenthread.features.casework.operations import clocks
from goldenthread.features.casework.operations.clock_rows import rows_of
from goldenthread.features.casework.queries.caseload_readings import caseload_readings
from goldenthread.foundation import clock
from goldenthread.foundation.journal import SYSTEM
from goldenthread.foundation.people.models import Child, VulnerabilityFlag

ON = date(2026, 11, 16)
OF_A_REQUEST = (
    "request_received", "assess_decision_notified", "no_plan_notified", "draft_served", "final_plan_sent",
    "request_withdrawn", "moved_away",
)  # fmt: skip
OF_A_PLAN = ("plan_started", "plan_made", "transferred_in", "plan_ceased", "moved_away")
OF_A_REVIEW = ("meeting_held", "report_sent", "review_decided", "amendment_notice_sent", "amended_plan_sent")
OF_A_DISPUTE = ("disagreement_opened", "adviser_contacted", "mediation_requested", "appeal_received", "appeal_sent")
OF_A_MOVE = ("phase_due", "phase_plan_sent", "transfer_on")
COMPARED = (
    "child_id", "request_id", "advice_id", "plan_id", "review_id", "dispute_id", "rule", "state", "started_on",
    "outer_on", "safe_on", "met_on", "exception", "outer_day", "harm_base", "is_legal_duty",
)  # fmt: skip

pytestmark = pytest.mark.django_db


class Inventor:
    """Children with any facts at all, in any order, some before the law and some still to come."""

    def __init__(self, seed: int) -> None:
        self._chosen = random.Random(seed)

    def children(self, number: int) -> list[int]:
        return [self._child() for _ in range(number)]

    def _child(self) -> int:
        born_on = self._day(date(2000, 1, 1), date(2024, 1, 1)) if self._chosen.random() < 0.95 else None
        child = Child.rows.create(surname="X", born_on=born_on)
        for kind in self._chosen.sample(VulnerabilityFlag.Kind.values, self._chosen.choice((0, 0, 1, 3))):
            VulnerabilityFlag.objects.create(child=child, kind=kind)
        for _ in range(self._chosen.choice((0, 1, 1, 2))):
            self._request(child)
        for _ in range(self._chosen.choice((0, 1, 1, 2))):
            self._plan(child)
        return child.pk

    def _request(self, child: Child) -> None:
        request = Request.rows.create(child=child, outcome=self._chosen.choice(("", "Y", "N", "A", "W")))
        self._facts(child, OF_A_REQUEST, request=request)
        for kind in self._chosen.sample(Advice.Kind.values, 2):
            advice = Advice.rows.create(child=child, request=request, kind=kind)
            self._facts(child, ("advice_requested", "advice_received"), advice=advice)
        if self._chosen.random() < 0.05:
            ExceptionClaim.rows.create(
                child=child, request=request, rule="C4", category="EXCEPTIONAL", reason="Illness in the family."
            )

        if self._chosen.random() < 0.08:
            dispute = Dispute.rows.create(child=child, request=request, rights="a", notice_on=date(2026, 9, 1))
            self._facts(child, OF_A_DISPUTE, dispute=dispute)

    def _plan(self, child: Child) -> None:
        plan = Plan.rows.create(child=child, is_active=self._chosen.random() < 0.8)
        self._facts(child, OF_A_PLAN, plan=plan)
        for _ in range(self._chosen.choice((0, 1, 2, 3))):
            outcome = self._chosen.choice(("", "M", "A", "C"))
            self._facts(child, OF_A_REVIEW, review=Review.rows.create(child=child, plan=plan, outcome=outcome))
        for _ in range(self._chosen.choice((0, 1, 1, 2))):
            phase = self._chosen.choice(("", "", *PHASES))
            review = Review.rows.create(child=child, plan=plan, kind="phase", phase=phase)
            self._facts(child, OF_A_MOVE, review=review)

    def _facts(self, child: Child, names: tuple[str, ...], **of: Any) -> None:
        for fact in self._chosen.sample(names, self._chosen.randint(0, len(names))):
            ahead = 400 if fact in ("phase_due", "transfer_on") else 30
            day = self._day(date(2014, 3, 1), ON + timedelta(days=ahead))
            if fact == "phase_due":
                day = date(day.year, *self._chosen.choice(((2, 15), (3, 31))))
            detail = self._chosen.choice(("", "Y", "N")) if fact == "assess_decision_notified" else ""
            Milestone.rows.create(
                child=child, fact=fact, happened_on=day, detail=detail, recorded_at=clock.now(),
                recorded_by="system", **of
            )  # fmt: skip

    def _day(self, first: date, last: date) -> date:
        return first + timedelta(days=self._chosen.randrange((last - first).days))


def as_values(rows: list[dict[str, Any]]) -> list[tuple[Any, ...]]:
    return sorted((tuple({"exception": "", **row}.get(name) for name in COMPARED) for row in rows), key=repr)


@pytest.mark.parametrize("seed", range(4))
def test_any_children_read_at_once_and_one_at_a_time_have_the_same_clocks(seed: int, settings: Any) -> None:
    # Every Friday of a year closed, which no other calendar has: both ways must ask the partnership's own.
    fridays = (date(2026, 1, 2) + timedelta(weeks=week) for week in range(52 * seed))
    settings.CLOSED_DAYS = "; ".join(f"{friday}: council closed" for friday in fridays)
    ids = Inventor(seed).children(60)
    singly = clocks.copies_of(ids, on=ON)
    read = caseload_readings(Q(child_id__in=ids), on=ON)
    unusual = set(read.unusual.tolist())
    together = as_values(rows_of(read, on=ON))
    expected = [{name: getattr(copy, name) for name in COMPARED} for copy in singly if copy.child_id not in unusual]
    assert together == as_values(expected)
    assert len(together) > 100 and len(unusual) < 20


def test_writing_many_at_once_and_a_few_at_a_time_leaves_the_same_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    ids = Inventor(11).children(30)
    clocks.refresh(ids, on=ON)
    few = sorted(ClockCopy.rows.values_list(*COMPARED), key=repr)
    monkeypatch.setattr(clocks, "TOGETHER", 1)
    clocks.refresh(ids, on=ON)
    assert few and sorted(ClockCopy.rows.values_list(*COMPARED), key=repr) == few


def test_recomputing_finds_the_one_child_whose_copies_were_changed_doubled_or_lost() -> None:
    ids = Inventor(12).children(30)
    clocks.refresh(ids, on=ON)
    assert clocks.refresh_all(by=SYSTEM, on=ON).differed == 0
    changed, doubled, lost = (
        ClockCopy.rows.order_by("child_id", "id").distinct().values_list("child_id", flat=True)[::40][:3]
    )
    right = sorted(ClockCopy.rows.values_list(*COMPARED), key=repr)
    ClockCopy.rows.filter(child_id=changed).update(safe_on=date(2030, 1, 1))
    twice = ClockCopy.rows.filter(child_id=doubled).first()
    twice.pk = None
    twice.save()
    ClockCopy.rows.filter(child_id=lost).delete()
    assert clocks.refresh_all(by=SYSTEM, on=ON).differed == len({changed, doubled, lost})
    assert sorted(ClockCopy.rows.values_list(*COMPARED), key=repr) == right
