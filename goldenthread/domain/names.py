"""Names written two ways that are one name."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_LETTERS_WITHOUT_A_BASE = str.maketrans(
    {"ø": "o", "ð": "d", "þ": "th", "ł": "l", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe"}
)


@lru_cache(maxsize=65536)
def folded(text: str) -> str:
    """In small letters without accents; apostrophes and full stops gone, so that O'Neill and ONeill are one word."""
    text = unicodedata.normalize("NFKD", text.casefold().replace("'", "").replace("’", "").replace(".", ""))
    text = "".join(letter for letter in text if not unicodedata.combining(letter))
    return text.translate(_LETTERS_WITHOUT_A_BASE)


@lru_cache(maxsize=65536)
def name_key(surname: str, forename: str) -> str:
    """Names folded to letters and digits alone, in any writing."""
    return "".join(letter for letter in folded(f"{forename}|{surname}") if letter.isalnum() or letter == "|")
