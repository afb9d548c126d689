"""From a return's text (`Node`) to records, noting what could not be read; one unreadable item never loses the rest.

2023 kept Res and WBP on ActivePlans; they are read onto the rank-1 placement (the first placement where none has rank
1).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from goldenthread.domain.sen2.node import Node
from goldenthread.domain.sen2.problem_log import ProblemLog
from goldenthread.domain.sen2.records import (
    ActivePlan,
    Assessment,
    Header,
    NamedPlan,
    Need,
    Person,
    Place,
    Placement,
    Request,
    Setting,
)
from goldenthread.domain.sen2.specification import groups
from goldenthread.domain.sen2.values import NotReadable, Reading, reader_for

_SETTING = ("urn", "ukprn", "sen_setting", "sen_setting_other", "rank", "sen_unit", "resourced_provision")
Readers = dict[str, tuple[str, Callable[[str], Reading]]]


class Interpreter:
    """Reads the nodes of one file of one collection year. Problems go to `log`; `skipped` counts persons left out."""

    def __init__(self, year: int, log: ProblemLog, *, spreadsheet: bool = False) -> None:
        self._log = log
        self.skipped = 0
        self._readers: dict[str, Readers] = {
            name: {
                item.element: (item.attribute, reader_for(item, year, spreadsheet=spreadsheet)) for item in group.items
            }
            for name, group in groups().items()
        }

    def header(self, node: Node) -> Header:
        """The header; absent items keep the record's defaults."""
        return Header(**self._values(node))

    def person(self, node: Node) -> Person | None:
        """A person with everything below; None (and an error) where nothing says who it is."""
        values = self._values(node)
        if not (values.get("upn") or values.get("uln") or values.get("surname")):
            self.skipped += 1
            self._log.add(
                "error",
                "This person has no surname, UPN or ULN that can be read, so was left out; add one of them.",
                file=node.file,
                line=node.line,
                field="Person",
                kind="nobody",
            )
            return None
        requests = tuple(self._request(child) for child in node.children.get("Requests", ()))
        place = Place(node.file, node.line, "Person")
        return Person(**values, requests=requests, local_id=node.key, place=place)

    def _request(self, node: Node) -> Request:
        assessment = self._only(node, "Assessment")
        active = self._only(node, "ActivePlans")
        return Request(
            **self._values(node),
            assessment=self._assessment(assessment) if assessment else None,
            active_plan=self._active_plan(active) if active else None,
            local_id=node.key,
        )

    def _assessment(self, node: Node) -> Assessment:
        plan = self._only(node, "NamedPlan")
        return Assessment(**self._values(node), named_plan=self._named_plan(plan) if plan else None)

    def _named_plan(self, node: Node) -> NamedPlan:
        settings = tuple(Setting(**self._values(child)) for child in node.children.get("PlanDetail", ()))
        return NamedPlan(**self._values(node), settings=settings)

    def _active_plan(self, node: Node) -> ActivePlan:
        values = self._values(node)
        on_plan: dict[str, Any] = {name: values.pop(name) for name in ("residential", "work_based") if name in values}
        placements = [self._placement(child) for child in node.children.get("PlacementDetail", ())]
        needs = [self._need(child) for child in node.children.get("SENneed", ())]
        if on_plan:
            self._put_on_first(placements, on_plan, node)
        return ActivePlan(**values, placements=tuple(placements), needs=tuple(need for need in needs if need))

    def _put_on_first(self, placements: list[Placement], on_plan: dict[str, Any], node: Node) -> None:
        if not placements:
            message = "Res or WBP was given but there is no PlacementDetail to hold it; it was left out."
            self._log.add("warning", message, file=node.file, line=node.line, field="Res")
            return
        first = next((at for at, placement in enumerate(placements) if placement.setting.rank == 1), 0)
        absent = {name: value for name, value in on_plan.items() if getattr(placements[first], name) is None}
        placements[first] = replace(placements[first], **absent)

    def _placement(self, node: Node) -> Placement:
        values = self._values(node)
        setting = Setting(**{name: values.pop(name) for name in _SETTING if name in values})
        return Placement(setting=setting, **values)

    def _need(self, node: Node) -> Need | None:
        values = self._values(node)
        if "type" in values:
            return Need(**values)
        message = "A need without a SENtype that can be read was left out; give its SENtype."
        self._log.add("error", message, file=node.file, line=node.line, field="SENtype", kind="need without type")
        return None

    def _only(self, node: Node, group: str) -> Node | None:
        children = node.children.get(group)
        if not children:
            return None
        for extra in children[1:]:
            self._log.add(
                "error",
                f"{node.group} holds {group} more than once; only the first was read. Keep one.",
                file=extra.file,
                line=extra.line,
                field=group,
                kind=f"second {group}",
            )
        return children[0]

    def _values(self, node: Node) -> dict[str, Any]:
        readers = self._readers[node.group]
        found: dict[str, Any] = {}
        for element, text in node.values.items():
            attribute, read = readers[element]
            try:
                value, remark = read(text)
            except NotReadable as fault:
                self._note("error", node, element, f"{element}: {fault}. The item was left empty.")
                continue
            if remark:
                self._note("warning", node, element, f"{element}: {remark}.")
            found.setdefault(attribute, value)
        return found

    def _note(self, level: str, node: Node, element: str, message: str) -> None:
        file = f"{node.file}!{node.cells[element]}" if element in node.cells else node.file
        line = node.locate(element) if node.locate else node.line
        self._log.add(level, message, file=file, line=line, field=element)
