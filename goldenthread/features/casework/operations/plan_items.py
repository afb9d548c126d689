"""Writes, moves and takes out the items of a plan being drafted: several people at once, nothing lost.

Whatever changes, the text of the sections is written anew in the same transaction.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Final

from django.db import transaction

from goldenthread.domain.advice.report import BY_CODE
from goldenthread.domain.plan.items import COLUMNS, DUTY_OF, SECTIONS, differs, group_of, section_for
from goldenthread.features.casework.models import AdviceEntry, DroppedAdvice, PlanItem, PlanItemBefore, Request
from goldenthread.features.casework.operations.milestones import ReasonNeeded
from goldenthread.features.casework.operations.plan_brought_items import next_position, rests_on
from goldenthread.features.casework.operations.plan_composing import hold_plan, write_sections
from goldenthread.features.casework.operations.plan_sections import ONE_SITTING
from goldenthread.features.casework.queries.advice_reports import kept_hidden
from goldenthread.features.casework.queries.plan_advice import entries_for
from goldenthread.features.casework.queries.plan_items import entry_from, item_from, item_of
from goldenthread.foundation import clock, journal
from goldenthread.foundation.ids import is_id
from goldenthread.foundation.partnership.outcome_frameworks import frameworks_here

LONGEST_REASON: Final = 2_000
_MUCH: Final = 200  # characters: a text this long that loses half is kept as it was
_LISTS: Final = ("hopes", "tags")


class ItemChanged(Exception):
    """Somebody saved this item after it was read. `now` is the row as it stands; None where it was taken out."""

    def __init__(self, now: PlanItem | None) -> None:
        super().__init__("The item changed meanwhile.")
        self.now = now


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
        row = _standing(request, item_id, part) if item_id else _new(request, part, new_id)
        values = _values(row, part, given)
        same = all(getattr(row, name) == value for name, value in values.items()) and _same_links(row, given)
        if item_id and row.version != version and not same:
            raise ItemChanged(row)
        if row.pk and same:
            if not by_itself and wants_a_reason(row):
                raise ReasonNeeded
            return row
        was, sitting = row.section, by_itself and _sits(row, by, values)
        if row.pk and not sitting:
            keep_before(row)
        for name, value in values.items():
            setattr(row, name, value)
        put_item(row, by)
        if "serves" in given:
            _link(row, given["serves"])
        if "sources" in given:
            _rest_on(row, given["sources"])
        if not by_itself and wants_a_reason(row):
            raise ReasonNeeded
        if brought and not item_id:
            rests_on(row, brought)
        write_sections(request, {was} if was else (), by=by, on=on)
        if not sitting:
            _record("plan.item_written", request, by, on, item=row.public_id, version=row.version)
        return row


def wants_a_reason(row: PlanItem) -> bool:
    """Whether the words are not those of the advice, and nothing says why."""
    return not row.changed_because and _differs(row)


def remove_item(
    *, request: Request, item_id: str, version: int, reason: str, by: journal.Author, on: date
) -> PlanItem:  # fmt: skip
    """Take an item out of the plan, keeping it with the reason; advice it rested on alone is left out for the same.

    Raises NotNow, ItemChanged, ReasonNeeded.
    """
    with transaction.atomic():
        hold_plan(request)
        row = _standing(request, item_id)
        if row.version != version:
            raise ItemChanged(row)
        reason = _clean(reason)[:LONGEST_REASON]
        if not reason:
            raise ReasonNeeded
        row.removed_on, row.removed_because = on, reason
        put_item(row, by)
        for entry in row.sources.all():
            if not PlanItem.rows.filter(request=request, removed_on=None, sources=entry).exists():
                leave_out(request, entry, reason, by, on)
        write_sections(request, {row.section}, by=by, on=on)
        _record("plan.item_removed", request, by, on, reason=reason, item=row.public_id)
        return row


def move_item(*, request: Request, item_id: str, up: bool, by: journal.Author, on: date) -> bool:
    """One place up or down among the items it stands with; False where there is no such place.

    Raises NotNow, ItemChanged.
    """
    with transaction.atomic():
        hold_plan(request)
        row = _standing(request, item_id)
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
        _record("plan.item_moved", request, by, on, item=row.public_id)
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
    _record("plan.advice_left_out", request, by, on, reason=reason, entry=entry.public_id)


def put_item(row: PlanItem, by: journal.Author) -> None:
    """Save it as the next version, by whom and when."""
    row.version += 1
    row.saved_at, row.saved_by, row.saved_by_name = clock.now(), by.public_id, by.name
    row.save()


def keep_before(row: PlanItem) -> None:
    """Keep what the item says, before it is saved over."""
    names = ("text", "section", *COLUMNS[row.part], *_LISTS, "changed_because")
    values = {name: getattr(row, name) for name in names}
    said = {name: value.isoformat() if isinstance(value, date) else value for name, value in values.items()}
    PlanItemBefore.rows.create(
        item=row, child_id=row.child_id, version=row.version, said=said, saved_at=row.saved_at,
        saved_by_name=row.saved_by_name,
    )  # fmt: skip


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


def _standing(request: Request, item_id: str, part: str = "") -> PlanItem:
    row = item_of(request.pk, item_id)
    if row is None or (part and row.part != part):
        raise ItemChanged(None)
    return row


def _values(row: PlanItem, part: str, given: Mapping[str, Any]) -> dict[str, Any]:
    names = ("text", *COLUMNS[part], "changed_because")
    values = {name: _clean(given[name]) for name in names if name in given}
    section = given.get("section") or row.section
    if section not in SECTIONS[part]:
        section = section_for(part, str(given.get("area") or row.area))
    values["section"] = section
    if "duty" in COLUMNS[part]:
        duty, moved = values.get("duty", row.duty), row.section not in ("", section)
        follows = not duty or (moved and duty == row.duty == DUTY_OF[row.section])
        values["duty"] = DUTY_OF[section] if follows else duty
    for name in _LISTS:
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
    if not row.pk:
        return True
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


def _clean(value: Any) -> Any:
    return value.replace("\x00", "").replace("\r\n", "\n").strip() if isinstance(value, str) else value


def _record(
    kind: str, request: Request, by: journal.Author, on: date, *, reason: str = "", **data: Any
) -> None:  # fmt: skip
    told = {"request": request.public_id, **data}
    journal.record(kind, by=by, about=request.child.public_id, on=on, reason=reason, data=told)
