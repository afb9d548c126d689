"""The calendar file: RFC 5545, and nothing in it that was typed."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

import pytest

from goldenthread.domain.clocks.register import CLOCKS, read
from goldenthread.web.law.calendar_file import calendar_file
from tests.web.law.asking import any_words, ask

AT = datetime(2026, 9, 5, 10, 30, tzinfo=UTC)
ON = date(2026, 9, 5)
EVENT = ("BEGIN", "UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "DESCRIPTION", "CLASS", "TRANSP", "END")


def made(*codes: str, **facts: date | str) -> bytes:
    return calendar_file([read(code, facts, ON) for code in codes], AT)


def lines(content: bytes) -> list[str]:
    """The file's content lines, unfolded."""
    assert content.endswith(b"\r\n") and b"\n" not in content.replace(b"\r\n", b"")
    return content.decode().replace("\r\n ", "").split("\r\n")[:-1]


def events(content: bytes) -> list[dict[str, str]]:
    """Each event's properties, the parameters cut from their names."""
    found: list[dict[str, str]] = []
    for line in lines(content):
        if line == "BEGIN:VEVENT":
            found.append({})
        elif found and line != "END:VCALENDAR":
            name, _, value = line.partition(":")
            found[-1][name.split(";")[0]] = value
    return found


def test_the_file_is_a_calendar_of_all_day_events() -> None:
    content = made("B1", "C4", request_received=date(2026, 9, 2))
    listed = lines(content)
    assert listed[:4] == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Golden Thread//Check a date//EN",
        "CALSCALE:GREGORIAN",
    ]
    assert listed[-1] == "END:VCALENDAR"
    assert listed.count("BEGIN:VEVENT") == listed.count("END:VEVENT") == 4
    start = listed.index("BEGIN:VEVENT")
    assert tuple(re.split("[:;]", line)[0] for line in listed[start : start + 10]) == EVENT
    assert "DTSTART;VALUE=DATE:20270120" in listed and "DTEND;VALUE=DATE:20270121" in listed
    assert "DTSTAMP:20260905T103000Z" in listed


def test_every_line_is_at_most_75_octets_and_no_character_is_cut() -> None:
    days = {start: date(2026, 1, 5) for clock in CLOCKS.values() for start in clock.starts if start != "born"}
    content = made(*CLOCKS, **days, **any_words())
    pieces = content.split(b"\r\n")
    assert len(pieces) > 200 and max(map(len, pieces)) <= 75
    assert all(piece.decode() for piece in pieces if piece), "a character was cut in two"


def test_text_is_escaped() -> None:
    described = [event["DESCRIPTION"] for event in events(made("C4", request_received=date(2026, 9, 2)))]
    assert all(re.search(r"(?<!\\)[;,]", each) is None and "\\n" in each for each in described)
    assert "reg 13(2)\\; Children and Families Act 2014\\, s.39(8)" in described[0]


def test_identifiers_are_random_and_tell_nothing() -> None:
    first, second = (events(made("C4", request_received=date(2026, 9, 2))) for _ in range(2))
    ids = [event["UID"] for event in first + second]
    assert len(set(ids)) == len(ids)
    assert all(
        re.fullmatch(r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", each) for each in ids
    )


def test_guidance_is_expected_and_a_reading_without_a_day_is_left_out() -> None:
    summaries = [event["SUMMARY"] for event in events(made("C3", "C4", consultation_received=date(2026, 9, 2)))]
    assert summaries == [
        "Safe day to work to: School or college replies to consultation",
        "Expected by: School or college replies to consultation",
    ]


@pytest.mark.django_db
def test_the_page_gives_the_file_with_nothing_that_was_typed() -> None:
    answer = ask("C4", request_received="2 9 2026", want="calendar")
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer["Content-Disposition"] == 'attachment; filename="dates.ics"'
    assert b"20260902" not in answer.content and b"2 September 2026" not in answer.content
    assert {event["DTSTART"] for event in events(answer.content)} == {"20270119", "20270120"}


@pytest.mark.django_db
def test_what_is_done_or_ended_is_not_put_in_a_calendar() -> None:
    done = ask("C4", request_received="2 3 2026", final_plan_sent="1 7 2026")
    assert b"Download the dates" not in done.content
    file = ask("C4", request_received="2 3 2026", final_plan_sent="1 7 2026", want="calendar")
    assert events(file.content) == []
