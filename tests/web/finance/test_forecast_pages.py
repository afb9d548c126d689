"""A forecast's pages where something is missing: nothing asked for, nothing to draw, no such change, no permission."""

from __future__ import annotations

import io
import re
import zipfile
from collections import defaultdict
from dataclasses import replace
from datetime import date, datetime
from html import unescape
from typing import Any
from xml.etree import ElementTree

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from goldenthread.domain.forecast.backtest.applied import target_for
from goldenthread.domain.forecast.effects import Effect, Touched
from goldenthread.domain.forecast.example import example_inputs
from goldenthread.domain.forecast.inputs import Inputs
from goldenthread.domain.forecast.kept import edits_as_plain, inputs_as_plain, mark_of
from goldenthread.domain.forecast.scenarios import Edit, Fee, Joining
from goldenthread.features.finance.models import Forecast, Population
from goldenthread.features.finance.operations import forecasts
from goldenthread.features.finance.operations.forecasts import Wanted
from goldenthread.foundation import clock, journal
from goldenthread.foundation.access.roles import Role
from goldenthread.web.finance.forecasts import figures
from goldenthread.web.finance.forecasts.presenters import assumptions
from goldenthread.web.finance.forecasts.total_followed import total_followed
from tests import builders as a
from tests.forecasts import followed_inputs

pytestmark = pytest.mark.django_db


def test_one_not_asked_for_cannot_be_stopped_drawn_or_run_again() -> None:
    row = forecasts.plan(wanted=Wanted("Autumn", "ours", 3, 100, 7), by=journal.SYSTEM, on=clock.today())
    officer = a.signed_in(a.an_account(Role.FINANCE_OFFICER))
    assert officer.post(reverse("forecast_stop", args=[row.public_id])).status_code == 404
    for name in ("forecast_plans_chart", "forecast_money_chart", "forecast_changes_chart", "forecast_workbook"):
        assert officer.get(reverse(name, args=[row.public_id])).status_code == 404
    again = officer.post(reverse("forecast_again", args=[row.public_id]), follow=True)
    assert "nothing to run again yet" in again.content.decode()
    asked = officer.post(reverse("forecast_ask", args=[row.public_id]), follow=True)
    assert "nothing to forecast from" in asked.content.decode()
    assert officer.get(reverse("forecast_change_add", args=[row.public_id, "wishes"])).status_code == 404


def worked_out(
    inputs: Inputs, name: str = "Autumn", law: str = "ours", years: int = 5, edits: tuple[Edit, ...] = ()
) -> Forecast:
    row = forecasts.plan(wanted=Wanted(name, law, years, 100, 7), by=journal.SYSTEM, on=clock.today())
    row.inputs = inputs_as_plain(inputs)
    row.mark = mark_of(row.inputs)
    row.edits = edits_as_plain(edits)
    row.save()
    forecasts.ask(row=row, by=journal.SYSTEM, on=clock.today())
    row.refresh_from_db()
    return forecasts.work_out(row=row, at=clock.now(), told=lambda done, of: None)


def test_the_page_says_what_the_total_follows_how_far_it_may_be_out_and_what_changed() -> None:
    inputs = followed_inputs()
    to = inputs.target
    assert to is not None
    forum = a.signed_in(a.an_account(Role.SCHOOLS_FORUM_MEMBER))
    alone = worked_out(replace(inputs, target=None, untied="it was planned so"), "Alone")
    shown = forum.get(reverse("forecast", args=[alone.public_id])).content.decode()
    assert "It does not follow a tested forecast: it was planned so." in shown and "has not been tested" in shown
    row = worked_out(inputs)
    shown = unescape(forum.get(reverse("forecast", args=[row.public_id])).content.decode())
    assert "follows the forecast tested on 148 authorities" in shown
    for year in to.years:
        assert f"{year.wape:.1f}% " in shown and f"(n {year.n})" in shown
        assert f"{round(year.expected):,} in January {to.january + year.ahead}" in shown
    assert f"national figures to January {to.figures}" in shown and to.source in shown
    assert "After three years it is untested" in shown and f'href="{reverse("backtest")}"' in shown
    assert "The total now follows the forecast tested on 148 authorities; before it did not" in shown
    short = worked_out(inputs, "Short", years=3)
    assert "it is untested" not in forum.get(reverse("forecast", args=[short.public_id])).content.decode()
    shorter = forum.get(reverse("forecast", args=[worked_out(inputs, "Shorter", years=2).public_id])).content.decode()
    assert f"in January {to.january + 2}" in shorter and f"in January {to.january + 3}" not in shorter


