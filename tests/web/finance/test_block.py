"""The block's page and its form: units, printed sums, who may enter, and the spreadsheet."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from goldenthread.features.finance.models import BlockYear
from goldenthread.foundation.access.roles import Role
from tests import builders as a

pytestmark = pytest.mark.django_db
YEAR = {
    "year": "2017/18", "kind": "outturn", "series": "", "unit": "£m", "income": "20.59", "spending": "25.32",
    "other_blocks": "0.52", "carried_in": "(6.48)", "printed_in_year": "(4.21)", "printed_cumulative": "(10.69)",
    "source": "SEND Futures Plan 2020, section 4", "published_on_day": "1", "published_on_month": "9",
    "published_on_year": "2020", "note": "",
}  # fmt: skip


def _officer() -> Client:
    return a.signed_in(a.an_account(Role.FINANCE_OFFICER))


def _post(client: Client, **changed: Any) -> Any:
    return client.post(reverse("block_year_new"), {**YEAR, **changed})


def test_a_year_entered_in_millions_is_kept_in_pounds_and_shown_with_its_source(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    client = _officer()
    assert _post(client).status_code == 302
    row = BlockYear.objects.get()
    assert (row.income, row.carried_in) == (20_590_000, -6_480_000)
    with django_assert_max_num_queries(15):
        shown = client.get(reverse("money")).content.decode()
    for cell in ("£20.59m", "−£4.21m", "−£6.48m", "−£10.69m", "SEND Futures Plan 2020", "1 September 2020"):
        assert cell in shown
    assert "Every total its documents print follows" in shown


def test_a_printed_total_that_does_not_follow_is_pointed_out() -> None:
    client = _officer()
    _post(client, printed_cumulative="(10.96)")
    shown = client.get(reverse("money")).content.decode()
    assert "the cumulative total is printed as −£10,960,000; the figures give −£10,690,000" in shown


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"spending": "£30,973"}, "has a pound sign and no decimals, but its heading says £m"),
        ({"spending": "23,929"}, "it is probably thousands"),
        ({"income": "lots"}, "is not an amount of money"),
        ({"income": ""}, "Enter the high-needs block income"),
        ({"year": "2017/19"}, "is not one year"),
        ({"year": "9999/00"}, "must begin from 1990 to 2100"),
        ({"year": "0000/01"}, "must begin from 1990 to 2100"),
        ({"spending": "(-5)"}, "has brackets and a minus sign"),
        ({"kind": "forecast"}, "Name the document of a forecast"),
        ({"published_on_year": "0020"}, "must be 1 April 1990 or later"),
        ({"published_on_year": "2099"}, "must be today or in the past"),
    ],
)
def test_what_cannot_be_is_said_at_its_field_and_nothing_is_kept(changed: dict[str, str], said: str) -> None:
    answer = _post(_officer(), **changed)
    assert answer.status_code == 400 and said in answer.content.decode()
    assert not BlockYear.objects.exists()


def test_a_form_older_than_the_row_changes_nothing() -> None:
    client = _officer()
    _post(client)
    url = reverse("block_year", args=[BlockYear.objects.get().public_id])
    assert "£20,590,000" in client.get(url).content.decode()
    assert client.post(url, {**YEAR, "income": "21.00", "version": "0"}).status_code == 302
    late = client.post(url, {**YEAR, "income": "22.00", "version": "0"})
    assert late.status_code == 409 and "Somebody changed this year" in late.content.decode()
    assert BlockYear.objects.get().income == 21_000_000


def test_the_forum_sees_the_block_and_cannot_change_it() -> None:
    _post(_officer())
    client = a.signed_in(a.an_account(Role.SCHOOLS_FORUM_MEMBER))
    shown = client.get(reverse("money")).content.decode()
    assert "£25.32m" in shown and reverse("block_year_new") not in shown
    assert client.get(reverse("block_year_new")).status_code == 404


def test_years_that_do_not_add_up_are_in_the_spreadsheet_all_the_same() -> None:
    client = _officer()
    _post(client)
    _post(client, year="2019/20", income="23.62")
    book = zipfile.ZipFile(io.BytesIO(client.get(reverse("money_workbook")).content))
    sheet = book.read("xl/worksheets/sheet2.xml").decode()
    assert "<v>20590000</v>" in sheet and "<v>23620000</v>" in sheet and "<v>-10690000</v>" not in sheet
    assert "2018/19 is missing" in book.read("xl/sharedStrings.xml").decode()


def test_the_spreadsheet_holds_exact_pounds_and_no_formula() -> None:
    client = _officer()
    _post(client, source="=HYPERLINK(1)")
    answer = client.get(reverse("money_workbook"))
    assert answer["Content-Disposition"].endswith('filename="high-needs-block.xlsx"')
    book = zipfile.ZipFile(io.BytesIO(answer.content))
    sheet = book.read("xl/worksheets/sheet2.xml").decode()
    assert "<v>20590000</v>" in sheet and "<v>-10690000</v>" in sheet and "<f>" not in sheet
    assert "=HYPERLINK(1)" in book.read("xl/sharedStrings.xml").decode()
