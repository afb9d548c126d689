"""Labels of time: “2020/21”, “2020-21”, “2025”, “January 2025”, “31 March 2024”, “Year 3”."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

FINANCIAL, CALENDAR, ORDINAL = "financial", "calendar", "ordinal"
_FINANCIAL = re.compile(r"(?<![\d/.,£-])((?:19|20)[0-9]{2})\s?[/\-–]\s?((?:19|20)?[0-9]{2})(?![\d/-])")
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)[a-z]*"
_YEAR = re.compile(r"(?<![\d/.,£-])((?:19|20)[0-9]{2})(?![\d/%-]|[.,]\d)")
_SHORT = re.compile(rf"{_MONTH}[\s\-–']*([0-9]{{2}})", re.IGNORECASE)
_YEAR_END = re.compile(r"\b(?:(?:31(?:st)?\s+|end of\s+|by\s+)?march|1(?:st)?\s+april)\s+$", re.IGNORECASE)
_ORDINAL = re.compile(r"(?:year|yr|y)\s*([0-9]{1,2})", re.IGNORECASE)
_AROUND = re.compile(
    rf"(?:fy|ay|as at|at|end of|end|{_MONTH}|[0-9]{{1,2}}(?:st|nd|rd|th)?|financial|academic|school|year|q[1-4]|"
    r"actuals?|forecasts?|budget|outturn|estimated?|projected|projection|provisional|planned|plan|census|baseline|"
    r"[(),:*'’¹²³⁴⁵⁶⁷⁸⁹\[\]\-–])",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Period:
    """A year: `start` is the year it begins in, or the number of an ordinal one."""

    kind: str
    start: int
    ends: bool = field(default=False, compare=False)  # a calendar year named with the end of March

    def closing(self) -> Period | None:
        """The financial year that ends with it: 2026/27 for 31 March 2027; None for any other period."""
        return Period(FINANCIAL, self.start - 1) if self.kind == CALENDAR and self.ends else None

    def before(self) -> Period:
        """The year before."""
        return Period(self.kind, self.start - 1)

    def __str__(self) -> str:
        if self.kind == FINANCIAL:
            return f"{self.start}/{(self.start + 1) % 100:02d}"
        return f"Year {self.start}" if self.kind == ORDINAL else str(self.start)


def period_of(label: str) -> Period | None:
    """The period a label names and nothing else; None for any other label."""
    text = label.strip()
    if not text or len(text) > 40:
        return None
    for pattern, kind in ((_FINANCIAL, FINANCIAL), (_YEAR, CALENDAR)):
        found = pattern.search(text)
        if found is not None and not _AROUND.sub("", text[: found.start()] + text[found.end() :]).strip():
            return _made(found, kind)
    if (found := _SHORT.fullmatch(text)) is not None:
        return Period(CALENDAR, 2000 + int(found[1]))
    found = _ORDINAL.fullmatch(text)
    return Period(ORDINAL, int(found[1])) if found else None


def periods_in(text: str) -> list[tuple[int, int, Period]]:
    """Every period named in a sentence, with where it stands."""
    found = [(each.start(), each.end(), made) for each in _FINANCIAL.finditer(text) if (made := _made(each, FINANCIAL))]
    taken = [(start, end) for start, end, _ in found]
    for each in _YEAR.finditer(text):
        if not any(start <= each.start() < end for start, end in taken):
            ends = _YEAR_END.search(text[: each.start()]) is not None
            found.append((each.start(), each.end(), Period(CALENDAR, int(each[1]), ends)))
    return sorted(found, key=lambda one: one[0])


def _made(found: re.Match[str], kind: str) -> Period | None:
    start = int(found[1])
    if kind == FINANCIAL and int(found[2]) % 100 != (start + 1) % 100:
        return None
    return Period(kind, start)