def test_the_page_says_so_of_the_open_models_law_older_figures_and_a_total_not_met() -> None:
    inputs = followed_inputs()
    to = target_for(2027, 2000, 340)
    middle = {"quantiles": [[[round(each * 0.98, 2)] * 11] for each in (2000, *(year.expected for year in to.years))]}
    answer = {"tied": ["in January 2028 more are left"], "children": {"total": middle}}
    row = Forecast(law="ours", years=5, inputs=inputs_as_plain(replace(inputs, target=to)), answer=answer)
    words = dict(total_followed(row))
    assert "national figures to January 2025, 2 years older than the start" in words["The total"]
    assert "made with national figures as old as these" in words["How far it may be out"]
    assert "it is 2.0% below that forecast in January 2030" in words["The total"]
    assert words["The total: not met"] == "In January 2028 more are left."
    theirs = dict(total_followed(Forecast(law="compatible", years=5, inputs=inputs_as_plain(inputs))))
    assert "follows no tested forecast" in theirs["The total"]
    assert total_followed(Forecast(law="ours", years=5)) == []


def test_the_form_asks_how_the_total_is_found_and_keeps_the_answer() -> None:
    officer = a.signed_in(a.an_account(Role.FINANCE_OFFICER))
    shown = officer.get(reverse("forecast_new")).content.decode()
    assert "How is the total of plans found?" in shown
    given = {"name": "Own", "years": 3, "law": "ours", "simulations": 100, "seed": 1, "price_growth": 0,
             "income_growth": 0, "tied": "no"}  # fmt: skip
    officer.post(reverse("forecast_new"), given)
    officer.post(reverse("forecast_new"), {**given, "name": "Tied", "tied": "yes"})
    assert dict(Forecast.objects.values_list("name", "tied")) == {"Own": False, "Tied": True}
    assert officer.post(reverse("forecast_new"), {**given, "tied": ""}).status_code == 400


def test_the_schools_forum_reads_and_changes_nothing() -> None:
    row = forecasts.plan(wanted=Wanted("Autumn", "ours", 3, 100, 7), by=journal.SYSTEM, on=clock.today())
    forum = a.signed_in(a.an_account(Role.SCHOOLS_FORUM_MEMBER))
    shown = forum.get(reverse("forecast", args=[row.public_id])).content.decode()
    assert "Nothing has been worked out yet" in shown and "Work it out" not in shown
    for name in ("forecast_ask", "forecast_stop", "forecast_again", "forecast_change_out"):
        assert forum.post(reverse(name, args=[row.public_id])).status_code == 404


def test_the_forms_say_what_their_button_does_and_lead_back() -> None:
    row = forecasts.plan(wanted=Wanted("Autumn", "ours", 3, 100, 7), by=journal.SYSTEM, on=clock.today())
    officer = a.signed_in(a.an_account(Role.FINANCE_OFFICER))
    for address, button, back in (
        (reverse("forecast_new"), "Continue", reverse("forecasts")),
        (
            reverse("forecast_change_add", args=[row.public_id, "fee"]),
            "Suppose this",
            reverse("forecast", args=[row.public_id]),
        ),
    ):
        shown = officer.get(address).content.decode()
        assert button in shown and f'href="{back}">Cancel' in shown
    assert "Save" in officer.get(reverse("block_year_new")).content.decode()


