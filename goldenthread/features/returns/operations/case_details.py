"""What a spreadsheet of cases tells and a return does not: vulnerable groups, and who has the case."""

from __future__ import annotations

from datetime import timedelta

from goldenthread.features.returns.operations.cases import Case, Officers
from goldenthread.features.returns.operations.existing import HeldChild
from goldenthread.features.returns.operations.terms import Terms
from goldenthread.features.returns.operations.trace import Batch, ChildTrace
from goldenthread.foundation import clock
from goldenthread.foundation.people.models import Tie, VulnerabilityFlag


class CaseDetails:
    """For one batch."""

    def __init__(self, terms: Terms, batch: Batch, officers: Officers) -> None:
        self._terms = terms
        self._batch = batch
        self._officers = officers

    def add(self, case: Case, held: HeldChild, trace: ChildTrace) -> None:
        """What a spreadsheet tells and a return does not: vulnerable groups, and who has the case."""
        for kind in (case.vulnerable or "").split(","):
            if kind and kind not in held.flags:
                self._batch.make(VulnerabilityFlag, trace, kind=kind)
                trace.seen_change = True
        officer = self._officers.find(case.officer_email) if case.officer_email else None
        allocated = [tie for tie in held.ties if tie.kind == Tie.Kind.ALLOCATED and tie.ended_on is None]
        if officer is None or any(tie.source == "person" or tie.adult_id == officer for tie in allocated):
            return
        today = clock.day_of(self._terms.at)
        for tie in allocated:
            ended = max(today - timedelta(days=1), tie.started_on) if tie.started_on else today - timedelta(days=1)
            self._batch.change(Tie, trace, tie.id, {"ended_on": (None, ended)})
        self._batch.make(
            Tie, trace, kind=Tie.Kind.ALLOCATED.value, adult_id=officer, started_on=today, source=self._terms.source
        )
        trace.seen_change = True
