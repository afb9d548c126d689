"""Nothing is saved twice, and another opportunity never makes the whole less."""

from __future__ import annotations

from itertools import groupby, permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.domain.money.amounts import Amount, pounds, total
from goldenthread.domain.money.financial_years import FinancialYear
from goldenthread.domain.money.opportunities import Claim, overlaps, waterfall
from goldenthread.domain.money.opportunity_list import MoneyLine, opportunities_to_consider

YEAR = FinancialYear(2026)
FEES = MoneyLine.INDEPENDENT_FEES


def _claim(name: str, value: int, line: MoneyLine = FEES, group: str = "new", year: FinancialYear = YEAR) -> Claim:
    return Claim(name, year, line, group, pounds(value))


def _counts(*claims: Claim) -> list[int]:
    return [int(each.counts.pounds) for each in waterfall(claims)]


CLAIMS = st.lists(
    st.tuples(
        st.integers(1, 1_000), st.sampled_from([FEES, MoneyLine.SERVICES]), st.sampled_from(["", "ASD", "SEMH", "MLD"]),
        st.sampled_from([YEAR, YEAR.after()]),
    ),
    max_size=7,
).map(lambda rows: [_claim(str(at), value, *rest) for at, (value, *rest) in enumerate(rows)])  # fmt: skip


def test_claims_on_the_same_money_overlap_and_others_do_not() -> None:
    claims = [
        _claim("a", 100), _claim("b", 200), _claim("c", 50, group=""), _claim("d", 70, group="far away"),
        _claim("e", 10, MoneyLine.SERVICES), _claim("f", 10, year=YEAR.after()),
    ]  # fmt: skip
    assert {(each.first, each.second) for each in overlaps(claims)} == {("a", "b"), ("a", "c"), ("b", "c"), ("c", "d")}


def test_in_order_each_counts_what_it_adds_to_those_before() -> None:
    counted = waterfall([_claim("a", 300), _claim("b", 500), _claim("c", 400)])
    assert [each.counts for each in counted] == [pounds(300), pounds(200), pounds(0)]


def test_two_groups_add_and_one_for_everybody_takes_nothing_from_them() -> None:
    asd, semh, everybody = _claim("a", 100, group="ASD"), _claim("b", 100, group="SEMH"), _claim("c", 10, group="")
    assert _counts(asd, semh) == [100, 100]
    assert _counts(asd, semh, everybody) == [100, 100, 0]
    assert _counts(everybody, asd, semh) == [10, 90, 100]
    assert _counts(asd, semh, _claim("d", 250, group="")) == [100, 100, 50]


@pytest.mark.parametrize("written", ["asd", " ASD ", "Asd"])
def test_a_group_is_the_same_however_its_name_is_written(written: str) -> None:
    assert _counts(_claim("a", 100, group="ASD"), _claim("b", 70, group=written)) == [100, 0]
    assert len(overlaps([_claim("a", 100, group="ASD"), _claim("b", 70, group=written)])) == 1
    assert _counts(_claim("a", 100, group=" "), _claim("b", 70, group="")) == [100, 0]


@given(CLAIMS, st.data())
def test_another_claim_never_makes_the_whole_less_nor_more_than_it_claims(
    claims: list[Claim], data: st.DataObject
) -> None:
    before = total(each.counts for each in waterfall(claims))
    (more,) = data.draw(CLAIMS.filter(bool))[:1]
    at = data.draw(st.integers(0, len(claims)))
    after = total(each.counts for each in waterfall([*claims[:at], more, *claims[at:]]))
    assert before <= after <= before + more.value


@given(CLAIMS)
def test_nothing_counts_twice(claims: list[Claim]) -> None:
    counted = waterfall(claims)
    assert all(pounds(0) <= each.counts <= each.claim.value for each in counted)

    def of_line(claim: Claim) -> tuple[int, str]:
        return claim.year.start, claim.line.value

    for key, found in groupby(sorted(claims, key=of_line), of_line):
        on_line = list(found)
        whole = total(each.counts for each in counted if of_line(each.claim) == key)
        assert whole >= max(each.value for each in on_line)
        # One value a group at most is in it, and either the groups' or everybody's: never both.
        largest = {each.group: each.value for each in sorted(on_line, key=lambda each: each.value)}
        assert whole in (total(value for group, value in largest.items() if group), largest.get(""))


@given(CLAIMS.filter(lambda claims: len(claims) <= 4))
def test_the_order_moves_the_credit_and_not_the_whole(claims: list[Claim]) -> None:
    wholes = {Amount(total(each.counts for each in waterfall(order)).pounds) for order in permutations(claims)}
    assert len(wholes) == 1


def test_the_list_to_begin_with_has_26_each_with_what_it_touches() -> None:
    found = opportunities_to_consider()
    assert [each.number for each in found] == list(range(1, 27))
    assert len({each.title for each in found}) == 26 and len({each.workstream for each in found}) == 5
    assert all(each.flow.said and each.line.said for each in found)
