"""Text as a return writes it, read into values: dates, yes/no, codes and numbers.

A reading is (value, remark): a remark is a sentence for a warning, where the text was understood but is not as the
specification has it. What cannot be read raises `NotReadable` with a sentence for an error.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any

from goldenthread.domain.sen2 import codes, upn
from goldenthread.domain.sen2.specification import Item

Reading = tuple[Any, str]
LONGEST_TEXT = 250
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_TIME = r"(?:[T ][0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?(?: ?[AaPp][Mm])?)?(?:Z|[+-][0-9]{2}:[0-9]{2})?"
_ISO = re.compile(rf"([0-9]{{4}})-([0-9]{{1,2}})-([0-9]{{1,2}}){_TIME}")
_COLLECT = re.compile(rf"([0-9]{{4}})-([A-Za-z]{{3}})-([0-9]{{1,2}}){_TIME}")
_BRITISH = re.compile(rf"([0-9]{{1,2}})[/.-]([0-9]{{1,2}})[/.-]([0-9]{{4}}){_TIME}")
_SERIAL = re.compile(r"([0-9]{4,5})(?:\.[0-9]+)?")
_EXCEL_EPOCH = date(1899, 12, 30)


class NotReadable(ValueError):
    """The text is not a value of its kind; the message is a sentence without a full stop."""


@lru_cache(maxsize=65536)
def read_date(text: str) -> Reading:
    """A date as 2025-02-03 (a time is ignored), 2025-Feb-03 as COLLECT exports it, or 03/02/2025 with a remark."""
    remark = ""
    if match := _ISO.fullmatch(text):
        year, month, day = (int(part) for part in match.groups())
    elif match := _COLLECT.fullmatch(text):
        if match[2].casefold() not in _MONTHS:
            raise NotReadable(f"{text!r} is not a date; write it as 2025-02-03")
        year, month, day = int(match[1]), _MONTHS.index(match[2].casefold()) + 1, int(match[3])
    elif match := _BRITISH.fullmatch(text):
        day, month, year = (int(part) for part in match.groups())
        remark = f"{text!r} was read as day, month, year; write it as {year:04d}-{month:02d}-{day:02d}"
    else:
        raise NotReadable(f"{_shown(text)} is not a date; write it as 2025-02-03")
    try:
        value = date(year, month, day)
    except ValueError:
        raise NotReadable(f"{text!r} is not a day in the calendar") from None
    if not 1900 <= year <= 2100:
        raise NotReadable(f"{text!r} is not a date of this century or the last")
    return value, remark


@lru_cache(maxsize=65536)
def read_spreadsheet_date(text: str) -> Reading:
    """As `read_date`, and also a spreadsheet's day number (days since 30 December 1899)."""
    if match := _SERIAL.fullmatch(text):
        days = int(match[1])
        if 10_000 <= days <= 73_000:
            return _EXCEL_EPOCH + timedelta(days=days), ""
    return read_date(text)


def _shown(text: str) -> str:
    return repr(text if len(text) <= 40 else text[:40] + "…")


def _text(text: str) -> Reading:
    if len(text) > LONGEST_TEXT:
        raise NotReadable(f"text of {len(text)} characters is longer than the {LONGEST_TEXT} this item can hold")
    return text, ""


_YES = {"1": True, "0": False}
_YES_LOOSELY = {"true": True, "yes": True, "y": True, "false": False, "no": False, "n": False}


def _flag(text: str) -> Reading:
    if text in _YES:
        return _YES[text], ""
    if text.casefold() in _YES_LOOSELY:
        value = _YES_LOOSELY[text.casefold()]
        return value, f"{text!r} was read as {int(value)}; write 0 or 1"
    raise NotReadable(f"{_shown(text)} is not 0 or 1")


def _rank(text: str) -> Reading:
    if text in ("1", "2"):
        return int(text), ""
    raise NotReadable(f"{_shown(text)} is not a rank; write 1 for primary or 2 for secondary")


def _year(text: str) -> Reading:
    if not re.fullmatch(r"[0-9]{4}", text):
        raise NotReadable(f"{_shown(text)} is not a year")
    return int(text), ""


def _digits(pattern: str, sentence: str) -> Callable[[str], Reading]:
    shape = re.compile(pattern)

    def read(text: str) -> Reading:
        if not shape.fullmatch(text):
            raise NotReadable(f"{_shown(text)} {sentence}")
        return text, ""

    return read


def _upn(text: str) -> Reading:
    value = text.upper()
    if not upn.has_upn_shape(value):
        raise NotReadable(f"{_shown(text)} is not a UPN: a letter and 12 digits, or a letter, 11 digits and a letter")
    return value, "" if value == text else f"{text!r} was read as {value}"


def _authority(text: str) -> Reading:
    """Of the return itself: whether there is such an authority is a check's to say (OUR-H1)."""
    if not re.fullmatch(r"[0-9]{3}", text):
        raise NotReadable(f"{_shown(text)} is not a local authority number of three digits")
    return text, ""


def _authority_or_abroad(text: str) -> Reading:
    if text.upper() == codes.ABROAD:
        return codes.ABROAD, ""
    _authority(text)
    known = text in codes.english_authorities()
    return text, "" if known else f"{text} is not the number of an English local authority today"


def _gender(text: str) -> Reading:
    if text in codes.GENDER_TO_SEX:
        return codes.GENDER_TO_SEX[text], ""
    raise NotReadable(f"{_shown(text)} is not 0, 1, 2 or 9")


def _code_reader(name: str, year: int) -> Callable[[str], Reading]:
    known = codes.codes(name)

    @lru_cache(maxsize=1024)
    def read(text: str) -> Reading:
        value = text if text in known else text.upper()
        if value not in known:
            choices = ", ".join(list(known)[:12]) + (" …" if len(known) > 12 else "")
            raise NotReadable(f"{_shown(text)} is not one of the codes of this item ({choices})")
        if not codes.in_year(name, value, year):
            return value, f"{value} was not yet a code of this item in the {year} return"
        return value, "" if value == text else f"{text!r} was read as {value}"

    return read


def _date_time(text: str) -> Reading:
    try:
        return datetime.fromisoformat(text).strftime("%Y-%m-%dT%H:%M:%S"), ""
    except ValueError:
        return text[:40], ""


_READERS: dict[str, Callable[[str], Reading]] = {
    "text": _text,
    "date": read_date,
    "year": _year,
    "flag": _flag,
    "rank": _rank,
    "upn": _upn,
    "uln": _digits(r"[1-9][0-9]{9}", "is not a ULN: ten digits, the first not 0"),
    "urn": _digits(r"[0-9]{1,6}", "is not a URN: up to six digits"),
    "ukprn": _digits(r"[0-9]{8}", "is not a UKPRN: eight digits"),
    "authority": _authority,
    "authority_or_abroad": _authority_or_abroad,
    "gender": _gender,
    "serial": lambda text: (text.zfill(3)[:20], ""),
    "datetime": _date_time,
}


def reader_for(item: Item, year: int, *, spreadsheet: bool = False) -> Callable[[str], Reading]:
    """The function that reads an item's text in a year's return; in a spreadsheet day numbers are dates too."""
    if item.kind == "code":
        return _code_reader(item.codes, year)
    if item.kind == "date" and spreadsheet:
        return read_spreadsheet_date
    return _READERS[item.kind]
