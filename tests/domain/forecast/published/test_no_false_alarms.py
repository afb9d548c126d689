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
