"""Each coordinator's caseload in the teams of a viewer who may see caseloads."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, F, Max, Q, Value
from django.db.models.functions import Greatest, Least

from goldenthread.domain.clocks.harm import MOST_DAYS
from goldenthread.features.casework.models import CaseSummary, ClockCopy
from goldenthread.features.casework.queries.work_filters import Officer, Standing, standing_condition
from goldenthread.foundation.access.verbs import Verb
from goldenthread.foundation.access.viewer import Viewer
from goldenthread.foundation.people.models import Adult

_WORKING = ("requested", "assessing", "drafting", "plan")


@dataclass(frozen=True, slots=True)
class Caseload:
    """One person's work: children whose case is under way or who have a plan, and their open clocks. `worst` is the
    highest
    harm score among them, None without a clock. `officer` is their public id, or 'nobody'."""

    officer: str
    name: str
    children: int
    open_clocks: int
    late: int
    due_soon: int
    worst: int | None


def caseloads_visible_to(viewer: Viewer, *, on: date, due_soon_days: int = 14) -> list[Caseload]:
    """Heaviest first: most late, then most due soon. Children nobody has are a line of their own. Three queries."""
    children = dict(
        CaseSummary.objects.filter(viewer.children_filter(Verb.OPEN_RECORD, on=on, path="child"), stage__in=_WORKING)
        .order_by()
        .values_list("coordinator_id")
        .annotate(n=Count("child_id"))
    )
    clocks = {row["officer_id"]: row for row in _clocks(viewer, on, due_soon_days)}
    ids = {id for id in (*children, *clocks) if id is not None}
    people = {row.pk: row for row in Adult.objects.filter(pk__in=ids).only("public_id", "name")}
    found = [_caseload(people.get(id), children.get(id, 0), clocks.get(id, {})) for id in {*children, *clocks}]
    return sorted(found, key=lambda load: (-load.late, -load.due_soon, -load.open_clocks, load.name))


def _clocks(viewer: Viewer, on: date, due_soon_days: int) -> Any:
    def so(standing: Standing) -> Q:
        return standing_condition(standing, on=on, due_soon_days=due_soon_days)

    past = Value(on.toordinal()) - F("outer_day")
    score = F("harm_base") + Greatest(Value(-MOST_DAYS), Least(Value(MOST_DAYS), past))
    return (
        ClockCopy.objects.visible_to(viewer, Verb.OPEN_RECORD, on=on)
        .filter(state=ClockCopy.State.OPEN)
        .order_by()
        .values(officer_id=F("child__case_summary__coordinator_id"))
        .annotate(
            n=Count("id"),
            late=Count("id", filter=so(Standing.LATE)),
            due_soon=Count("id", filter=so(Standing.DUE_SOON)),
            worst=Max(score),
        )
    )


def _caseload(person: Adult | None, children: int, clocks: dict[str, Any]) -> Caseload:
    return Caseload(
        officer=person.public_id if person else Officer.NOBODY.value,
        name=person.name if person else "Nobody yet",
        children=children,
        open_clocks=clocks.get("n", 0),
        late=clocks.get("late", 0),
        due_soon=clocks.get("due_soon", 0),
        worst=clocks.get("worst"),
    )
