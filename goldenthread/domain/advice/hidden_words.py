"""Takes a hidden address out of words somebody typed, before they are shown to whoever may not see it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

TAKEN_OUT: Final = "[address kept hidden]"
_SHORTEST: Final = 6  # a line like "Kent" alone is in many texts that tell nobody where a child lives


def without(text: str, addresses: Iterable[str]) -> str:
    """The text with each line of these addresses, and each postcode among them, taken out; any case and spacing."""
    for part in dict.fromkeys(_parts(addresses)):
        letters = [re.escape(letter) for letter in part if letter.isalnum()]
        text = re.sub(r"(?<!\w)" + r"[\s,.\-]*".join(letters) + r"(?!\w)", TAKEN_OUT, text, flags=re.IGNORECASE)
    return text


def _parts(addresses: Iterable[str]) -> Iterable[str]:
    for address in addresses:
        for line in re.split(r"[\n,]", address):
            kept = line.strip()
            has_number = any(letter.isdigit() for letter in kept)
            if len(kept) >= _SHORTEST and has_number:
                yield kept
