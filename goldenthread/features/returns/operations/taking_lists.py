"""Puts a file's list of settings, placements or needs in place of the one recorded, where a person so decided.

Rows that stay are kept, rows the file does not know are taken away. A placement that had ended by the time of a later
return is history, which that return need not list: it stays, as it does when a file is brought in.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from goldenthread.features.casework.models import Plan
from goldenthread.features.returns.models import Change, Conflict, Import
from goldenthread.features.returns.operations import existing
from goldenthread.features.returns.operations.bodies import Bodies
from goldenthread.features.returns.operations.effects import label_of
from goldenthread.features.returns.operations.listing import PlanLists
from goldenthread.features.returns.operations.merging import Held, Outcome
from goldenthread.features.returns.operations.terms import Terms
from goldenthread.features.returns.operations.trace import Batch, ChildTrace
from goldenthread.foundation import journal
from goldenthread.foundation.fast_rows import RowNumbers


def take(conflict: Conflict, change: Change, *, by: journal.Author, at: datetime) -> None:
    """Inside the caller's transaction; what is made and changed is added to `change`, which the caller saves."""
    source = Import.objects.select_for_update().get(pk=conflict.source_id)
    held = existing.read([conflict.child_id])[conflict.child_id]
    plan = next(each for each in held.plans.values() if each.id == conflict.row)
    numbers = RowNumbers()
    batch, bodies = Batch(numbers), Bodies(numbers)
    terms = Terms(
        by=by, at=at, as_of=source.reference_on, label=label_of(source), source_id=source.pk,
        in_part=source.kind == "cases",
    )  # fmt: skip
    trace = ChildTrace(conflict.child_id, is_new=False)
    out = Outcome(lists={conflict.field: conflict.value["said"]}, imported=dict(plan.imported))
    lists = PlanLists(terms, batch, bodies)
    lists.merge(trace, _as_before(change, plan), out, decided=True)
    lists.ties(trace, held)
    batch.remember(Plan, trace, plan.id, plan.imported, out.imported)
    batch.write([trace], source_id=None)
    _add_to(change, trace)
    if bodies.made:
        source.effects["made_bodies"] = [*source.effects.get("made_bodies", []), *bodies.made]
        source.save(update_fields=["effects"])


def _as_before(change: Change, plan: Held) -> Held:
    """The plan, with the survey day of what returns had said of it before this file: whether the file is of a later
    day tells history from what is wrong.
    """
    days = [
        before
        for label, number, name, before, _ in change.changed
        if label == Plan._meta.label and number == plan.id and name == "imported.on"
    ]
    return replace(plan, imported={**plan.imported, "on": days[0]}) if days else plan


def _add_to(change: Change, trace: ChildTrace) -> None:
    for label, numbers in trace.made.items():
        change.made[label] = [*change.made.get(label, []), *numbers]
    change.changed = [*change.changed, *trace.changed]
