"""Plans made from advice through the real operations: taken in row by row, one left out and one tied to a hope."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, Final

from django.db.models import Count

from goldenthread.domain.advice.report import OUTCOME, PROVISION
from goldenthread.domain.plan.thread import lines_of
from goldenthread.features.casework.models import AdviceReport
from goldenthread.features.casework.operations import plan_assembling, plan_items
from goldenthread.features.casework.queries.plan_advice import advice_rows
from goldenthread.features.casework.queries.plan_drafts import Drafting, request_row, texts_of
from goldenthread.features.casework.queries.plan_items import items_of
from goldenthread.foundation.access.viewer import Viewer

TOO_VAGUE: Final = "Regular small group work."
LEFT_OUT: Final = "It does not say what, how often or for which outcome. The school does it for everyone."


def reports_in(children: Iterable[int]) -> dict[int, int]:
    """By row number of a child, how many full reports were submitted."""
    rows = AdviceReport.rows.filter(
        child_id__in=list(children), state=AdviceReport.State.SUBMITTED, form=AdviceReport.Form.FULL
    )  # fmt: skip
    return dict(rows.order_by().values_list("child_id").annotate(reports=Count("id")))


def make_from_advice(staff: Viewer, drafting: Drafting | None, on: date) -> None:
    """Take all advice in but what is too vague; tie the first outcome to the family's hope, and say who pays for the
    first provision. Nothing where no advice was submitted."""
    assert drafting is not None
    rows = [row for row in advice_rows(drafting.pk) if not row.source.is_withheld]
    vague = [row.id for row in rows if row.entry.text == TOO_VAGUE]
    common: dict[str, Any] = {"request": request_row(drafting), "by": staff, "on": on}
    plan_assembling.take_advice(**common, entries=[row.id for row in rows if row.id not in vague])
    if vague:
        plan_assembling.leave_advice_out(**common, entries=vague, reason=LEFT_OUT)
    hopes = lines_of(texts_of(drafting.pk)["A"].text)[-1:]
    for part, given in (
        (OUTCOME, {"hopes": list(hopes), "tags": ["ambitious"]}),
        (PROVISION, {"funded_by": "The school, with top-up funding from the council"}),
    ):
        first = next((each for each in items_of(drafting.pk) if each.item.part == part), None)
        if first:
            plan_items.save_item(**common, part=part, given=given, item_id=first.id, version=first.version)
