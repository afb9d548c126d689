"""A person decides between what was recorded here and what a file says."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import models, transaction

from goldenthread.features.casework.models import Milestone, Plan
from goldenthread.features.casework.operations import clocks, summaries
from goldenthread.features.returns.models import Change, Conflict
from goldenthread.features.returns.operations import imports, taking_lists
from goldenthread.features.returns.operations.trace import MODELS
from goldenthread.foundation import clock, journal
from goldenthread.foundation.people.models import Child
from goldenthread.foundation.people.operations import name_tokens

Decision = Conflict.Decision
_OWNER = {"casework.Request": "request_id", "casework.Plan": "plan_id", "casework.Review": "review_id"}


class AlreadyDecided(Exception):
    """Somebody has decided this one."""


class ReasonNeeded(Exception):
    """A decision says why."""


def decide(conflict: Conflict, decision: str, *, by: journal.Author, reason: str, at: datetime) -> Conflict:
    """`decision` is 'keep' or 'take'. Raises AlreadyDecided, ReasonNeeded."""
    if not reason.strip():
        raise ReasonNeeded
    with transaction.atomic():
        imports.one_at_a_time()  # before any row is locked, as an undoing of the same file does
        row = Conflict.rows.select_for_update(of=("self",)).select_related("child", "source").get(pk=conflict.pk)
        if row.decision != Decision.OPEN:
            raise AlreadyDecided
        if decision == Decision.TAKE:
            _take(row, by, reason.strip(), at)
        row.decision, row.decided_by, row.decided_at, row.reason = decision, by.public_id, at, reason.strip()
        row.save()
        journal.record(
            "conflict.decided", by=by, about=row.child.public_id, on=clock.day_of(at), reason=reason.strip(),
            data={"import": row.source.public_id, "field": row.field, "decision": str(decision)},
        )  # fmt: skip
    return row


def _take(row: Conflict, by: journal.Author, reason: str, at: datetime) -> None:
    said, model = row.value.get("said"), MODELS[row.model]
    change, _ = Change.rows.get_or_create(source=row.source, child=row.child)
    columns = {each.attname: each for each in model._meta.concrete_fields}
    if row.field in columns:
        _take_field(row, model, columns[row.field], said, change)
    elif isinstance(said, list):
        taking_lists.take(row, change, by=by, at=at)
    else:
        _take_fact(row, said, by, reason, at, change)
    change.save()
    clocks.refresh([row.child_id], on=clock.day_of(at))
    summaries.refresh([row.child_id], on=clock.day_of(at))


def _take_field(
    row: Conflict, model: type[models.Model], column: models.Field[Any, Any], said: Any, change: Change
) -> None:
    rows = model._base_manager.filter(pk=row.row)
    before = rows.values_list(row.field, flat=True).get()
    after = "" if said is None and not column.null else said
    if isinstance(column, models.DateField) and said:
        after = date.fromisoformat(said)
    rows.update(**{row.field: after})
    change.changed.append([row.model, row.row, row.field, _plain(before), _plain(after)])
    if model is Child and row.field in ("surname", "forename"):
        name_tokens.refresh([row.row])


def _take_fact(row: Conflict, said: str | None, by: journal.Author, reason: str, at: datetime, change: Change) -> None:
    day, _, detail = (said or "").partition("|")
    owner = {_OWNER[row.model]: row.row}
    old = Milestone.rows.filter(**owner, fact=row.field, is_current=True).first()
    if old:
        Milestone.rows.filter(pk=old.pk).update(is_current=False)
        change.changed.append(["casework.Milestone", old.pk, "is_current", True, False])
    new = Milestone.rows.create(
        child_id=row.child_id,
        fact=row.field,
        happened_on=date.fromisoformat(day) if day else None,
        detail=detail,
        source=Milestone.Source.IMPORT,
        import_number=row.source_id,
        recorded_at=at,
        recorded_by=by.public_id,
        reason=reason,
        corrects=old,
        **owner,
    )
    change.made.setdefault("casework.Milestone", []).append(new.pk)
    if row.field == "plan_ceased":
        active = new.happened_on is None or new.happened_on > clock.day_of(at)
        before = Plan.rows.values_list("is_active", flat=True).get(pk=row.row)
        Plan.rows.filter(pk=row.row).update(is_active=active)
        change.changed.append(["casework.Plan", row.row, "is_active", before, active])


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
