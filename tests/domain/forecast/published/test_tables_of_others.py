"""Invented tables of other makeups: other rates, roundings, units, orders, layouts; some with one wrong cell."""

from __future__ import annotations

from fractions import Fraction

import pytest

from goldenthread.domain.forecast.published.checking import check_text
from goldenthread.domain.forecast.published.figures import figure_of, plain, rounded
from goldenthread.domain.forecast.published.results import CONTRADICTS, EXPLAINED, INPUT, TableFound
from tests.domain.forecast.published.kingston import FORECAST, HISTORIC

YEARS = ("2022/23", "2023/24", "2024/25", "2025/26", "2026/27", "2027/28")
SPEND = (52_110, 54_890, 57_020, 60_444, 63_901, 67_007)
GAPS = tuple(spend - 48_200 - 650 * year for year, spend in enumerate(SPEND))
SUMS = tuple(8_040 + sum(GAPS[: year + 1]) for year in range(6))


def csv(*columns: tuple[object, ...]) -> str:
    return "\n".join(",".join(f'"{cell}"' for cell in row) for row in zip(*columns, strict=True)) + "\n"


def grown(base: str, percent: str, years: int = 6, start: int = 0) -> list[int]:
    factor = 1 + Fraction(percent) / 100
    return [int(rounded(Fraction(base) * factor**year, 0)) for year in range(start, start + years)]


def only_table(text: str) -> TableFound:
    (table,) = check_text(text).tables
    return table


def rules(table: TableFound) -> list[str | None]:
    return [column.rule.id if column.rule else None for column in table.columns]


def counts(table: TableFound) -> tuple[int, int, int]:
    return table.count(EXPLAINED), table.count(INPUT), table.count(CONTRADICTS)


def wrong(text: str) -> list[tuple[str, str, str]]:
    """Row, column and expected number of every cell named wrong; each is named in a contradiction too."""
    found = cells_wrong(text)
    named = [(each.cells[0].row, each.cells[0].column) for each in check_text(text).contradictions]
    assert sorted(named) == sorted((row, column) for row, column, _ in found)
    return found


def cells_wrong(text: str) -> list[tuple[str, str, str]]:
    return [
        (cell.row, cell.column, plain(cell.expected) if cell.expected is not None else "")
        for table in check_text(text).tables for column in table.columns for cell in column.cells
        if cell.status == CONTRADICTS
    ]  # fmt: skip


def test_growth_rounded_each_year_and_a_constant_cost_a_plan_in_millions_to_one_place() -> None:
    plans = [2410]
    for _ in range(5):
        plans.append(int(rounded(Fraction(plans[-1]) * Fraction("1.045"), 0)))
    spend = [plain(Fraction(number * 14_250, 1_000_000), 1) for number in plans]
    text = csv(("Year", *YEARS), ("Number of EHC plans", *plans), ("High needs spend (£m)", *spend))
    table = only_table(text)
    assert rules(table) == ["growth.rounded", "multiple"] and counts(table) == (12, 0, 0)
    rule = table.columns[0].rule
    assert rule is not None and rule.parameters["rate_percent"] == Fraction("4.5")
    assert table.columns[1].unit_inferred == "£m"


def test_columns_in_another_order_with_the_year_last() -> None:
    columns = (("Cumulative deficit £000", *SUMS), ("In-year gap £000", *GAPS), ("Spend £000", *SPEND))
    text = csv(*columns, ("Year", *YEARS))
    table = only_table(text)
    assert rules(table) == ["running", "difference.implied", None] and counts(table) == (12, 6, 0)


@pytest.mark.parametrize("year", range(6))
def test_a_wrong_running_sum_is_named_wherever_it_stands(year: int) -> None:
    sums = [number + 1_000 * (at == year) for at, number in enumerate(SUMS)]
    text = csv(("Year", *YEARS), ("Spend £000", *SPEND), ("In-year gap £000", *GAPS), ("Cumulative £000", *sums))
    assert wrong(text) == [(YEARS[year], "Cumulative £000", plain(Fraction(SUMS[year])))]


@pytest.mark.parametrize("year", range(1, 6))
def test_a_wrong_gap_breaks_two_rules_and_is_named_once(year: int) -> None:
    gaps = [number + 90 * (at == year) for at, number in enumerate(GAPS)]
    text = csv(("Year", *YEARS), ("Spend £000", *SPEND), ("In-year gap £000", *gaps), ("Cumulative £000", *SUMS))
    assert wrong(text) == [(YEARS[year], "In-year gap £000", plain(Fraction(GAPS[year])))]


