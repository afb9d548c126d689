"""The interchange form as a JSON Schema and as a page of the reference, both made from its table."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from goldenthread.domain.plan.interchange import form
from goldenthread.domain.plan.interchange.form import Field
from goldenthread.domain.statute.plan_sections import plan_sections


def schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of version 1."""
    whole = _object(form.PLAN)
    whole["properties"]["version"] = {"const": form.VERSION, "description": "Of this form"}
    whole["properties"]["sections"] = {
        "type": "object", "description": "Each section by its letter (SEND Regulations 2014, reg 12)",
        "propertyNames": {"enum": list(form.SECTION_CODES)}, "additionalProperties": _object(form.SECTION),
    }  # fmt: skip
    whole["required"].append("sections")
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "An Education, Health and Care plan, version 1 of the goldenthread-plan form", **whole,
    }  # fmt: skip


def schema_json() -> str:
    """The file `plan.schema.json`."""
    return json.dumps(schema(), indent=2, ensure_ascii=False) + "\n"


def interchange_markdown() -> str:
    """The reference page: every field, what it is in the SEN2 return, and what of the law it is."""
    lines = [
        "# A plan as JSON", "",
        "A plan can leave one system and enter another whole: `goldenthread plan convert FILE --out plan.json`, the",
        "page of a copy that was sent and a family's own page of the plan write this form; `goldenthread plan check`,",
        "`convert` and `batch`, and the page of a plan being drafted, read it. What is read and written again is the",
        "same, value for value.", "",
        f"`format` is `{form.FORMAT}` and `version` is {form.VERSION}. A field that is blank is left out. Days are",
        "written 2026-09-02. An unknown field is an error, so that nothing is lost unseen. The JSON Schema is",
        "`goldenthread/domain/plan/interchange/plan.schema.json`. Regulations are those of the SEND Regulations 2014;",
        "items of the SEN2 return are those of the 2026 collection.", "",
    ]  # fmt: skip
    for title, fields in (
        ("The plan", form.PLAN), ("`child`", form.CHILD), ("Each of `sections`, by its letter", form.SECTION),
        ("Each of `items`", form.ITEM), ("Each of `sources`", form.SOURCE), ("Each of `other_people`", form.PERSON),
        ("Each of `placements`", form.PLACEMENT), ("Each of `copies`", form.SENT),
    ):  # fmt: skip
        lines += [f"## {title}", "", *_table(fields), ""]
    lines += ["## Sections", "", "| Letter | What it sets out | Law |", "|---|---|---|"]
    lines += [f"| {each.code} | {each.contains} | {each.citation} |" for each in plan_sections().values()]
    lines += ["", "`H` stands for a plan that does not tell H1 and H2 apart.", ""]
    lines += ["## Areas of need and the codes of the return", "", "| Area | SEN2 `SENtype` |", "|---|---|"]
    lines += [f"| `{area}` | {', '.join(needs) or 'none: the return has no code for it'} |"
              for area, needs in form.area_codes().items()]  # fmt: skip
    return "\n".join(lines) + "\n"


def _table(fields: Sequence[Field]) -> Iterator[str]:
    yield "| Field | Kind | What it is | SEN2 | Law |"
    yield "|---|---|---|---|---|"
    for each in fields:
        kind = " or ".join(f"`{choice}`" for choice in each.choices) if each.choices else each.kind
        kind += ", always there" if each.needed else ""
        yield f"| `{each.name}` | {kind} | {each.about} | {each.sen2} | {each.law} |"


def _object(fields: Sequence[Field]) -> dict[str, Any]:
    return {
        "type": "object", "additionalProperties": False,
        "required": [each.name for each in fields if each.needed],
        "properties": {each.name: _value(each) for each in fields},
    }  # fmt: skip


def _value(field: Field) -> dict[str, Any]:
    text = {"type": "string", "maxLength": form.LONGEST_TEXT}
    said = "; ".join(part for part in (field.about, f"SEN2 {field.sen2}" if field.sen2 else "", field.law) if part)
    kinds: dict[str, dict[str, Any]] = {
        form.TEXT: text,
        form.DAY: {"type": "string", "format": "date", "pattern": r"^\d{4}-\d{2}-\d{2}$"},
        form.NUMBER: {"type": "integer", "minimum": -10_000, "maximum": 10_000},
        form.CODE: {"enum": list(field.choices)},
        form.LINES: {"type": "array", "maxItems": form.MOST_ROWS, "items": text},
    }
    if field.kind == form.ROWS:
        return {"type": "array", "description": said, "maxItems": form.MOST_ROWS, "items": _object(field.fields)}
    if field.kind == form.OBJECT:
        return {**_object(field.fields), "description": said}
    return {**kinds[field.kind], "description": said}
