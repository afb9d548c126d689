"""Writes a batch's rows and keeps, child by child, what was made and changed: enough to undo it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import models

from goldenthread.features.casework.models import (
    ExceptionClaim,
    Milestone,
    NamedSetting,
    Need,
    Placement,
    Plan,
    Request,
    Review,
)
from goldenthread.features.returns.models import Change, Conflict
from goldenthread.foundation.fast_rows import RowNumbers, RowUpdater, RowWriter
from goldenthread.foundation.people.models import Child, NameToken, Organisation, Tie, VulnerabilityFlag

# Parents first: the order rows are written in; undoing goes the other way.
ORDER: tuple[type[models.Model], ...] = (
    Organisation,
    Child,
    NameToken,
    Tie,
    VulnerabilityFlag,
    Request,
    ExceptionClaim,
    Plan,
    NamedSetting,
    Placement,
    Need,
    Review,
    Milestone,
    Change,
    Conflict,
)
MODELS = {model._meta.label: model for model in ORDER}
_BLANKS = {
    model: {
        each.attname
        for each in model._meta.concrete_fields
        if isinstance(each, models.CharField | models.TextField) and not each.null
    }
    for model in ORDER
}


@dataclass(slots=True)
class ChildTrace:
    """What happens to one child."""

    child_id: int
    is_new: bool
    made: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    changed: list[list[Any]] = field(default_factory=list)
    conflicts: int = 0
    notes: list[str] = field(default_factory=list)  # what changes, in words, where a sample is wanted
    seen_change: bool = False  # something a person would see, not only what returns last said


class Batch:
    """The rows of one batch of persons, collected and then written in one go."""

    def __init__(self, numbers: RowNumbers) -> None:
        self.numbers = numbers
        self.rows = RowWriter(*ORDER)
        self._updates = RowUpdater()
        self._removed: dict[type[models.Model], list[int]] = defaultdict(list)

    def make(self, model: type[models.Model], trace: ChildTrace, /, **values: Any) -> int:
        """A new row about this child; its number."""
        number: int = values.pop("id", 0) or self.numbers.next(model)
        if model is not Child:
            values["child_id"] = trace.child_id
        self.rows.add(model, id=number, **values)
        trace.made[model._meta.label].append(number)
        return number

    def change(
        self, model: type[models.Model], trace: ChildTrace, number: int, values: dict[str, tuple[Any, Any]]
    ) -> None:
        """Set columns of a row; `values` maps attribute to (before, after)."""
        blanks, label = _BLANKS[model], model._meta.label
        sent = {}
        for name, (before, after) in values.items():
            after = "" if after is None and name in blanks else after
            before = "" if before is None and name in blanks else before
            if after != before:
                sent[name] = after
                trace.changed.append([label, number, name, _kept(before), _kept(after)])
        if sent:
            self._updates.set(model, number, **sent)
            trace.seen_change = True

    def remember(
        self, model: type[models.Model], trace: ChildTrace, number: int, before: dict[str, Any], after: dict[str, Any]
    ) -> None:
        """Set `imported`: what returns last said. Only the keys that differ are traced."""
        if before == after:
            return
        for key in sorted({*before, *after}):
            if before.get(key) != after.get(key):
                trace.changed.append([model._meta.label, number, f"imported.{key}", before.get(key), after.get(key)])
        self._updates.set(model, number, imported=after)

    def remove(self, model: type[models.Model], trace: ChildTrace, number: int) -> None:
        """Take a row away, keeping all of it in the trace."""
        row = model._base_manager.filter(pk=number).values().get()
        del row["id"], row["child_id"]
        trace.changed.append([model._meta.label, number, "", {name: _kept(value) for name, value in row.items()}, None])
        self._removed[model].append(number)
        trace.seen_change = True

    def write(self, traces: list[ChildTrace], *, source_id: int | None) -> None:
        """Send everything, with one Change for each child touched where the source is an import."""
        if source_id is not None:
            for trace in traces:
                if trace.is_new or trace.made or trace.changed:
                    self.rows.add(
                        Change, id=self.numbers.next(Change), child_id=trace.child_id, source_id=source_id,
                        made=dict(trace.made), changed=trace.changed, child_was_new=trace.is_new,
                    )  # fmt: skip
        for model, numbers in self._removed.items():
            model._base_manager.filter(pk__in=numbers).delete()
        self._updates.write()
        self.rows.write()


def _kept(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
