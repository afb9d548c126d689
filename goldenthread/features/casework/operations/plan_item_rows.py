"""What saving an item and moving one share: the row that stands, its next version, what it said before."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from goldenthread.domain.plan.items import COLUMNS
from goldenthread.features.casework.models import PlanItem, PlanItemBefore, Request
from goldenthread.features.casework.queries.plan_items import item_of
from goldenthread.foundation import clock, journal

LISTS: Final = ("hopes", "tags")


class ItemChanged(Exception):
    """Somebody saved this item after it was read. `now` is the row as it stands; None where it was taken out."""

    def __init__(self, now: PlanItem | None) -> None:
        super().__init__("The item changed meanwhile.")
        self.now = now


def standing_item(request: Request, item_id: str, part: str = "") -> PlanItem:
    """The item of this plan with that id, of this part where one is given. Raises ItemChanged: it was taken out."""
    row = item_of(request.pk, item_id)
    if row is None or (part and row.part != part):
        raise ItemChanged(None)
    return row


def put_item(row: PlanItem, by: journal.Author) -> None:
    """Save it as the next version, by whom and when."""
    row.version += 1
    row.saved_at, row.saved_by, row.saved_by_name = clock.now(), by.public_id, by.name
    row.save()


def keep_before(row: PlanItem) -> None:
    """Keep what the item says, before it is saved over."""
    names = ("text", "section", *COLUMNS[row.part], *LISTS, "changed_because")
    values = {name: getattr(row, name) for name in names}
    said = {name: value.isoformat() if isinstance(value, date) else value for name, value in values.items()}
    PlanItemBefore.rows.create(
        item=row, child_id=row.child_id, version=row.version, said=said, saved_at=row.saved_at,
        saved_by_name=row.saved_by_name,
    )  # fmt: skip


def clean(value: Any) -> Any:
    """What was typed without what no text holds, and without blanks around it; anything else as it is."""
    return value.replace("\x00", "").replace("\r\n", "\n").strip() if isinstance(value, str) else value


def record_item(
    kind: str, request: Request, by: journal.Author, on: date, *, reason: str = "", **data: Any
) -> None:  # fmt: skip
    """The entry in the journal of what was done to an item or a row of advice."""
    told = {"request": request.public_id, **data}
    journal.record(kind, by=by, about=request.child.public_id, on=on, reason=reason, data=told)