def test_a_small_group_cannot_be_worked_out_from_the_page_or_the_spreadsheet() -> None:
    row = worked_out(example_inputs(), "Small")
    officer, manager = (
        a.signed_in(account)
        for account in (a.an_account(Role.FINANCE_OFFICER), a.an_account(Role.TEAM_MANAGER, at=a.a_team()))
    )
    captions = ("Plans by kind of setting", "Plans by primary need", "Plans by age")
    fives, exact = (
        [_numbers(client.get(reverse("forecast", args=[row.public_id])).content.decode(), each) for each in captions]
        for client in (officer, manager)
    )
    assert all(cell % 5 == 0 for table in fives for line in table for cell in line)
    assert any(cell % 5 for table in exact for line in table for cell in line)
    total = row.answer["children"]["total"]["mean"][0][0]  # type: ignore[index]
    for table in exact:
        assert sum(line[0] for line in table) == total
    for client, tables in ((officer, fives), (manager, exact)):
        book = _book(client.get(reverse("forecast_workbook", args=[row.public_id])).content)
        for name, table in zip(("By setting", "By need", "By age"), tables, strict=True):
            assert [line[1:] for line in book[name][1:]] == table
        there = [line[1] for line in book["Independent share"][1:]]
        assert client is manager or all(cell % 5 == 0 for cell in there)
    assert "in multiples of 5" in officer.get(reverse("forecast", args=[row.public_id])).content.decode()


@pytest.mark.parametrize("total", [43, 80, 81])
def test_groups_in_fives_beside_an_exact_total_leave_every_small_group_open(total: int) -> None:
    """Five beside 60 and 15 of 80: whatever is shown, each group of one to four could be of another number too."""
    found = defaultdict(set)
    for first in range(total + 1):
        for second in range(total + 1 - first):
            groups = [first, second, total - first - second]
            table = {"groups": ["a", "b", "c"], "quantiles": [[[n] * 11 for n in groups]], "mean": [[1, 1, 1]]}
            shown = figures.grouped(Forecast(answer={"children": {"by_need": table}}), "by_need", in_full=False)
            found[tuple(line[0] for _, line in shown)].add(tuple(groups))
    for could_be in found.values():
        for numbers in zip(*could_be, strict=True):
            assert len(set(numbers)) > 1 or not 0 < numbers[0] < 5


def test_the_spreadsheet_holds_numbers_with_low_and_high_apart() -> None:
    row = worked_out(example_inputs(), "Numbers", edits=(Joining("fewer", Effect(date(2025, 1, 1)), factor=0.7),))
    officer = a.signed_in(a.an_account(Role.FINANCE_OFFICER))
    content = officer.get(reverse("forecast_workbook", args=[row.public_id])).content
    book = _book(content)
    plans = book["Plans"]
    assert plans[0][1:4] == ["Middle", "30 in 100: low", "30 in 100: high"] and plans[0][-2] == "n (simulations)"
    quantiles = row.answer["children"]["total"]["quantiles"]  # type: ignore[index]
    last = quantiles[-1][0]
    assert plans[-1][1:9] == [round(last[5]), *(round(last[at]) for at in (4, 6, 2, 8, 1, 9)), 100]
    assert plans[1][1] == round(quantiles[0][0][5]) and plans[1][-1] == "The same in every simulation"
    money = book["Money"]
    assert money[1][0] == "2025/26"
    assert money[1][1] == pytest.approx(row.answer["pounds"]["quantiles"][0][0][5])  # type: ignore[index]
    assert book["Changes alone"][1][1] < 0 and book["Changes in order"][-1][0] == "All together"
    assert "£#,##0.00" in zipfile.ZipFile(io.BytesIO(content)).read("xl/styles.xml").decode()


def test_the_page_says_what_year_prices_are_of() -> None:
    inputs = example_inputs()  # 2025/26 is the first year forecast
    names = list(inputs.costs)
    for older, words in ((0, "They are those known for 2025/26"), (2, "2 of the 6 prices"), (6, "All prices")):
        priced_in = {name: 2024 if at < older else 2025 for at, name in enumerate(names)}
        row = Forecast(
            law="ours",
            years=3,
            simulations=100,
            seed=7,
            price_growth=2,
            inputs=inputs_as_plain(replace(inputs, priced_in=priced_in)),
        )
        said = dict(assumptions(row))["Prices"]
        assert words in said and ("those of 2024/25 are grown by a year" in said) == bool(older)
    old = Forecast(law="ours", years=3, simulations=100, seed=7, inputs=inputs_as_plain(inputs))
    assert "used for 2025/26 as they were" in dict(assumptions(old))["Prices"]


