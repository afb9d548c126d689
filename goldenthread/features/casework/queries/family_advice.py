"""What schools and services wrote about a child, as the family reads it: submitted, and not held back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from goldenthread.features.casework.models import Advice, AdviceReport
from goldenthread.features.casework.queries.advice_reports import Report, hidden_from, reports_of
from goldenthread.features.casework.queries.advice_words import pages_of, paper_key
from goldenthread.features.casework.queries.outgoing import stops_in
from goldenthread.foundation.access.viewer import Viewer
from goldenthread.foundation.people.models import Child


@dataclass(frozen=True, slots=True)
class AdviceTold:
    """One piece of advice a family may read: from whom, and the day it was submitted."""

    id: str
    kind: str
    body: str
    submitted_on: date | None
    advice_id: int


def advice_told(child: Child) -> list[AdviceTold]:
    """Those a family may read, newest first. One query."""
    rows = AdviceReport.rows.filter(child=child, state=AdviceReport.State.SUBMITTED, withheld_because="")
    return [
        AdviceTold(public_id, str(Advice.Kind(kind).label), body or "", day, number)
        for public_id, kind, body, day, number in rows.order_by("-submitted_on", "-id").values_list(
            "advice__public_id", "advice__kind", "advice__organisation__name", "submitted_on", "advice_id"
        )
    ]


def read_advice(child: Child, viewer: Viewer, *, on: date) -> list[tuple[AdviceTold, Report]]:
    """The same with their words, a hidden address taken out; without one that seems to name another child and that
    nobody has looked at. Nine queries more at most."""
    told = advice_told(child)
    held = reports_of([each.advice_id for each in told], drafts=False, hidden=hidden_from(viewer, child, on=on))
    shown = [
        (each, report) for each in told for report in held.get(each.advice_id, ())
        if report.stands and not report.withheld_because
    ]  # fmt: skip
    stopped = stops_in(child, {paper_key(report): pages_of(report) for _, report in shown})
    return [(each, report) for each, report in shown if paper_key(report) not in stopped]
