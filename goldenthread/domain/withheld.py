"""Takes an address that is to stay hidden out of what somebody wrote, however it is spaced."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

INSTEAD: Final = "[address withheld]"
_SHORTEST: Final = 5  # letters: "12" or "York" alone would take out more than an address


def without_addresses(text: str, addresses: Iterable[str]) -> str:
    """The text with each line of these addresses (a postcode is a line) replaced. Lines too short to tell are kept."""
    lines = {line.strip() for address in addresses for line in re.split(r"[\n,]", address)}
    for line in sorted((each for each in lines if len(each.replace(" ", "")) >= _SHORTEST), key=len, reverse=True):
        letters = [re.escape(letter) for letter in line if not letter.isspace()]
        text = re.sub(r"\s*".join(letters), INSTEAD, text, flags=re.IGNORECASE)
    return text
