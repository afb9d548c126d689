"""Forms from a forecast as pages and spreadsheets: what each reader is shown adds, and small groups are not told."""

from __future__ import annotations

import html
import io
import re
import zipfile
from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from goldenthread.domain.forecast.effects import Effect, Touched
from goldenthread.domain.forecast.example import example_inputs
from goldenthread.domain.forecast.forms.definitions import FORMS, forms
from goldenthread.domain.forecast.kept import inputs_as_plain, mark_of
from goldenthread.domain.forecast.scenarios import Joining
from goldenthread.features.finance.models import BlockYear, Forecast
from goldenthread.features.finance.operations import forecasts
from goldenthread.features.finance.operations.forecasts import Wanted
from goldenthread.foundation import clock, journal
from goldenthread.foundation.access.roles import Role
from tests import builders as a

pytestmark = pytest.mark.django_db
FEWER = Joining("Fewer plans", Effect(date(2026, 1, 1)), Touched(), Decimal(1000), factor=0.5)


@pytest.fixture
def ready() -> Forecast:
    """A forecast of the invented example with one change, worked out."""
    by, on = journal.SYSTEM, clock.today()
    row = forecasts.plan(wanted=Wanted("Autumn", "ours", 3, 100, 7), by=by, on=on)
    row.inputs = inputs_as_plain(example_inputs())
    row.mark = mark_of(row.inputs)
    row.save()
    forecasts.set_edits(row=row, edits=(FEWER,), seen=0, by=by, on=on)
    row.refresh_from_db()
    forecasts.ask(row=row, by=by, on=on)
    row.refresh_from_db()
    return forecasts.work_out(row=row, at=clock.now(), told=lambda done, of: None)


@pytest.fixture
def officer() -> Client:
    return a.signed_in(a.an_account(Role.FINANCE_OFFICER))


@pytest.fixture
def manager() -> Client:
    return a.signed_in(a.an_account(Role.TEAM_MANAGER, at=a.a_team()))


def _columns(shown: str, number: str) -> list[list[int]]:
    """Figures of the first table of a number, a row a row."""
    section = shown.split(f'id="table-{number}"')[1].split("</table>")[0]
    rows = re.findall(r"<tr.*?</tr>", section, re.DOTALL)[1:]
    cells = [[re.sub(r"<[^>]+>", "", cell) for cell in re.findall(r"<td.*?</td>", row, re.DOTALL)] for row in rows]
    return [[int(re.sub(r"\D", "", cell)) for cell in row] for row in cells]