def test_a_change_that_no_longer_fits_is_said_on_the_page() -> None:
    row = forecasts.plan(wanted=Wanted("Autumn", "ours", 3, 100, 7), by=journal.SYSTEM, on=clock.today())
    row.inputs = inputs_as_plain(example_inputs())
    row.edits = edits_as_plain([Fee("gone", Effect(date(2026, 9, 1)), Touched(settings=("college",)), factor=0.9)])
    row.save()
    officer = a.signed_in(a.an_account(Role.FINANCE_OFFICER))
    shown = officer.post(reverse("forecast_ask", args=[row.public_id]), follow=True).content.decode()
    assert "setting college is not in this forecast" in shown and "Take out" in shown
    Forecast.objects.update(state=Forecast.State.ASKED)
    row.refresh_from_db()
    forecasts.work_out(row=row, at=clock.now(), told=lambda done, of: None)
    shown = officer.get(reverse("forecast", args=[row.public_id])).content.decode()
    assert "not drawn" in shown and "setting college is not in this forecast" in shown


def test_a_line_twice_in_a_population_file_is_refused() -> None:
    officer = a.signed_in(a.an_account(Role.FINANCE_OFFICER))
    text = "calendar-year,academic-year,population\n2026,0,100\n2026,1,90\n2026,0,100\n"
    sent = SimpleUploadedFile("people.csv", text.encode())
    answer = officer.post(reverse("population"), {"file": sent, "source": "ONS"})
    assert answer.status_code == 400 and "Line 4: 2026, academic year 0, is there twice" in answer.content.decode()
    assert not Population.objects.exists()


def test_a_forecast_planned_after_midnight_in_summer_is_of_that_day() -> None:
    with clock.frozen(datetime(2026, 7, 1, 0, 30)):
        forecasts.plan(wanted=Wanted("Night", "ours", 3, 100, 7), by=journal.SYSTEM, on=clock.today())
    forum = a.signed_in(a.an_account(Role.SCHOOLS_FORUM_MEMBER))
    assert "1 July 2026" in forum.get(reverse("forecasts")).content.decode()


def _numbers(shown: str, caption: str) -> list[list[int]]:
    """Figures of the table of that caption, a row a row."""
    table = shown[shown.index(caption) :].split("</table>")[0]
    lines = re.findall(r"<tr.*?</tr>", table, re.DOTALL)[1:]
    cells = [[re.sub(r"<[^>]+>", "", cell) for cell in re.findall(r"<td.*?</td>", line, re.DOTALL)] for line in lines]
    return [[int(re.sub(r"\D", "", cell)) for cell in line] for line in cells]


def _book(content: bytes) -> dict[str, list[list[Any]]]:
    """Sheets by name, rows of text and numbers; cells left empty are not there."""
    parts = zipfile.ZipFile(io.BytesIO(content))
    strings = ["".join(each.itertext()) for each in ElementTree.fromstring(parts.read("xl/sharedStrings.xml"))]
    found = {}
    for at, name in enumerate(re.findall(r'<sheet name="([^"]+)"', parts.read("xl/workbook.xml").decode()), 1):
        sheet = ElementTree.fromstring(parts.read(f"xl/worksheets/sheet{at}.xml"))
        lines = ([cell for cell in line if cell.find("{*}v") is not None] for line in sheet.findall(".//{*}row"))
        found[name] = [[_value(cell, strings) for cell in line] for line in lines]
    return found


def _value(cell: ElementTree.Element, strings: list[str]) -> Any:
    value = cell.findtext("{*}v") or ""
    return strings[int(value)] if cell.get("t") == "s" else float(value)