@pytest.mark.parametrize("year", range(6))
def test_a_wrong_input_that_two_columns_are_worked_out_from_is_named_itself(year: int) -> None:
    exact = [Fraction(1_336) * Fraction("1.1") ** (at + 1) for at in range(6)]
    averages = [rounded(Fraction(1_000 * spend) / plans, 0) for spend, plans in zip(SPEND, exact, strict=True)]
    spends = [number + 450 * (at == year) for at, number in enumerate(SPEND)]
    text = csv(
        ("Year", *YEARS), ("Spend £k", *spends), ("Plans", *grown("1336", "10", start=1)), ("Average £", *averages),
        ("Gap £k", *GAPS),
    )  # fmt: skip
    assert wrong(text) == [(YEARS[year], "Spend £k", plain(Fraction(SPEND[year])))]


@pytest.mark.parametrize("year", range(6))
def test_a_wrong_number_in_a_column_that_grows_is_named(year: int) -> None:
    plans = [number + 10 * (at == year) for at, number in enumerate(grown("1250", "8"))]
    assert wrong(csv(("Year", *YEARS), ("Number of EHCPs", *plans))) == [
        (YEARS[year], "Number of EHCPs", plain(Fraction(grown("1250", "8")[year])))
    ]


def test_an_average_over_the_printed_number_with_one_slip() -> None:
    plans, spend = grown("3120", "6"), (61_200, 66_010, 70_440, 75_890, 81_210, 86_000)
    average = [int(rounded(Fraction(1_000 * a, b), 0)) for a, b in zip(spend, plans, strict=True)]
    average[4] += 100
    text = csv(("Year", *YEARS), ("Spend (£k)", *spend), ("Plans", *plans), ("Average cost per plan (£)", *average))
    assert rules(only_table(text)) == [None, "growth.unrounded", "ratio"]
    assert wrong(text) == [("2026/27", "Average cost per plan (£)", "20,617")]


def test_shares_of_settings_with_a_total_row_and_no_years() -> None:
    settings = {"Mainstream": 812, "Resourced provision": 166, "Special": 640, "Independent": 171, "College": 309}
    total = sum(settings.values())
    lines = ["Setting\tNumber of plans\tShare of plans"]
    lines += [f"{name}\t{plans}\t{plain(Fraction(100 * plans, total), 1)}%" for name, plans in settings.items()]
    table = only_table("\n".join([*lines, f"Total\t{total:,}\t100.0%", ""]))
    assert table.periods == "none" and rules(table) == [None, "share"] and counts(table) == (7, 5, 0)
    assert [row.name for row in table.rows] == ["Total"]


def test_what_comes_and_goes_between_the_start_and_the_end_of_a_year() -> None:
    lines, stock = ["Year;Plans at start;New plans;Ceased;Plans at end"], 1_500
    for year, new, ceased in zip(YEARS, (310, 335, 341, 366, 352, 371), (122, 140, 151, 170, 188, 195), strict=True):
        lines.append(f"{year};{stock};{new};{ceased};{stock + new - ceased}")
        stock += new - ceased
    table = only_table("\n".join(lines))
    assert rules(table) == ["carried", None, None, "sum"] and counts(table) == (11, 13, 0)


ACROSS = """\
£m\t2022/23\t2023/24\t2024/25\t2025/26
Income\t31.2\t32.4\t33.9\t34.4
Expenditure\t34.9\t37.3\t39.8\t43.0
Transfer from the schools block\t0.4\t0.2\t0.1\t0.3
In-year deficit\t(3.3)\t(4.7)\t(5.8)\t(8.3)
Brought forward\t(4.1)\t(7.4)\t(12.1)\t(17.9)
Carried forward\t(7.4)\t(12.1)\t(17.9)\t(26.2)
"""


def test_years_across_with_expenditure_printed_as_a_plain_number() -> None:
    table = only_table(ACROSS)
    assert table.periods == "across" and counts(table) == (11, 13, 0)
    assert [row.rule.id for row in table.rows] == ["sum", "carried", "sum"]
    assert "− “Expenditure”" in table.rows[0].rule.text
    assert [column.unit_stated for column in table.columns] == ["£m"] * 4
    assert wrong(ACROSS.replace("(5.8)", "(8.5)")) == [("In-year deficit", "2024/25", "−5.8")]