@pytest.mark.parametrize("code", FORMS)
def test_every_form_is_a_page_and_a_spreadsheet_with_its_assumptions(
    manager: Client, ready: Forecast, code: str, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    listed = manager.get(reverse("forecast_forms", args=[ready.public_id])).content.decode()
    address = reverse("forecast_form", args=[ready.public_id, code])
    assert address in listed
    with django_assert_max_num_queries(15):
        shown = manager.get(address, {"table": "all"}).content.decode()
    form = forms()[code]
    assert all(f'id="table-{table.number.replace(".", "-").lower()}"' in shown for table in form.tables)
    assert all(words in html.unescape(shown) for _, words in form.assumptions)
    assert "Exact numbers are hidden" not in shown
    answer = manager.get(reverse("forecast_form_workbook", args=[ready.public_id, code]))
    book = zipfile.ZipFile(io.BytesIO(answer.content))
    names = re.findall(r'<sheet name="([^"]+)"', book.read("xl/workbook.xml").decode())
    assert names[:2] == ["Read first", "Assumptions"]
    assert len(names) == 2 + len({table.number for table in form.tables})
    assert form.assumptions[0][1][:40] in book.read("xl/sharedStrings.xml").decode()


def test_who_sees_cases_is_shown_exact_figures_and_others_fives_and_both_add(
    manager: Client, officer: Client, ready: Forecast
) -> None:
    address = reverse("forecast_form", args=[ready.public_id, "reform-plan"])
    exact, fives = (_columns(client.get(address).content.decode(), "5-1") for client in (manager, officer))
    for rows in (exact, fives):
        assert [sum(column) for column in zip(*rows[:-1], strict=True)] == rows[-1]
    assert any(cell % 5 for row in exact for cell in row)
    assert all(cell % 5 == 0 for row in fives for cell in row)
    assert all(abs(one - other) <= 5 for one, other in zip(exact[-1], fives[-1], strict=True))


def test_a_reader_of_figures_is_given_no_exact_number_in_the_file_either(officer: Client, ready: Forecast) -> None:
    shown = officer.get(reverse("forecast_form", args=[ready.public_id, "management-plan"])).content.decode()
    assert "Exact numbers are hidden" in shown
    answer = officer.get(reverse("forecast_form_workbook", args=[ready.public_id, "management-plan"]))
    book = zipfile.ZipFile(io.BytesIO(answer.content))
    for place in range(3, 11):  # the seven sheets and all placements; pounds come after
        sheet = book.read(f"xl/worksheets/sheet{place}.xml").decode()
        figures = re.findall(r'<c r="[A-Z]+\d+"(?: s="\d+")?><v>(\d+)</v>', sheet)
        assert figures and all(int(each) % 5 == 0 for each in figures)


def test_the_management_plan_has_both_versions_and_says_what_is_not_verified(manager: Client, ready: Forecast) -> None:
    shown = manager.get(
        reverse("forecast_form", args=[ready.public_id, "management-plan"]), {"table": "all"}
    ).content.decode()
    assert "unmitigated" in shown and ", mitigated" in shown
    assert "Not verified" in shown


def test_before_it_is_ready_and_where_forms_were_not_kept_the_page_says_so(officer: Client, ready: Forecast) -> None:
    planned = forecasts.plan(wanted=Wanted("Later", "ours", 3, 100, 7), by=journal.SYSTEM, on=clock.today())
    shown = officer.get(reverse("forecast_forms", args=[planned.public_id])).content.decode()
    assert "has not been worked out" in shown
    Forecast.objects.filter(pk=ready.pk).update(
        answer={key: one for key, one in ready.answer.items() if key != "forms"}
    )
    shown = officer.get(reverse("forecast_forms", args=[ready.public_id])).content.decode()
    assert "before forms were kept" in shown
    for name in ("forecast_form", "forecast_form_workbook"):
        assert officer.get(reverse(name, args=[ready.public_id, "scap"])).status_code == 404


def test_a_table_is_asked_for_by_its_name_and_the_first_is_shown_otherwise(manager: Client, ready: Forecast) -> None:
    address = reverse("forecast_form", args=[ready.public_id, "reform-plan"])
    for asked, met in (({}, "table-5-1"), ({"table": "table-7-3"}, "table-7-3"), ({"table": "none"}, "table-5-1")):
        shown = manager.get(address, asked).content.decode()
        assert re.findall(r'<h2[^>]* id="(table-[^"]+)"', shown) == [met]
        assert "?table=table-7-4" in shown and 'id="assumptions"' in shown


def test_requests_assessments_and_plans_are_the_same_on_the_page_and_in_the_file(
    manager: Client, officer: Client, ready: Forecast
) -> None:
    address = reverse("forecast_form", args=[ready.public_id, "reform-plan"])
    for client in (manager, officer):
        shown = client.get(address, {"table": "all"}).content.decode()
        requests, assessments, plans = (_columns(shown, number) for number in ("10", "11", "12"))
        for asked, assessed, planned in zip(requests, assessments, plans, strict=True):
            assert all(a >= b >= c for a, b, c in zip(asked, assessed, planned, strict=True))
        assert sum(requests[-1]) > sum(plans[-1]) > 0
        assert "fewer than 30 requests" in shown and "20 weeks" in shown
        answer = client.get(reverse("forecast_form_workbook", args=[ready.public_id, "reform-plan"]))
        book = zipfile.ZipFile(io.BytesIO(answer.content))
        sheets = re.findall(r'<sheet name="([^"]+)"', book.read("xl/workbook.xml").decode())
        place = next(at for at, name in enumerate(sheets, 1) if name.startswith("10 "))
        sheet = book.read(f"xl/worksheets/sheet{place}.xml").decode()
        figures = [int(each) for each in re.findall(r'<c r="[A-Z]+\d+"(?: s="\d+")?><v>(\d+)</v>', sheet)]
        assert figures == [cell for row in requests for cell in row]


def test_a_forecast_of_before_requests_were_read_says_to_plan_another(manager: Client, ready: Forecast) -> None:
    for kept in (ready.answer["forms"]["as_it_is"], ready.answer["forms"]["with_changes"]):
        for name in ("flows", "flow_years", "shares", "januaries", "counted"):
            del kept[name]
    Forecast.objects.filter(pk=ready.pk).update(answer=ready.answer)
    address = reverse("forecast_form", args=[ready.public_id, "reform-plan"])
    shown = manager.get(address, {"table": "table-10"}).content.decode()
    assert "before requests were read" in shown and "Plan another" in shown


def test_the_management_plan_begins_with_what_was_counted_and_entered(manager: Client, ready: Forecast) -> None:
    BlockYear.objects.create(
        year=2023, kind="outturn", income=20_000_000, spending=23_500_000, other_blocks=0, carried_in=-1_000_000,
        source="Statement of accounts", published_on=date(2024, 9, 1), recorded_at=clock.now(), recorded_by="test",
        recorded_by_name="Test",
    )  # fmt: skip
    shown = manager.get(
        reverse("forecast_form", args=[ready.public_id, "management-plan"]), {"table": "all"}
    ).content.decode()
    sheet = shown.split('id="table-1"')[1].split("</table>")[0]
    columns = re.findall(r"January \d{4}(?: \(actual\))?", sheet)
    assert columns[:5] == [*(f"January {year} (actual)" for year in range(2022, 2026)), "January 2026"]
    block = shown.split('id="table-block"')[1].split("</table>")[0]
    assert all(cell in block for cell in ("2023/24 (outturn)", "£23,500,000", "−£3,500,000", "−£4,500,000"))
    assert "Statement of accounts, published 1 September 2024" in shown and "section 251" in shown
    answer = manager.get(reverse("forecast_form_workbook", args=[ready.public_id, "management-plan"]))
    book = zipfile.ZipFile(io.BytesIO(answer.content))
    words = html.unescape(book.read("xl/sharedStrings.xml").decode())
    assert "2023/24 (outturn)" in words and "As entered under Money today" in words and "January 2022 (actual)" in words
    last = max(int(each) for each in re.findall(r"sheet(\d+)\.xml", " ".join(book.namelist())))
    figures = re.findall(r"<v>(-?\d+)</v>", book.read(f"xl/worksheets/sheet{last}.xml").decode())
    assert {"23500000", "-3500000", "-4500000"} <= set(figures)


def test_there_is_no_other_form(officer: Client, ready: Forecast) -> None:
    assert officer.get(reverse("forecast_form", args=[ready.public_id, "another"])).status_code == 404
