"""Commitments of a caseload made by hand, against sums done by hand."""

from __future__ import annotations

from datetime import date

import pytest
from pytest_django import DjangoAssertNumQueries

from goldenthread.domain.money.amounts import pounds
from goldenthread.domain.money.commitments import hidden
from goldenthread.domain.money.financial_years import FinancialYear
from goldenthread.domain.money.placements import Part
from goldenthread.domain.money.setting_kinds import SettingKind
from goldenthread.features.finance.models import UnitCost
from goldenthread.features.finance.operations import unit_costs
from goldenthread.features.finance.operations.refusals import ChangedMeanwhile, Refused
from goldenthread.features.finance.operations.unit_costs import Price
from goldenthread.features.finance.queries.commitments import commitments
from goldenthread.features.finance.queries.prices import price_finder
from goldenthread.features.finance.queries.prices import unit_costs as entered
from goldenthread.foundation.journal import SYSTEM
from goldenthread.foundation.journal.models import Entry
from tests import builders as a

pytestmark = pytest.mark.django_db
YEAR = FinancialYear(2026)


def _price(kind: SettingKind, part: Part, amount: int, start: date = date(2025, 4, 1), **more: object) -> UnitCost:
    price = Price(kind, part, pounds(amount), start, "Contract", True, **more)  # type: ignore[arg-type]
    return unit_costs.add(price=price, by=SYSTEM, on=start)


def _placed(type_code: str, need: str = "ASD", base: bool = False, **more: object) -> None:
    child = a.a_child(born_on=date(2014, 5, 1))
    active = {"is_active": bool(more.pop("active", True))}
    facts = {name: more.pop(name) for name in ("plan_made", "plan_started", "plan_ceased") if name in more}
    plan = a.a_plan(child, needs=(need, "SEMH"), fields=active, **facts)  # type: ignore[arg-type]
    at = a.a_school(type_code=type_code) if type_code else None
    a.a_placement(plan, at, resourced_provision=base, **{"entry_on": date(2024, 9, 1), **more})


def _prices() -> None:
    _price(SettingKind.MAINSTREAM, Part.TOP_UP, 6_000)
    _price(SettingKind.SUPPORT_BASE, Part.TOP_UP, 12_000)
    _price(SettingKind.SPECIAL, Part.TOP_UP, 15_000)
    _price(SettingKind.INDEPENDENT, Part.FEE, 60_000)
    _price(SettingKind.INDEPENDENT, Part.FEE, 72_000, need="SEMH")