TOTALS = """\
Budget line,2023/24,2024/25,2025/26
Place funding,4.1,4.3,4.4
"Top-up, mainstream",9.8,10.6,11.9
"Top-up, special",12.2,13.1,13.4
Independent schools,15.0,17.2,19.9
Therapies,0.9,0.9,1.0
Total (£m),42.0,46.1,50.6
"""


def test_a_total_row_and_a_total_that_is_one_off() -> None:
    table = only_table(TOTALS)
    assert counts(table) == (3, 15, 0) and [row.name for row in table.rows] == ["Total (£m)"]
    assert wrong(TOTALS.replace("46.1", "47.1")) == [("Total (£m)", "2024/25", "46.1")]


def test_yearly_change_in_the_hundred_and_totals_of_phases_in_a_marked_up_table() -> None:
    plans = (1_810, 1_934, 2_077, 2_188, 2_350, 2_519)
    change = ["", *(f"{plain(100 * Fraction(b, a) - 100, 1)}%" for a, b in zip(plans, plans[1:], strict=False))]
    table = only_table(csv(("Year", *YEARS), ("Plans", *plans), ("Change", *change)))
    assert rules(table) == [None, "change.percent"] and counts(table) == (5, 6, 0)
    places = only_table(
        "| Year | Primary | Secondary | Post-16 | Total |\n|---|---:|---:|---:|---:|\n"
        "| Sept 2026 | 210 | 340 | 88 | 638 |\n| Sept 2027 | 224 | 352 | 91 | 667 |\n"
        "| Sept 2028 | 239 | 361 | 97 | 697 |\n| Sept 2029 | 250 | 377 | 99 | 726 |\n"
    )
    assert rules(places)[-1] == "sum" and counts(places) == (4, 12, 0)


def test_growth_that_begins_after_what_already_happened_and_a_rate_the_text_gets_wrong() -> None:
    years = ("2018/19", "2019/20", *(f"{year}/{year % 100 + 1}" for year in range(2020, 2026)))
    plans = (871, 902, *grown("955", "7.25"))
    text = csv(("Year", *years), ("EHCPs*", *plans)) + "\n*Growth of 7.25% a year from 2020/21\n"
    assert counts(only_table(text)) == (6, 2, 0)
    text = csv(("Year", *YEARS), ("Number of EHCPs*", *grown("1250", "8"))) + "\n*Based on 5% annual growth\n"
    (said,) = check_text(text).contradictions
    assert said.rule == "claims.growth" and "5%" in said.message and "8%" in said.message and said.line == 9


def test_a_page_copied_with_single_spaces() -> None:
    text = (
        "High needs budget\nYear £m pupils £\n2021/22 20.1 1,000 20,100\n2022/23 22.0 1,080 20,370\n"
        "2023/24 24.1 1,166 20,669\n2024/25 26.9 1,260 21,349\n"
    )
    table = only_table(text)
    assert table.title == "High needs budget" and rules(table) == [None, "growth.unrounded", "ratio"]
    assert [column.unit_stated for column in table.columns] == ["£m", "pupils", "£"]


def test_a_total_within_the_rounding_of_its_parts_is_no_contradiction_but_counts_have_none() -> None:
    text = TOTALS.replace("46.1", "46.2")
    assert counts(only_table(text)) == (3, 15, 0)
    counted = "Need,Number 2024,Number 2025\nAutism,512,560\nSpeech,307,330\nSEMH,220,241\nTotal,1039,1132\n"
    assert wrong(counted) == [("Total", "Number 2025", "1,131")]


def test_a_series_that_only_happens_to_rise_evenly_is_left_alone() -> None:
    rising = ("Year", *YEARS[:5]), ("Primary", 410, 433, 455, 478, 502), ("Income £m", 44.1, 45.5, 46.8, 48.2, 49.5)
    assert rules(only_table(csv(*rising))) == [None, None]


def test_plans_from_a_rate_assumed_for_each_year_and_an_opening_that_is_a_row() -> None:
    text = csv(
        ("Year", *YEARS[:5]), ("Assumed growth", "8.0%", "7.0%", "6.5%", "5.0%", "4.0%"),
        ("Plans", 1620, 1733, 1846, 1938, 2016),
    )  # fmt: skip
    assert rules(only_table(text)) == [None, "compounded"]
    assert wrong(text.replace("1938", "1983")) == [("2025/26", "Plans", "1,938")]
    opened = "Year,In-year £m,Cumulative £m\nOpening,,12.4\n" + "\n".join(
        f"{year},{gap},{total}"
        for year, gap, total in zip(YEARS, (3.1, 4.0, 4.4, 5.2), (15.5, 19.5, 23.9, 29.1), strict=False)
    )
    table = only_table(opened)
    assert rules(table) == [None, "running"] and counts(table) == (4, 5, 0)


