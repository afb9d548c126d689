"""Takes submitted advice into a plan being drafted, each row as an item that names its source; or says why not."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from django.db import transaction

from goldenthread.domain.advice.report import COLUMNS as ADVISED
from goldenthread.domain.advice.report import NEED, PARTS, PROVISION
from goldenthread.domain.plan.items import DUTY_OF, section_for
from goldenthread.domain.withheld import without_addresses
from goldenthread.features.casework.models import AdviceEntry, DroppedAdvice, PlanItem, Request
from goldenthread.features.casework.operations.changes import NotNow
from goldenthread.features.casework.operations.milestones import ReasonNeeded
from goldenthread.features.casework.operations.plan_brought_items import next_position
from goldenthread.features.casework.operations.plan_composing import hold_plan, write_sections
from goldenthread.features.casework.operations.plan_item_places import LONGEST_REASON, leave_out
from goldenthread.features.casework.operations.plan_item_rows import put_item
from goldenthread.features.casework.queries.advice_reports import kept_hidden
from goldenthread.features.casework.queries.plan_advice import entries_for
from goldenthread.foundation import clock, journal
from goldenthread.foundation.ids import is_id

_WITHHELD = (
    "One of these is held back from the family, who will be sent the plan. Write what the plan needs in your own words."
)
_GONE = "One of these is no longer in the advice submitted. Choose again."


def take_advice(*, request: Request, entries: Iterable[str], by: journal.Author, on: date) -> list[PlanItem]:
    """Copy rows of submitted advice (public ids) into the plan; one that an item rests on already stays as it is.

    What serves what is carried along, also to items taken before. A home that is kept hidden is taken out of the words.
    Raises NotNow.
    """
    wanted = list(dict.fromkeys(each for each in entries if is_id(each)))
    with transaction.atomic():
        hold_plan(request)
        found = list(entries_for(request.pk, wanted))
        if len(found) != len(wanted):
            raise NotNow(_GONE)
        if any(each.report.withheld_because for each in found):
            raise NotNow(_WITHHELD)
        held = _held(request)
        made = _made(request, [each for each in found if each.pk not in held], held, by)
        if not made:
            return []
        write_sections(request, (), by=by, on=on)
        journal.record(
            "plan.items_taken", by=by, about=request.child.public_id, on=on,
            data={"request": request.public_id, "items": [row.public_id for row in made]},
        )  # fmt: skip
        return made


def leave_advice_out(*, request: Request, entries: Sequence[str], reason: str, by: journal.Author, on: date) -> None:
    """Say why the plan does not carry rows of advice (public ids). Raises NotNow, ReasonNeeded."""
    with transaction.atomic():
        hold_plan(request)
        reason = reason.replace("\x00", "").strip()[:LONGEST_REASON]
        if not reason:
            raise ReasonNeeded
        wanted = [each for each in entries if is_id(each)]
        found = list(entries_for(request.pk, wanted))
        if not found or len(found) != len(set(wanted)):
            raise NotNow(_GONE)
        if any(each.pk in _held(request) for each in found):
            raise NotNow("One of these is in the plan. Take it out there, and say why.")
        for entry in found:
            leave_out(request, entry, reason, by, on)


def take_back_left_out(*, request: Request, entry_id: str, by: journal.Author, on: date) -> None:
    """What was left out waits to be decided on again. Raises NotNow."""
    with transaction.atomic():
        hold_plan(request)
        gone, _ = DroppedAdvice.rows.filter(
            request=request, entry__public_id=entry_id if is_id(entry_id) else ""
        ).delete()
        if gone:
            journal.record(
                "plan.advice_back", by=by, about=request.child.public_id, on=on,
                data={"request": request.public_id, "entry": entry_id},
            )  # fmt: skip


def _held(request: Request) -> dict[int, PlanItem]:
    """By row number of advice, the item that rests on it; the first, where there are several."""
    rows = PlanItem.rows.filter(request=request, removed_on=None, sources__isnull=False)
    found: dict[int, PlanItem] = {}
    for row in rows.order_by("position", "id").distinct().prefetch_related("sources"):
        for entry in row.sources.all():
            found.setdefault(entry.pk, row)
    return found


def _made(
    request: Request, entries: Sequence[AdviceEntry], held: dict[int, PlanItem], by: journal.Author
) -> list[PlanItem]:
    """Needs first, then outcomes, then provision: each finds what it serves among those made before it."""
    parts = [part.code for part in PARTS]
    hidden, place, made, areas = kept_hidden(request.child), next_position(request), [], _areas_of(held)
    for entry in sorted(entries, key=lambda each: parts.index(each.part)):
        served = [held[each.pk] for each in entry.serves.all() if each.pk in held]
        row = _copy(request, entry, hidden, place + len(made), next((areas[each.pk] for each in served), ""))
        put_item(row, by)
        row.sources.add(entry)
        row.serves.set(served)
        for later in AdviceEntry.rows.filter(serves=entry, pk__in=held):
            held[later.pk].serves.add(row)
        held[entry.pk] = row
        areas[row.pk] = row.area or next((areas[each.pk] for each in served), "")
        made.append(row)
    DroppedAdvice.rows.filter(request=request, entry__in=[each.pk for each in entries]).delete()
    return made


def _areas_of(held: dict[int, PlanItem]) -> dict[int, str]:
    """By row number of an item, the area of the need it is or leads back to."""
    found = {row.pk: row.area for row in held.values()}
    for row in held.values():
        if row.part not in (NEED, PROVISION):
            found[row.pk] = next((need.area for need in row.serves.all()), "")
    return found


def _copy(request: Request, entry: AdviceEntry, hidden: Sequence[str], position: int, area: str) -> PlanItem:
    names = ("text", *ADVISED[entry.part])
    values = {name: getattr(entry, name) for name in names}
    values = {
        name: without_addresses(value, hidden) if isinstance(value, str) else value for name, value in values.items()
    }
    section = section_for(entry.part, entry.area or area)
    return PlanItem(
        request=request, child_id=request.child_id, part=entry.part, section=section, position=position,
        duty=DUTY_OF.get(section, ""), saved_at=clock.now(), **values,
    )  # fmt: skip
