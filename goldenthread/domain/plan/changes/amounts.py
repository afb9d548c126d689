"""How much of a provision a text promises: how long, how often, the ratio and who; minutes a term where it says enough.

A term is counted as 13 weeks of 5 days, a third of a school year of 39 weeks. Nothing is guessed: where the words give
a range, two amounts, or an end, no total is worked out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from goldenthread.domain.plan.changes.wordlists import number_words, pattern

TERM_WEEKS: Final = 13
_A_TERM: Final = {
    "day": Fraction(65), "week": Fraction(13), "fortnight": Fraction(13, 2), "month": Fraction(3),
    "half term": Fraction(2), "term": Fraction(1), "year": Fraction(1, 3),
}  # fmt: skip
_ADVERB: Final = {
    "daily": "day", "weekly": "week", "fortnightly": "fortnight", "monthly": "month", "termly": "term",
    "half termly": "half term", "annually": "year", "yearly": "year",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Amount:
    """What a text says of how much: phrases of it, blank where it says none. `a_term`: minutes in a term of 13 weeks,
    None where it cannot be worked out."""

    how_long: str = ""
    how_often: str = ""
    ratio: str = ""
    group: str = ""
    adults: str = ""
    who: tuple[str, ...] = ()
    a_term: Fraction | None = None

    @property
    def said(self) -> str:
        """`30 minutes weekly`."""
        return " ".join(part for part in (self.how_long, self.how_often) if part)


def amount_of(text: str) -> Amount:
    """What one provision promises. `how_long` and `how_often` are quoted only where the text has one of each."""
    flat = " ".join(text.split())
    longs, oftens = list(pattern("long").finditer(flat)), list(pattern("often").finditer(flat))
    ratio, group, adults = pattern("ratio").search(flat), pattern("group").search(flat), pattern("adults").search(flat)
    long = longs[0] if len(longs) == 1 else None
    often = oftens[0] if len(oftens) == 1 else None
    sessions = [
        each for each in pattern("sessions").finditer(flat)
        if long and each.start() != long.start() and not (often and often.start() <= each.start() < often.end())
    ]  # fmt: skip
    many = sessions[0]["number"] if len(sessions) == 1 else ""
    return Amount(
        how_long=_joined(many, long[0]) if long else "",
        how_often=often[0] if often else "",
        ratio=ratio[0] if ratio else "",
        group=group["size"] if group else "",
        adults=adults[0] if adults else "",
        who=tuple(dict.fromkeys(each[0].lower() for each in pattern("who").finditer(flat))),
        a_term=_a_term(flat, long, often, sessions) if long and often else None,
    )


def _joined(many: str, long: str) -> str:
    """`two lots of 30 minutes`, for “two 30-minute sessions”."""
    each = re.sub(r"-", " ", long) if long[:1].isdigit() else long
    each = re.sub(r"(?<=minute|..hour)$", "s", each) if re.match(r"(?!1 )\d", each) else each
    return f"{many.lower()} lots of {each}" if many else each


def _a_term(
    flat: str, long: re.Match[str], often: re.Match[str], sessions: list[re.Match[str]]
) -> Fraction | None:  # fmt: skip
    times = _times(often)
    if times is None or pattern("unsure").search(flat) or len(sessions) > 1:
        return None
    if sessions:
        if often["count"] or often["times"]:
            return None
        times *= _number(sessions[0]["number"])
    return _minutes(long) * times


def _minutes(long: re.Match[str]) -> Fraction:
    if long["half"]:
        return Fraction(30)
    if long["quarter"]:
        return Fraction(15)
    if long["hour"]:
        return Fraction(90)
    if long["hours"]:
        return _number(long["hours"]) * 60 + (_number(long["minutes_too"]) if long["minutes_too"] else 0)
    return _number(long["minutes"])


def _times(often: re.Match[str]) -> Fraction | None:
    """How many times in a term."""
    if often["every"]:
        unit = often["everys"].lower().removesuffix("s")
        apart = Fraction(2) if often["every"].lower() in ("other", "second") else _number(often["every"])
        return _A_TERM[unit] / apart if apart else None
    unit = _ADVERB[often["adverb"].lower().replace("-", " ")] if often["adverb"] else often["period"].lower()
    unit = "half term" if unit.startswith("half") else unit
    count = often["count"] or (often["times"] or "").split(" ")[0]
    return _A_TERM[unit] * (_number(count) if count else 1)


def _number(said: str) -> Fraction:
    small = said.lower()
    if small in ("a", "an"):
        return Fraction(1)
    return number_words()[small] if small in number_words() else Fraction(small)
