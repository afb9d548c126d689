"""The word lists of `words.toml`, each compiled once into one pattern."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Any

from goldenthread.domain.plan.checker.rules import packaged


def any_of(words: Iterable[str], *, endings: bool = False) -> re.Pattern[str]:
    """Any of these as whole words, longest first, whatever the case; with `endings`, plurals and possessives too.

    Words of one first letter stand together, so that at each place only those of its letter are tried.
    """
    listed = by_letter(sorted(set(words), key=len, reverse=True))
    return re.compile(rf"(?<![\w-])(?:{listed}){'(?:s|es|’s|s’)?' if endings else ''}(?![\w-])", re.IGNORECASE)


def by_letter(words: Iterable[str]) -> str:
    """An alternative of these, in their order, in which those of one first letter stand together."""
    rests: dict[str, list[str]] = {}
    for word in words:
        rests.setdefault(word[0].lower(), []).append(re.escape(word[1:]).replace("'", "['’]"))
    return "|".join(f"{re.escape(letter)}(?:{'|'.join(found)})" for letter, found in sorted(rests.items()))


@cache
def table(name: str = "") -> dict[str, Any]:
    """A part of the file."""
    whole = packaged("words.toml")
    return whole[name] if name else whole


@cache
def listed(part: str, name: str, endings: bool = False) -> re.Pattern[str]:
    """A list of words as one pattern."""
    return any_of(table(part)[name], endings=endings)


@cache
def pattern(part: str, name: str) -> re.Pattern[str]:
    """A pattern that the file gives as such."""
    return re.compile(table(part)[name], re.IGNORECASE)


@cache
def cased(part: str, name: str) -> re.Pattern[str]:
    """The same, where capitals tell."""
    return re.compile(table(part)[name])


@cache
def vague() -> tuple[tuple[re.Pattern[str], re.Pattern[str] | None], ...]:
    """Each group of vague words, with the pattern of where the same words are precise."""
    return tuple(
        (any_of(group["words"]), re.compile(group["except"], re.IGNORECASE) if "except" in group else None)
        for group in table()["vague"]
    )


def matched(found: re.Match[str]) -> str:
    """The words found, as they are shown: in one line, in lower case but for names."""
    return re.sub(r"\s+", " ", found.group()).strip()


@cache
def compiled(name: str) -> re.Pattern[str]:
    """A pattern of `patterns.toml`; it says itself whether the case counts."""
    return re.compile(packaged("patterns.toml")[name])


@cache
def first_words(part: str, name: str) -> frozenset[str]:
    """The first word of each entry of a list, in lower case: a text with none of them need not be searched."""
    return frozenset(re.split(r"[ -]", entry.lower())[0] for entry in table(part)[name])
