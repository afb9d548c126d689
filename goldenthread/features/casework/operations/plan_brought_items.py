"""Makes items of the rows of a plan brought in: their words as they stand there, their links, and what they rest on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import Max

from goldenthread.domain.advice.report import PROVISION
from goldenthread.domain.plan.items import COLUMNS, DUTY_OF
from goldenthread.domain.withheld import without_addresses
from goldenthread.features.casework.models import BroughtPlan, BroughtPlanRow, DroppedAdvice, PlanItem, Request
from goldenthread.features.casework.operations.changes import NotNow
from goldenthread.features.casework.queries.advice_reports import kept_hidden
from goldenthread.features.casework.queries.plan_advice import entries_for
from goldenthread.foundation import clock, journal

_MANY = 400  # rows written at once: SQLite takes only so many values


def made_of(
    request: Request, plan: BroughtPlan, rows: Sequence[tuple[BroughtPlanRow, str]], by: journal.Author
) -> list[PlanItem]:  # fmt: skip
    """An item of each (row, section), in that order; run inside the transaction that holds the plan.

    What one serves is joined also to items made of the same plan before. Its advice is joined where it is advice of
    this plan; a home that is kept hidden is taken out of the words.
    """
    hidden, first = kept_hidden(request.child), next_position(request)
    items = [_item(request, row, section, hidden, first + place, by) for place, (row, section) in enumerate(rows)]
    PlanItem.rows.bulk_create(items, batch_size=_MANY)
    for item, (row, _) in zip(items, rows, strict=True):
        row.item, row.was_item = item, True
    BroughtPlanRow.rows.bulk_update([row for row, _ in rows], ["item", "was_item"], batch_size=_MANY)
    _join(plan, {item.pk for item in items})
    _rest_on_advice(request, items, [row for row, _ in rows])
    return items


def rests_on(item: PlanItem, row_id: str) -> None:
    """Record that an item a person wrote was made of this row. Raises NotNow: somebody made one of it meanwhile, or
    threw the plan away."""
    row = BroughtPlanRow.rows.select_related("item").filter(
        plan__request_id=item.request_id, public_id=row_id
    ).first()  # fmt: skip
    if row is None:
        raise NotNow("The plan this comes from was thrown away meanwhile. Copy what you typed before you go on.")
    if row.item is not None and row.item_id != item.pk and row.item.removed_on is None:
        raise NotNow("Somebody made a part of the plan from this meanwhile. Change that one, or copy what you typed.")
    if row.item_id != item.pk:
        row.item, row.was_item, row.set_aside_on, row.set_aside_by_name = item, True, None, ""
        row.save(update_fields=["item", "was_item", "set_aside_on", "set_aside_by_name"])


def next_position(request: Request) -> int:
    """The place after the last item ever put in this plan."""
    return (PlanItem.rows.filter(request=request).aggregate(last=Max("position"))["last"] or 0) + 1


def _item(
    request: Request, row: BroughtPlanRow, section: str, hidden: Sequence[str], position: int, by: journal.Author
) -> PlanItem:  # fmt: skip
    values: dict[str, Any] = {}
    for name in ("text", *COLUMNS[row.part], "hopes", "tags", "changed_because"):
        if name in row.said:
            values[name] = _value(row.said[name], name, hidden)
    if row.line and row.part == PROVISION:  # a document's line: whose duty it is follows from the section, by law
        values["duty"] = DUTY_OF[section]
    return PlanItem(
        request=request, child_id=request.child_id, part=row.part, section=section, position=position, version=1,
        saved_at=clock.now(), saved_by=by.public_id, saved_by_name=by.name, **values,
    )  # fmt: skip


def _value(said: Any, name: str, hidden: Sequence[str]) -> Any:
    if name in ("by_when", "starts_on"):
        return date.fromisoformat(said)
    if isinstance(said, list):
        return [without_addresses(each, hidden) for each in said]
    return without_addresses(said, hidden)


def _join(plan: BroughtPlan, fresh: set[int]) -> None:
    rows = BroughtPlanRow.rows.filter(plan=plan, item__isnull=False, item__removed_on=None)
    known = dict(rows.values_list("ref", "item_id"))
    through = PlanItem.serves.through
    links = [
        through(from_planitem_id=item, to_planitem_id=known[ref])
        for item, serves in rows.order_by("place").values_list("item_id", "serves")
        for ref in serves if ref in known and fresh & {item, known[ref]}
    ]  # fmt: skip
    through.objects.bulk_create(links, ignore_conflicts=True, batch_size=_MANY)


def _rest_on_advice(request: Request, items: Sequence[PlanItem], rows: Sequence[BroughtPlanRow]) -> None:
    wanted = {source["id"] for row in rows for source in row.sources}
    if not wanted:
        return
    found = {entry.public_id: entry for entry in entries_for(request.pk) if entry.public_id in wanted}
    through = PlanItem.sources.through
    through.objects.bulk_create(
        (
            through(planitem_id=item.pk, adviceentry_id=found[source["id"]].pk)
            for item, row in zip(items, rows, strict=True)
            for source in {each["id"]: each for each in row.sources if each["id"] in found}.values()
        ),
        ignore_conflicts=True, batch_size=_MANY,
    )  # fmt: skip
    DroppedAdvice.rows.filter(request=request, entry__in=[entry.pk for entry in found.values()]).delete()
