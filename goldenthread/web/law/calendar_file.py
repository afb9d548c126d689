"""The days of an answer as a calendar file (iCalendar, RFC 5545): all-day events that mark nobody busy.

The file says what the law says and nothing that was typed. An event's identifier is random, so it tells nothing of a
day, a rule, a person or this machine.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Final
from uuid import uuid4

from goldenthread.domain.clocks.reading import Reading
from goldenthread.domain.clocks.timeline import outer_word

MOST_OCTETS: Final = 75  # section 3.1: a longer line is folded
NOT_ADVICE: Final = "This is information about the law and not legal advice. Check that nothing has changed the date."


def calendar_file(readings: Iterable[Reading], at: datetime) -> bytes:
    """The file, its lines ended by CRLF and folded. `at`: the moment it is made. Readings without a day are left out.

    Each reading gives its outer day, and its safe day where that is earlier.
    """
    stamp = at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Golden Thread//Check a date//EN", "CALSCALE:GREGORIAN"]
    for reading in readings:
        for day, summary in _days(reading):
            lines += _event(day, summary, _description(reading), stamp)
    lines.append("END:VCALENDAR")
    return b"".join(_folded(line) for line in lines)


def _days(reading: Reading) -> Iterator[tuple[date, str]]:
    if reading.outer_on is None:
        return
    if reading.safe_on and reading.safe_on < reading.outer_on and reading.owed_by != "nobody":
        yield reading.safe_on, f"Safe day to work to: {reading.name}"
    yield reading.outer_on, f"{outer_word(reading)}: {reading.name}"


def _description(reading: Reading) -> str:
    return f"{reading.rule_in_plain_words}\n{NOT_ADVICE}"


def _event(day: date, summary: str, description: str, stamp: str) -> list[str]:
    return [
        "BEGIN:VEVENT",
        f"UID:{uuid4()}",
        f"DTSTAMP:{stamp}",
        f"DTSTART;VALUE=DATE:{day:%Y%m%d}",
        f"DTEND;VALUE=DATE:{day + timedelta(days=1):%Y%m%d}",
        f"SUMMARY:{_text(summary)}",
        f"DESCRIPTION:{_text(description)}",
        "CLASS:PRIVATE",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
    ]


def _text(words: str) -> str:
    """A value of type TEXT (section 3.3.11)."""
    escaped = words.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return escaped.replace("\r\n", "\n").replace("\n", "\\n")


def _folded(line: str) -> bytes:
    """The line in octets, cut so that no piece passes the limit and no character is cut in two."""
    pieces, piece = [], b""
    for character in line:
        octets = character.encode()
        room = MOST_OCTETS - (1 if pieces else 0)  # a folded piece starts with a space
        if len(piece) + len(octets) > room:
            pieces.append(piece)
            piece = b""
        piece += octets
    return b"\r\n ".join([*pieces, piece]) + b"\r\n"
