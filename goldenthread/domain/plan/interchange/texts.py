"""The interchange form as plain text: what the checker reads, each section under its heading."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from goldenthread.domain.plan.checker.text import plan_from_text
from goldenthread.domain.plan.interchange.making import plan_from_document


def as_text(plan: Mapping[str, Any]) -> str:
    """The words of a plan: who and what first, then each section under `Section B: ...` on a line of its own."""
    child = plan["child"]
    stage = {"draft": "Draft plan", "final": "Final plan"}.get(plan["stage"])
    lines = [stage] if stage else []
    lines.append(f"Name: {child['name']}")
    if child.get("known_as"):
        lines.append(f"Known as: {child['known_as']}")
    if child.get("pronouns"):
        lines.append(f"Pronouns: {child['pronouns']}")
    if "school_year" in child:
        lines.append(f"School year: {child['school_year']}")
    for code, section in plan["sections"].items():
        lines += ["", _heading(code, section), "", section["text"]]
    return "\n".join(lines).strip() + "\n"


def plan_from_words(text: str) -> dict[str, Any]:
    """The form of a plan in plain text: each section's text as it stands there. Raises ValueError where there is no
    heading."""
    document = plan_from_text(text)
    lines = text.splitlines()
    heads = {section.line: section.code for section in document.sections}
    found: dict[str, list[str]] = {}
    code = ""
    for number, line in enumerate(lines, 1):
        if opened := heads.get(number) or _opened_again(line, document):
            code = opened
            found.setdefault(code, [])
        elif code:
            found[code].append(line)
    return plan_from_document(document, {each: "\n".join(rows).strip() for each, rows in found.items()})


def _heading(code: str, section: Mapping[str, Any]) -> str:
    title = str(section.get("title", ""))
    return title if title.startswith(f"Section {code}") and "\n" not in title else f"Section {code}"


def _opened_again(line: str, document: Any) -> str:
    """The code of a section whose heading stands a second time."""
    from goldenthread.domain.plan.checker.words import compiled

    if not (heading := compiled("text_heading").match(line)):
        return ""
    letter = str(heading[1]).upper()
    return letter + ((heading[2] or "") if letter == "H" else "")
