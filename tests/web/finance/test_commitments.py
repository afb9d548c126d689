"""Commitments and unit costs as pages: who sees small groups, and that nobody is named."""

from __future__ import annotations

import io
import zipfile
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from goldenthread.domain.money.financial_years import FinancialYear
from goldenthread.domain.money.setting_kinds import NO_COST, SettingKind
from goldenthread.features.finance.models import UnitCost
from goldenthread.foundation.access.roles import Role
from goldenthread.web.finance.commitments.coding import coding_sheet
from tests import builders as a

pytestmark = pytest.mark.django_db
COST = {
    "setting_kind": "special", "part": "top_up", "need": "", "band": "", "amount": "£15,000", "source": "Contract",
    "started_on_day": "1", "started_on_month": "4", "started_on_year": "2025",
}  # fmt: skip


@pytest.fixture
def officer() -> Client:
    """Signed in, with seven children in mainstream, eight in a special school, three in an independent one."""
    client = a.signed_in(a.an_account(Role.FINANCE_OFFICER))
    prices = (("special", "top_up", "15000"), ("mainstream", "top_up", "6000"), ("independent", "fee", "60000"))
    for kind, part, amount in prices:
        answer = client.post(reverse("unit_cost_new"), {**COST, "setting_kind": kind, "part": part, "amount": amount})
        assert answer.status_code == 302
    for type_code, many in (("1", 7), ("7", 8), ("10", 3)):
        for _ in range(many):
            child = a.a_child("Wilhelmina", "Quillfeather", born_on=date(2014, 5, 1))
            a.a_placement(a.a_plan(child, needs=("ASD",)), a.a_school(type_code=type_code), entry_on=date(2024, 9, 1))
    return client


def test_a_reader_of_figures_is_shown_no_small_group_and_nothing_to_work_it_out_by(
    officer: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(15):
        shown = officer.get(reverse("commitments")).content.decode()
    assert "£200,000" in shown  # eight places and top-ups
    assert "Not shown" in shown and "£180,000" not in shown and "£42,000" not in shown and "Quillfeather" not in shown
    assert "£0.4m" in shown and "£422,000" not in shown
    book = zipfile.ZipFile(io.BytesIO(officer.get(reverse("commitments_workbook")).content))
    cells = "".join(book.read(name).decode() for name in book.namelist() if "sheet" in name or "Strings" in name)
    assert "Not shown" in cells and "<v>180000</v>" not in cells and "<v>200000</v>" in cells


def test_who_sees_cases_sees_every_group(officer: Client) -> None:
    manager = a.signed_in(a.an_account(Role.TEAM_MANAGER, at=a.a_team()))
    shown = manager.get(reverse("commitments"), {"year": "2026"}).content.decode()
    assert "Not shown" not in shown and "£180,000" in shown and "£422,000" in shown and "Quillfeather" not in shown
    assert "1.2.3 Top-up and other funding" in shown


def test_the_spreadsheet_says_where_each_part_is_coded(officer: Client) -> None:
    book = zipfile.ZipFile(io.BytesIO(officer.get(reverse("commitments_workbook")).content))
    assert "Where each part is coded" in book.read("xl/workbook.xml").decode()
    coded = coding_sheet(FinancialYear(2026)).rows
    special = [row for row in coded if row[0] == "State special school or academy" and row[1] == "Place"]
    name = "1.0.2 High needs place funding within the individual schools budget"
    assert special == [
        ("State special school or academy", "Place", run_by, "All", name, "SEN and special schools", held)
        for run_by, held in (("Not an academy", "Yes"), ("An academy", "No"))
    ]
    assert [row[2:4] for row in coded if row[0] == "Independent school"] == [("Anyone", "All")]
    assert {row[0] for row in coded} == {kind.said for kind in SettingKind if kind not in NO_COST}


def test_what_has_no_price_is_said(officer: Client) -> None:
    UnitCost.objects.filter(setting_kind="special").delete()
    shown = officer.get(reverse("commitments")).content.decode()
    assert "the true cost is higher" in shown and "<strong>8</strong> of them without a price" in shown


def test_unit_costs_are_listed_with_national_rates_and_end(officer: Client) -> None:
    shown = officer.get(reverse("unit_costs")).content.decode()
    assert "£15,000" in shown and "No, an estimate" in shown and "From memory." in shown
    wrong = officer.post(reverse("unit_cost_new"), {**COST, "part": "fee"})
    assert wrong.status_code == 400 and "is paid a top-up" in wrong.content.decode()
    for year, said in (("0026", "must be 1 April 1990 or later"), ("9999", "must be 31 March 2101 or earlier")):
        slip = officer.post(reverse("unit_cost_new"), {**COST, "started_on_year": year})
        assert slip.status_code == 400 and said in slip.content.decode()
    row = UnitCost.objects.get(setting_kind="special")
    url = reverse("unit_cost", args=[row.public_id])
    day = {"ended_on_day": "31", "ended_on_month": "3", "ended_on_year": "2026"}
    assert officer.post(url, {**day, "ended_on_year": "2020"}).status_code == 400
    assert officer.post(url, day).status_code == 302
    assert "31 March 2026" in officer.get(reverse("unit_costs")).content.decode()
    assert 'name="version" value="1"' in officer.get(url).content.decode()
    late = officer.post(url, {**day, "ended_on_month": "7", "version": "0"})  # from a page opened before
    assert late.status_code == 409 and "Somebody changed this unit cost" in late.content.decode()
    row.refresh_from_db()
    assert row.ended_on == date(2026, 3, 31)
    assert officer.get(reverse("unit_costs_workbook")).status_code == 200
