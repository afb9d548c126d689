"""What the two pages that decide, and their records, have in common."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from goldenthread.domain.lifecycle.refusal_notice import NOT_TO_ASSESS, Kind, RefusalNotice, refusal_notice
from goldenthread.domain.statute.assessment_test import CONSIDERATIONS, Question
from goldenthread.domain.statute.limits import NotInForce
from goldenthread.features.casework.queries.child_rows import ChildRows
from goldenthread.features.casework.queries.work_filters import need_choices
from goldenthread.foundation.partnership import queries as partnerships
from goldenthread.foundation.partnership.calendar import working_calendar
from goldenthread.web.components.presenters.lists import SummaryRow


def request_number(rows: ChildRows, public_id: str) -> int | None:
    """The row number of the request with that id, among a child's own."""
    return next((row["id"] for row in rows.parts["request"] if row["public_id"] == public_id), None)


def after_the_test(decision: Any) -> list[SummaryRow]:
    """The rows of a recorded decision that follow its test's questions."""
    return [
        *(SummaryRow(each.name, getattr(decision, each.code)) for each in CONSIDERATIONS),
        SummaryRow("The panel’s advice", decision.panel_advice, empty="No panel met"),
        *([SummaryRow("Why it differs from the advice", decision.differs_because)] if decision.differs_because else []),
        SummaryRow("Conflicts of interest", decision.conflicts, empty="None declared"),
        SummaryRow("Main need", dict(need_choices()).get(decision.main_need, ""), empty="Not written down"),
        SummaryRow("Reasons", decision.reasons, empty="None needed for a yes"),
    ]


def notice(told_on: date | None, failed: Sequence[Question], kind: Kind = NOT_TO_ASSESS) -> RefusalNotice | None:
    """What the notice of a refusal told on that day must say; None of a yes, or where no day is recorded."""
    if told_on is None or not failed:
        return None
    service = partnerships.current().advice_service_name
    try:
        return refusal_notice(told_on, failed, kind=kind, advice_service=service, calendar=working_calendar())
    except NotInForce:
        return None


def need_of(form: Any) -> str:
    """The main need a decision's form stands at; '' where it is none of ours."""
    typed = str(form["main_need"].value() or "")
    return typed if typed in dict(need_choices()) else ""
