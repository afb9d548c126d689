"""The symbols a child's own version may use, their drawings, and which one a sentence is offered first."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Final

# What the licence of the Mulberry drawings asks to be said where they are shown.
MULBERRY: Final = (
    "Some pictures are Mulberry Symbols, Copyright 2018-2026 Steve Lee, https://mulberrysymbols.org, "
    "under CC BY-SA 4.0, https://creativecommons.org/licenses/by-sa/4.0"
)
_ANYWHERE = ("happy", "help", "think", "heart")
_WORD = re.compile(r"[a-z]+")


@dataclass(frozen=True, slots=True)
class Symbol:
    """`word` is what it shows; `file` its drawing's name in the Mulberry set; `finds` the words it is offered for."""

    word: str
    file: str
    finds: frozenset[str]


@cache
def symbols() -> dict[str, Symbol]:
    """Every symbol by its word, in the order of the file."""
    text = (resources.files(__package__) / "symbols.toml").read_text(encoding="utf-8")
    rows = tomllib.loads(text)["symbol"]
    return {row["word"]: Symbol(row["word"], row["file"], frozenset(row["finds"])) for row in rows}


@cache
def own_drawing(word: str) -> str:
    """Our own drawing of a symbol, as SVG; of a word that is no symbol, blank."""
    if word not in symbols():
        return ""
    file = resources.files(__package__) / "drawings" / f"{word.replace(' ', '_')}.svg"
    return file.read_text(encoding="utf-8").strip()


def symbol_for(sentence: str) -> str:
    """The word of the symbol for the first word of the sentence that has one, or blank; one that fits almost any
    sentence only where there is no other."""
    by_word = _by_found_word()
    found = [by_word[word] for word in _WORD.findall(sentence.lower()) if word in by_word]
    return next((each for each in found if each not in _ANYWHERE), found[0] if found else "")


@cache
def _by_found_word() -> dict[str, str]:
    return {word: each.word for each in symbols().values() for word in each.finds}
