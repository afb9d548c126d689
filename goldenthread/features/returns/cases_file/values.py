"""A cell of the cases spreadsheet, read by its column's kind."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from goldenthread.domain.sen2 import codes, upn
from goldenthread.features.returns.cases_file.british_dates import read_british_date
from goldenthread.features.returns.cases_file.columns import WORDS, plain

Value = str | date | bool
_LONGEST = 250
_EMAIL = re.compile(r"[^@\s<>\"]+@[^@\s<>\"]+\.[^@\s<>\"]+")
_CODE_SETS = {
    "need": "SENtype",
    "source": "RequestSource",
    "review_outcome": "ReviewOutcome",
    "cease_reason": "CeaseReason",
}


def read_value(kind: str, text: str) -> Value:
    """The value a text stands for. Raises ValueError with a sentence (no full stop) where it stands for none."""
    if len(text) > _LONGEST:
        raise ValueError(f"text of {len(text)} characters is longer than the {_LONGEST} a cell may hold")
    if kind == "date":
        return read_british_date(text)
    if kind == "yes_no":
        return _word("yes_no", text, "yes or no") == "yes"
    return _READERS[kind](text)


def _word(kind: str, text: str, wanted: str) -> str:
    code = WORDS.get(kind, {}).get(plain(text))
    if code is None:
        raise ValueError(f"{text[:40]!r} is not understood; write {wanted}")
    return code


def _code(kind: str, wanted: str) -> Callable[[str], str]:
    known = codes.codes(_CODE_SETS[kind])

    def read(text: str) -> str:
        return text.upper() if text.upper() in known else _word(kind, text, wanted)

    return read


def _upn(text: str) -> str:
    value = re.sub(r"\s", "", text).upper()
    if not upn.has_upn_shape(value):
        raise ValueError(f"{text[:40]!r} is not a UPN: a letter and 12 digits")
    return value


def _shaped(pattern: str, wanted: str) -> Callable[[str], str]:
    shape = re.compile(pattern)

    def read(text: str) -> str:
        value = re.sub(r"\s", "", text)
        if not shape.fullmatch(value):
            raise ValueError(f"{text[:40]!r} is not {wanted}")
        return value

    return read


def _email(text: str) -> str:
    # An officer's name is kept too: it can be matched to a person later, and is better than nothing.
    found = _EMAIL.search(text)
    return found[0].casefold() if found else text


_READERS: dict[str, Callable[[str], str]] = {
    "text": str,
    "name": str,
    "postcode": lambda text: " ".join(text.upper().split()),
    "email": _email,
    "sex": lambda text: _word("sex", text, "M or F"),
    "decision": lambda text: _word("decision", text, "yes, no, withdrawn or leave it blank"),
    "need": _code("need", "a SEN2 code such as ASD or SLCN"),
    "source": _code("source", "parent, school, health, social care or other"),
    "review_outcome": _code("review_outcome", "maintain, amend or cease"),
    "cease_reason": _code("cease_reason", "a code from 1 to 9"),
    "upn": _upn,
    "uln": _shaped(r"[1-9][0-9]{9}", "a ULN: ten digits, the first not 0"),
    "urn": _shaped(r"[0-9]{1,6}", "a URN: up to six digits"),
}
