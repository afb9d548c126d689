"""One cell as an exact number: “£30,973”, “(25.32)”, which is negative, “23.70 ³” with its footnote, “12.5%”."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from math import floor
from typing import Final

LONGEST: Final = 40  # characters of a cell that may be a figure
_NOTES = re.compile(r"(?:[¹²³⁴⁵⁶⁷⁸⁹⁰*†‡§]|\[[0-9a-z]{1,2}\]|\s+\([a-z0-9]\)$)+\s*$")
_SPACES = re.compile(r"[\s\u00a0\u2007\u2009\u202f]+")
_FIGURE = re.compile(
    r"(?P<sign>[-+])?(?P<open>\()?(?P<sign2>[-+])?(?P<pound>£)?(?P<open2>\()?(?P<sign3>[-+])?"
    r"(?P<whole>[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,15})?(?P<part>\.[0-9]{1,10})?"
    r"(?P<size>bn|billion|million|mn?|k|thousand)?(?P<percent>%)?(?P<close>\)?)"
    r"(?P<size2>bn|billion|million|mn?|k|thousand)?(?P<percent2>%)?",
    re.IGNORECASE,
)
_MISSING: Final = frozenset(
    ("", "-", "--", "n/a", "na", "tbc", "tba", "..", "…", ":", "x", "c", "z", "u", "nil", "none")
)


@dataclass(frozen=True, slots=True)
class Figure:
    """A number as printed. `places`: digits after the point. `mark`: the unit the cell carries itself, such as “£m”."""

    text: str
    value: Fraction
    places: int
    mark: str = ""

    @property
    def half(self) -> Fraction:
        """Half of the last digit printed: how far the number behind it may be."""
        return Fraction(1, 2 * 10**self.places)

    def agrees(self, number: Fraction) -> bool:
        """Whether that number would be printed like this."""
        return rounded(number, self.places) == self.value


def rounded(number: Fraction, places: int) -> Fraction:
    """Half away from zero, as people and spreadsheets round."""
    scaled = abs(number) * 10**places
    whole = Fraction(floor(scaled + Fraction(1, 2)), 10**places)
    return whole if number >= 0 else -whole


def figure_of(text: str) -> Figure | None:
    """The number in a cell; None where it is something else. Footnote marks after it are no part of it."""
    if len(text) > LONGEST:
        return None
    bare = _SPACES.sub("", _NOTES.sub("", text.strip())).replace("−", "-").replace("–", "-").replace("—", "-")
    found = _FIGURE.fullmatch(bare)
    if found is None or not (found["whole"] or found["part"]):
        return None
    opened = bool(found["open"]) + bool(found["open2"])
    if opened > 1 or bool(found["close"]) != bool(opened):
        return None
    number = Fraction((found["whole"] or "0").replace(",", "") + (found["part"] or ""))
    if found["size"] and found["size2"]:
        return None
    minus = sum(found[name] == "-" for name in ("sign", "sign2", "sign3")) + opened
    if minus > 1:
        return None
    return Figure(text.strip(), -number if minus else number, max(len(found["part"] or ".") - 1, 0), _mark(found))


def is_missing(text: str) -> bool:
    """Whether a cell says that there is no figure."""
    bare = _NOTES.sub("", text.strip().lower()).replace("–", "-").replace("—", "-").strip("()[] ")
    return bare in _MISSING


def plain(number: Fraction, places: int | None = None) -> str:
    """A number in words for a reader: commas, and as many places as asked for, else as few as say it (six at most)."""
    if places is None:
        places = next((each for each in range(7) if rounded(number, each) == number), 6)
    near = rounded(number, places)
    digits = f"{int(abs(near) * 10**places):0{places + 1}d}"
    head, tail = (digits[:-places], f".{digits[-places:]}") if places else (digits, "")
    return f"{'−' if near < 0 else ''}{int(head):,}{tail}"


def _mark(found: re.Match[str]) -> str:
    if found["percent"] or found["percent2"]:
        return "%"
    size = (found["size"] or found["size2"] or "").lower()
    short = {"b": "bn", "m": "m", "k": "k", "t": "k"}.get(size[:1], "")
    return f"£{short}" if found["pound"] else short
