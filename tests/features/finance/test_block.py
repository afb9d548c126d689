"""The block as people enter it: what is refused, what is journaled, and whether what was printed holds."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from goldenthread.domain.money.amounts import millions, pounds
from goldenthread.domain.money.block_table import Kind
from goldenthread.domain.money.financial_years import FinancialYear
from goldenthread.features.finance.models import BlockYear
from goldenthread.features.finance.operations import block as operations
from goldenthread.features.finance.operations.block import Entered
from goldenthread.features.finance.operations.refusals import ChangedMeanwhile, Refused
from goldenthread.features.finance.queries.block import block
from goldenthread.foundation import clock
from goldenthread.foundation.journal import SYSTEM
from goldenthread.foundation.journal.models import Entry

pytestmark = pytest.mark.django_db
PUBLISHED = date(2020, 7, 1)


def _year(start: int, income: str, spending: str, other: str, **more: object) -> Entered:
    values = {
        "kind": Kind.OUTTURN, "series": "", "source": "SEND Futures Plan, 2020", "published_on": PUBLISHED, **more,
    }  # fmt: skip
    return Entered(
        FinancialYear(start), income=millions(income), spending=millions(spending), other_blocks=millions(other),
        **values,  # type: ignore[arg-type]
    )  # fmt: skip


def _add(entered: Entered) -> BlockYear:
    return operations.add(entered=entered, by=SYSTEM, on=clock.today())


def _history() -> None:
    _add(_year(2018, "23.70", "27.78", "0.70", printed_cumulative=millions("-14.07")))
    _add(_year(2017, "20.59", "25.32", "0.52", carried_in=millions("-6.48"), printed_in_year=millions("-4.21")))
    _add(_year(2019, "23.62", "29.66", "0.86", printed_cumulative=millions("-19.25")))


def test_the_published_years_add_up_whatever_the_order_they_are_entered_in() -> None:
    _history()
    (table,) = block().tables
    assert [line.worked_out.cumulative for line in table.lines] == [
        millions("-10.69"), millions("-14.07"), millions("-19.25"),
    ]  # fmt: skip
    assert table.differences == () and not table.broken
    assert Entry.objects.filter(kind="block_year.added").count() == 3


def test_a_printed_total_that_does_not_follow_is_shown() -> None:
    _history()
    row = BlockYear.objects.get(year=2019)
    changed = _year(2019, "23.62", "29.66", "0.86", printed_cumulative=millions("-19.52"))
    operations.change(row=row, entered=changed, version=0, by=SYSTEM, on=clock.today())
    (found,) = block().tables[0].differences
    assert (found.cell, found.worked_out, found.may_be_rounding) == ("cumulative", millions("-19.25"), False)
    entry = Entry.objects.get(kind="block_year.changed")
    assert entry.data["changed"]["printed_cumulative"] == ["-19250000.00", "-19520000.00"]


def test_a_forecast_stands_beside_what_came() -> None:
    _history()
    forecast = _year(2019, "23.50", "28.00", "0", kind=Kind.FORECAST, series="Plan of 2018")
    _add(replace(forecast, carried_in=millions("-14.07")))
    (beside,) = block().beside()
    assert beside.year == FinancialYear(2019) and beside.spent_more == millions("1.66")


def test_a_forecast_begins_where_the_outturn_ended_and_nothing_is_made_up_where_none_is_known() -> None:
    _add(_year(2020, "26.296", "30.973", "0", kind=Kind.FORECAST, series="Plan"))
    (alone,) = block().tables
    assert not alone.begins_known and alone.differences == ()
    _history()
    outturn, forecast = block().tables
    assert outturn.begins_known and forecast.begins_known
    assert forecast.lines[0].worked_out.cumulative == millions("-23.927")


def test_a_missing_year_is_named_and_nothing_is_added_up() -> None:
    _add(_year(2017, "20.59", "25.32", "0.52"))
    _add(_year(2019, "23.62", "29.66", "0.86"))
    (table,) = block().tables
    assert table.broken == "2018/19 is missing." and table.lines == () and len(table.rows) == 2


@pytest.mark.parametrize(
    ("entered", "field"),
    [
        (_year(2019, "1", "1", "0", series="A plan"), "series"),
        (_year(2019, "1", "1", "0", kind=Kind.FORECAST), "series"),
        (_year(2019, "1", "-1", "0"), "spending"),
        (_year(2090, "1", "1", "0"), "year"),
        (_year(2019, "1", "1", "0", published_on=date(2100, 1, 1)), "published_on"),
        (_year(2017, "1", "1", "0"), "year"),
    ],
)
def test_what_cannot_be_is_refused_and_leaves_nothing(entered: Entered, field: str) -> None:
    _add(_year(2017, "20.59", "25.32", "0.52"))
    with pytest.raises(Refused) as refused:
        _add(entered)
    assert refused.value.field == field
    assert BlockYear.objects.count() == Entry.objects.count() == 1


def test_two_people_do_not_overwrite_each_other() -> None:
    row = _add(_year(2017, "20.59", "25.32", "0.52"))
    operations.change(row=row, entered=_year(2017, "21", "25", "0"), version=0, by=SYSTEM, on=clock.today())
    with pytest.raises(ChangedMeanwhile):
        operations.change(row=row, entered=_year(2017, "22", "25", "0"), version=0, by=SYSTEM, on=clock.today())
    assert BlockYear.objects.get().income == pounds(21_000_000).pounds
