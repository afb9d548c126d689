"""The lists of a plan: settings it names, placements, needs; and the ties to schools that follow from placements."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db import models

from goldenthread.features.casework.models import NamedSetting, Need, Placement
from goldenthread.features.returns.operations.bodies import Bodies
from goldenthread.features.returns.operations.existing import HeldChild
from goldenthread.features.returns.operations.merging import Held, Outcome, list_mark
from goldenthread.features.returns.operations.said import NEED_COLUMNS, PLACEMENT_COLUMNS, SETTING_COLUMNS
from goldenthread.features.returns.operations.terms import Terms
from goldenthread.features.returns.operations.trace import Batch, ChildTrace
from goldenthread.foundation import clock
from goldenthread.foundation.people.models import Tie

Content = list[Any]
TABLES: dict[str, tuple[type[models.Model], tuple[str, ...]]] = {
    "settings": (NamedSetting, SETTING_COLUMNS),
    "placements": (Placement, PLACEMENT_COLUMNS),
    "needs": (Need, NEED_COLUMNS),
}
_ENTRY, _LEAVING, _RANK = (PLACEMENT_COLUMNS.index(name) for name in ("entry_on", "leaving_on", "rank"))
_WHERE = slice(0, 4)  # urn, ukprn, code, other: which setting it is


class PlanLists:
    """For one batch; the ties are settled at the end of each person."""

    def __init__(self, terms: Terms, batch: Batch, bodies: Bodies) -> None:
        self._terms = terms
        self._batch = batch
        self._bodies = bodies
        self._today = clock.day_of(terms.at).isoformat()
        self._attending: dict[int, str | None] = {}
        self._settled: set[int] = set()  # plans whose placements have been looked at
        self._moved = False

    def make(self, trace: ChildTrace, plan_id: int, out: Outcome, active: bool) -> None:
        """Rows of a new plan."""
        for name, content in out.lists.items():
            for position, row in enumerate(content):
                self._add(trace, name, plan_id, position, row)
            out.imported[f"{name}_said"] = out.imported[f"{name}_held"] = list_mark(content)
        self._attend(plan_id, out.lists.get("placements", []), active)
        self._moved = True

    def merge(self, trace: ChildTrace, held: Held, out: Outcome, *, decided: bool = False) -> None:
        """What a return says anew of a known plan's lists. Ends by noting who attends where.

        `decided`: a person decided for the file's list, so a placement it lacks does not stay open.
        """
        active = out.fields["is_active"][1] if "is_active" in out.fields else held.fields["is_active"]
        placements = [row for _, row in held.lists.get("placements", [])]
        for name, content in out.lists.items():
            same_day = self._terms.as_of is not None and held.imported.get("on") == self._terms.as_of.isoformat()
            history = name == "placements" and not same_day
            kept = self._merge(trace, name, held, content, keep_history=history, decided=decided)
            out.imported[f"{name}_held"] = list_mark(kept)
            if name == "placements":
                placements = kept
        self._moved |= "placements" in out.lists or "is_active" in out.fields
        self._attend(held.id, placements, active)

    def _merge(
        self, trace: ChildTrace, name: str, held: Held, content: list[Content], *, keep_history: bool, decided: bool
    ) -> list[Content]:
        model, columns = TABLES[name]
        free = list(held.lists.get(name, []))
        kept: list[Content] = []
        for position, row in enumerate(content):
            if self._terms.in_part:
                row = _with_what_was_known(name, row, free)
            match = next((old for rule in _SAMENESS[name] for old in free if rule(old[1], row)), None)
            if match is None:
                self._add(trace, name, held.id, position, row)
            else:
                free.remove(match)
                self._batch.change(model, trace, match[0], _differences(columns, match[1], row))
            kept.append(row)
        for number, row in free:
            if self._terms.in_part and name != "placements":
                if name == "settings" or any(new[1] == row[1] for new in content):
                    self._batch.remove(model, trace, number)
                else:
                    kept.append(row)
            elif keep_history and not (decided and self._stays_open(row, content)):
                kept.append(self._past(trace, number, row, content))
            else:
                self._batch.remove(model, trace, number)
        return kept

    def _past(self, trace: ChildTrace, number: int, row: Content, content: list[Content]) -> Content:
        """A placement a later return no longer lists: history. Where it was still open it ended when the next began."""
        later = self._next_entries(row, content)
        if row[_LEAVING] or not later:
            return row
        ended = [*row]
        ended[_LEAVING] = min(later)
        self._batch.change(Placement, trace, number, _differences(PLACEMENT_COLUMNS, row, ended))
        return ended

    def _stays_open(self, row: Content, content: list[Content]) -> bool:
        return not self._terms.in_part and not row[_LEAVING] and not self._next_entries(row, content)

    def _next_entries(self, row: Content, content: list[Content]) -> list[str]:
        next_entries = [
            new[_ENTRY] for new in content if new[_RANK] == row[_RANK] and new[_ENTRY] and not new[_LEAVING]
        ]
        later = [entry for entry in next_entries if row[_ENTRY] is None or entry > row[_ENTRY]]
        if self._terms.in_part and not later and row[_RANK] in (None, 1) and content:
            later = [
                (clock.day_of(self._terms.at) - timedelta(days=1)).isoformat()
            ]  # told only that the child is elsewhere now
            later = [max(later[0], row[_ENTRY] or "")]
        return later

    def _add(self, trace: ChildTrace, name: str, plan_id: int, position: int, row: Content) -> None:
        model, columns = TABLES[name]
        values = _values(columns, row)
        if name != "needs":
            values["position"] = position
            values["organisation_id"] = self._bodies.find(values["urn"], values["ukprn"], self._batch.rows)
        self._batch.make(model, trace, plan_id=plan_id, **values)
        trace.seen_change = True

    def _attend(self, plan_id: int, placements: list[Content], active: bool) -> None:
        self._settled.add(plan_id)
        if not active:
            return
        for row in placements:
            if row[_LEAVING] is None or row[_LEAVING] >= self._today:
                body = self._bodies.find(row[0], row[1], self._batch.rows)
                if body:
                    self._attending[body] = row[_ENTRY]

    def ties(self, trace: ChildTrace, held: HeldChild) -> None:
        """Tie the child to the schools they attend, and end ties a return made to those they have left."""
        for plan in held.plans.values():
            if plan.id not in self._settled:
                self._attend(plan.id, [row for _, row in plan.lists.get("placements", [])], plan.fields["is_active"])
        attending, moved = self._attending, self._moved
        self._attending, self._settled, self._moved = {}, set(), False
        if not moved:
            return
        today = clock.day_of(self._terms.at)
        open_ties = [
            tie for tie in held.ties if tie.kind == Tie.Kind.ATTENDS and (tie.ended_on is None or tie.ended_on >= today)
        ]
        already = {tie.organisation_id for tie in open_ties}
        for body, entry in attending.items():
            if body not in already:
                started = date.fromisoformat(entry) if entry else None
                self._batch.make(
                    Tie,
                    trace,
                    kind=Tie.Kind.ATTENDS.value,
                    organisation_id=body,
                    started_on=started,
                    source=self._terms.source,
                )
        last_day = self._last_day(attending)
        for tie in open_ties:
            if tie.source != "person" and tie.organisation_id not in attending and tie.ended_on is None:
                ended = max(last_day, tie.started_on) if tie.started_on else last_day
                self._batch.change(Tie, trace, tie.id, {"ended_on": (None, ended)})

    def _last_day(self, attending: dict[int, str | None]) -> date:
        entries = [entry for entry in attending.values() if entry]
        yesterday = clock.day_of(self._terms.at) - timedelta(days=1)
        return min(date.fromisoformat(max(entries)) - timedelta(days=1), yesterday) if entries else yesterday


def _with_what_was_known(name: str, row: Content, known: list[tuple[int, Content]]) -> Content:
    """A partial file's row, its blanks filled from the row it means."""
    if name == "needs":
        return row
    old = next(
        (old for _, old in known if old[_WHERE] == row[_WHERE] and (name == "settings" or not old[_LEAVING])), None
    )
    return [before if new is None else new for new, before in zip(row, old, strict=True)] if old else row


def _differences(columns: tuple[str, ...], before: Content, after: Content) -> dict[str, tuple[Any, Any]]:
    old, new = _values(columns, before), _values(columns, after)
    return {name: (old[name], new[name]) for name in columns if old[name] != new[name]}


def _values(columns: tuple[str, ...], row: Content) -> dict[str, Any]:
    return {
        name: date.fromisoformat(value) if value and name.endswith("_on") else value
        for name, value in zip(columns, row, strict=True)
    }


def _same_row(old: Content, new: Content) -> bool:
    return old == new


def _same_place_and_entry(old: Content, new: Content) -> bool:
    return old[_WHERE] == new[_WHERE] and old[_ENTRY] == new[_ENTRY]


def _same_place_still_open(old: Content, new: Content) -> bool:
    return old[_WHERE] == new[_WHERE] and not old[_LEAVING] and (old[_ENTRY] is None or new[_ENTRY] is None)


_SAMENESS = {
    "settings": [_same_row, lambda old, new: old[_WHERE] == new[_WHERE]],
    "placements": [_same_row, _same_place_and_entry, _same_place_still_open],
    "needs": [_same_row, lambda old, new: old[0] == new[0]],
}
