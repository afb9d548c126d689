"""Moves the items of a plan being drafted and takes them out, with the advice each rested on; nothing is lost."""

from __future__ import annotations

from datetime import date
from typing import Final

from django.db import transaction

from goldenthread.domain.plan.items import group_of
from goldenthread.features.casework.models import AdviceEntry, DroppedAdvice, PlanItem, Request
from goldenthread.features.casework.operations.milestones import ReasonNeeded
from goldenthread.features.casework.operations.plan_composing import hold_plan, write_sections
from goldenthread.features.casework.operations.plan_item_rows import (
    ItemChanged,
    clean,
    put_item,
    record_item,
    standing_item,
)
from goldenthread.features.casework.queries.plan_items import item_from
from goldenthread.foundation import journal

LONGEST_REASON: Final = 2_000


def remove_item(
    *, request: Request, item_id: str, version: int, reason: str, by: journal.Author, on: date
) -> PlanItem:  # fmt: skip
    """Take an item out of the plan, keeping it with the reason; advice it rested on alone is left out for the same.

    Raises NotNow, ItemChanged, ReasonNeeded.
    """
    with transaction.atomic():
        hold_plan(request)
        row = standing_item(request, item_id)
        if row.version != version:
            raise ItemChanged(row)
        reason = clean(reason)[:LONGEST_REASON]
        if not reason:
            raise ReasonNeeded
        row.removed_on, row.removed_because = on, reason
        put_item(row, by)
        for entry in row.sources.all():
            if not PlanItem.rows.filter(request=request, removed_on=None, sources=entry).exists():
                leave_out(request, entry, reason, by, on)
        write_sections(request, {row.section}, by=by, on=on)
        record_item("plan.item_removed", request, by, on, reason=reason, item=row.public_id)
        return row


def move_item(*, request: Request, item_id: str, up: bool, by: journal.Author, on: date) -> bool:
    """One place up or down among the items it stands with; False where there is no such place.

    Raises NotNow, ItemChanged.
    """
    with transaction.atomic():
        hold_plan(request)
        row = standing_item(request, item_id)
        rows = list(PlanItem.rows.filter(request=request, removed_on=None).order_by("position", "id"))
        items = {each.public_id: item_from(each) for each in rows}
        group = group_of(items[row.public_id])
        beside = [each for each in rows if group_of(items[each.public_id]) == group]
        here = [each.public_id for each in beside].index(row.public_id)
        there = here - 1 if up else here + 1
        if not 0 <= there < len(beside):
            return False
        one, other = beside[here], beside[there]
        one.position, other.position = other.position, one.position
        PlanItem.rows.bulk_update([one, other], ["position"])
        write_sections(request, (), by=by, on=on)
        record_item("plan.item_moved", request, by, on, item=row.public_id)
        return True


def leave_out(request: Request, entry: AdviceEntry, reason: str, by: journal.Author, on: date) -> None:
    """Record why a row of advice is not carried over. Run inside the transaction that holds the plan."""
    DroppedAdvice.rows.update_or_create(
        request=request, entry=entry,
        defaults={
            "child_id": request.child_id, "reason": reason, "dropped_on": on, "dropped_by": by.public_id,
            "dropped_by_name": by.name,
        },
    )  # fmt: skip
    record_item("plan.advice_left_out", request, by, on, reason=reason, entry=entry.public_id)
