"""What placements of each kind cost in a year, months in force, and how each part is coded."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from goldenthread.domain.money.amounts import pounds, total
from goldenthread.domain.money.balance import CannotBalance, gaps
from goldenthread.domain.money.financial_years import FinancialYear, containing, months_in_force
from goldenthread.domain.money.placements import CostUnknown, Part, Payer, Placement, yearly_cost
from goldenthread.domain.money.rates import NoRate, national_rates, rate
from goldenthread.domain.money.section_251 import Column, NotCoded, coding, lines
from goldenthread.domain.money.setting_kinds import Phase, SettingKind, is_academy, setting_kind

ON = date(2026, 9, 1)
YEAR = FinancialYear(2026)


@pytest.mark.parametrize(
    ("placement", "block"),
    [
        (Placement(SettingKind.MAINSTREAM, pounds(5_400)), 5_400),
        (Placement(SettingKind.SUPPORT_BASE, pounds(7_000), on_roll=True), 13_000),
        (Placement(SettingKind.SUPPORT_BASE, pounds(7_000), on_roll=False), 17_000),
        (Placement(SettingKind.SPECIAL, pounds(16_100)), 26_100),
        (Placement(SettingKind.NON_MAINTAINED, pounds(30_000)), 40_000),
        (Placement(SettingKind.ALTERNATIVE, pounds(9_000)), 19_000),
        (Placement(SettingKind.COLLEGE, pounds(4_000)), 10_000),
        (Placement(SettingKind.INDEPENDENT, fee=pounds(59_000)), 59_000),
        (Placement(SettingKind.HOME), 0),
        (Placement(SettingKind.BY_FAMILY), 0),
    ],
)
def test_what_each_kind_charges_the_block_in_a_year(placement: Placement, block: int) -> None:
    charged = total(line.amount for line in yearly_cost(placement, ON) if line.payer is Payer.HIGH_NEEDS)
    assert charged == pounds(block)


def test_a_mainstream_school_bears_the_first_two_elements() -> None:
    found = {
        line.part: (line.payer, line.amount) for line in yearly_cost(Placement(SettingKind.MAINSTREAM, pounds(1)), ON)
    }
    assert found[Part.ELEMENT_1] == (Payer.SCHOOL, pounds(4_000))
    assert found[Part.ELEMENT_2] == (Payer.SCHOOL, pounds(6_000))


@pytest.mark.parametrize(
    ("placement", "missing"),
    [
        (Placement(SettingKind.INDEPENDENT, top_up=pounds(1)), "whole fee"),
        (Placement(SettingKind.SPECIAL), "top-up"),
        (Placement(SettingKind.SUPPORT_BASE, pounds(1)), "on roll"),
    ],
)
def test_what_cannot_be_priced_says_what_is_missing(placement: Placement, missing: str) -> None:
    with pytest.raises(CostUnknown, match=missing):
        yearly_cost(placement, ON)


def test_months_count_where_in_force_on_the_15th() -> None:
    assert months_in_force(None, None, YEAR) == (5, 7)
    assert months_in_force(date(2026, 4, 16), date(2027, 3, 14), YEAR) == (4, 6)
    assert containing(date(2027, 3, 31)) == containing(date(2026, 4, 1)) == YEAR


def test_every_rate_says_where_it_is_from_and_whether_we_read_it() -> None:
    assert rate("base_place_on_roll", ON).amount == pounds(6_000)
    assert not rate("alternative_place", ON).verified and rate("special_place", ON).verified
    assert all(each.source for each in national_rates())
    assert all(each.note for each in national_rates() if not each.verified)
    with pytest.raises(NoRate, match="base_place_on_roll.*2010"):
        rate("base_place_on_roll", date(2010, 1, 1))


@pytest.mark.parametrize(
    ("type_code", "code", "base", "kind"),
    [
        ("1", "", False, SettingKind.MAINSTREAM), ("34", "", True, SettingKind.SUPPORT_BASE),
        ("7", "", True, SettingKind.SPECIAL), ("8", "", False, SettingKind.NON_MAINTAINED),
        ("10", "", False, SettingKind.INDEPENDENT), ("", "EHE", False, SettingKind.HOME),
        ("", "OPA", False, SettingKind.BY_FAMILY), ("", "NEET", False, SettingKind.NOT_IN_EDUCATION),
        ("", "OLA", False, SettingKind.ELSEWHERE), ("", "", False, None), ("18", "", False, SettingKind.COLLEGE),
        ("", "", False, SettingKind.SPECIALIST_COLLEGE),
    ],
)  # fmt: skip
def test_kinds_of_setting(type_code: str, code: str, base: bool, kind: SettingKind | None) -> None:
    assert setting_kind(type_code, code, in_a_base=base, named=not code and kind is not None) is kind


def test_lines_of_the_return() -> None:
    special = coding(Part.PLACE, SettingKind.SPECIAL, Phase.PRIMARY, academy=False)
    assert (special.line, special.column, special.in_outturn) == ("1.0.2", Column.SPECIAL, True)
    assert not coding(Part.PLACE, SettingKind.SPECIAL, Phase.PRIMARY, academy=True).in_outturn
    assert coding(Part.TOP_UP, SettingKind.MAINSTREAM, Phase.SECONDARY, academy=True).line == "1.2.2"
    assert coding(Part.TOP_UP, SettingKind.MAINSTREAM, Phase.SECONDARY, academy=False).line == "1.2.1"
    assert coding(Part.FEE, SettingKind.INDEPENDENT, Phase.SECONDARY, academy=False).line == "1.2.3"
    with pytest.raises(NotCoded):
        coding(Part.ELEMENT_2, SettingKind.MAINSTREAM, Phase.PRIMARY, academy=False)
    used = {"1.0.2", "1.2.1", "1.2.2", "1.2.3", "1.2.6", "1.2.7"}
    assert used <= set(lines()) and is_academy("44") and not is_academy("7")


def test_the_probability_of_balance_counts_simulations() -> None:
    spending = np.array([[10.0, 12.0], [10.0, 8.0], [13.0, 8.0], [9.0, 9.0]])
    found = gaps(spending, np.array([10.0, 10.0]), carried_in=-1.0)
    assert [share.count for share in found.in_balance()] == [3, 3]
    assert [share.count for share in found.without_deficit()] == [1, 2]
    assert found.cumulative[1].tolist() == [-1.0, 1.0]
    assert all(share.total == 4 and share.interval() for share in found.in_balance())
    assert found.quantiles((0.5,), cumulative=False).tolist() == [[0.0, 1.5]]


@pytest.mark.parametrize(
    ("spending", "income"),
    [(np.ones(3), np.ones(3)), (np.ones((2, 3)), np.ones(2)), (np.full((2, 3), np.nan), np.ones(3))],
)
def test_arrays_that_do_not_fit_are_refused(spending: np.ndarray, income: np.ndarray) -> None:
    with pytest.raises(CannotBalance):
        gaps(spending, income, 0.0)
