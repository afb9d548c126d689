"""Reads an amount as somebody wrote it in a table, under a heading that names its scale; refuses what contradicts it.

A plan published in 2020 printed "£30,973" under "£m": thousands under a heading of millions. Read as it stands it is a
thousand times too much, so it is not read at all.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from goldenthread.domain.money.amounts import Amount, Scale, millions

MOST: Final = millions(2_000)  # more than any council's dedicated schools grant

_SCALES: Final = {
    "": None, "£": Scale.POUNDS, "k": Scale.THOUSANDS, "000": Scale.THOUSANDS, "000s": Scale.THOUSANDS,
    "thousand": Scale.THOUSANDS, "thousands": Scale.THOUSANDS, "m": Scale.MILLIONS, "mn": Scale.MILLIONS,
    "million": Scale.MILLIONS, "millions": Scale.MILLIONS,
}  # fmt: skip
_WRITTEN: Final = re.compile(
    r"(?P<open>\()?(?P<minus>[-−–])?(?P<sign>£)?(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+)"
    r"\s*(?P<unit>k|m|mn|million|thousand)?(?P<close>\))?",
    re.IGNORECASE,
)


class NotAnAmount(ValueError):
    """The text is no amount, or contradicts its heading; the message says why."""


def heading_scale(heading: str) -> Scale:
    """The scale a heading names: "£m", "£000", "£k", "£". Raises NotAnAmount."""
    words = heading.strip().casefold()
    key = words.removeprefix("£").strip("' ’") if words != "£" else "£"
    found = _SCALES.get(key)
    if found is None:
        raise NotAnAmount(f"“{heading.strip()}” names no scale of money: write £, £k or £m.")
    return found


def read_amount(text: str, heading: str = "£") -> Amount:
    """An amount as written under a heading; brackets or a minus sign mean less than nought.

    Raises NotAnAmount, with the reason, where it is none, where text and heading say different things, or where it has
    both brackets and a minus sign, or fractions of a penny.
    """
    under = heading_scale(heading)
    written = " ".join(text.split())
    match = _WRITTEN.fullmatch(written.replace("£ ", "£"))
    if match is None or bool(match["open"]) != bool(match["close"]):
        raise NotAnAmount(f"“{written}” is not an amount of money." if written else "Nothing is written here.")
    if match["open"] and match["minus"]:
        # One writer means the deficit twice, another a deficit turned round: the two are twice the amount apart.
        raise NotAnAmount(f"“{written}” has brackets and a minus sign: write one of them for less than nought.")
    number = Decimal(match["number"].replace(",", ""))
    own = _SCALES[match["unit"].casefold()] if match["unit"] else None
    if own is not None and under is not Scale.POUNDS and own is not under:
        raise NotAnAmount(f"“{written}” is in {own.heading}, but its heading says {under.heading}.")
    scale = own or under
    if own is None and under is not Scale.POUNDS:
        _agrees(written, number, bool(match["sign"]), under)
    _to_the_penny(written, match["number"], scale)
    if abs(number) * scale.value > MOST.pounds:
        raise NotAnAmount(f"“{written}” under {under.heading} would be more than {MOST.said(places=0)}.")
    negative = bool(match["open"] or match["minus"])
    return Amount((-number if negative else number) * scale.value, scale)


def _to_the_penny(written: str, number: str, scale: Scale) -> None:
    """Raises NotAnAmount for fractions of a penny: what is kept has none, and would not be what was written."""
    decimals = len(number.partition(".")[2].rstrip("0"))
    if decimals > 1 + len(str(scale.value)):
        raise NotAnAmount(f"“{written}” has fractions of a penny: write it to the penny.")


def _agrees(written: str, number: Decimal, sign: bool, under: Scale) -> None:
    """Raises NotAnAmount where a cell without a unit of its own cannot be meant at its heading's scale."""
    whole = number == number.to_integral_value() and "." not in written
    if sign and whole:
        raise NotAnAmount(
            f"“{written}” has a pound sign and no decimals, but its heading says {under.heading}: "
            "it may be pounds or thousands. Write its unit."
        )
    if under is Scale.MILLIONS and number >= 1_000:
        raise NotAnAmount(
            f"“{written}” under {under.heading} would be {number * under.value / 1_000_000_000:,.3f} billion pounds: "
            "it is probably thousands. Write its unit."
        )
