"""On lists only a date the law has set can be late: not what guidance expects, nor a limit on a decision not taken."""

from __future__ import annotations

from datetime import date

import pytest

from goldenthread.features.casework.queries.caseloads import caseloads_visible_to
from goldenthread.features.casework.queries.work_filters import WorkFilters
from goldenthread.features.casework.queries.worklist import WorkRow, worklist_visible_to
from goldenthread.foundation.access.roles import Role
from tests import builders as a

pytestmark = pytest.mark.django_db
ON = date(2026, 11, 16)


@pytest.fixture(params=["me", "all"])
def rows(request) -> dict[str, WorkRow]:
    """Of a child whose assessment is in its 18th week; advice asked of a school and of a health body is long overdue.

    As one person's list (ranked in memory) and as a team's (ranked in the database).
    """
    team = a.a_team()
    account = a.an_account(Role.EHC_COORDINATOR, at=team, name="Priya Nair", kind="professional")
    child = a.a_child("Ada", "Marsh")
    a.tie(child, "case_team", at=team)
    a.tie(child, "allocated", who=account)
    asked = a.a_request(
        child, fields={"outcome": "Y"}, request_received=date(2026, 7, 13), assess_decision_notified=date(2026, 8, 20)
    )
    a.an_advice(asked, "setting", advice_requested=date(2026, 8, 21))
    a.an_advice(asked, "medical", fields={"organisation": a.a_health_service()}, advice_requested=date(2026, 8, 21))
    a.reckon(child, on=ON)
    viewer = a.viewer(account)
    page = worklist_visible_to(viewer, on=ON, filters=WorkFilters(officer=request.param))
    assert (page.counts.late, page.counts.total) == (1, 4)
    (load,) = caseloads_visible_to(viewer, on=ON, due_soon_days=14)
    assert load.late == 1
    return {row.detail.partition(":")[0] or row.rule: row for row in page.rows}


def test_overdue_health_advice_is_late(rows: dict[str, WorkRow]) -> None:
    assert rows["Health"].status == "late"


def test_overdue_advice_from_a_school_is_only_past_the_day_guidance_expects(rows: dict[str, WorkRow]) -> None:
    assert (rows["School or setting"].status, rows["School or setting"].is_legal_duty) == ("past expected date", False)


def test_week_16_gone_by_with_nothing_decided_is_not_late(rows: dict[str, WorkRow]) -> None:
    assert rows["B5"].status == "a no would be late"
