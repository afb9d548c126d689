"""The parts our tags draw are the HTML of GOV.UK Frontend's own examples."""

from __future__ import annotations

from typing import Any

import pytest
from django.template import engines
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

from goldenthread.web.components.forms.errors import FoundError
from goldenthread.web.components.presenters.lists import Action, SummaryRow, Task
from goldenthread.web.components.presenters.pagination import PageLink, Pagination
from goldenthread.web.components.presenters.tables import Column, Table
from tests.web.components.govuk import example, shape

IDS = ("id", "aria-labelledby")


def drawn(source: str, **context: Any) -> str:
    return engines["django"].from_string(source).render(context)


@pytest.mark.parametrize("name", ["default", "grey", "green", "purple", "red", "orange", "yellow"])
def test_a_tag(name: str) -> None:
    options, expected = example("tag", name)
    colour = options.get("classes", "").removeprefix("govuk-tag--")
    assert shape(drawn("{% tag text colour %}", text=options["text"], colour=colour)) == shape(expected)


@pytest.mark.parametrize("name", ["default", "link", "start link", "secondary", "warning", "inverse"])
def test_a_button(name: str) -> None:
    options, expected = example("button", name)
    ours = drawn(
        "{% button text url=url variant=variant start=start name=name %}",
        text=options["text"],
        url=options.get("href", ""),
        variant=options.get("classes", "").removeprefix("govuk-button--"),
        start=options.get("isStartButton", False),
        name=options.get("name", ""),
    )
    # Ours in addition: a form sent by two quick presses is sent once.
    assert shape(ours, ("data-prevent-double-click",)) == shape(expected)


@pytest.mark.parametrize("name", ["default", "with many pages", "first page", "last page"])
def test_pagination(name: str) -> None:
    options, expected = example("pagination", name)
    links = [
        PageLink(None) if item.get("ellipsis") else PageLink(item["number"], item["href"], item.get("current", False))
        for item in options.get("items", [])
    ]
    ends = {end: (options.get(end) or {}).get("href", "") for end in ("previous", "next")}
    assert shape(drawn("{% pagination page %}", page=Pagination(links, **ends))) == shape(expected)


@pytest.mark.parametrize("name", ["default", "without links", "mixed with and without links"])
def test_an_error_summary(name: str) -> None:
    options, expected = example("error-summary", name)
    errors = [FoundError(item["text"], item.get("href", "").removeprefix("#")) for item in options["errorList"]]
    ours = render_to_string("components/parts/error_summary.html", {"errors": errors})
    assert shape(ours) == _paragraphs_removed(shape(expected))  # we write no description


@pytest.mark.parametrize("name", ["default", "with actions", "with some actions", "single action with anchor"])
def test_a_summary_list(name: str) -> None:
    options, expected = example("summary-list", name)
    rows = [
        SummaryRow(
            row["key"]["text"],
            _value(row["value"]),
            [
                Action(item.get("text", ""), item["href"], item.get("visuallyHiddenText", ""))
                for item in (row.get("actions") or {}).get("items", [])
            ],
        )
        for row in options["rows"]
    ]
    assert shape(drawn("{% summary_list rows %}", rows=rows)) == shape(expected)


@pytest.mark.parametrize("name", ["default", "with hint text and additional states", "with all possible colours"])
def test_a_task_list(name: str) -> None:
    options, expected = example("task-list", name)
    tasks = []
    for item in options["items"]:
        status = item["status"].get("tag") or item["status"]
        tasks.append(
            Task(
                title=item["title"]["text"],
                url=item.get("href", ""),
                hint=(item.get("hint") or {}).get("text", ""),
                status=status.get("text", ""),
                colour=status.get("classes", "").removeprefix("govuk-tag--") if "tag" in item["status"] else "",
                cannot_start_yet="cannot-start-yet" in item["status"].get("classes", ""),
            )
        )
    assert shape(drawn("{% task_list tasks %}", tasks=tasks)) == shape(expected)


@pytest.mark.parametrize("name", ["with head and caption"])
def test_a_table(name: str) -> None:
    options, expected = example("table", name)
    columns = [Column(cell["text"], numeric=cell.get("format") == "numeric") for cell in options["head"]]
    rows = [[cell["text"] for cell in row] for row in options["rows"]]
    first = bool(options.get("firstCellIsHeader"))
    contents = Table(options.get("caption", ""), columns, rows, first_is_header=first)
    [scroller] = shape(drawn("{% table contents %}", contents=contents), ("data-label", "id"))
    # Ours in addition: the table sits in a region that scrolls, named by the caption.
    assert scroller[1]["role"] == "region"
    assert scroller[2] == shape(expected)


@pytest.mark.parametrize(
    ("component", "name", "source"),
    [
        ("details", "default", "{% details options.summaryText %}{{ options.text }}{% enddetails %}"),
        ("details", "expanded", "{% details options.summaryText open=True %}{{ options.text }}{% enddetails %}"),
        ("inset-text", "default", "{% inset %}{{ options.text }}{% endinset %}"),
        ("warning-text", "default", "{% warning %}{{ options.text }}{% endwarning %}"),
        ("panel", "default", "{% panel options.titleHtml %}{{ options.html|safe }}{% endpanel %}"),
        (
            "notification-banner",
            "default",
            '{% notification %}<p class="govuk-notification-banner__heading">{{ options.text }}</p>'
            "{% endnotification %}",
        ),
    ],
)
def test_words_set_apart(component: str, name: str, source: str) -> None:
    options, expected = example(component, name)
    assert shape(drawn(source, options=options), ("id", "aria-labelledby")) == shape(
        expected, ("id", "aria-labelledby")
    )


def test_what_a_page_puts_into_a_part_is_escaped() -> None:
    for source in (
        "{% tag text %}",
        "{% button text %}",
        "{% details text %}{{ text }}{% enddetails %}",
        "{% summary_list rows %}",
    ):
        ours = drawn(source, text="<script>", rows=[("<script>", "<script>")])
        assert "<script>" not in ours
        assert "&lt;script&gt;" in ours


def _value(value: dict[str, str]) -> Any:
    return mark_safe(value["html"]) if "html" in value else value.get("text", "")


def _paragraphs_removed(tree: list[Any]) -> list[Any]:
    return [
        [each[0], each[1], _paragraphs_removed(each[2])] if isinstance(each, list) else each
        for each in tree
        if not (isinstance(each, list) and each[0] == "p")
    ]
