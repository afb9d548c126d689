"""Puts everything back as it was before an import, or says why that can no longer be done.

It cannot where a later import touched the same children (undo that first), or where a person has since recorded
something on what the import made or changed: their work would be lost.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from django.db import models, transaction
from django.db.models import ProtectedError

from goldenthread.features.casework.models import CaseSummary, ClockCopy
from goldenthread.features.casework.operations import clocks, summaries
from goldenthread.features.returns.models import Change, Conflict, Import
from goldenthread.features.returns.operations import edited_lists, imports
from goldenthread.features.returns.operations.imports import NotPossible, OnProgress
from goldenthread.features.returns.operations.trace import MODELS, ORDER
from goldenthread.foundation import clock, fast_rows, journal
from goldenthread.foundation.people.models import Child, NameToken, Organisation
from goldenthread.foundation.people.operations import name_tokens

BATCH = 300
LISTED = 50
# Rows that follow from others or only tell of the import: they are never somebody's own work.
_DERIVED: tuple[type[models.Model], ...] = (ClockCopy, CaseSummary, NameToken, Change, Conflict)


class Recorded(NotPossible):
    """A person has recorded things since: `children` are public ids of the first of them."""

    def __init__(self, message: str, children: list[str]) -> None:
        super().__init__(message)
        self.children = children


def undo(row: Import, *, by: journal.Author, at: datetime, progress: OnProgress | None = None) -> Import:
    """Undo it, all in one transaction. Raises NotPossible, and its kind Recorded."""
    with transaction.atomic():
        imports.one_at_a_time()
        row = Import.objects.select_for_update().get(pk=row.pk)
        if row.state != Import.State.APPLIED:
            raise NotPossible(f"This file is {row.get_state_display().lower()}, so it cannot be undone.")
        if row.kind == "schools":
            raise NotPossible("Schools that were brought in cannot be undone; bring in a newer download instead.")
        _refuse_if_later(row)
        _refuse_if_recorded(row)
        imports.journal_changes(row, "child.import_undone", by=by, at=at)
        total, done = row.changes.count(), 0
        kept: list[int] = []
        for changes in _batches(row):
            kept += _put_back(changes)
            done += len(changes)
            if progress:
                progress(done, total, "children put back")
        Conflict.rows.filter(source=row).delete()
        for start in range(0, len(kept), BATCH):
            clocks.refresh(kept[start : start + BATCH], on=clock.day_of(at))
            summaries.refresh(kept[start : start + BATCH], on=clock.day_of(at))
        _remove_placeholders(row.effects.get("made_bodies", []))
        row.state, row.undone_at = Import.State.UNDONE, at
        row.save()
        journal.record("import.undone", by=by, on=clock.day_of(at), data={"import": row.public_id, "children": total})
        row.changes.all().delete()
    return row


def _batches(row: Import) -> Iterator[list[Change]]:
    last = 0
    while changes := list(Change.rows.filter(source=row, id__gt=last).order_by("id")[:BATCH]):
        last = changes[
            -1
        ].pk  # before the batch is put back: its children, and with them the changes, may be gone after
        yield changes


def _refuse_if_later(row: Import) -> None:
    first = Change.rows.filter(source=row).order_by("id").values_list("id", flat=True).first() or 0
    later = Change.rows.filter(source__state=Import.State.APPLIED, source__applied_at__gte=row.applied_at, id__gt=first)
    later = later.exclude(source=row).filter(child__change_rows__source=row)
    other = later.order_by("-source__applied_at").select_related("source").first()
    if other:
        raise NotPossible(
            f"A later file, {other.source.file_name}, changed some of the same children. Undo that one first."
        )


def _refuse_if_recorded(row: Import) -> None:
    found: list[int] = []
    for changes in _batches(row):
        found += _recorded_on(changes)
    if found:
        ids = list(Child.rows.filter(id__in=found[:LISTED]).values_list("public_id", flat=True))
        raise Recorded(
            f"Somebody has since recorded things about {len(found)} of the children this file changed. "
            "Undoing it would lose them.",
            ids,
        )


def _recorded_on(changes: list[Change]) -> list[int]:
    """Children of these changes on whom a person has recorded something since."""
    made: dict[type[models.Model], dict[int, int]] = defaultdict(dict)  # row number to child
    for change in changes:
        for label, numbers in change.made.items():
            made[MODELS[label]].update(dict.fromkeys(numbers, change.child_id))
    found: set[int] = set()
    for model, rows in made.items():
        for relation in model._meta.related_objects:
            other = relation.related_model
            if other in _DERIVED or not isinstance(other, type):
                continue
            column = relation.field.attname
            pairs = other._base_manager.filter(**{f"{column}__in": list(rows)}).values_list("pk", column)
            mine = made.get(other, {})
            found |= {rows[owner] for number, owner in pairs if number not in mine}
    found |= _edited(changes)
    return sorted(found)


def _edited(changes: list[Change]) -> set[int]:
    """Children one of whose fields no longer is as the import left it."""
    wanted: dict[str, dict[int, list[tuple[str, Any, int]]]] = defaultdict(lambda: defaultdict(list))
    for change in changes:
        for label, number, name, _, after in change.changed:
            if name and not name.startswith("imported."):
                wanted[label][number].append((name, after, change.child_id))
    found: set[int] = set()
    for label, numbers in wanted.items():
        rows = {
            row["pk"]: row
            for row in MODELS[label]._base_manager.filter(pk__in=list(numbers)).values("pk", *_names(label))
        }
        for number, checks in numbers.items():
            last: dict[str, tuple[Any, int]] = {name: (after, child) for name, after, child in checks}
            for name, (after, child) in last.items():
                if number not in rows or _plain(rows[number][name]) != after:
                    found.add(child)
    return found | _edited_new(changes) | edited_lists.edited(changes)


def _edited_new(changes: list[Change]) -> set[int]:
    """Children the import made whose own details were changed since: they differ from what returns last said."""
    new = [change.child_id for change in changes if change.child_was_new]
    found = set()
    for row in Child.rows.filter(id__in=new).values(
        "id", "imported", "known_as", "in_their_words", "address", *_SAID_OF_CHILD
    ):
        said = row["imported"]
        if any(_plain(row[name]) not in (None, "") and _plain(row[name]) != said.get(name) for name in _SAID_OF_CHILD):
            found.add(row["id"])
        if row["known_as"] or row["in_their_words"] or row["address"]:
            found.add(row["id"])
    return found


_SAID_OF_CHILD = ("surname", "forename", "born_on", "sex", "ethnicity", "postcode", "upn", "uln")


def _put_back(changes: list[Change]) -> list[int]:
    """Undo a batch; children who are still here and whose clocks must be read again."""
    made: dict[type[models.Model], list[int]] = defaultdict(list)
    updates = fast_rows.RowUpdater()
    again = fast_rows.RowWriter(*ORDER)
    renamed = []
    for change in changes:
        for label, numbers in change.made.items():
            made[MODELS[label]] += numbers
        _restore(change, updates, again)
        if any(label == "people.Child" and name in ("surname", "forename") for label, _, name, _, _ in change.changed):
            renamed.append(change.child_id)
    for model in reversed(ORDER):  # children last: what points at them goes first
        if made[model]:
            model._base_manager.filter(pk__in=made[model]).delete()
    again.write()
    updates.write()
    if renamed:
        name_tokens.refresh(renamed)
    return [change.child_id for change in changes if not change.child_was_new]


def _restore(change: Change, updates: fast_rows.RowUpdater, again: fast_rows.RowWriter) -> None:
    first: dict[tuple[str, int], dict[str, Any]] = defaultdict(dict)
    memory: dict[tuple[str, int], dict[str, Any]] = defaultdict(dict)
    for label, number, name, before, _ in change.changed:
        if not name:
            again.add(MODELS[label], id=number, child_id=change.child_id, **_typed(label, _filled(label, before)))
        elif name.startswith("imported."):
            memory[(label, number)].setdefault(name.removeprefix("imported."), before)
        else:
            first[(label, number)].setdefault(name, before)
    for (label, number), values in first.items():
        updates.set(MODELS[label], number, **_typed(label, values))
    for (label, number), keys in memory.items():
        now = MODELS[label]._base_manager.filter(pk=number).values_list("imported", flat=True).first() or {}
        merged = {name: value for name, value in {**now, **keys}.items() if value is not None}
        updates.set(MODELS[label], number, imported=merged)


def _typed(label: str, values: dict[str, Any]) -> dict[str, Any]:
    """Days as days again."""
    dates = {each.attname for each in MODELS[label]._meta.concrete_fields if isinstance(each, models.DateField)}
    return {name: date.fromisoformat(value) if value and name in dates else value for name, value in values.items()}


def _filled(label: str, values: dict[str, Any]) -> dict[str, Any]:
    """None as blank where the column cannot hold None."""
    columns = {each.attname: each for each in MODELS[label]._meta.concrete_fields}
    return {name: "" if value is None and not columns[name].null else value for name, value in values.items()}


def _names(label: str) -> list[str]:
    return [each.attname for each in MODELS[label]._meta.concrete_fields if not each.primary_key]


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _remove_placeholders(numbers: list[int]) -> None:
    for number in numbers:
        try:
            with transaction.atomic():
                Organisation.objects.filter(pk=number).delete()
        except ProtectedError:
            pass  # somebody has used it since: it stays
