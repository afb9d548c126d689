"""The demonstration has advice to read, being written, and not known; the same each time."""

from __future__ import annotations

from datetime import timedelta

import pytest

from goldenthread.demo.construction.advice_written import WRITERS, make_advice
from goldenthread.features.casework.models import AdviceReport
from goldenthread.foundation import clock
from tests.builders import a_child, a_request, an_advice, an_organisation, reckon

pytestmark = pytest.mark.django_db


def test_each_body_of_the_cast_has_written_and_links_hold() -> None:
    today = clock.today()
    bodies = [an_organisation(name, "health_service") for name in WRITERS]
    kinds = ("psychology", "social_care", "sensory", "medical", "medical")
    for _ in range(8):
        child = a_child()
        request = a_request(
            child, fields={"outcome": "Y"}, request_received=today - timedelta(days=90),
            assess_decision_notified=today - timedelta(days=60),
        )  # fmt: skip
        for body, kind in zip(bodies, kinds, strict=True):
            days = {"advice_requested": today - timedelta(days=50), "advice_received": today - timedelta(days=10)}
            an_advice(request, kind, fields={"organisation": body}, **days)
        an_advice(request, fields={"organisation": bodies[3]}, advice_requested=today - timedelta(days=20))
        reckon(child)
    assert make_advice(clock.now(), 7) == 31
    reports = AdviceReport.rows.filter(state="submitted")
    assert {report.form for report in reports} == {"full", "not_known"}
    written = reports.filter(advice__kind="medical")[0]
    assert written.entries.get(part="provision", position=6).serves.get().part == "outcome"
    assert written.warned and AdviceReport.rows.filter(state="draft").count() == 1
