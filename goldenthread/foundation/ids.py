"""Opaque public ids: what a path or an export may show instead of a row number, a UPN or a name (docs/adr)."""

from __future__ import annotations

import random
import secrets

# No vowels (no words by accident), no look-alikes.
ALPHABET = "23456789bcdfghjkmnpqrstvwxz"
LENGTH = 14  # 27**14 is about 2**66: no collisions worth fearing among a hundred million rows, and no guessing

_FOLDED = bytes(ord(ALPHABET[byte % len(ALPHABET)]) for byte in range(256))


def new_id() -> str:
    """14 random characters, a byte each, folded onto the alphabet.

    Some letters come a tenth more often than others, which takes less than a tenth of a bit from the 66.
    """
    return secrets.token_bytes(LENGTH).translate(_FOLDED).decode("ascii")


def is_id(text: str) -> bool:
    """Whether it could be one: a form may bring anything, and PostgreSQL fails on a null character."""
    return len(text) == LENGTH and all(letter in ALPHABET for letter in text)


def seeded_id(source: random.Random) -> str:
    """The same, from a given source: for an invented partnership that must come out the same each time."""
    return "".join(source.choices(ALPHABET, k=LENGTH))
