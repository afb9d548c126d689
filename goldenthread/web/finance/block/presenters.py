"""The block as tables: in millions for the page, in exact pounds for the spreadsheet."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.html import format_html

from goldenthread.domain.money.amounts import Amount, Scale
from goldenthread.domain.money.block_table import Difference, Kind
from goldenthread.domain.money.financial_years import FinancialYear
from goldenthread.features.finance.queries.block import Beside, Block
from goldenthread.features.finance.queries.block import Table as Series
from goldenthread.web.components.presenters.phrases import uk_date
from goldenthread.web.components.presenters.tables import Column, Table
from goldenthread.web.finance.sheets import Sheet

HEADINGS = (
    "Year", "Income", "Spending", "Other blocks", "In-year total", "Carried in", "Cumulative", "Source",
)  # fmt: skip
_CELLS = {"in_year": "in-year total", "carried_in": "amount carried in", "cumulative": "cumulative total"}
_KINDS = {Kind.OUTTURN: "Outturn", Kind.BUDGET: "Budget", Kind.FORECAST: "Forecast"}


def millions(amount: Amount) -> str:
    """'£30.97m'."""
    return amount.said(Scale.MILLIONS)


def name_of(series: Series) -> str:
    """'Outturn'; a forecast is named by its document."""
    return f"Forecast: {series.series}" if series.series else _KINDS[series.kind]


def series_table(series: Series, *, keeps: bool) -> Table:
    """One series in £m. Where its years do not add up, what was entered and no sums."""
    rows: list[tuple[Any, ...]] = []
    for line in series.lines:
        found, row = line.worked_out, line.row
        amounts = [found.entered.income, found.entered.spending, found.entered.other_blocks, found.entered.in_year]
        balances = [found.carried_in, found.cumulative] if series.begins_known else []
        shown = [*map(millions, amounts), *(map(millions, balances) if balances else ("–", "–"))]
        rows.append((_year(row, keeps), *shown, _source(row)))
    for row in series.rows if series.broken else ():
        amounts = [Amount(row.income), Amount(row.spending), Amount(row.other_blocks)]
        rows.append((_year(row, keeps), *map(millions, amounts), "–", "–", "–", _source(row)))
    columns = [Column(name, numeric=0 < place < 7) for place, name in enumerate(HEADINGS)]
    return Table(f"{name_of(series)}, £ millions", columns, rows, cards=True)


def difference_said(each: Difference) -> str:
    """'2019/20: the cumulative total is printed as −£19.52m; the figures give −£19.25m'."""
    said = (
        f"{each.year}: the {_CELLS[each.cell]} is printed as {each.printed.said()}; "
        f"the figures give {each.worked_out.said()}."
    )
    return f"{said} Rounding could explain it." if each.may_be_rounding else said


def beside_table(found: tuple[Beside, ...]) -> Table:
    """Years that were forecast or budgeted and have come."""
    rows = [
        (
            each.year.said, each.series, millions(each.forecast.entered.spending),
            millions(each.outturn.entered.spending), _apart(each),
            millions(each.forecast.entered.in_year), millions(each.outturn.entered.in_year),
        )
        for each in found
    ]  # fmt: skip
    columns = [
        Column("Year"), Column("Published in"), Column("Spending expected", numeric=True),
        Column("Spending that came", numeric=True), Column("Came above or below", numeric=True),
        Column("In-year total expected", numeric=True), Column("In-year total that came", numeric=True),
    ]  # fmt: skip
    return Table("What was published before, beside what came, £ millions", columns, rows, cards=True)


def headlines(block: Block) -> list[tuple[str, str]]:
    """(amount, what it is) of the newest outturn; nothing before there is one."""
    outturn = next(iter(block.of(Kind.OUTTURN)), None)
    lines = outturn.lines if outturn else ()
    if not lines:
        return []
    last = lines[-1].worked_out
    balance = last.cumulative
    words = "deficit" if balance.pounds < 0 else "balance"
    found = [
        (millions(last.entered.spending), f"spent in {last.entered.year}"),
        (millions(last.entered.in_year), f"in-year total in {last.entered.year}"),
    ]
    at_the_end = (millions(Amount(abs(balance.pounds))), f"{words} at 31 March {last.entered.year.start + 1}")
    return [*found, at_the_end] if outturn and outturn.begins_known else found


def sheets(block: Block) -> list[Sheet]:
    """Everything, a row a year, in pounds; years that do not add up without their sums."""
    rows = [
        (name_of(series), FinancialYear(row.year).said, *amounts, row.source, uk_date(row.published_on), row.note)
        for series in block.tables
        for row, amounts in _in_pounds(series)
    ]
    headings = (
        "Series",
        *(f"{name}, £" if 0 < at < 7 else name for at, name in enumerate(HEADINGS)),
        "Published",
        "Note",
    )
    differences = [(name_of(series), difference_said(each)) for series in block.tables for each in series.differences]
    broken = [
        (name_of(series), f"Years do not follow each other: {series.broken}")
        for series in block.tables
        if series.broken
    ]
    return [Sheet("Block", headings, rows), Sheet("Does not add up", ("Series", "What"), [*differences, *broken])]


def _in_pounds(series: Series) -> Iterator[tuple[Any, tuple[Amount | None, ...]]]:
    """Each year's row with its amounts, in the order of HEADINGS."""
    for row in series.rows if series.broken else ():
        yield row, (Amount(row.income), Amount(row.spending), Amount(row.other_blocks), None, None, None)
    for line in series.lines:
        found, year = line.worked_out, line.worked_out.entered
        balances = (found.carried_in, found.cumulative) if series.begins_known else (None, None)
        yield line.row, (year.income, year.spending, year.other_blocks, year.in_year, *balances)


def _apart(each: Beside) -> str:
    apart, expected = each.spent_more, each.forecast.entered.spending
    sign = "+" if apart.pounds > 0 else ""
    share = f" ({sign}{float(apart.ratio(expected)) * 100:.1f}%)".replace("-", "−") if expected.pounds else ""
    return f"{sign}{millions(apart)}{share}"


def _year(row: Any, keeps: bool) -> str:
    year = FinancialYear(row.year).said
    if not keeps:
        return year
    return format_html('<a class="govuk-link" href="{}">{}</a>', reverse("block_year", args=[row.public_id]), year)


def _source(row: Any) -> str:
    note = format_html("<br>{}", row.note) if row.note else ""
    return format_html("{}, {}{}", row.source, uk_date(row.published_on), note)