def test_cost_from_two_series_that_grow_and_an_implied_income_that_grows() -> None:
    plans, costs = grown("1820", "5.5", 5), grown("24310", "3", 5)
    total = [plain(Fraction(a * b, 1_000_000), 2) for a, b in zip(plans, costs, strict=True)]
    text = csv(("Year", *YEARS[:5]), ("EHCPs", *plans), ("Average cost £", *costs), ("Total cost £m", *total))
    assert rules(only_table(text)) == ["growth.unrounded", "growth.unrounded", "product"]
    spend = [Fraction(number, 100) for number in (5_211, 5_489, 5_702, 6_044, 6_390)]
    income = [rounded(Fraction("48.2") * Fraction("1.021") ** year, 2) for year in range(5)]
    gap = [plain(a - b, 2) for a, b in zip(spend, income, strict=True)]
    table = only_table(csv(("Year", *YEARS[:5]), ("Spend £m", *(plain(each, 2) for each in spend)), ("Gap £m", *gap)))
    rule = table.columns[1].rule
    assert rule is not None and rule.parameters["implied"] == "growth.unrounded"
    assert rule.parameters["implied_rate_percent"] == Fraction("2.1")


def test_what_the_text_says_is_held_against_the_table_and_what_it_does_not_say_is_not() -> None:
    plans = grown("2000", "6", 5, start=1)
    spend = [plain(Fraction(number * 21_500, 1_000_000), 1) for number in plans]
    costs = ("Average cost (£)", *["21,500"] * 5)
    table = csv(("Year", *YEARS[:5]), ("EHC plans", *plans), costs, ("Spend (£m)", *spend))
    words = (
        "The number of EHC plans is assumed to increase by 6% a year and the average cost remains constant. In 2019 "
        "plans rose by 46%. Spend was £43.0m in 2021/22 and is forecast to reach £57.5m by 2026/27. In 2023/24 the "
        "council spends £4 million less on libraries.\n\n"
    )
    checked = check_text(words + table + "\nIn 2024/25 spend will be £52.1m.\n")
    (said,) = checked.contradictions
    assert said.rule == "claims.level" and "£52.1m" in said.message and said.line == 10
    assert [cell.text for cell in said.cells] == ["51.2"]
    assert len(checked.agreements) == 3


def altered(text: str, line: int, column: int) -> tuple[str, str, str]:
    """The text with the last digit of one cell changed, the label of its row and what was printed."""
    lines = [each.split("\t") for each in text.splitlines()]
    old = lines[line][column]
    place = max(at for at, letter in enumerate(old) if letter in "0123456789")
    lines[line][column] = f"{old[:place]}{(int(old[place]) + 3) % 10}{old[place + 1 :]}"
    return "\n".join("\t".join(each) for each in lines), lines[line][0], old


@pytest.mark.parametrize("text, first", [(HISTORIC, 5), (ACROSS, 4)])
@pytest.mark.parametrize("after", range(3))
@pytest.mark.parametrize("column", range(1, 4))
def test_whichever_total_or_carry_forward_is_wrong_is_named(text: str, first: int, after: int, column: int) -> None:
    changed, row, old = altered(text, first + after, column)
    figure = figure_of(old)
    assert figure is not None
    assert [(where, expected) for where, _, expected in wrong(changed)] == [(row, plain(figure.value))]


@pytest.mark.parametrize("line", [2, 3, 4])
def test_where_any_of_three_parts_may_be_wrong_all_are_listed(line: int) -> None:
    changed, row, _ = altered(HISTORIC, line, 2)
    (found,) = check_text(changed).contradictions
    assert [cell.row for cell in found.cells] == [
        "In year total", "High Needs Block Income", "High Needs Block Expenditure", "Other DSG Block underspend",
    ]  # fmt: skip
    assert row in {cell.row for cell in found.cells} and "likelier that one of these is wrong" in found.message


@pytest.mark.parametrize("line", range(2, 7))
@pytest.mark.parametrize("column", range(1, 6))
def test_any_cell_of_a_published_forecast_that_is_changed_is_named(line: int, column: int) -> None:
    changed, row, _ = altered(FORECAST, line, column)
    named = [(where, what) for where, what, _ in cells_wrong(changed)]
    assert named == [(row, check_text(FORECAST).tables[0].columns[column - 1].name)]
