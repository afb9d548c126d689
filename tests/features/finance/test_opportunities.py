"""The register: how it begins, what it asks for, what it keeps, and that nothing counts twice."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from goldenthread.domain.money.amounts import Amount, pounds
from goldenthread.domain.money.financial_years import FinancialYear
from goldenthread.domain.money.opportunity_list import Flow, MoneyLine
from goldenthread.features.finance.models import Opportunity
from goldenthread.features.finance.operations import opportunities as operations
from goldenthread.features.finance.operations.opportunities import Written
from goldenthread.features.finance.operations.refusals import ChangedMeanwhile, Refused
from goldenthread.features.finance.queries import opportunities as queries
from goldenthread.foundation import clock
from goldenthread.foundation.journal import SYSTEM
from goldenthread.foundation.journal.models import Entry

pytestmark = pytest.mark.django_db
YEAR = FinancialYear(2026)
BASES = Written("More places in bases", "Local provision", Flow.SETTING_MIX, MoneyLine.INDEPENDENT_FEES)


def _value(row: Opportunity, amount: int, kind: str = queries.EXPECTED, **more: object) -> None:
    values = {"evidence": "Report to the board", "evidence_on": date(2026, 10, 1), "year": YEAR, **more}
    operations.record_value(row=row, kind=kind, amount=pounds(amount), by=SYSTEM, on=clock.today(), **values)  # type: ignore[arg-type]


def _numbered(number: int) -> Opportunity:
    return Opportunity.objects.get(number=number)


def test_the_register_begins_with_26_once() -> None:
    assert operations.begin_register(by=SYSTEM, on=clock.today()) == 26
    assert operations.begin_register(by=SYSTEM, on=clock.today()) == 0
    added = operations.add(written=BASES, by=SYSTEM, on=clock.today())
    assert added.number == 27 and Opportunity.objects.count() == 27
    assert Entry.objects.filter(kind="opportunity.listed").count() == 1


def test_one_for_everybody_takes_nothing_from_the_groups() -> None:
    for group, amount in (("ASD", 100), ("SEMH", 100)):
        _value(operations.add(written=replace(BASES, group=group), by=SYSTEM, on=clock.today()), amount)
    assert queries.register(YEAR).counts(queries.EXPECTED) == pounds(200)
    _value(operations.add(written=BASES, by=SYSTEM, on=clock.today()), 10)
    found = queries.register(YEAR)
    assert [int(entry.expected.counts.pounds) for entry in found.entries if entry.expected] == [100, 100, 0]


def test_of_two_who_begin_or_add_to_an_empty_register_at_once_one_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    operations.add(written=BASES, by=SYSTEM, on=clock.today())
    # What the second saw before the first had saved.
    monkeypatch.setattr(Opportunity.objects, "exists", lambda: False)
    monkeypatch.setattr(Opportunity.objects, "aggregate", lambda **named: {"last": None})
    assert operations.begin_register(by=SYSTEM, on=clock.today()) == 0
    with pytest.raises(Refused, match="at the same moment"):
        operations.add(written=BASES, by=SYSTEM, on=clock.today())
    assert Opportunity.objects.count() == 1
    assert Entry.objects.filter(kind="opportunity.added").count() == 1
    assert not Entry.objects.filter(kind="opportunity.listed").exists()


def test_two_that_keep_the_same_children_local_do_not_both_count(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    operations.begin_register(by=SYSTEM, on=clock.today())
    for number, amount in ((6, 400_000), (7, 300_000), (8, 50_000), (25, 500_000)):
        _value(_numbered(number), amount)
    _value(_numbered(6), 250_000, queries.REALISED)
    with django_assert_num_queries(2):
        found = queries.register(YEAR)
    counts = {entry.row.number: entry.expected.counts for entry in found.entries if entry.expected}
    assert counts == {6: pounds(400_000), 7: pounds(0), 8: pounds(50_000), 25: pounds(100_000)}
    assert found.claimed(queries.EXPECTED) == pounds(1_250_000)
    assert found.counts(queries.EXPECTED) == pounds(550_000)
    assert found.counts(queries.REALISED) == pounds(250_000)
    numbers = {row.public_id: row.number for row in Opportunity.objects.all()}
    assert [(numbers[each.first], numbers[each.second]) for each in found.overlaps] == [(6, 7), (6, 25), (7, 25)]


def test_one_not_pursued_counts_for_nothing_and_says_why() -> None:
    row = operations.add(written=BASES, by=SYSTEM, on=clock.today())
    _value(row, 100)
    dropped = Written(BASES.title, BASES.workstream, BASES.flow, BASES.line, state=Opportunity.State.NOT_PURSUED.value)
    with pytest.raises(Refused, match="why it is not pursued"):
        operations.change(row=row, written=dropped, version=0, by=SYSTEM, on=clock.today())
    said = Written(**{**{name: getattr(dropped, name) for name in dropped.__slots__}, "why": "No site was found"})
    operations.change(row=row, written=said, version=0, by=SYSTEM, on=clock.today())
    assert queries.register(YEAR).counts(queries.EXPECTED) == Amount(pounds(0).pounds)
    with pytest.raises(ChangedMeanwhile):
        operations.change(row=row, written=BASES, version=0, by=SYSTEM, on=clock.today())
    assert Entry.objects.get(kind="opportunity.changed").data["changed"]["state"] == ["considered", "not_pursued"]


def test_what_was_said_before_is_kept() -> None:
    row = operations.add(written=BASES, by=SYSTEM, on=clock.today())
    _value(row, 100_000)
    _value(row, 80_000, evidence="The builder is late")
    assert [(value.amount, value.is_current) for value in queries.values_of(row)] == [(80_000, True), (100_000, False)]
    assert queries.register(YEAR).counts(queries.EXPECTED) == pounds(80_000)
    assert queries.years_with_values() == [YEAR]
    assert Entry.objects.filter(kind="opportunity.valued").latest("number").data["was"] == "100000.00"


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"evidence": "  "}, "evidence"),
        ({"evidence_on": date(2100, 1, 1)}, "evidence_on"),
        ({"amount": -1}, "amount"),
        ({"kind": queries.REALISED, "year": FinancialYear(2030)}, "year"),
    ],
)
def test_a_value_without_evidence_or_out_of_its_time_is_refused(more: dict[str, object], field: str) -> None:
    row = operations.add(written=BASES, by=SYSTEM, on=clock.today())
    with pytest.raises(Refused) as refused:
        _value(row, **{"amount": 5, **more})  # type: ignore[arg-type]
    assert refused.value.field == field


def test_one_agreed_has_somebody_who_leads_it() -> None:
    agreed = Written(BASES.title, BASES.workstream, BASES.flow, BASES.line, state=Opportunity.State.AGREED.value)
    with pytest.raises(Refused, match="who leads it"):
        operations.add(written=agreed, by=SYSTEM, on=clock.today() - timedelta(days=1))
