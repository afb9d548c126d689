"""A list of work as CSV, line by line."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from goldenthread.features.casework.queries.worklist import WorkRow
from goldenthread.web.components.presenters.status import status_words

HEADINGS = (
    "Id", "Name", "Known as", "Date of birth", "Year group", "School or college", "Coordinator", "Away until",
    "Covered by", "Main need", "Vulnerable groups", "Clock", "What is due", "Detail", "Started", "Aim for", "Last day",
    "Status", "Days late", "Legal duty", "Points",
)  # fmt: skip
THE_TEAM = "the team"
_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


class _Echo:
    """Gives back what csv would write to a file."""

    def write(self, text: str) -> str:
        return text


def lines(rows: Iterable[WorkRow], on: date) -> Iterator[str]:
    """The file: a mark that says it is UTF-8 (spreadsheets need it), the headings, a line a row."""
    writer = csv.writer(_Echo())
    yield "\ufeff" + writer.writerow(HEADINGS)
    for row in rows:
        yield writer.writerow([safe(value) for value in _values(row, on)])


def safe(value: Any) -> Any:
    """Text a spreadsheet would run as a formula is made plain text by an apostrophe; anything else is unchanged."""
    if isinstance(value, str) and value.startswith(_STARTS_A_FORMULA):
        return "'" + value
    return value


def _values(row: WorkRow, on: date) -> tuple[Any, ...]:
    return (
        row.child_id, row.name, row.known_as, row.born_on, row.year_group, row.school, row.coordinator,
        row.away_until, (row.covered_by or THE_TEAM) if row.away_until else "", row.need,
        "; ".join(row.groups), row.rule, row.rule_name, row.detail, row.started_on, row.safe_on, row.outer_on,
        status_words(row.status)[0], max(0, (on - row.outer_on).days), "yes" if row.is_legal_duty else "no", row.score,
    )  # fmt: skip
