"""A forecast as a spreadsheet: the figures of its page as numbers, low and high in columns of their own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from goldenthread.domain.forecast.kept import edits_from_plain
from goldenthread.domain.money.amounts import Amount
from goldenthread.domain.money.financial_years import FinancialYear
from goldenthread.domain.proportions import Proportion
from goldenthread.foundation.access.gate import opens_to
from goldenthread.foundation.access.verbs import Power
from goldenthread.web.finance.forecasts import figures, presenters
from goldenthread.web.finance.forecasts.pictures import ready
from goldenthread.web.finance.forecasts.presenters import BANDS, MEDIAN
from goldenthread.web.finance.forecasts.tables import PARTS, TARGET
from goldenthread.web.finance.forecasts.views import sees_small_groups
from goldenthread.web.finance.sheets import Cell, Sheet, spreadsheet_answer

WIDTHS = (30, 60, 90)
NAMES = {"by_setting": "By setting", "by_need": "By need", "by_age_group": "By age"}
BALANCES = (("In-year balance", "in_year"), ("Cumulative balance", "cumulative"))


@require_safe
@opens_to(Power.SEE_MONEY)
def workbook(request: HttpRequest, forecast_id: str) -> HttpResponse:
    """What it rests on first, then a sheet a table; groups as the same reader has them on the page."""
    row = ready(forecast_id)
    in_full = sees_small_groups(request)
    supposed = [presenters.change_said(each) for each in edits_from_plain(row.edits)]
    notes = [
        ("Forecast", row.name),
        ("Small groups", figures.small_groups(in_full=in_full)),
        *presenters.assumptions(row),
        *[(each["name"], f"{each['what']}; {each['how']}") for each in supposed],
    ]
    return spreadsheet_answer("forecast.xlsx", notes, sheets(row, in_full=in_full))


def sheets(row: Any, *, in_full: bool) -> list[Sheet]:
    """In the order of the page. Amounts are pounds; a mean or middle of children is to the nearest child."""
    answer = row.answer
    found = [_banded("Plans", "January", answer["years"], answer["children"]["total"], round, row.simulations)]
    januaries = [f"January {year}" for year in answer["years"]]
    for name, title in NAMES.items():
        lines: list[Sequence[Cell]] = [
            (PARTS[name][1](group), *line) for group, line in figures.grouped(row, name, in_full=in_full)
        ]
        found.append(Sheet(title, ("Group (middle of the simulations)", *januaries), lines))
    found += [_flows(row), _independent(row, in_full=in_full)]
    years = [str(FinancialYear(year)) for year in answer.get("financial_years", ())]
    if answer["pounds"] is not None:
        found.append(_banded("Money", "Financial year", years, answer["pounds"], _pounds, row.simulations))
    balance = answer.get("balance") or {"why": "it was made before balances were"}
    if not balance["why"]:
        found += [_banded(title, "Financial year", years, balance[name], _pounds, row.simulations)
                  for title, name in BALANCES]  # fmt: skip
        found.append(_chances(years, balance))
    return found + _changes(answer["changes"])


def _banded(
    title: str, first: str, names: Iterable[Any], table: Any, said: Callable[[float], Cell], simulations: int
) -> Sheet:
    bands = [f"{width} in 100: {end}" for width in WIDTHS for end in ("low", "high")]
    rows: list[Sequence[Cell]] = []
    for name, cells in zip(names, (each[0] for each in table["quantiles"]), strict=True):
        if cells[0] == cells[-1]:
            rows.append((name, said(cells[MEDIAN]), *[None] * len(bands), None, "The same in every simulation"))
        else:
            ends = [said(cells[place]) for width in WIDTHS for place in BANDS[width]]
            rows.append((name, said(cells[MEDIAN]), *ends, simulations, ""))
    return Sheet(title, (first, "Middle", *bands, "n (simulations)", "Note"), rows)


def _flows(row: Any) -> Sheet:
    names = (("joined", "New plans"), ("left", "Plans ended"), ("dropped", "Lost by the model"))
    table = row.answer["flows"]
    kept = [(key, words) for key, words in names if key != "dropped" or any(cell[0] for cell in table[key]["mean"])]
    rows = [(year, *(round(table[key]["mean"][at][0]) for key, _ in kept))
            for at, year in enumerate(row.answer["years"][1:])]  # fmt: skip
    return Sheet("Joining and leaving", ("In the year to January (on average)", *(words for _, words in kept)), rows)


def _independent(row: Any, *, in_full: bool) -> Sheet:
    headings = ("January (on average)", "Plans there", "All plans", "Share (%)", "Target (%)")
    rows = [(year, there, whole, round(100 * there / whole, 1) if whole else None, TARGET)
            for year, there, whole in figures.independent(row, in_full=in_full)]  # fmt: skip
    return Sheet("Independent share", headings, rows)


def _chances(years: Sequence[str], balance: Any) -> Sheet:
    asked = ("In balance in the year", "Without a deficit at its end")
    ends = ("simulations", "%", "% low", "% high")
    headings = ("Financial year", "Income", "n (simulations)", *(f"{one}: {end}" for one in asked for end in ends))
    rows = []
    for at, year in enumerate(years):
        both = [Proportion(*balance[name][at]) for name in ("in_balance", "without_deficit")]
        rows.append((year, _pounds(balance["income"][at]), both[0].total, *(cell for one in both for cell in _of(one))))
    return Sheet("Chance of balance", headings, rows)


def _of(share: Proportion) -> tuple[Cell, ...]:
    low, high = share.interval() or (0.0, 1.0)
    return share.count, *(round(100 * each, 1) for each in (share.count / share.total, low, high))


def _changes(changes: Any) -> list[Sheet]:
    if not changes:
        return []
    filled = changes["places_filled"]
    headings = ("Change", "Plans in the last January", "Money in the last year", "90 in 100: low", "90 in 100: high")
    ordered = [*changes["in_order"], {**changes["together"], "name": "All together"}]
    alone = [(*_effect(each), filled.get(each["name"])) for each in changes["alone"]]
    return [
        Sheet("Changes alone", (*headings, "Places taken"), alone),
        Sheet("Changes in order", headings, [_effect(each) for each in ordered]),
    ]


def _effect(each: Any) -> tuple[Cell, ...]:
    plans, money = round(each["children"]["mean"][-1][0]), each["pounds"]
    if money is None:
        return each["name"], plans, None, None, None
    ends = (_pounds(money["quantiles"][-1][0][place]) for place in BANDS[90])
    return each["name"], plans, _pounds(money["mean"][-1][0]), *ends


def _pounds(value: float) -> Amount:
    return Amount(Decimal(str(round(value, 2))))
