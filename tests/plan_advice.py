"""Advice submitted for a plan being drafted: what a plan is assembled from."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from typing import Any

from goldenthread.domain.advice.report import NEED, OUTCOME, PROVISION, STRENGTH
from goldenthread.features.casework.models import AdviceEntry, AdviceReport
from goldenthread.foundation import clock
from tests import builders as a
from tests.drafting import a_case, day


def a_report(case: SimpleNamespace, kind: str = "psychology", **more: Any) -> AdviceReport:
    """An empty report submitted ten days ago."""
    body = a.an_organisation(f"Marle {kind}", kind="council_team")
    advice = a.an_advice(
        case.request, kind, fields={"organisation": body}, advice_requested=day(80), advice_received=day(10)
    )
    given = {
        "advice": advice, "state": AdviceReport.State.SUBMITTED, "submitted_at": clock.now(), "submitted_on": day(10),
        "saved_at": clock.now(), "saved_by": "system", "saved_by_name": "Ines Duarte", **more,
    }  # fmt: skip
    return AdviceReport.rows.create(child_id=case.amira.pk, **given)


def a_row(report: AdviceReport, part: str, text: str, *serves: AdviceEntry, **facts: Any) -> AdviceEntry:
    """A row of a report."""
    row = AdviceEntry.rows.create(
        report=report, child_id=report.child_id, part=part, text=text, position=report.entries.count() + 1,
        saved_by_name="Ines Duarte", **facts,
    )  # fmt: skip
    row.serves.set(serves)
    return row


def a_case_with_advice(**child: Any) -> SimpleNamespace:
    """The case of tests/drafting.py with one report: a strength, a need, an outcome for it, and provision."""
    case = a_case(**child)
    report = a_report(case)
    case.strength = a_row(report, STRENGTH, "Remembers maps seen once.")
    case.need = a_row(report, NEED, "Reads 14 of 100 common words.", area="cognition")
    case.outcome = a_row(
        report, OUTCOME, "Reads a short story alone.", case.need, by_when=date(2030, 7, 16), measure="60 of 100 words."
    )
    case.provision = a_row(
        report, PROVISION, "Reading taught by sound.", case.outcome, who="A teaching assistant",
        how_often="Five times a week", how_long="20 minutes",
    )  # fmt: skip
    case.report = report
    case.entries = [row.public_id for row in (case.strength, case.need, case.outcome, case.provision)]
    return case
