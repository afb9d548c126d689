"""Correct tables in which nothing may be accused, and checks that cross: only what can be wrong is named."""

from __future__ import annotations

import random
from fractions import Fraction

import pytest

from goldenthread.domain.forecast.published.checking import check_text
from goldenthread.domain.forecast.published.figures import plain
from goldenthread.domain.forecast.published.results import CONTRADICTS, EXPLAINED


def steps(first: int, step: int, years: int) -> list[str]:
    """A series that rises by the same tenths each year."""
    return [f"{(first + step * year) / 10:.1f}" for year in range(years)]


def two_columns(one: list[str], other: list[str], heads: str = "Spend (£m),Grant (£m)") -> str:
    rows = zip(one, other, strict=True)
    return f"Year,{heads}\n" + "".join(f"{2024 + at}/{25 + at},{a},{b}\n" for at, (a, b) in enumerate(rows))


def test_two_series_that_rise_by_equal_steps_are_in_the_unit_they_say() -> None:
    checked = check_text("Year,Spend (£m),Grant (£m)\n2024,41.2,38.0\n2025,41.8,38.5\n2026,42.4,39.0\n2027,43.0,39.5\n")
    assert checked.contradictions == ()
    assert [column.unit_inferred for column in checked.tables[0].columns] == ["£m", "£m"]


@pytest.mark.parametrize("years", [3, 4, 5])
def test_no_pair_of_even_series_is_joined_by_one_that_is_not_printed(years: int) -> None:
    chance = random.Random(years)
    for _ in range(30):
        spend = steps(chance.randint(200, 600), chance.randint(5, 30), years)
        grant = steps(chance.randint(150, 500), chance.randint(3, 15), years)
        checked = check_text(two_columns(spend, grant))
        assert checked.contradictions == ()
        rules = [column.rule.id for column in checked.tables[0].columns if column.rule]
        assert "difference.implied" not in rules


def test_a_column_that_is_twice_another_is_said_to_be_that() -> None:
    rule = check_text("Year,A,B\n2020,10,20\n2021,11,22\n2022,12,24\n2023,13,26\n").tables[0].columns[1].rule
    assert rule is not None and rule.id == "multiple" and rule.parameters["times"] == Fraction(2)


def test_unit_costs_and_percentages_in_a_total_row_are_not_added_up() -> None:
    costs = (
        "Setting,Places,Unit cost (£)\nMainstream,1150,7900\nResourced,310,15400\nSpecial,640,24600\n"
        "Independent,205,61200\nTotal,2305,17000\n"
    )
    variances = (
        "Setting,Budget (£m),Outturn (£m),Variance (%)\nMainstream,11.50,12.40,7.8\nResourced,3.10,3.00,-3.2\n"
        "Special,6.40,7.00,9.4\nTotal,21.00,22.40,6.7\n"
    )
    for text in (costs, variances):
        checked = check_text(text)
        assert checked.contradictions == () and checked.tables[0].count(CONTRADICTS) == 0
    assert check_text(costs).tables[0].columns[0].cells[-1].status == EXPLAINED
    (wrong,) = check_text(costs.replace("2305", "2405")).contradictions
    assert "2405 should be 2,305" in wrong.message and plain(Fraction(2405)) == "2,405"


BOTH_WAYS = """\
Block\t2024\t2025\t2026\tTotal
A\t12.4\t13.1\t13.9\t39.4
B\t31.0\t33.6\t35.2\t99.8
C\t7.5\t8.2\t9.0\t24.7
Total\t50.9\t54.9\t58.1\t163.9
"""
PLACES = """\
Provision,Number of places,Average unit cost (£),Cost (£000)
Mainstream,"1,150","7,900","9,085"
Resourced,"310","15,400","4,774"
Special,"640","24,600","15,744"
Independent,"205","61,200","12,546"
Post-16,"280","9,100","2,548"
Total,"2,585","17,291","44,697"
"""


def named(text: str) -> list[tuple[str, str, str]]:
    """Row, column and what should be there, of every cell that contradicts; in the cells and in the list alike."""
    checked = check_text(text)
    found = [
        (cell.row, column.name, plain(cell.expected) if cell.expected is not None else "")
        for table in checked.tables for column in table.columns for cell in column.cells if cell.status == CONTRADICTS
    ]  # fmt: skip
    listed = [(each.cells[0].row, each.cells[0].column) for each in checked.contradictions]
    assert sorted(listed) == sorted((row, column) for row, column, _ in found)
    return found


def test_a_figure_that_breaks_the_totals_of_its_row_and_its_column_is_the_one_named() -> None:
    assert named(BOTH_WAYS) == []
    assert named(BOTH_WAYS.replace("33.6", "38.6")) == [("B", "2025", "33.6")]
    assert named(BOTH_WAYS.replace("54.9", "59.9")) == [("Total", "2025", "54.9")]
    assert named(BOTH_WAYS.replace("163.9", "168.9")) == [("Total", "Total", "163.9")]


@pytest.mark.parametrize(
    "right, wrong, row, column",
    [
        ("15,744", "18,744", "Special", "Cost (£000)"), ('"640"', '"670"', "Special", "Number of places"),
        ("24,600", "27,600", "Special", "Average unit cost (£)"), ("44,697", "47,697", "Total", "Cost (£000)"),
    ],
)  # fmt: skip
def test_whichever_of_places_unit_cost_and_cost_is_wrong_is_named(
    right: str, wrong: str, row: str, column: str
) -> None:
    found = named(PLACES.replace(right, wrong))
    assert [(where, what) for where, what, _ in found] == [(row, column)]


