"""Whose settings, placements or needs were changed since an import left them, told by the mark it kept of each list."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any

from goldenthread.features.casework.models import Plan
from goldenthread.features.returns.models import Change
from goldenthread.features.returns.operations.listing import TABLES
from goldenthread.features.returns.operations.merging import list_mark

_PLAN = Plan._meta.label
_KEPT = {f"imported.{name}_held": name for name in TABLES}


def edited(changes: Sequence[Change]) -> set[int]:
    """Children (row numbers) one of whose lists, written by these changes, is no longer as it was left."""
    written: dict[str, dict[int, int]] = defaultdict(dict)  # list to plan to child
    for change in changes:
        for plan_id in change.made.get(_PLAN, []):
            for name in TABLES:
                written[name][plan_id] = change.child_id
        for label, number, name, _, _ in change.changed:
            if label == _PLAN and name in _KEPT:
                written[_KEPT[name]][number] = change.child_id
    return {child for name, plans in written.items() for child in _edited(name, plans)}


def _edited(name: str, plans: dict[int, int]) -> set[int]:
    model, columns = TABLES[name]
    now: dict[int, list[list[Any]]] = defaultdict(list)
    rows = model._base_manager.filter(plan_id__in=list(plans)).values_list("plan_id", *columns)
    for plan_id, *content in rows:
        now[plan_id].append([_plain(value) for value in content])
    kept = dict(Plan._base_manager.filter(pk__in=list(plans)).values_list("pk", "imported"))
    return {
        child
        for plan_id, child in plans.items()
        if list_mark(now[plan_id]) != kept.get(plan_id, {}).get(f"{name}_held", _NONE)
    }


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else (None if value == "" else value)


_NONE = list_mark([])
