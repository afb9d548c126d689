"""The forecast a council published in 2020, held against itself and its own words; worked out by hand beforehand."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

import pytest

from goldenthread.domain.forecast.published.checking import check_text
from goldenthread.domain.forecast.published.mapping import as_mapping
from goldenthread.domain.forecast.published.results import CONTRADICTS, EXPLAINED, INPUT, Checked, Contradiction
from goldenthread.domain.forecast.published.wording import in_words
from tests.domain.forecast.published.kingston import BOTH, FORECAST, HISTORIC, WITH_ITS_WORDS

SPEND, PLANS, AVERAGE, GAP, CUMULATIVE = range(5)


@pytest.fixture(scope="module")
def checked() -> Checked:
    return check_text(BOTH)


def of_rule(checked: Checked, rule: str) -> list[Contradiction]:
    return [each for each in checked.contradictions if each.rule == rule]


def texts(cells: Iterable[object]) -> list[str]:
    return [cell.text for cell in cells]  # type: ignore[attr-defined]


@pytest.mark.parametrize("text", [FORECAST, WITH_ITS_WORDS, BOTH, FORECAST.replace("\t", " | ")])
def test_twenty_of_twenty_five_cells_follow_and_the_spend_is_put_in(text: str) -> None:
    table = check_text(text).tables[-1]
    assert (table.count(EXPLAINED), table.count(INPUT), table.count(CONTRADICTS), table.cells) == (20, 5, 0, 25)
    assert [column.rule.id if column.rule else None for column in table.columns] == [
        None, "growth.unrounded", "ratio.unrounded", "difference.implied", "running",
    ]  # fmt: skip
    assert {cell.status for cell in table.columns[SPEND].cells} == {INPUT}


def test_the_base_the_rate_and_how_far_they_are_certain_are_found_in_the_figures() -> None:
    columns = check_text(FORECAST).tables[0].columns
    plans, average = columns[PLANS].rule, columns[AVERAGE].rule
    assert plans is not None and average is not None
    assert (plans.parameters["base"], plans.parameters["rate_percent"]) == (1336, 10)
    assert plans.parameters["base_before_first_from"] == Fraction("1335.96")
    assert plans.parameters["base_before_first_to"] == Fraction("1336.21")
    assert (average.parameters["base_from"], average.parameters["base_to"]) == (1336, Fraction("1336.01"))
    assert (plans.cells, plans.free, average.free) == (5, 2, 0)


def test_the_income_behind_the_gap_and_the_opening_of_the_deficit() -> None:
    columns = check_text(FORECAST).tables[0].columns
    gap, cumulative = columns[GAP].rule, columns[CUMULATIVE].rule
    assert gap is not None and cumulative is not None
    assert (gap.parameters["implied_first"], gap.parameters["implied_step"]) == (Fraction("26.296"), Fraction("0.3"))
    assert cumulative.parameters["opening"] == 19_252 and cumulative.parameters["scale"] == 1_000


def test_every_total_and_carry_forward_of_the_years_before_reconciles() -> None:
    table = check_text(HISTORIC).tables[0]
    assert table.periods == "across" and table.count(CONTRADICTS) == 0
    status = {(cell.row, cell.column): cell.status for column in table.columns for cell in column.cells}
    years = ("2017/18", "2018/19", "2019/20")
    for name in ("In year total", "Cumulative overspend"):
        assert [status[name, year] for year in years] == [EXPLAINED] * 3
    assert [status["Carry in", year] for year in years] == [INPUT, EXPLAINED, EXPLAINED]
    assert [(row.name, row.rule.id) for row in table.rows] == [
        ("In year total", "sum"), ("Carry in", "carried"), ("Cumulative overspend", "sum"),
    ]  # fmt: skip


def test_units_are_found_out_from_the_sums_alone() -> None:
    found = check_text(FORECAST)
    assert [(column.unit_stated, column.unit_inferred) for column in found.tables[0].columns] == [
        ("£m", "£k"), ("pupils", "pupils"), ("£", "£"), ("£m", "£m"), ("£m", "£k"),
    ]  # fmt: skip
    stated = of_rule(found, "units.stated")
    assert [len(each.cells) for each in stated] == [5, 5]
    assert "£30,973 is £30,973,000" in stated[0].message and "bare £ sign" in stated[0].message
    assert ["4.677", "23,929"] in [texts(each.cells) for each in of_rule(found, "units.mixed")]


def test_the_average_said_to_stay_the_same_falls_every_year(checked: Checked) -> None:
    (same,) = of_rule(checked, "claims.same")
    assert "falls by 4.53%, 4.53%, 4.64%, 4.84%" in same.message and "remains the same" in same.text
    assert texts(same.cells) == ["£21,076", "£20,122", "£19,211", "£18,320", "£17,433"]
    assert BOTH.splitlines()[same.line - 1].startswith("To enable partners")


def test_four_per_cent_less_does_not_give_what_it_is_said_to(checked: Checked) -> None:
    (change,) = of_rule(checked, "claims.change_to")
    assert texts(change.cells) == ["£21,076"]
    assert all(part in change.message for part in ("−4%", "£22,201", "£29.66m", "1,336", "£21,313", "−5.07%"))


def test_growth_at_a_constant_average_is_not_what_the_spend_does(checked: Checked) -> None:
    (together,) = of_rule(checked, "claims.together")
    assert "34,071, 37,478, 41,225, 45,348" in together.message
    assert "4.43% (from £29.66m), 5.02%, 5.02%, 4.90%, 4.67%" in together.message
    assert "£1.5m less" in together.message and "£7.8m" in together.message


def test_the_implied_income_jumps_before_it_rises_evenly(checked: Checked) -> None:
    (jump,) = of_rule(checked, "implied.jump")
    assert all(part in jump.message for part in ("26.296", "24.48", "1.816", "0.3 a year", "23.62 + 0.86"))
    assert of_rule(check_text(WITH_ITS_WORDS), "implied.jump") == []


def test_nothing_else_is_said_to_contradict_and_what_holds_is_said_too(checked: Checked) -> None:
    rules = [each.rule for each in checked.contradictions]
    assert sorted(rules) == [
        "claims.change_to", "claims.same", "claims.together", "implied.jump", "units.mixed", "units.mixed",
        "units.stated", "units.stated",
    ]  # fmt: skip
    said = " ".join(each.message for each in checked.agreements)
    assert "grows by 10% a year" in said and "£30.97m is £30,973" in said and "£23.9m is 23,929" in said


def test_the_same_as_plain_values_and_in_words(checked: Checked) -> None:
    table = as_mapping(checked)["tables"][1]
    assert (table["explained"], table["inputs"], table["contradicts"], table["cells"]) == (20, 5, 0, 25)
    cell = table["columns"][GAP]["cells"][0]
    assert (cell["row"], cell["value"], cell["status"], cell["expected"]) == ("2020/21", 4.677, "explained", 4.677)
    words = in_words(checked)
    assert "20 explained, 5 inputs" in words and "no rule; all 5 are inputs" in words
    assert "Carry in: “Cumulative overspend” of the year before" in words
