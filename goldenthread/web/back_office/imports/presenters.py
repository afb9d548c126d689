"""Imports in the words of the page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.urls import reverse
from django.utils.html import format_html

from goldenthread.web.components.presenters.lists import SummaryRow
from goldenthread.web.components.presenters.phrases import file_size, thousands, uk_date, uk_moment
from goldenthread.web.components.presenters.tables import Column, Table

KINDS = {"sen2": "SEN2 return", "cases": "Spreadsheet of cases", "schools": "Schools"}
SHAPES = {
    "xml": "XML", "collect_csv": "COLLECT CSV exports", "template": "DfE Excel template", "workbook": "Excel workbook",
    "cases_csv": "CSV", "cases_xlsx": "Excel", "schools": "CSV",
}  # fmt: skip
STATES = {
    "waiting": ("Waiting to be read", "grey"),
    "reading": ("Being read", "blue"),
    "ready": ("Ready to look at", "purple"),
    "applying": ("Being applied", "blue"),
    "applied": ("Applied", "green"),
    "undoing": ("Being undone", "blue"),
    "undone": ("Undone", "grey"),
    "refused": ("Could not be read", "red"),
    "discarded": ("Discarded", "grey"),
}
_COUNTS = (
    ("persons", "People"), ("requests", "Requests"), ("assessments", "Assessments"), ("plans", "Plans"),
    ("ceased", "of them ended"), ("placements", "Placements"), ("needs", "Needs"), ("schools", "Schools"),
)  # fmt: skip
_EFFECTS = (
    ("new", "New children"),
    ("changed", "Children who change"),
    ("unchanged", "Children as before"),
    ("conflicts", "Facts to decide"),
    ("left_out", "People left out"),
    ("not_in_file", "Children here but not in this file"),
)
LEVELS = {"error": ("Error", "red"), "warning": ("Warning", "yellow"), "info": ("To know", "grey")}


def listed(rows: Iterable[Any]) -> Table:
    """The list of imports."""
    columns = [Column("File"), Column("What"), Column("Brought in"), Column("State"), Column("To decide", numeric=True)]
    return Table(
        "Files brought in", columns, [_line(row) for row in rows], cards=True, caption_hidden=True, empty="None yet."
    )


def _line(row: Any) -> tuple[Any, ...]:
    name = format_html('<a class="govuk-link" href="{}">{}</a>', reverse("import", args=[row.public_id]), row.file_name)
    who = f" by {row.made_by.name}" if row.made_by else ""
    return name, what(row), f"{uk_moment(row.made_at)}{who}", tag(row.state), thousands(row.open_conflicts)


def what(row: Any) -> str:
    """SEN2 return 2026 (XML)."""
    shape = f" ({SHAPES.get(row.shape, row.shape)})" if row.shape else ""
    return f"{KINDS.get(row.kind, row.kind)}{f' {row.year}' if row.year else ''}{shape}"


def tag(state: str) -> str:
    """The state as a tag."""
    text, colour = STATES[state]
    return format_html('<strong class="govuk-tag govuk-tag--{}">{}</strong>', colour, text)


def facts(row: Any) -> list[SummaryRow]:
    """About the file."""
    rows = [
        SummaryRow("What it is", what(row)),
        SummaryRow("Brought in", f"{uk_moment(row.made_at)}{f' by {row.made_by.name}' if row.made_by else ''}"),
        SummaryRow("Size", file_size(row.size)),
    ]
    if row.lea:
        rows.append(SummaryRow("Authority number", row.lea))
    if row.reference_on and row.kind == "sen2":
        rows.append(SummaryRow("Survey day", uk_date(row.reference_on)))
    if row.applied_at:
        rows.append(SummaryRow("Applied", uk_moment(row.applied_at)))
    if row.undone_at:
        rows.append(SummaryRow("Undone", uk_moment(row.undone_at)))
    return rows


def counts(row: Any) -> list[tuple[str, str]]:
    """What the file holds, as figures."""
    return [(words, thousands(row.counts[name])) for name, words in _COUNTS if name in row.counts]


def effects(row: Any) -> list[tuple[str, str]]:
    """What applying it does, as figures. Schools have fewer."""
    words = {"new": "New", "changed": "Changed", "unchanged": "As before"} if row.kind == "schools" else dict(_EFFECTS)
    return [(words[name], thousands(row.effects[name])) for name in words if name in row.effects]


def problems(page: Sequence[Mapping[str, Any]]) -> Table:
    """One page of problems."""
    columns = [Column("Level"), Column("Where"), Column("What is wrong"), Column("Check")]
    rows = [(_level(each["level"]), _where(each), each["message"], each["check"]) for each in page]
    return Table("What is wrong with the file", columns, rows, cards=True, first_is_header=False, caption_hidden=True)


def refusal(row: Any) -> tuple[str, str, list[dict[str, Any]]]:
    """Why the file was refused, where in it, and what else is wrong: the reason is said once. Of a file that was not
    refused, no reason and all that is wrong.
    """
    first, *others = row.problems or [None]
    if row.state != "refused" or first is None or first["message"][: len(row.error)] != row.error:
        return row.error, "", row.problems
    return first["message"], _where(first) if first["file"] else "", others


def _level(level: str) -> str:
    text, colour = LEVELS[level]
    return format_html('<strong class="govuk-tag govuk-tag--{}">{}</strong>', colour, text)


def _where(problem: Mapping[str, Any]) -> str:
    line = f", line {problem['line']:,}" if problem["line"] else ""
    item = f", {problem['field']}" if problem["field"] else ""
    return f"{problem['file']}{line}{item}".strip(", ") or "The whole file"


def sample(said: Sequence[Mapping[str, Any]], names: Mapping[str, str]) -> list[tuple[str, str, Sequence[str]]]:
    """(name, address, what changes) of the children this viewer may open."""
    return [
        (names[each["child"]], reverse("child", args=[each["child"]]), each["says"])
        for each in said
        if each["child"] in names
    ]


def conflicts(rows: Iterable[Any]) -> Table:
    """Conflicts to decide."""
    columns = [Column("Child"), Column("What"), Column("Recorded here"), Column("In the file"), Column("File")]
    lines = []
    for row in rows:
        link = format_html(
            '<a class="govuk-link" href="{}">{}<span class="govuk-visually-hidden">: {}</span></a>',
            reverse("import_conflict", args=[row.public_id]), row.child.full_name or "No name", row.label,
        )  # fmt: skip
        lines.append((link, row.label, row.recorded, row.in_file, row.source.file_name))
    return Table(
        "Facts to decide", columns, lines, cards=True, caption_hidden=True, empty="There is nothing to decide."
    )
