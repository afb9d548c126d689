"""Words, page numbers and sort links as worked out before a template draws them."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.core.paginator import Paginator
from django.template import engines
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.web.components.presenters import phrases
from goldenthread.web.components.presenters.pagination import pagination, shown_numbers
from goldenthread.web.components.presenters.status import COLOURS, STATUSES, status_words
from goldenthread.web.components.presenters.tables import sort_link

DAY = date(2026, 9, 2)


def test_a_date_is_written_out() -> None:
    assert phrases.uk_date(DAY) == "2 September 2026"
    assert phrases.uk_date(None) == ""


def test_a_moment_is_put_on_londons_clock() -> None:
    assert phrases.uk_moment(datetime(2026, 7, 31, 23, 30, tzinfo=UTC)) == "1 August 2026 at 12:30am"
    assert phrases.uk_date(datetime(2026, 7, 31, 23, 30, tzinfo=UTC)) == "1 August 2026"


@pytest.mark.parametrize(
    ("due", "said"),
    [
        (date(2026, 8, 21), "12 days late"),
        (date(2026, 9, 1), "1 day late"),
        (DAY, "due today"),
        (date(2026, 9, 3), "due tomorrow"),
        (date(2026, 9, 5), "due in 3 days"),
    ],
)
def test_a_due_date_is_said_from_today(due: date, said: str) -> None:
    assert phrases.due_phrase(due, DAY) == said


def test_a_due_date_in_a_template_is_counted_from_the_known_day(test_day: date) -> None:
    said = engines["django"].from_string("{{ day|due_phrase }}, {{ day|ago_phrase }}").render({"day": test_day})
    assert said == "due today, today"


def test_numbers_have_their_thousands() -> None:
    assert phrases.thousands(21742) == "21,742"
    assert phrases.count_phrase(1, "child", "children") == "1 child"
    assert phrases.count_phrase(2143, "child", "children") == "2,143 children"


@pytest.mark.parametrize(
    ("size", "said"),
    [
        (0, "0 bytes"), (1, "1 byte"), (999, "999 bytes"), (1000, "1 KB"), (34_400, "34 KB"), (999_499, "999 KB"),
        (999_500, "1.0 MB"), (1_250_001, "1.3 MB"), (1_900_000_000, "1.9 GB"),
    ],
)  # fmt: skip
def test_the_size_of_a_file_is_never_nought(size: int, said: str) -> None:
    assert phrases.file_size(size) == said


def test_every_status_has_words_and_a_colour_that_exists() -> None:
    for words, colour in STATUSES.values():
        assert words and colour in COLOURS
    assert status_words("DUE SOON") == ("Due soon", "yellow")
    assert status_words("never heard of") == ("Never heard of", "grey")


def test_page_numbers_leave_out_the_middle() -> None:
    assert shown_numbers(7, 100) == [1, None, 6, 7, 8, None, 100]
    assert shown_numbers(3, 5) == [1, 2, 3, 4, 5]
    assert shown_numbers(1, 2) == [1, 2]


@given(st.data(), st.integers(1, 500))
def test_page_numbers_rise_hold_both_ends_and_no_gap_hides_one_page(data: st.DataObject, last: int) -> None:
    current = data.draw(st.integers(1, last))
    shown = shown_numbers(current, last)
    numbers = [number for number in shown if number]
    assert numbers == sorted(set(numbers)) and {1, current, last} <= set(numbers)
    for before, gap, after in zip(shown, shown[1:], shown[2:], strict=False):
        if gap is None:
            assert after - before > 2
    assert all(b - a == 1 for a, b in zip(shown, shown[1:], strict=False) if a and b)


def test_page_links_keep_the_rest_of_the_query() -> None:
    links = pagination(2, 3, [("need", "ASD"), ("page", "2"), ("q", "a b")])
    assert links.previous == "?need=ASD&q=a+b&page=1"
    assert links.next == "?need=ASD&q=a+b&page=3"
    assert not pagination(1, 1).needed


@pytest.mark.django_db
def test_a_page_of_a_list_draws_its_links_from_the_request() -> None:
    request = RequestFactory().get("/work", {"sort": "-due", "page": "2"})
    drawn = (
        engines["django"]
        .from_string("{% pagination page %}")
        .render({"page": Paginator(range(100), 10).get_page(2)}, request)
    )
    assert "?sort=-due&amp;page=3" in drawn
    assert 'aria-current="page"' in drawn


def test_choosing_a_column_again_turns_it_round_and_starts_at_page_one() -> None:
    first = sort_link("due", "name", [("sort", "name"), ("page", "4"), ("need", "ASD")])
    assert (first.url, first.state) == ("?need=ASD&sort=due", "none")
    again = sort_link("due", "due", [("sort", "due")])
    assert (again.url, again.state) == ("?sort=-due", "ascending")
    assert sort_link("due", "-due", [("sort", "-due")]).url == "?sort=due"
