"""Dates as people in Britain type them.

2/9/2024, 02-Sep-24, 2nd September 2024, 2024-09-02, or a spreadsheet's day number.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import lru_cache

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_TIME = r"(?:[T ,]+[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?(?: ?[AaPp]\.?[Mm]\.?)?Z?)?"
_WEEKDAY = r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*[ ,]+)?"
_YEAR_FIRST = re.compile(rf"([0-9]{{4}})[-/.]([0-9]{{1,2}})[-/.]([0-9]{{1,2}}){_TIME}")
_NUMBERS = re.compile(
    rf"{_WEEKDAY}([0-9]{{1,2}})[-/. ]([0-9]{{1,2}})[-/. ]([0-9]{{4}}|[0-9]{{2}}){_TIME}", re.IGNORECASE
)
_WORDS = re.compile(
    rf"{_WEEKDAY}([0-9]{{1,2}})(?:st|nd|rd|th)?(?: of)?[-/., ]*([a-z]{{3,9}})\.?[-/., ]*([0-9]{{4}}|[0-9]{{2}}){_TIME}",
    re.IGNORECASE,
)
_SERIAL = re.compile(r"([0-9]{5})(?:\.[0-9]+)?")
_LAST_SHORT_YEAR_OF_THIS_CENTURY = 49
_FIRST_SERIAL, _LAST_SERIAL = 20_000, 73_050  # October 1954 to the end of 2099


@lru_cache(maxsize=65536)
def read_british_date(text: str) -> date:
    """The day a text means, day before month. A year of two digits up to 49 is of this century.

    Raises ValueError with a sentence (no full stop) where it is no date.
    """
    if match := _YEAR_FIRST.fullmatch(text):
        return _day(text, int(match[1]), int(match[2]), int(match[3]))
    if match := _NUMBERS.fullmatch(text):
        return _day(text, _year(match[3]), int(match[2]), int(match[1]))
    if match := _WORDS.fullmatch(text):
        word = match[2].casefold()
        month = next((at for at, name in enumerate(_MONTHS, start=1) if word.startswith(name)), None)
        if month is not None:
            return _day(text, _year(match[3]), month, int(match[1]))
    if (match := _SERIAL.fullmatch(text)) and _FIRST_SERIAL <= int(match[1]) <= _LAST_SERIAL:
        return date(1899, 12, 30) + timedelta(days=int(match[1]))
    raise ValueError(f"{text[:40]!r} is not a date; write it as 2/9/2024 or 2 September 2024")


def _year(text: str) -> int:
    year = int(text)
    if len(text) == 4:
        return year
    return year + (2000 if year <= _LAST_SHORT_YEAR_OF_THIS_CENTURY else 1900)


def _day(text: str, year: int, month: int, day: int) -> date:
    if not 1 <= month <= 12:
        raise ValueError(f"{text[:40]!r} has no month {month}; dates are read as day, month, year")
    if not 1900 <= year <= 2100:
        raise ValueError(f"{text[:40]!r} is not a date of this century or the last")
    try:
        return date(year, month, day)
    except ValueError:
        raise ValueError(f"{text[:40]!r} is not a day in the calendar") from None
