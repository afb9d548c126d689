"""The word lists and patterns of `words.toml`, each read once."""

from __future__ import annotations

import re
import tomllib
from fractions import Fraction
from functools import cache
from importlib import resources
from typing import Any


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads((resources.files(__package__) / "words.toml").read_text(encoding="utf-8"))


@cache
def number_words() -> dict[str, Fraction]:
    """What each number word counts."""
    return {word: Fraction(value) for word, value in (each.split("=") for each in _table()["number_words"].split())}


@cache
def listed(name: str) -> frozenset[str]:
    """One list of words."""
    return frozenset(_table()[name].split())


@cache
def pattern(name: str) -> re.Pattern[str]:
    """One pattern, whatever the case."""
    words = "|".join(sorted(number_words(), key=len, reverse=True))
    number = rf"(?:\d+(?:\.\d+)?|{words})"
    return re.compile(_table()["patterns"][name].replace("NUMBER", number), re.IGNORECASE)
