"""Forms from one run: they add, they agree with one another and with the run, and say what they cannot tell."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import numpy as np
import pytest

from goldenthread.domain.forecast.answers import answer_of
from goldenthread.domain.forecast.effects import Effect, Touched
from goldenthread.domain.forecast.forms.asked import flows_kept
from goldenthread.domain.forecast.forms.coarser import in_fives
from goldenthread.domain.forecast.forms.definitions import FORMS, forms
from goldenthread.domain.forecast.forms.filled import Filled, FilledForm
from goldenthread.domain.forecast.forms.filling import AS_IT_IS, WITH_CHANGES, filled_form
from goldenthread.domain.forecast.forms.held import HeldYear
from goldenthread.domain.forecast.forms.history import with_history
from goldenthread.domain.forecast.forms.keeping import fitted, kept_of
from goldenthread.domain.forecast.inputs import Inputs, Move, Setting
from goldenthread.domain.forecast.laws import law_for
from goldenthread.domain.forecast.scenarios import Joining
from goldenthread.domain.forecast.simulating import Simulated, simulated
from goldenthread.domain.forecast.space import OUTSIDE
from goldenthread.domain.money.setting_kinds import SettingKind

NEEDS = ("ASD", "SEMH", "unknown")
KINDS = (
    SettingKind.MAINSTREAM, SettingKind.SUPPORT_BASE, SettingKind.SPECIAL, SettingKind.INDEPENDENT, SettingKind.COLLEGE,
)  # fmt: skip
FEWER = Joining("Fewer plans", Effect(date(2026, 1, 1)), Touched(), Decimal(1000), factor=0.5)


def _inputs() -> Inputs:
    names = tuple(each.value for each in KINDS)
    settings = tuple(Setting(name, "school", -2, 20, NEEDS, names) for name in names)
    moves: Counter[Move] = Counter()
    for year in (2022, 2023, 2024):
        for age in range(-1, 18):
            need, name = NEEDS[age % 3], names[age % 5]
            moves[Move(year, age - 1, OUTSIDE, OUTSIDE, need, "mainstream")] += 4
            moves[Move(year, age, need, "mainstream", need, "mainstream")] += 11
            moves[Move(year, age, need, "mainstream", need, name)] += 3
            moves[Move(year, age, need, name, need, name)] += 5
            moves[Move(year, age, need, "mainstream", OUTSIDE, OUTSIDE)] += 2
    population = {year: dict.fromkeys(range(-5, 22), 900) for year in range(2022, 2036)}
    costs = {(need, name): Decimal(10_000) for need in NEEDS for name in names}
    return Inputs(moves=moves, settings=settings, population=population, costs=costs)


@pytest.fixture(scope="module")
def run() -> Simulated:
    return simulated(law_for("ours", _inputs(), 4), 101, 3, compiled=False)


@pytest.fixture(scope="module")
def kept(run: Simulated) -> dict[str, Any]:
    found = with_history(kept_of(run), _inputs())
    found |= flows_kept(run, _inputs(), np.array(found["new_plans"]), 3)
    return {"as_it_is": {**found, "in_fives": in_fives(found), "pounds": None}, "with_changes": None}


@pytest.fixture(scope="module")
def januaries(run: Simulated) -> list[int]:
    return [run.law.first_year, *run.law.years]


def _form(code: str, kept: Any, januaries: Any, *, in_full: bool = True) -> FilledForm:
    return filled_form(forms()[code], kept, januaries, in_full=in_full)


def _total(table: Filled) -> tuple[int, ...]:
    assert table.lines[-1].sums
    return table.lines[-1].cells


def _table(form: FilledForm, number: str) -> Filled:
    return next(each for each in form.tables if each.number == number)


@pytest.mark.parametrize("in_full", [True, False])
@pytest.mark.parametrize("code", FORMS)
def test_every_table_adds(code: str, kept: Any, januaries: Any, in_full: bool) -> None:
    form = _form(code, kept, januaries, in_full=in_full)
    with_figures = [table for table in form.tables if table.columns]
    assert with_figures
    for table in with_figures:
        parts = [line.cells for line in table.lines if line.cells and not line.sums]
        assert tuple(sum(each) for each in zip(*parts, strict=True)) == _total(table)
        assert all(cell >= 0 and (in_full or cell % 5 == 0) for line in table.lines for cell in line.cells)


@pytest.mark.parametrize("in_full", [True, False])
def test_the_tables_of_the_reform_plan_agree(kept: Any, januaries: Any, run: Simulated, in_full: bool) -> None:
    form = _form("reform-plan", kept, januaries, in_full=in_full)
    total = _total(_table(form, "5.1"))
    assert _total(_table(form, "6")) == _total(_table(form, "7")) == total
    parts = [_total(_table(form, f"7.{part}")) for part in range(1, 8)]
    assert tuple(sum(each) for each in zip(*parts, strict=True)) == total  # nobody here is out of school
    medians = np.median(run.counts.sum(axis=2, dtype=int), axis=0)[1:]
    assert all(abs(a - b) <= (0.5 if in_full else 3) for a, b in zip(total, medians, strict=True))


def test_the_sheets_of_the_management_plan_agree_with_the_reform_plan(kept: Any, januaries: Any) -> None:
    sheets = _form("management-plan", kept, januaries)
    for number in "1234567":
        by_age, by_need = [each for each in sheets.tables if each.number == number]
        assert _total(by_age) == _total(by_need)
    summary = _table(sheets, "Summary")
    assert _total(summary)[4:] == _total(_table(_form("reform-plan", kept, januaries), "5.1"))
    assert [line.cells for line in summary.lines[:7]] == [
        _total(next(each for each in sheets.tables if each.number == number)) for number in "1234567"
    ]


def test_the_first_january_is_as_counted(kept: Any, run: Simulated) -> None:
    space = run.law.space
    grid = run.law.start.reshape(len(space.academic_years), len(space.needs), len(space.settings))
    base = kept["as_it_is"]
    assert base["januaries"][:5] == [2022, 2023, 2024, 2025, 2026] and base["counted"] == 4
    by_need = np.array(base["by_need"][3]).reshape(len(space.needs), len(space.settings), 2)
    by_year = np.array(base["by_year"][3]).reshape(len(space.academic_years), len(space.settings), 2)
    assert (by_need.sum(axis=2) == grid.sum(axis=0)).all()
    assert (by_year.sum(axis=2) == grid.sum(axis=1)).all()
    assert by_year[: space.age(12), :, 1].sum() == 0 == by_year[space.age(12) :, :, 0].sum()


def test_no_figure_is_further_from_its_own_median_than_is_said(kept: Any, run: Simulated) -> None:
    base, space = kept["as_it_is"], run.law.space
    grid = run.counts.reshape(101, 5, len(space.academic_years), len(space.needs), len(space.settings))
    found = np.array(base["by_need"][3:]).reshape(5, len(space.needs), len(space.settings), 2)
    split = space.age(12)
    off = 0.0
    for stage, part in enumerate((slice(0, split), slice(split, None))):
        values = grid[:, :, part].sum(axis=2)
        off = max(off, np.abs(found[..., stage] - np.median(values, axis=0)).max())
        columns = np.abs(found[..., stage].sum(axis=1) - np.median(values.sum(axis=2), axis=0))
        assert columns.max() <= base["moved"][1] + 0.05
    needs = np.abs(found.sum(axis=(2, 3)) - np.median(grid.sum(axis=(2, 4)), axis=0))
    assert needs.max() <= base["moved"][1] + 0.05
    assert 0 < off <= base["moved"][0] + 0.05
    assert max(base["moved"]) <= 5


def test_what_cannot_be_told_is_empty_with_its_reason(kept: Any, januaries: Any) -> None:
    form = _form("reform-plan", kept, januaries)
    empty = {line.name: line.why for line in _table(form, "6").lines if line.why}
    assert set(empty) == {"Support bases in mainstream settings"}
    assert "run and paid for by schools" in empty["Support bases in mainstream settings"]
    told = " ".join(words for _, words in form.assumptions)
    assert all(name in told for name in empty)
    assert "Need not recorded (no row of the form)" in [line.name for line in _table(form, "7").lines]


def _out_of_school(setting: str) -> tuple[dict[str, Any], FilledForm]:
    """Table 6 of twelve children in one kind of setting."""
    one = {
        "columns": [f"{setting}:school", f"{setting}:post_16"], "needs": ["ASD"], "pounds": None,
        "academic_years": list(range(-5, 22)), "moved": [0.0, 0.0, 0.0], "flows": [], "flow_years": [],
        "flows_counted": 0, "by_need": [[[12, 0]]], "by_year": [[[1 if year < 12 else 0, 0] for year in range(27)]],
    }  # fmt: skip
    form = _form("reform-plan", {"as_it_is": one, "with_changes": None}, [2026])
    return {line.name: line.cells or line.why for line in _table(form, "6").lines}, form


@pytest.mark.parametrize(
    ("setting", "row"),
    [
        (SettingKind.HOME, "Elective home education"),
        (SettingKind.NOT_IN_EDUCATION, "Other, including hospital schools"),
        (SettingKind.BY_FAMILY, "Non-maintained special or independent schools: other suitable arrangements"),
        (SettingKind.ELSEWHERE,
         "Other arrangements by the local authority (education otherwise than at school)"),
    ],
)  # fmt: skip
def test_arrangements_out_of_school_are_rows_of_their_own(setting: SettingKind, row: str) -> None:
    rows, form = _out_of_school(setting.value)
    assert {name for name, cells in rows.items() if cells == (12,)} == {row, "Total"}
    assert "code EHE" in " ".join(words for _, words in form.assumptions)


def test_an_earlier_forecast_that_did_not_tell_them_apart_says_so() -> None:
    rows, _ = _out_of_school("no_cost")
    assert rows["Other, including hospital schools"] == rows["Total"] == (12,)
    assert "not told apart when this forecast was made" in str(rows["Elective home education"])


def test_years_are_named_as_each_form_names_them(kept: Any, januaries: Any) -> None:
    assert januaries == [2025, 2026, 2027, 2028, 2029]
    plan = _form("reform-plan", kept, januaries)
    assert _table(plan, "5.1").columns == ("2025", "2026", "2027", "2028")
    assert _table(plan, "12").columns == ("2025", "2026", "2027", "2028")
    assert _table(_form("scap", kept, januaries), "1803001").columns == ("2025/26", "2026/27", "2027/28", "2028/29")
    columns = _table(_form("management-plan", kept, januaries), "1").columns
    assert columns[:5] == (*(f"January {year} (actual)" for year in range(2022, 2026)), "January 2026")


def test_new_plans_are_as_many_as_the_median(kept: Any, januaries: Any, run: Simulated) -> None:
    table = _table(_form("reform-plan", kept, januaries), "12")
    assert _total(table) == tuple(int(each) for each in np.median(run.joined.sum(axis=2), axis=0))


def test_small_groups_are_not_told_in_fives() -> None:
    one = {
        "columns": ["special:school", "special:post_16"], "needs": ["ASD", "SEMH"],
        "academic_years": list(range(-5, 22)), "moved": [0.0, 0.0, 0.0], "pounds": None,
        "flow_years": [2025], "flows_counted": 1, "flows": [[[1, 0, 2, 0, 0], [2, 0, 2, 0, 0], [4, 1, 3, 0, 0]]],
        "by_need": [[[3, 0], [2, 0]]], "by_year": [[[1 if year < 5 else 0, 0] for year in range(27)]],
    }  # fmt: skip
    form = _form(
        "reform-plan", {"as_it_is": {**one, "in_fives": in_fives(one)}, "with_changes": None}, [2026], in_full=False
    )
    assert _total(_table(form, "7")) == _total(_table(form, "5.1")) == (5,)
    assert {cell for line in _table(form, "7").lines for cell in line.cells} == {0, 5}
    assert {cell for line in _table(form, "10").lines for cell in line.cells} <= {0, 5, 10}


def test_fitting_keeps_nothing_and_meets_columns() -> None:
    start = np.array([[0.0, 2.0], [3.0, 4.0]])
    found = fitted(start, np.array([2.0, 9.0]), np.array([4.0, 7.0]))
    assert found[0, 0] == 0
    assert found.sum(axis=0) == pytest.approx([4, 7])
    assert found.sum(axis=1) == pytest.approx([2, 9], rel=0.1)


def test_an_answer_keeps_both_versions_and_money_that_is_the_forecasts_own() -> None:
    answer = answer_of(_inputs(), "ours", 3, (FEWER,), 60, 5)
    assert len(json.dumps(answer["forms"])) < 300_000
    form = _form("management-plan", answer["forms"], answer["years"])
    first, second = [each for each in form.tables if each.number == "Summary"]
    assert (first.version, second.version) == (AS_IT_IS, WITH_CHANGES)
    assert _total(second)[-1] < _total(first)[-1]
    costs = {each.version: _total(each) for each in form.tables if each.number == "Cost"}
    for version, name in ((AS_IT_IS, "base_pounds"), (WITH_CHANGES, "pounds")):
        medians = [row[0][5] for row in answer[name]["quantiles"]]
        assert all(abs(a - b) <= 1 for a, b in zip(costs[version], medians, strict=True))
    again = answer_of(_inputs(), "ours", 3, (FEWER,), 60, 5)
    assert again["forms"] == answer["forms"]


def test_areas_are_put_together(run: Simulated, kept: Any) -> None:
    parts = tuple(f"{need}|{area}" for need, area in (("ASD", "Marle"), ("ASD", "Wrenbury"), ("SEMH", "Marle")))
    law = replace(run.law, space=replace(run.law.space, needs=parts))
    found = kept_of(replace(run, law=law))
    assert found["needs"] == ["ASD", "SEMH"]
    before = np.array(kept["as_it_is"]["by_need"][3])
    assert (np.array(found["by_need"][0]) == np.stack((before[0] + before[1], before[2]))).all()


HELD = (
    HeldYear(2023, "2023/24", "outturn", 20_000, 500, 23_000, -4_500, "Accounts", "1 September 2024"),
    HeldYear(2024, "2024/25", "budget", 21_000, 0, 22_000, -5_500, "Budget book", "1 March 2024"),
)


def test_the_blocks_earlier_years_are_as_entered_each_with_its_source(kept: Any, januaries: Any) -> None:
    form = filled_form(forms()["management-plan"], kept, januaries, in_full=True, held=HELD)
    table = _table(form, "Block")
    assert table.columns == ("2023/24 (outturn)", "2024/25 (budget)")
    assert {line.name: line.cells for line in table.lines} == {
        "Income": (20_000, 21_000), "Left over from other blocks": (500, 0), "Spending": (23_000, 22_000),
        "In-year total": (-2_500, -1_000), "Balance at the end of the year": (-4_500, -5_500),
    }  # fmt: skip
    told = dict(form.assumptions)
    assert told["Source of 2023/24"] == "Outturn: Accounts, published 1 September 2024."
    assert "section 251" in told["History"]
    assert _table(_form("management-plan", kept, januaries), "Block").why.startswith("No outturn or budget")


def test_a_balance_nobody_knows_is_empty_with_its_reason(kept: Any, januaries: Any) -> None:
    held = (replace(HELD[0], balance=None), HELD[1])
    form = filled_form(forms()["management-plan"], kept, januaries, in_full=False, held=held)
    last = _table(form, "Block").lines[-1]
    assert last.cells == () and "carried in" in last.why


def test_without_prices_no_pounds_are_said() -> None:
    answer = answer_of(replace(_inputs(), costs={}), "ours", 2, (), 60, 5)
    cost = [each for each in _form("management-plan", answer["forms"], answer["years"]).tables if each.number == "Cost"]
    assert [(each.lines, each.why) for each in cost] == [((), "No money is said: a place has no price.")]
