"""The back-test as a spreadsheet: the finding, every method, January and authority, and what the words mean."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

import xlsxwriter

from goldenthread.domain.forecast.backtest.one_authority import forecasts_of, with_figures
from goldenthread.domain.forecast.backtest.panel import SOURCE
from goldenthread.domain.forecast.backtest.results import DEFAULT, MARK_BY_JANUARY, Backtest, backtest
from goldenthread.domain.forecast.backtest.scoring import Score
from goldenthread.domain.forecast.backtest.words import DEFINITIONS, LIMITS, METHOD, NAMES, says

Cell = str | int | float | None

_SCORES = (
    "Years ahead", "Method", "n", "Weighted error %", "Middle error %", "Bias %",
    "Inside 80% band %", "Inside 95% band %", "Width of 80% band %", "Width of 95% band %",
)  # fmt: skip
_FORECASTS = (
    "Code", "Authority", "From January", "To January", "Forecast", "80% from", "80% to", "95% from", "95% to",
    "Came", "Published since", "Error %",
)  # fmt: skip


@cache
def workbook_of_backtest() -> bytes:
    """The whole spreadsheet, written once: its figures change only with the product's."""
    found, target = backtest(), io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
    _words(book, found, bold)
    _sheet(book, bold, "Methods", _SCORES, _together(found))
    _sheet(book, bold, "By January", ("From January", *_SCORES, "Mark %"), _by_january(found))
    _sheet(book, bold, "By authority", _FORECASTS, _by_authority(found))
    book.close()
    return target.getvalue()


def _words(book: Any, found: Backtest, bold: Any) -> None:
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    sheet = book.add_worksheet("Read first")
    sheet.set_column(0, 0, 32)
    sheet.set_column(1, 1, 110)
    rows = [
        ("What was found", says(found)), ("How the default works", METHOD), *DEFINITIONS.items(),
        *((f"Limit {at}", limit) for at, limit in enumerate(LIMITS, 1)),
        ("Newest figures", f"January {found.panel.last_january}"), ("Source", SOURCE),
    ]  # fmt: skip
    for at, (name, words) in enumerate(rows):
        sheet.write_string(at, 0, name, bold)
        sheet.write_string(at, 1, words, wrapped)


def _sheet(book: Any, bold: Any, name: str, headings: Sequence[str], rows: Iterable[Sequence[Cell]]) -> None:
    sheet = book.add_worksheet(name)
    sheet.write_row(0, 0, headings, bold)
    sheet.freeze_panes(1, 0)
    for at, row in enumerate(rows, 1):
        sheet.write_row(at, 0, row)
    for at, heading in enumerate(headings):
        sheet.set_column(at, at, 40 if heading in ("Method", "Authority") else 14)
    sheet.autofilter(0, 0, at, len(headings) - 1)


def _together(found: Backtest) -> Iterable[Sequence[Cell]]:
    for name, scores in found.together.items():
        for ahead, each in scores.items():
            yield _scored(name, ahead, each)


def _by_january(found: Backtest) -> Iterable[Sequence[Cell]]:
    for january, methods in found.by_january.items():
        for name, scores in methods.items():
            for ahead, each in scores.items():
                mark = MARK_BY_JANUARY.get((january, ahead)) if name == DEFAULT else None
                yield january, *_scored(name, ahead, each), mark


def _scored(name: str, ahead: int, each: Score) -> tuple[Cell, ...]:
    inside = {band.nominal: (round(band.percent, 2), round(band.width, 2)) for band in each.coverage}
    of_80, of_95 = inside.get(80, (None, None)), inside.get(95, (None, None))
    errors = round(each.wape, 2), round(each.median_ape, 2), round(each.bias, 2)
    return ahead, NAMES[name], each.n, *errors, of_80[0], of_95[0], of_80[1], of_95[1]


def _by_authority(found: Backtest) -> Iterable[Sequence[Cell]]:
    for authority in with_figures(found):
        for row in forecasts_of(found, DEFAULT, authority):
            error = None if row.error is None else round(row.error, 2)
            bands = *(row.band_80 or (None, None)), *(row.band_95 or (None, None))
            since = "yes" if row.since else ""
            yield authority.code, authority.name, row.of, row.to, row.plans, *bands, row.came, since, error
