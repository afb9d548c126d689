"""The block's earlier years for a form: outturns, budgets where there is none, nothing after the forecast begins."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from pytest_django import DjangoAssertNumQueries

from goldenthread.features.finance.models import BlockYear
from goldenthread.features.finance.queries.block_history import block_history
from goldenthread.foundation import clock

pytestmark = pytest.mark.django_db


def _year(year: int, kind: str, spending: int, carried_in: int | None = None) -> None:
    BlockYear.objects.create(
        year=year, kind=kind, series="Plan" if kind == "forecast" else "", income=100, spending=Decimal(spending),
        other_blocks=5, carried_in=carried_in, source=f"{kind} book", published_on=date(2024, 9, 1),
        recorded_at=clock.now(), recorded_by="test", recorded_by_name="Test",
    )  # fmt: skip


def test_an_outturn_replaces_its_budget_and_forecasts_are_left_out(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    _year(2022, "outturn", 130, -20)
    _year(2023, "outturn", 140)
    _year(2023, "budget", 111)
    _year(2024, "budget", 150)
    _year(2025, "budget", 160)
    _year(2024, "forecast", 999, -3)
    with django_assert_num_queries(1):
        found = block_history(2025)
    assert [(each.said, each.kind, each.spending, each.balance) for each in found] == [
        ("2022/23", "outturn", 130, -45), ("2023/24", "outturn", 140, -80), ("2024/25", "budget", 150, -125),
    ]  # fmt: skip
    assert (found[0].source, found[0].published) == ("outturn book", "1 September 2024")


def test_where_nothing_says_what_was_carried_in_no_balance_is_known_and_nothing_is_nothing() -> None:
    assert block_history(2025) == ()
    _year(2022, "outturn", 130)
    assert [each.balance for each in block_history(2025)] == [None]
