"""The figures of the process as tables and bars; small numbers hidden from those who see figures and no child."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from goldenthread.demo.targets import process as published
from goldenthread.domain.clocks.books import Books
from goldenthread.domain.indicators.process import Figure, Measure
from goldenthread.domain.indicators.showing import hidden_columns, hidden_figures
from goldenthread.domain.indicators.suppression import is_small
from goldenthread.domain.proportions import Proportion
from goldenthread.features.casework.queries.process_figures import CaseBehind, ProcessFigures
from goldenthread.features.casework.queries.work_filters import rule_name
from goldenthread.web.components.presenters.phrases import thousands, uk_date
from goldenthread.web.components.presenters.tables import Column, Table

NOT_SHOWN = "Not shown"
_LINK = '<a class="govuk-link" href="{}">{}<span class="govuk-visually-hidden">: cases of {}</span></a>'
_BOOKS = ("due", "in_time", "late", "excepted", "open", "overdue", "ended")


def shown(found: ProcessFigures, asked: Mapping[str, str], *, in_full: bool) -> dict[str, Any]:
    """What the page draws: the measures, bars of the shares, the books, the averages."""
    hidden = frozenset() if in_full else hidden_figures(found.figures)
    plans = next(len(each.out_of) for each in found.figures if each.measure.code == "twenty_weeks")
    averages = [] if not in_full and plans < 6 else _averages(found)
    return {
        "measures": _measure_table(found.figures, hidden, asked if in_full else None),
        "bars": [bar for each in found.figures if (bar := _bar(each, hidden))],
        "books": _books_table(found.books, in_full),
        "reconciled": [_reconciled(rule, books) for rule, books in _in_order(found.books) if in_full],
        "averages": averages,
        "definitions": [(each.measure, _definition(each.measure)) for each in found.figures],
        "hides": bool(hidden),
    }  # fmt: skip


def _measure_table(figures: Sequence[Figure], hidden: frozenset[str], asked: Mapping[str, str] | None) -> Table:
    columns = [
        Column("Measure"), Column("Number", numeric=True), Column("Out of", numeric=True),
        Column("Share", numeric=True), Column("Likely range"), Column("England"),
    ]  # fmt: skip
    rows = [_row(each, each.measure.code in hidden, asked) for each in figures]
    return Table("Requests, decisions, assessments and plans", columns, rows, caption_size="m", cards=True)


def _row(figure: Figure, is_hidden: bool, asked: Mapping[str, str] | None) -> tuple[Any, ...]:
    name, share = figure.measure.name, figure.proportion
    if is_hidden:
        whole = len(figure.out_of)
        total = "" if share is None else NOT_SHOWN if is_small(whole) else thousands(whole)
        return name, NOT_SHOWN, total, NOT_SHOWN if share else "", "", _england(figure.measure)
    number = _number(figure, asked)
    if share is None:
        return name, number, "", "", "", _england(figure.measure)
    out_of = f"{thousands(share.total)} ({figure.measure.of_words})"
    return name, number, out_of, _percent(share), _range(share), _england(figure.measure)


def _number(figure: Figure, asked: Mapping[str, str] | None) -> SafeString | str:
    count = len(figure.counted)
    if asked is None or not count:
        return thousands(count)
    query = urlencode({**asked, "measure": figure.measure.code})
    return format_html(_LINK, f"{reverse('process_cases')}?{query}", thousands(count), figure.measure.name)


def _percent(share: Proportion) -> str:
    return f"{share.share:.1%}" if share.share is not None else "None to count"


def _range(share: Proportion) -> str:
    found = share.interval()
    return f"{found[0]:.1%} to {found[1]:.1%}" if found else ""


def _england(measure: Measure) -> str:
    found = published.england(measure)
    if found is None:
        return "Not published"
    if found.total is None:
        return f"{thousands(found.count)} ({found.year})"
    return f"{found.count / found.total:.1%} ({found.year})"


def _bar(figure: Figure, hidden: frozenset[str]) -> dict[str, Any] | None:
    """A share as a length from 0 to 100, with England's beside it."""
    share = figure.proportion
    if share is None or share.share is None or figure.measure.code in hidden:
        return None
    england = published.england(figure.measure)
    theirs = england.count / england.total if england and england.total else None
    return {
        "name": figure.measure.name, "ours": f"{share.share * 100:.1f}",
        "england": f"{theirs * 100:.1f}" if theirs is not None else "",
    }  # fmt: skip


def _books_table(kept: Mapping[str, Books], in_full: bool) -> Table:
    columns = [
        Column("Limit"), Column("Due", numeric=True), Column("Done in time", numeric=True),
        Column("Done late", numeric=True), Column("Excepted", numeric=True), Column("Open", numeric=True),
        Column("Of those open, overdue", numeric=True), Column("No longer needed", numeric=True),
    ]  # fmt: skip
    rows = [(_limit(rule), *_columns(books, in_full)) for rule, books in _in_order(kept)]
    return Table("Limits whose last day fell in the year", columns, rows, caption_size="m", cards=True)


def _columns(books: Books, in_full: bool) -> tuple[str, ...]:
    hidden = frozenset() if in_full else hidden_columns(books)
    return tuple(NOT_SHOWN if name in hidden else thousands(getattr(books, name)) for name in _BOOKS)


def _reconciled(rule: str, books: Books) -> str:
    parts = (books.in_time, books.late, books.excepted, books.open)
    told = f"{_limit(rule)}: {books.due:,} due = {' + '.join(f'{each:,}' for each in parts)}"
    return f"{told}." if books.balance else f"{told}: these do not add up. Ask for every clock to be recomputed."


def _in_order(kept: Mapping[str, Books]) -> list[tuple[str, Books]]:
    return sorted(kept.items())


def _limit(rule: str) -> str:
    return rule_name(rule)


def _averages(found: ProcessFigures) -> list[str]:
    told = []
    if found.average_weeks is not None:
        told.append(f"On average a plan issued in the year took {found.average_weeks:.1f} weeks from the request.")
    if found.average_weeks_ex is not None:
        told.append(f"With exceptions left out, {found.average_weeks_ex:.1f} weeks.")
    return told


def _definition(measure: Measure) -> str:
    columns = ", ".join(measure.published)
    note = f" {measure.note}" if measure.note else ""
    return f"{measure.definition}.{note} Published as {columns}."


def case_table(behind: Sequence[CaseBehind]) -> Table:
    """The children behind a figure."""
    columns = [Column("Child"), Column("Request received"), Column("Last day counted by")]
    rows = [
        (
            format_html('<a class="govuk-link" href="{}">{}</a>', reverse("child", args=[case.child_id]),
                        case.name or "Name not recorded"),
            uk_date(case.received_on), uk_date(case.reached_on) or "Nothing yet",
        )
        for case in behind
    ]  # fmt: skip
    return Table("Cases", columns, rows, caption_hidden=True, cards=True, empty="None that you may open.")
