"""Makes the interchange form of a plan from plain data, and from a plan that was read as text."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from goldenthread.domain.plan.checker.document import PlanDocument
from goldenthread.domain.plan.interchange.form import FORMAT, PLAN, VERSION
from goldenthread.domain.statute.plan_sections import plan_sections


def plan_in_form(
    *, stage: str, child: Mapping[str, Any], sections: Iterable[Mapping[str, Any]],
    items: Sequence[Mapping[str, Any]] = (), **more: Any,
) -> dict[str, Any]:  # fmt: skip
    """A plan from its sections ({"code", "title", "text"}) and its items as a sent copy keeps them; `more` by the names
    of the form. What is blank is left out."""
    made = {
        "format": FORMAT, "version": VERSION, "plan_type": "ehc_plan", "stage": stage, "child": _filled(child),
        **_filled(more),
    }  # fmt: skip
    order = [field.name for field in PLAN]
    plan = {name: made[name] for name in sorted(made, key=order.index)}
    plan["sections"] = {each["code"]: _section(each, items) for each in sections}
    return plan


def as_json(plan: Mapping[str, Any]) -> str:
    """The plan as a JSON document a person can read too; ends in a line end."""
    return json.dumps(plan, indent=2, ensure_ascii=False) + "\n"


def plan_from_document(document: PlanDocument, texts: Mapping[str, str]) -> dict[str, Any]:
    """A plan that was read by the checker's readers, with the text of each section; no row is made up."""
    person = document.person
    child = {
        "name": person.name or "Not said", "known_as": person.known_as, "pronouns": person.pronouns,
        "born_on": person.born_on.isoformat() if person.born_on else "", "school_year": person.school_year,
    }  # fmt: skip
    titles = plan_sections()
    sections = [
        {"code": code, "title": titles[code].title if code in titles else f"Section {code}", "text": text}
        for code, text in texts.items()
    ]
    others = [{"name": name} for name in document.others if name]
    return plan_in_form(stage=document.stage.value, child=child, sections=sections, other_people=others)


def _section(section: Mapping[str, Any], items: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    own = [dict(each) for each in items if each.get("section") == section["code"]]
    return {
        **({"title": section["title"]} if section.get("title") else {}), "text": section.get("text", ""),
        **({"items": own} if own else {}),
    }  # fmt: skip


def _filled(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value not in ("", None, [], ())}
