"""Takes an address that is to stay hidden out of what somebody wrote, before it is shown to whoever may not see it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

INSTEAD: Final = "[address withheld]"
_SHORTEST: Final = 5  # letters: "12" or "York" alone would take out more than an address


def without_addresses(text: str, addresses: Iterable[str]) -> str:
    """The text without the first line of each of these addresses, nor any line with a number in it (a postcode is
    one), however it is spaced, parted or capitalised; nor the rest of an address beside what was taken out. A town's
    name that stands alone stays: it tells nobody where a child lives.
    """
    telling, rest = set[str](), set[str]()
    for address in addresses:
        lines = [line.strip() for line in re.split(r"[\n,]", address) if line.strip()]
        for place, line in enumerate(line for line in lines if sum(map(str.isalnum, line)) >= _SHORTEST):
            (telling if place == 0 or any(map(str.isdigit, line)) else rest).add(line)
    for line in sorted(telling, key=len, reverse=True):
        text = re.sub(_as_written(line), INSTEAD, text, flags=re.IGNORECASE)
    for line in sorted(rest, key=len, reverse=True):
        beside = rf"(?<={re.escape(INSTEAD)})([\W_]{{1,3}}){_as_written(line)}"
        text = re.sub(beside, rf"\g<1>{INSTEAD}", text, flags=re.IGNORECASE)
    return text


def _as_written(line: str) -> str:
    letters = [re.escape(letter) for letter in line if letter.isalnum()]
    ending = "" if line[-1].isalnum() else re.escape(line[-1]) + "?"
    return r"(?<!\w)" + r"[\W_]*".join(letters) + r"(?!\w)" + ending
