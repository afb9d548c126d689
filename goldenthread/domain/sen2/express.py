"""From records to a return's text (`Node`) for one collection year; and what of a person a year's return can hold."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any, TypeVar

from goldenthread.domain.sen2 import codes
from goldenthread.domain.sen2.node import Node
from goldenthread.domain.sen2.records import (
    ActivePlan,
    Assessment,
    Header,
    Person,
    Placement,
    Request,
)
from goldenthread.domain.sen2.specification import Specification, specification

Record = TypeVar("Record", Request, ActivePlan, Placement)


def header_node(header: Header, year: int) -> Node:
    """The header as text; Year is the year written, whatever the record says."""
    return _node("Header", replace(header, year=year), specification(year))


def person_node(person: Person, year: int) -> Node:
    """A person and everything below as text, with the items that year's return has."""
    spec = specification(year)
    node = _node("Person", person, spec)
    node.key = person.local_id
    for request in person.requests:
        below = node.add(_node("Requests", request, spec))
        below.key = request.local_id
        if request.assessment is not None:
            _add_assessment(below, request.assessment, spec)
        if request.active_plan is not None:
            _add_active_plan(below, request.active_plan, spec)
    return node


def _add_assessment(parent: Node, assessment: Assessment, spec: Specification) -> None:
    node = parent.add(_node("Assessment", assessment, spec))
    if assessment.named_plan is None:
        return
    plan = node.add(_node("NamedPlan", assessment.named_plan, spec))
    for setting in assessment.named_plan.settings:
        plan.add(_node("PlanDetail", setting, spec))


def _add_active_plan(parent: Node, active: ActivePlan, spec: Specification) -> None:
    node = parent.add(_node("ActivePlans", active, spec))
    for placement in active.placements:
        detail = _node("PlacementDetail", placement.setting, spec)
        detail.values |= _node("PlacementDetail", placement, spec).values
        node.add(detail)
    for need in active.needs:
        node.add(_node("SENneed", need, spec))
    first = _first_placement(active)
    if first is not None and spec.has("ActivePlans", "Res"):
        node.values |= {name: text for name, text in (("Res", first.residential), ("WBP", first.work_based)) if text}


def _first_placement(active: ActivePlan) -> Placement | None:
    """The placement that 2023's Res and WBP speak of: rank 1, else the first."""
    ranked = (placement for placement in active.placements if placement.setting.rank == 1)
    return next(ranked, active.placements[0] if active.placements else None)


def _node(group: str, record: Any, spec: Specification) -> Node:
    node = Node(group)
    for item in spec.items(group):
        value = getattr(record, item.attribute, None)
        if value is None or value == "":
            continue
        text = codes.SEX_TO_GENDER.get(value, "") if item.kind == "gender" else _text(value)
        if text and (item.kind != "code" or item.codes == "SENtype" or text in codes.codes(item.codes)):
            node.values[item.element] = _code_of_year(item.codes, text, spec.year)
    return node


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "1" if value else "0"
    return value.isoformat() if isinstance(value, date) else str(value)


def _code_of_year(name: str, code: str, year: int) -> str:
    # Before Down syndrome had its own code the published tables counted it under "other".
    return "OTH" if name == "SENtype" and code == "DS" and not codes.in_year(name, code, year) else code


def as_of_year(person: Person, year: int) -> Person:
    """The person as that year's return can say it: items the year lacks are None; keys and place are kept.

    2023: Res and WBP only on the rank-1 placement (the first where none has rank 1). From 2024 a sex other than M or
    F cannot be said. Before 2025 the need DS (Down syndrome) is OTH.
    """
    spec = specification(year)
    requests = tuple(_request(request, spec) for request in person.requests)
    sex = person.sex
    if year >= 2024 and sex not in codes.codes("Sex"):
        sex = None
    return replace(person, sex=sex, requests=requests)


def _request(request: Request, spec: Specification) -> Request:
    kept = _without(request, "Requests", spec)
    active = kept.active_plan
    return replace(kept, active_plan=None if active is None else _active_plan(active, spec))


def _active_plan(active: ActivePlan, spec: Specification) -> ActivePlan:
    kept = _without(active, "ActivePlans", spec)
    placements = [_without(placement, "PlacementDetail", spec) for placement in active.placements]
    first = _first_placement(active)
    if first is not None and spec.has("ActivePlans", "Res"):
        at = active.placements.index(first)
        placements[at] = replace(placements[at], residential=first.residential, work_based=first.work_based)
    needs = tuple(replace(need, type=_code_of_year("SENtype", need.type, spec.year)) for need in active.needs)
    return replace(kept, placements=tuple(placements), needs=needs)


_OWN: dict[str, tuple[str, ...]] = {
    "Requests": ("source",),
    "ActivePlans": ("review_meeting_on", "review_outcome", "review_draft_on", "phase_due_on", "phase_final_on"),
    "PlacementDetail": ("residential", "work_based", "attendance"),
}


def _without(record: Record, group: str, spec: Specification) -> Record:
    """The record with the attributes that come and go set to None where this year's group does not hold them."""
    held = {item.attribute for item in spec.items(group)}
    absent: dict[str, Any] = {name: None for name in _OWN[group] if name not in held}
    return replace(record, **absent)
