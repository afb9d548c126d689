"""The high-needs block of the plan Kingston published in 2020: every printed cell follows from what was entered."""

from __future__ import annotations

from decimal import Decimal

import pytest

from goldenthread.domain.money.amounts import Scale, UnitsMixed, millions, pounds, thousands
from goldenthread.domain.money.block_table import BlockYear, Kind, YearsMissing, block_table, reconcile
from goldenthread.domain.money.financial_years import FinancialYear, NotAYear, read_year
from goldenthread.domain.money.reading import read_amount

# Year, income, spending, other blocks, in-year, carried in, cumulative: as printed, £m.
PRINTED = (
    ("2017/18", "20.59", "(25.32)", "0.52", "(4.21)", "(6.48)", "(10.69)"),
    ("2018/19", "23.70", "(27.78)", "0.70", "(3.38)", "(10.69)", "(14.07)"),
    ("2019/20", "23.62", "(29.66)", "0.86", "(5.18)", "(14.07)", "(19.25)"),
)
# Year, spending and cumulative gap in thousands, in-year gap in millions: as printed, whatever the headings say.
FORECAST = (
    ("2020/21", 30_973, "4.677", 23_929), ("2021/22", 32_529, "5.933", 29_862), ("2022/23", 34_161, "7.265", 37_127),
    ("2023/24", 35_835, "8.639", 45_766), ("2024/25", 37_509, "10.013", 55_779),
)  # fmt: skip


def _history() -> list[BlockYear]:
    return [
        BlockYear(
            read_year(year), Kind.OUTTURN, read_amount(income, "£m"), -read_amount(spent, "£m"),
            read_amount(other, "£m"),
        )
        for year, income, spent, other, *_ in PRINTED
    ]  # fmt: skip


def test_every_historic_cell_reproduces() -> None:
    rows = block_table(_history(), read_amount("(6.48)", "£m"))
    shown = [
        (row.entered.in_year.rounded(Scale.MILLIONS, 2), row.carried_in.rounded(Scale.MILLIONS, 2),
         row.cumulative.rounded(Scale.MILLIONS, 2))
        for row in rows
    ]  # fmt: skip
    printed = [tuple(Decimal(cell.replace("(", "-").strip(")")) for cell in line[4:]) for line in PRINTED]
    assert shown == printed


def test_every_forecast_gap_reproduces_once_its_units_are_put_right() -> None:
    # The printed 19.25 is 19,252 thousand; income rises by 300 thousand a year from 26,296.
    years = [
        BlockYear(read_year(year), Kind.FORECAST, thousands(26_296 + 300 * place), thousands(spent), thousands(0))
        for place, (year, spent, _, _) in enumerate(FORECAST)
    ]
    rows = block_table(years, thousands(-19_252))
    assert [row.entered.in_year for row in rows] == [-millions(gap) for _, _, gap, _ in FORECAST]
    assert [row.cumulative for row in rows] == [-thousands(gap) for *_, gap in FORECAST]


def test_a_cell_that_does_not_follow_is_named() -> None:
    rows = block_table(_history(), millions("-6.48"))
    year = FinancialYear(2018)
    printed = {(year, "in_year"): millions("-3.83"), (year, "cumulative"): millions("-14.07")}
    (found,) = reconcile(rows, printed)
    assert (found.year, found.cell, found.worked_out) == (year, "in_year", millions("-3.38"))
    assert found.unit == pounds(10_000) and not found.may_be_rounding
    (near,) = reconcile(rows, {(year, "in_year"): millions("-3.37")})
    assert near.may_be_rounding


def test_a_gap_in_the_years_and_mixed_units_are_refused() -> None:
    first, _, last = _history()
    with pytest.raises(YearsMissing, match="2018/19 is missing"):
        block_table([first, last], millions(0))
    with pytest.raises(YearsMissing, match="2017/18 is entered twice"):
        block_table([first, first], millions(0))
    with pytest.raises(UnitsMixed):
        block_table([first], pounds(0))[0].cumulative  # noqa: B018


def test_years_as_people_write_them() -> None:
    assert read_year("2019-20") == read_year(" 2019/2020 ") == FinancialYear(2019)
    assert FinancialYear(1999).said == "1999/00" and read_year("2099/00").ends_on.year == 2100
    for wrong in ("2019/21", "2019", "19/20", "2019/2120"):
        with pytest.raises(NotAYear):
            read_year(wrong)