def test_cost_is_worked_out_from_places_and_unit_cost_where_it_stands_after_them() -> None:
    columns = check_text(PLACES).tables[0].columns
    assert [column.rule.id if column.rule else None for column in columns] == [None, None, "product"]
    assert columns[1].cells[-1].status == EXPLAINED  # the average of all, which is the cost of all over all places


def test_where_nothing_tells_a_total_from_its_parts_the_message_says_so() -> None:
    total = "Line,2023/24,2024/25\nPlaces,4.1,4.3\nTop-up,9.8,10.6\nTherapies,0.9,1.0\nTotal (£m),14.8,16.9\n"
    (found,) = check_text(total).contradictions
    assert "16.9 should be 15.9, or one of its parts is wrong." in found.message
    with_net = "£000\t2023/24\t2024/25\t2025/26\nA\t410\t430\t444\nB\t980\t995\t1,010\n"
    with_net += "C\t77\t79\t85\nD\t50\t52\t58\n"
    with_net += "Total spend\t1,517\t1,566\t1,597\nGrant\t(1,400)\t(1,431)\t(1,452)\nNet\t117\t135\t145\n"
    (found,) = check_text(with_net).contradictions
    assert "It keeps another rule as it stands" in found.message and "995 (“B”)" in found.message


GAP = "Year,Spend (£m),Grant (£m),Gap (£m)\n2024/25,41.2,38.0,3.2\n2025/26,44.1,38.8,5.3\n2026/27,47.2,39.6,7.6\n"
SHARES = """\
Setting,2024,2025,2026,2027
Mainstream,520,574,633,697
State special,446,467,489,511
Independent,274,294,316,341
All plans,"1,240","1,335","1,438","1,549"
Mainstream share (%),41.9%,43.0%,44.0%,45.0%
Independent share (%),22.1%,22.0%,22.0%,22.0%
"""


@pytest.mark.parametrize(
    "right, wrong, year", [("3.2", "3.7", "2024/25"), ("5.3", "5.8", "2025/26"), ("7.6", "7.9", "2026/27")]
)
def test_a_gap_that_is_not_spend_less_grant_in_one_of_three_years_is_named(right: str, wrong: str, year: str) -> None:
    assert named(GAP) == []
    assert named(GAP.replace(f",{right}\n", f",{wrong}\n")) == [(year, "Gap (£m)", right)]


def test_a_share_of_all_that_is_wrong_in_one_of_four_years_is_named() -> None:
    assert named(SHARES) == []
    assert [row.rule.id for row in check_text(SHARES).tables[0].rows] == ["sum", "ratio", "ratio"]
    assert named(SHARES.replace("44.0%", "45.3%")) == [("Mainstream share (%)", "2026", "44")]


def test_a_gap_that_has_nothing_to_do_with_spend_and_grant_is_left_alone() -> None:
    chance = random.Random(3)
    for years in (3, 4, 5) * 30:
        rows = [[chance.uniform(40, 48), chance.uniform(38, 41), chance.uniform(1, 9)] for _ in range(years)]
        lines = [f"{2024 + at}/{25 + at},{a:.1f},{b:.1f},{c:.1f}" for at, (a, b, c) in enumerate(rows)]
        assert named("\n".join(["Year,Spend (£m),Grant (£m),Gap (£m)", *lines])) == []


def test_all_is_a_total_and_the_change_between_two_years_is_no_third_year() -> None:
    text = (
        "Age band,Jan 2023,Jan 2025,Change,Change %\n0 to 4,88,107,19,21.6%\n5 to 10,612,730,118,19.3%\n"
        "11 to 15,745,866,121,16.2%\n16 to 19,402,459,57,14.2%\n20 to 25,120,128,8,6.7%\n"
        'All,"1,967","2,290",323,16.4%\n'
    )
    table = check_text(text).tables[0]
    assert named(text) == [] and table.count(EXPLAINED) == 14
    assert [column.rule.id if column.rule else None for column in table.columns] == [None, None, "sum", "ratio"]
    assert named(text.replace(",128,8,", ",128,18,")) == [("20 to 25", "Change", "8")]
    assert named(text.replace('"2,290"', '"2,390"')) == [("All", "Jan 2025", "2,290")]


def test_a_grant_is_not_so_many_thousandths_of_an_average_cost() -> None:
    text = (
        "Year,EHCPs (number),Average cost (£),Grant (£m)\n2024/25,2622,14250,34.50\n2025/26,2805,14535,35.19\n"
        "2026/27,3001,14826,35.89\n2027/28,3211,15122,36.61\n2028/29,3436,15425,37.34\n"
    )
    rules = [column.rule.id if column.rule else None for column in check_text(text).tables[0].columns]
    assert rules == ["growth.unrounded", "growth.unrounded", "growth.unrounded"]


def test_figures_that_each_carry_their_own_unit_are_brought_to_one() -> None:
    text = (
        "Year\tSpend\tGrant\tGap\n2024/25\t£1.2m\t£0.8m\t£400k\n2025/26\t£1.9m\t£950k\t£950k\n"
        "2026/27\t£2.4m\t£1.0m\t£1.4m\n2027/28\t£3.1m\t£1.1m\t£2.0m\n"
    )
    table = check_text(text).tables[0]
    assert named(text) == [] and [column.unit_stated for column in table.columns] == ["£m", "£m", "£m"]
    assert table.columns[2].rule is not None and table.columns[2].rule.id == "sum"
    assert [plain(cell.value) for cell in table.columns[2].cells] == ["0.4", "0.95", "1.4", "2"]
    assert named(text.replace("£1.4m", "£1.7m")) == [("2026/27", "Gap", "1.4")]
