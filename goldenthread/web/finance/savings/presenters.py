"""The register as tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.urls import reverse
from django.utils.html import format_html

from goldenthread.domain.money.amounts import Amount
from goldenthread.domain.money.financial_years import FinancialYear
from goldenthread.domain.money.opportunities import Counted, Overlap
from goldenthread.domain.money.opportunity_list import Flow, MoneyLine
from goldenthread.features.finance.queries.opportunities import EXPECTED, REALISED, STATES, Entry, Register
from goldenthread.web.components.presenters.lists import SummaryRow
from goldenthread.web.components.presenters.phrases import uk_date, uk_moment
from goldenthread.web.components.presenters.tables import Column, Table
from goldenthread.web.components.templatetags.gt import tag
from goldenthread.web.finance.sheets import Cell, Sheet

_COLOURS = {"considered": "grey", "agreed": "blue", "under_way": "yellow", "done": "green", "not_pursued": "grey"}
_STATES = dict(STATES)
RULE = (
    "Each value is what the opportunity would be worth alone. Of those that change the same money of the same group in "
    "the same year, only the largest counts. Different groups are taken to share nobody, so they add. Those for all of "
    "that money count only by what the largest of them is above the groups together. The one earlier in the register "
    "counts first and a later one counts what it adds. So nothing is saved twice."
)


def register_table(found: Register) -> Table:
    """Every opportunity in a year."""
    rows = [
        (
            str(entry.row.number), _link(entry.row), entry.row.workstream, entry.row.owner or "Nobody yet",
            tag(_STATES[entry.row.state], _COLOURS[entry.row.state]), _claimed(entry.expected), _counts(entry.expected),
            _counts(entry.realised),
        )
        for entry in found.entries
    ]  # fmt: skip
    columns = [
        Column("No."), Column("Opportunity"), Column("Workstream"), Column("Leads"), Column("State"),
        Column("Expected alone, £", numeric=True), Column("Expected, counted once, £", numeric=True),
        Column("Realised, counted once, £", numeric=True),
    ]  # fmt: skip
    return Table(f"Opportunities in {found.year}", columns, rows, cards=True, empty="The register is empty.")


def overlap_table(found: Register) -> Table:
    """Pairs that change the same money."""
    by_id = {entry.row.public_id: entry.row for entry in found.entries}
    rows = [_overlap(each, by_id) for each in found.overlaps]
    columns = [Column("First"), Column("And"), Column("The same money"), Column("Whose")]
    return Table(f"The same money in {found.year}", columns, rows, cards=True)


def headlines(found: Register) -> list[tuple[str, str]]:
    """(amount, words)."""
    return [
        (found.claimed(EXPECTED).said(), "expected if each were counted alone"),
        (found.counts(EXPECTED).said(), "expected, nothing counted twice"),
        (found.counts(REALISED).said(), f"realised so far in {found.year}"),
    ]


def about(row: Any) -> list[SummaryRow]:
    """One opportunity."""
    found = [
        SummaryRow("Workstream", row.workstream), SummaryRow("Leads", row.owner, empty="Nobody yet"),
        SummaryRow("State", tag(_STATES[row.state], _COLOURS[row.state])),
        SummaryRow("What it changes", Flow(row.flow).said), SummaryRow("Which money", MoneyLine(row.line).said),
        SummaryRow("Whose", _whose(row.group)),
        SummaryRow("Last changed", f"{uk_moment(row.changed_at)} by {row.changed_by_name}"),
    ]  # fmt: skip
    return [*found, SummaryRow("Why", row.why)] if row.why else found


def values_table(values: Sequence[Any]) -> Table:
    """What was ever said of its worth."""
    rows = [
        (
            FinancialYear(each.year).said, each.get_kind_display(), Amount(each.amount).said(), each.evidence,
            uk_date(each.evidence_on), f"{each.recorded_by_name}, {uk_moment(each.recorded_at)}",
            "" if each.is_current else "Replaced",
        )
        for each in values
    ]  # fmt: skip
    columns = [
        Column("Year"), Column("Expected or realised"), Column("Amount alone, £", numeric=True),
        Column("What shows it"),
        Column("Date of the evidence"), Column("Recorded by"), Column("Standing"),
    ]  # fmt: skip
    return Table("What it is worth", columns, rows, cards=True, empty="No value is recorded yet.")


def overlaps_said(row: Any, found: Register) -> list[str]:
    """The others that change the same money in a year, for one opportunity."""
    by_id = {entry.row.public_id: entry.row for entry in found.entries}
    others = [
        by_id[each.second if each.first == row.public_id else each.first]
        for each in found.overlaps
        if row.public_id in (each.first, each.second)
    ]
    return [f"{other.number}. {other.title}" for other in others]


def sheets(found: Register) -> list[Sheet]:
    """The register of a year in pounds, and its overlaps."""
    headings = (
        "No.", "Opportunity", "Workstream", "Leads", "State", "What it changes", "Which money", "Whose",
        "Expected alone, £", "Expected, counted once, £", "Realised alone, £", "Realised, counted once, £",
    )  # fmt: skip
    by_id = {entry.row.public_id: entry.row for entry in found.entries}
    pairs = [_overlap(each, by_id) for each in found.overlaps]
    return [
        Sheet("Register", headings, [_cells(entry) for entry in found.entries]),
        Sheet("The same money", ("First", "And", "The same money", "Whose"), pairs),
    ]


def _cells(entry: Entry) -> tuple[Cell, ...]:
    row = entry.row
    amounts = [
        amount
        for each in (entry.expected, entry.realised)
        for amount in ((each.claim.value, each.counts) if each else (None, None))
    ]
    return (
        row.number, row.title, row.workstream, row.owner, _STATES[row.state], Flow(row.flow).said,
        MoneyLine(row.line).said, _whose(row.group), *amounts,
    )  # fmt: skip


def _overlap(each: Overlap, by_id: Mapping[str, Any]) -> tuple[Any, ...]:
    first, second = by_id[each.first], by_id[each.second]
    return (
        f"{first.number}. {first.title}",
        f"{second.number}. {second.title}",
        each.line.said,
        _whose(each.group),
    )


def _whose(group: str) -> str:
    return f"{group[:1].upper()}{group[1:]}" if group else "All of it"


def _link(row: Any) -> str:
    return format_html(
        '<a class="govuk-link" href="{}">{}</a>', reverse("opportunity", args=[row.public_id]), row.title
    )


def _claimed(counted: Counted | None) -> str:
    return counted.claim.value.said() if counted else "–"


def _counts(counted: Counted | None) -> str:
    return counted.counts.said() if counted else "–"
