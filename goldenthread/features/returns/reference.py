"""Writes docs/reference/import.md: the shapes a file may have, and every column."""

from __future__ import annotations

from importlib.resources import files

from goldenthread.domain.sen2.specification import groups
from goldenthread.features.returns.cases_file import COLUMNS

_OPENING = files("goldenthread.features.returns").joinpath("reference_opening.md")


def import_markdown() -> str:
    """The whole page."""
    lines = [_OPENING.read_text(encoding="utf-8")]
    for group in groups().values():
        lines += [f"### {group.title}", "", "| Item | Template heading |", "|---|---|"]
        lines += [f"| `{item.element}` | {_one_line(item.heading)} |" for item in group.items]
        lines.append("")
    lines += [
        "## Spreadsheet of cases",
        "",
        "One row a child; CSV or Excel. Case, spaces and punctuation of headings do not matter; "
        "others are passed over.",
        "",
        "| Heading | What it holds | Also read |",
        "|---|---|---|",
    ]
    lines += [f"| {column.heading} | {column.says} | {', '.join(column.also)} |" for column in COLUMNS]
    return "\n".join(lines) + "\n"


def _one_line(text: str) -> str:
    return " ".join(text.split()).replace("|", "/")
