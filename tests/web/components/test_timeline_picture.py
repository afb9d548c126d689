"""The picture of a timeline: every day drawn, in order, none over another, and all of it in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.template import Context, Template
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from goldenthread.web.components.presenters.timeline_picture import LINE, MOST_LETTERS, WIDTH, picture

KINDS = ("started", "met", "safe", "outer", "today")


@dataclass(frozen=True)
class Day:
    kind: str
    on: date
    words: str


DAYS = [
    Day("started", date(2026, 9, 2), "The council received the request"),
    Day("today", date(2026, 11, 16), "Today"),
    Day("safe", date(2027, 1, 19), "Safe day to work to: send the final plan"),
    Day("outer", date(2027, 1, 20), "Last day: send the final plan <now>"),
    Day("met", date(2027, 1, 20), "The final plan was sent"),
]


@given(st.lists(st.tuples(st.sampled_from(KINDS), st.integers(0, 4_000), st.text("ab ", min_size=1, max_size=120))))
def test_no_two_lines_of_words_are_drawn_over_one_another(found: list[tuple[str, int, str]]) -> None:
    listed = [
        Day(kind, date(2026, 1, 1) + timedelta(days=after), f"x{words}")
        for kind, after, words in sorted(found, key=lambda each: each[1])
    ]
    drawn = picture(listed)
    if not listed:
        assert drawn is None
        return
    assert drawn is not None and len(drawn.marks) == len(listed)
    heights = [y for mark in drawn.marks for y in (mark.day_y, *(height for height, _ in mark.lines))]
    assert all(below - above >= LINE for above, below in zip(heights, heights[1:], strict=False))
    assert heights[-1] < drawn.height and drawn.width == WIDTH
    assert all(len(line) <= MOST_LETTERS for mark in drawn.marks for _, line in mark.lines)


def test_a_longer_wait_is_drawn_longer() -> None:
    drawn = picture([DAYS[0], DAYS[1], DAYS[3]])
    soon = picture([DAYS[0], Day("today", date(2026, 9, 3), "Today"), DAYS[3]])
    assert drawn and soon
    assert drawn.marks[1].y - drawn.marks[0].y > soon.marks[1].y - soon.marks[0].y


def test_the_drawing_says_all_of_itself_in_words_and_has_no_style_of_its_own() -> None:
    text = Template("{% timeline_picture days 'The days' id='here' %}").render(Context({"days": DAYS}))
    svg = html.fromstring(text)
    assert svg.get("role") == "img" and svg.get("aria-labelledby") == "here-title here-words"
    said = svg.xpath('string(//*[@id="here-words"])')
    assert all(f"{day.words}" in said for day in DAYS) and "20 January 2027" in said
    assert not svg.xpath("//@style | //style") and "<now>" not in text
    shapes = [svg.xpath(f"count(//*[contains(@class, 'gt-picture__{part}')])") for part in ("mark", "tick", "today")]
    assert shapes == [3, 1, 1]


def test_no_days_are_no_picture() -> None:
    assert Template("{% timeline_picture days 'The days' %}").render(Context({"days": []})).strip() == ""