def test_placements_in_force_are_priced_by_kind_need_and_month(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    _prices()
    _placed("1")  # 6,000
    _placed("34", base=True)  # place 6,000 and top-up 12,000
    _placed("44", entry_on=date(2026, 9, 3))  # 7 months of 10,000 and 15,000
    _placed("10", leaving_on=date(2026, 7, 20))  # April to July of 60,000
    _placed("10", need="SEMH")  # 72,000
    _placed("11", leaving_on=date(2026, 3, 31))  # last year's
    _placed("8")  # no price for it
    _placed("", sen_setting="EHE")
    _placed("99")  # nothing tells what it is
    _placed("1", rank=2)  # the second place of a child
    with django_assert_num_queries(4):
        found = commitments(YEAR)
    costs = {kind: row.cost for kind, row in found.by_kind.items()}
    assert costs == {
        SettingKind.MAINSTREAM: pounds(6_000), SettingKind.SUPPORT_BASE: pounds(18_000),
        SettingKind.SPECIAL: pounds(25_000) * 7 * pounds(1).ratio(pounds(12)),
        SettingKind.NON_MAINTAINED: pounds(0), SettingKind.INDEPENDENT: pounds(20_000 + 72_000),
        SettingKind.HOME: pounds(0),
    }  # fmt: skip
    assert len(found.by_kind[SettingKind.NON_MAINTAINED].unpriced) == 1 == found.left_out
    assert len(found.whole.children) == 7 and len(found.whole.unpriced) == 1
    lines = {code: row.cost.rounded() for code, row in found.by_line.items()}
    assert lines == {"1.0.2": 11_833, "1.2.1": 6_000, "1.2.2": 20_750, "1.2.3": 92_000}
    assert sum(lines.values()) == found.whole.cost.rounded()


def test_a_plan_costs_from_its_start_until_its_end_whatever_the_placement_says() -> None:
    _prices()
    _placed("10", plan_ceased=date(2026, 8, 31), active=False)
    assert commitments(YEAR).whole.cost == pounds(25_000)
    assert commitments(YEAR.after(-1)).whole.cost == pounds(60_000)  # it had not ended in the year before
    _placed("1", plan_made=date(2027, 1, 4))  # at school there since 2024
    _placed("1", plan_made=date(2027, 4, 4))
    assert commitments(YEAR).whole.cost == pounds(25_000 + 1_500)
    _placed("1", plan_made=date(2020, 1, 4), plan_started=date(2027, 2, 1))  # amended
    assert commitments(YEAR).whole.cost == pounds(25_000 + 1_500 + 6_000)


def test_the_newest_price_that_has_begun_holds_and_a_band_prices_nobody() -> None:
    _price(SettingKind.SPECIAL, Part.TOP_UP, 12_000)
    _price(SettingKind.SPECIAL, Part.TOP_UP, 24_000, date(2026, 9, 1))
    _price(SettingKind.SPECIAL, Part.TOP_UP, 99_000, date(2026, 9, 1), band="Band 4")
    ended = _price(SettingKind.MAINSTREAM, Part.TOP_UP, 6_000)
    unit_costs.end(row=ended, last_day=date(2026, 3, 31), version=0, by=SYSTEM, on=date(2026, 3, 31))
    price_on = price_finder(entered())
    assert price_on(SettingKind.SPECIAL, "ASD", date(2026, 8, 31)) == pounds(12_000)
    assert price_on(SettingKind.SPECIAL, "ASD", date(2026, 9, 1)) == pounds(24_000)
    assert price_on(SettingKind.MAINSTREAM, "", date(2026, 4, 1)) is None
    _placed("7")
    assert commitments(YEAR).whole.parts[Part.TOP_UP] == pounds(5_000 + 14_000)


def test_prices_of_the_wrong_sort_are_refused() -> None:
    for kind, part in (
        (SettingKind.INDEPENDENT, Part.TOP_UP), (SettingKind.SPECIAL, Part.FEE), (SettingKind.HOME, Part.FEE),
    ):  # fmt: skip
        with pytest.raises(Refused):
            _price(kind, part, 5)
    _price(SettingKind.SPECIAL, Part.TOP_UP, 5)
    with pytest.raises(Refused, match="from that day already"):
        _price(SettingKind.SPECIAL, Part.TOP_UP, 6)
    with pytest.raises(Refused, match="on or after the first"):
        row = UnitCost.objects.get()
        unit_costs.end(row=row, last_day=date(2020, 1, 1), version=0, by=SYSTEM, on=date(2026, 1, 1))


def test_a_last_day_changed_by_somebody_else_is_not_overwritten_and_the_one_before_is_in_the_journal() -> None:
    today, first, second = date(2026, 11, 2), date(2027, 3, 31), date(2027, 8, 31)
    price = Price(SettingKind.SPECIAL, Part.TOP_UP, pounds(5), date(2026, 12, 1), "Contract", True)
    row = unit_costs.add(price=price, by=SYSTEM, on=today)
    unit_costs.end(row=row, last_day=first, version=0, by=SYSTEM, on=today)
    with pytest.raises(ChangedMeanwhile):
        unit_costs.end(row=row, last_day=second, version=0, by=SYSTEM, on=today)
    unit_costs.end(row=row, last_day=second, version=1, by=SYSTEM, on=today)
    assert UnitCost.objects.get().ended_on == second
    entries = list(Entry.objects.filter(kind__startswith="unit_cost.").order_by("number"))
    assert [entry.on for entry in entries] == [today] * 3  # when it was done, whatever days the price runs
    assert entries[0].data["started_on"] == "2026-12-01"
    told = [(entry.data["last_day"], entry.data["was"]) for entry in entries[1:]]
    assert told == [("2027-03-31", None), ("2027-08-31", "2027-03-31")]


def test_groups_of_1_to_5_and_what_would_give_them_away_are_hidden() -> None:
    _prices()
    for type_code, many in (("1", 7), ("7", 6), ("10", 3), ("18", 9)):
        for _ in range(many):
            _placed(type_code)
    _price(SettingKind.COLLEGE, Part.TOP_UP, 4_000)
    kinds, lines = hidden(commitments(YEAR))
    # Six of 25 in special schools would give the three away; and 1.2.1 less the mainstream top-ups would give the six.
    assert kinds == {SettingKind.SPECIAL, SettingKind.INDEPENDENT}
    assert lines == {"1.0.2", "1.2.1", "1.2.3"}
