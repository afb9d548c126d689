"""Writes the items of a plan being drafted: several people at once, nothing lost.

Whatever changes, the text of the sections is written anew in the same transaction.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Final

from django.db import transaction

from goldenthread.domain.advice.report import BY_CODE
from goldenthread.domain.plan.items import COLUMNS, DUTY_OF, SECTIONS, differs, section_for
from goldenthread.features.casework.models import DroppedAdvice, PlanItem, Request
from goldenthread.features.casework.operations.milestones import ReasonNeeded
from goldenthread.features.casework.operations.plan_brought_items import next_position, rests_on
from goldenthread.features.casework.operations.plan_composing import hold_plan, write_sections
from goldenthread.features.casework.operations.plan_item_rows import (
    LISTS,
    ItemChanged,
    clean,
    keep_before,
    put_item,
    record_item,
    standing_item,
)
from goldenthread.features.casework.operations.plan_sections import ONE_SITTING
from goldenthread.features.casework.queries.advice_reports import kept_hidden
from goldenthread.features.casework.queries.plan_advice import entries_for
from goldenthread.features.casework.queries.plan_items import entry_from, item_from, item_of
from goldenthread.foundation import clock, journal
from goldenthread.foundation.ids import is_id
from goldenthread.foundation.partnership.outcome_frameworks import frameworks_here

_MUCH: Final = 200  # characters: a text this long that loses half is kept as it was


def save_item(
    *, request: Request, part: str, given: Mapping[str, Any], by: journal.Author, on: date, item_id: str = "",
    version: int = 0, new_id: str = "", brought: str = "", by_itself: bool = False,
) -> PlanItem:  # fmt: skip
    """Add an item to the plan, or change the one with `item_id` as it was at `version`. Saving what stands already
    changes nothing, whatever the version.

    `given`: `text`, the part's columns, `section`, `serves` as public ids of items of the plan and `sources` as those
    of rows of advice of the same part (others are left out), of an outcome `hopes` and `tags`, and `changed_because`:
    needed where the words are not those of the advice it rests on. `new_id`: the id a new item gets, so that sending
    it twice adds it once. `brought`: the row of a plan brought in that a new item is made of. `by_itself`: saved while
    it is typed; then the reason may come later, and saves of one sitting of a writer keep one "before" and are one
    entry in the journal. Raises NotNow, ItemChanged, ReasonNeeded.
    """
    with transaction.atomic():
        hold_plan(request)
        item_id = item_id or _sent_before(request, new_id)
        row = standing_item(request, item_id, part) if item_id else _new(request, part, new_id)
        values = _values(row, part, given)
        if _says(row, values, given):
            _has_its_reason(row, by_itself)
            return row
        if item_id and row.version != version:
            raise ItemChanged(row)
        was, sitting = row.section, by_itself and _sits(row, by, values)
        _write(row, values, given, by, keep=not sitting)
        _has_its_reason(row, by_itself)
        if brought and not item_id:
            rests_on(row, brought)
        write_sections(request, {was} if was else (), by=by, on=on)
        if not sitting:
            record_item("plan.item_written", request, by, on, item=row.public_id, version=row.version)
        return row


def wants_a_reason(row: PlanItem) -> bool:
    """Whether the words are not those of the advice, and nothing says why."""
    return not row.changed_because and _differs(row)


def _says(row: PlanItem, values: Mapping[str, Any], given: Mapping[str, Any]) -> bool:
    """Whether the item stands and says all of this already."""
    if row.pk is None:
        return False
    return all(getattr(row, name) == value for name, value in values.items()) and _same_links(row, given)


def _has_its_reason(row: PlanItem, by_itself: bool) -> None:
    if not by_itself and wants_a_reason(row):
        raise ReasonNeeded


def _write(
    row: PlanItem, values: Mapping[str, Any], given: Mapping[str, Any], by: journal.Author, *, keep: bool
) -> None:  # fmt: skip
    if row.pk and keep:
        keep_before(row)
    for name, value in values.items():
        setattr(row, name, value)
    put_item(row, by)
    if "serves" in given:
        _link(row, given["serves"])
    if "sources" in given:
        _rest_on(row, given["sources"])


def _new(request: Request, part: str, new_id: str) -> PlanItem:
    own = {"public_id": new_id} if is_id(new_id) and not PlanItem.rows.filter(public_id=new_id).exists() else {}
    return PlanItem(request=request, child_id=request.child_id, part=part, position=next_position(request), **own)


def _sent_before(request: Request, new_id: str) -> str:
    """The same id where the item was added already, and its answer never came back."""
    return new_id if is_id(new_id) and item_of(request.pk, new_id) else ""


def _sits(row: PlanItem, by: journal.Author, values: Mapping[str, Any]) -> bool:
    """Whether this writer is still at it: they saved it within the sitting, and most of its words stay."""
    if not row.pk or row.saved_by != by.public_id or clock.now() - row.saved_at >= ONE_SITTING:
        return False
    return len(row.text) <= _MUCH or len(values.get("text", row.text)) >= len(row.text) / 2


def _values(row: PlanItem, part: str, given: Mapping[str, Any]) -> dict[str, Any]:
    names = ("text", *COLUMNS[part], "changed_because")
    values = {name: clean(given[name]) for name in names if name in given}
    section = given.get("section") or row.section
    if section not in SECTIONS[part]:
        section = section_for(part, str(given.get("area") or row.area))
    values["section"] = section
    if "duty" in COLUMNS[part]:
        duty, moved = values.get("duty", row.duty), row.section not in ("", section)
        follows = not duty or (moved and duty == row.duty == DUTY_OF[row.section])
        values["duty"] = DUTY_OF[section] if follows else duty
    for name in LISTS:
        if name in given:
            values[name] = [" ".join(str(each).split()) for each in given[name]]
    if "tags" in values:
        offered = {code for each in frameworks_here(values["tags"]) for code, _ in each.offered}
        values["tags"] = [code for code in values["tags"] if code in offered or code in row.tags]
    return values


def _differs(row: PlanItem) -> bool:
    hidden = kept_hidden(row.request.child)
    return differs(item_from(row), [entry_from(each, hidden) for each in row.sources.all()])


def _same_links(row: PlanItem, given: Mapping[str, Any]) -> bool:
    stand: dict[str, Any] = {"serves": row.serves.filter(removed_on=None), "sources": row.sources.all()}
    return all(
        set(given[name]) == set(rows.values_list("public_id", flat=True))
        for name, rows in stand.items()
        if name in given
    )


def _link(row: PlanItem, wanted: Iterable[Any]) -> None:
    serves = BY_CODE[row.part].serves
    if serves:
        ids = [each for each in wanted if is_id(each)]
        rows = PlanItem.rows.filter(request_id=row.request_id, part=serves, public_id__in=ids, removed_on=None)
        row.serves.set(rows)


def _rest_on(row: PlanItem, wanted: Iterable[Any]) -> None:
    """Rest on these rows of advice: those it rests on already stay citable when their report is corrected."""
    ids = {each for each in wanted if is_id(each)}
    held = row.sources.filter(public_id__in=ids)
    fresh = [each for each in entries_for(row.request_id, ids) if each.part == row.part]
    row.sources.set({each.pk: each for each in (*held, *fresh)}.values())
    DroppedAdvice.rows.filter(request_id=row.request_id, entry__in=[each.pk for each in fresh]).delete()
