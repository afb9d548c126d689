"""Writes sections from a plan's items, and holds a plan still while its items change."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from goldenthread.domain.lifecycle.assessment_steps import WRITING, stage_of
from goldenthread.domain.plan.composing import composed
from goldenthread.features.casework.models import PlanSection, Request
from goldenthread.features.casework.operations.changes import NotNow
from goldenthread.features.casework.operations.plan_sections import LONGEST_SECTION, NOT_WRITING, save_section
from goldenthread.features.casework.queries.assessment_cases import case_of
from goldenthread.features.casework.queries.plan_items import plain_items
from goldenthread.foundation import journal
from goldenthread.foundation.partnership.outcome_frameworks import frameworks_here
from goldenthread.foundation.people.models import Child


def hold_plan(request: Request) -> None:
    """Lock the child's row until the transaction ends. Raises NotNow where no plan is being written."""
    Child.rows.select_for_update().only("id").get(pk=request.child_id)
    if stage_of(case_of(request)) not in WRITING:
        raise NotNow(NOT_WRITING)


def write_sections(request: Request, also: Collection[str], *, by: journal.Author, on: date) -> None:
    """Save every section whose items now say something else, or that was typed until now; `also` are sections that have
    lost their last item.

    Run inside the transaction that changed the items, which holds the plan. What was typed in a section before it had
    items is kept beside what replaces it. Raises NotNow where a section would be longer than a plan's section may be.
    """
    items = plain_items(request.pk)
    texts = composed(items, frameworks_here(tag for each in items for tag in each.tags))
    stand = {row.code: row for row in PlanSection.rows.filter(request=request)}
    if long := next((code for code, text in texts.items() if len(text) > LONGEST_SECTION), ""):
        raise NotNow(
            f"Section {long} would be longer than {LONGEST_SECTION:,} characters. Make something shorter first."
        )
    for code, text in {**dict.fromkeys(also, ""), **texts}.items():
        row = stand.get(code)
        if (row.text if row else "") != text or (row is not None and row.from_items != (code in texts)):
            save_section(
                request=request, code=code, text=text, version=row.version if row else 0, by=by, on=on,
                keep=row is not None and not row.from_items, from_items=code in texts,
            )  # fmt: skip
