"""Nothing is saved twice."""

from __future__ import annotations

from fractions import Fraction
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.domain.money.amounts import Amount, pounds, total
from goldenthread.domain.money.financial_years import FinancialYear
from goldenthread.domain.money.opportunities import (
    CannotShare,
    Claim,
    counted_total,
    joint_value,
    overlaps,
    pools,
    shared,
    waterfall,
)  # fmt: skip
from goldenthread.domain.money.opportunity_list import MoneyLine, opportunities_to_consider

YEAR = FinancialYear(2026)
FEES = MoneyLine.INDEPENDENT_FEES
BASE = {(YEAR, FEES): pounds(1_000)}


def _claim(name: str, value: int, line: MoneyLine = FEES, group: str = "new", year: FinancialYear = YEAR) -> Claim:
    return Claim(name, year, line, group, pounds(value))


def test_claims_on_the_same_money_overlap_and_others_do_not() -> None:
    claims = [
        _claim("a", 100), _claim("b", 200), _claim("c", 50, group=""), _claim("d", 70, group="far away"),
        _claim("e", 10, MoneyLine.SERVICES), _claim("f", 10, year=YEAR.after()),
    ]  # fmt: skip
    assert {(each.first, each.second) for each in overlaps(claims)} == {("a", "b"), ("a", "c"), ("b", "c"), ("c", "d")}
    assert [tuple(claim.opportunity for claim in pool) for pool in pools(claims)] == [
        ("a", "b", "c", "d"), ("e",), ("f",)
    ]  # fmt: skip


def test_in_order_each_counts_what_it_adds_to_those_before() -> None:
    counted = waterfall([_claim("a", 500), _claim("b", 500)], BASE)
    assert [each.counts for each in counted] == [pounds(500), pounds(250)]
    assert [each.full for each in counted] == [True, False]
    assert counted_total(counted, YEAR) == pounds(750)


def test_without_a_base_only_the_largest_counts() -> None:
    counted = waterfall([_claim("a", 300), _claim("b", 500), _claim("c", 400)])
    assert [each.counts for each in counted] == [pounds(300), pounds(200), pounds(0)]


@given(st.lists(st.integers(0, 1_000), min_size=1, max_size=4), st.booleans())
def test_whatever_the_order_the_whole_is_the_same_and_never_more_than_there_is(values: list[int], known: bool) -> None:
    claims = [_claim(str(place), value) for place, value in enumerate(values)]
    base = pounds(1_000) if known else None
    joint = joint_value(claims, base)
    assert max(claim.value for claim in claims) <= joint <= min(total(claim.value for claim in claims), pounds(1_000))
    for order in permutations(claims):
        counted = waterfall(order, BASE if known else None)
        assert counted_total(counted, YEAR).rounded(places=20) == joint.rounded(places=20)
        assert all(Amount(each.counts.pounds) <= each.claim.value for each in counted)


def test_agreed_shares_divide_the_joint_value() -> None:
    pool = [_claim("a", 400), _claim("b", 400)]
    counted = shared(pool, [Fraction(1, 4), Fraction(3, 4)])
    assert [each.counts for each in counted] == [pounds(100), pounds(300)]
    with pytest.raises(CannotShare, match="add to one"):
        shared(pool, [Fraction(1, 2), Fraction(1, 4)])
    with pytest.raises(CannotShare, match="more than it is worth alone"):
        shared([_claim("a", 100), _claim("b", 400)], [Fraction(1, 2), Fraction(1, 2)])
    with pytest.raises(CannotShare, match="a claims"):
        waterfall([_claim("a", 2_000)], BASE)


def test_the_list_to_begin_with_has_26_each_with_what_it_touches() -> None:
    found = opportunities_to_consider()
    assert [each.number for each in found] == list(range(1, 27))
    assert len({each.title for each in found}) == 26 and len({each.workstream for each in found}) == 5
    assert all(each.flow.said and each.line.said for each in found)
