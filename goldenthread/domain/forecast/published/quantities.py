"""Sums of money, numbers and percentages in a sentence, each to the places it gives, and words of doubt."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from goldenthread.domain.forecast.published.figures import rounded
from goldenthread.domain.forecast.published.units import COUNT, MONEY, PERCENT, times_of

NUMBER: Final = r"[0-9]{1,3}(?:,[0-9]{3}){1,4}(?:\.[0-9]{1,6})?|[0-9]{1,12}(?:\.[0-9]{1,6})?"
_QUANTITY = re.compile(
    rf"(?P<pound>£)\s?(?P<money>{NUMBER})\s?(?P<size>bn|billion|m|million|k|thousand)?(?![\w,]*\d)(?!\w)"
    rf"|(?<![\w£./,-])(?P<number>{NUMBER})(?P<percent>\s?%|\s?per ?cent)?(?![\w/]|[.,-]\d)",
    re.IGNORECASE,
)
_NEARLY = ("almost", "nearly", "just under", "approaching")
_ABOUT = ("about", "around", "approximately", "roughly", "some", "circa", "c.", "in the region of")
_OVER = ("more than", "over", "at least", "above", "exceed", "exceeds", "just over", "in excess of")
_UNDER = ("less than", "under", "below", "up to", "at most", "no more than")
PAST: Final = "past"  # a mark that was passed, by however much
DOUBT: Final = "|".join(re.escape(word) for word in sorted((*_NEARLY, *_ABOUT, *_OVER, *_UNDER), key=len, reverse=True))


@dataclass(frozen=True, slots=True)
class Quantity:
    """`value` at `places`, one of it `scale` pounds (1 for a number); `start` and `end` in the sentence on `line`."""

    text: str
    kind: str
    value: Fraction
    places: int
    scale: int
    line: int
    start: int = 0
    end: int = 0

    @property
    def digits(self) -> int:
        """Significant digits."""
        return len(str(int(self.value * 10**self.places)).lstrip("0"))

    @property
    def whole(self) -> Fraction:
        """In pounds, or the number itself."""
        return self.value * self.scale

    def admits(self, number: Fraction, doubt: str = "") -> bool:
        """Whether a number, in pounds or as it is, is what the words say: to their places, or as loosely as said."""
        near = rounded(number / self.scale, self.places)
        if near == self.value:
            return True
        if doubt == PAST:
            return near >= self.value
        if doubt in _ABOUT:
            return abs(number - self.whole) * 20 <= self.whole
        if doubt in _NEARLY:
            return self.whole * 19 <= number * 20 and near <= self.value
        if doubt in _OVER:
            return near >= self.value and number * 4 <= self.whole * 5
        return doubt in _UNDER and near <= self.value


def quantities_in(sentence: str, line: int) -> Iterator[Quantity]:
    """Every one, in order."""
    for found in _QUANTITY.finditer(sentence):
        written = found["money"] or found["number"]
        places = len(written.partition(".")[2])
        kind = MONEY if found["pound"] else PERCENT if found["percent"] else COUNT
        scale = times_of(found["size"]) if kind == MONEY else 1
        yield Quantity(
            found[0].strip(), kind, Fraction(written.replace(",", "")), places, scale, line, found.start(), found.end()
        )
