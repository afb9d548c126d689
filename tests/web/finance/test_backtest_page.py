"""How good are the forecasts? The page says what the back-test found, to anyone, in figures and in words."""

from __future__ import annotations

import io
import re
import zipfile

import pytest
from django.test import Client
from lxml import etree, html
from pytest_django import DjangoAssertNumQueries

from goldenthread.domain.forecast.backtest.results import backtest
from goldenthread.domain.forecast.backtest.words import DEFINITIONS, LIMITS, sentences

pytestmark = pytest.mark.django_db
KINGSTON = "/money/backtest/?authority=E09000021&method=default"


def text_of(path: str) -> str:
    answer = Client().get(path)
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", html.fromstring(answer.content).xpath("string(//main)"))


def test_anyone_reads_the_finding_the_definitions_the_limits_and_the_source() -> None:
    shown = text_of("/money/backtest/")
    for words in (*sentences(backtest()), *DEFINITIONS.values(), *LIMITS, "Department for Education", "148"):
        assert re.sub(r"\s+", " ", words) in shown
    for ahead in (1, 2, 3):
        assert f"{backtest().together['default'][ahead].wape:.1f}%" in shown
        assert f"{backtest().together['own_growth_3'][ahead].wape:.1f}%" in shown
        assert f"{backtest().together['own_growth_3'][ahead].median_ape:.1f}%" in shown


def test_the_bands_are_shown_with_their_coverage_range_and_n() -> None:
    shown = text_of("/money/backtest/")
    for each in backtest().together["default"][1].coverage:
        low, high = each.inside.interval() or (0, 0)
        assert f"{each.percent:.1f}%" in shown and f"{low:.1%} to {high:.1%}" in shown
    assert "444" in shown


def test_one_authority_shows_what_was_forecast_what_came_and_what_was_published_since() -> None:
    shown = text_of(KINGSTON)
    assert "Kingston upon Thames: forecast from January 2025" in shown
    assert "January 2024 to 2025" in shown and "1,958" in shown
    assert "2,159 (published since)" in shown
    assert "January 2025 to 2028" in shown and "Not known yet" in shown


def test_a_successor_says_that_it_is_not_counted_and_a_rule_without_history_says_so() -> None:
    cumberland = "/money/backtest/?authority=E06000063"
    assert "not counted in the errors above" in text_of(cumberland)
    assert "too little history of its own for this method" in text_of(f"{cumberland}&method=own_growth_3")


@pytest.mark.parametrize("query", ["authority=", "authority=nowhere", "authority=E09000021&method=none"])
def test_a_choice_that_is_none_is_said_beside_its_field(query: str) -> None:
    answer = Client().get(f"/money/backtest/?{query}")
    tree = html.fromstring(answer.content)
    assert answer.status_code == 200
    assert tree.xpath("string(//title)").startswith("Error: ")
    assert len(tree.xpath("//*[@class='govuk-error-message']")) == 1
    assert "forecast from January 2025" not in tree.xpath("string(//main)")


@pytest.mark.parametrize(
    "path",
    ["errors.svg", "errors.svg?narrow=1", "authority/E10000016.svg", "authority/E10000016.svg?method=pooled&narrow=1"],
)
def test_a_chart_is_a_drawing_of_its_own_without_script_or_style_that_may_be_kept(path: str) -> None:
    answer = Client().get(f"/money/backtest/{path}")
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/svg+xml")
    assert answer["Cache-Control"] == "public, max-age=3600"
    drawing = etree.fromstring(answer.content)
    assert drawing.tag == "{http://www.w3.org/2000/svg}svg"
    assert not drawing.xpath("//*[local-name()='script' or local-name()='style'] | //@style | //@onclick")


def test_the_chart_of_errors_says_the_figures_of_the_table() -> None:
    drawing = etree.fromstring(Client().get("/money/backtest/errors.svg").content)
    said = drawing.xpath("//*[local-name()='text']/text()")
    for score in backtest().together["default"].values():
        assert f"{score.wape:.1f}%" in said


@pytest.mark.parametrize(
    "path", ["authority/nowhere.svg", "authority/E10000006.svg", "authority/E10000016.svg?method=none"]
)
def test_no_chart_of_an_authority_or_a_method_there_is_not(path: str) -> None:
    assert Client().get(f"/money/backtest/{path}").status_code == 404


def test_the_spreadsheet_holds_every_method_january_and_authority_and_no_formula() -> None:
    answer = Client().get("/money/backtest/figures.xlsx")
    assert 'filename="how-good-are-the-forecasts.xlsx"' in answer["Content-Disposition"]
    with zipfile.ZipFile(io.BytesIO(answer.content)) as book:
        words = book.read("xl/sharedStrings.xml").decode()
        sheets = [book.read(name).decode() for name in book.namelist() if name.startswith("xl/worksheets/sheet")]
    assert len(sheets) == 4 and not any("<f>" in sheet for sheet in sheets)
    for name in ("Kingston upon Thames", "Cumberland", "Isles of Scilly", "Open Government Licence"):
        assert name in words
    by_authority = sheets[-1]
    assert by_authority.count("<row ") > 148 * 17


def test_the_page_asks_the_database_for_nothing_but_the_partnership(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    with django_assert_max_num_queries(2):
        Client().get(KINGSTON)


def test_nothing_but_looking_is_allowed() -> None:
    for path in ("", "errors.svg", "authority/E10000016.svg", "figures.xlsx"):
        assert Client().post(f"/money/backtest/{path}").status_code == 405
