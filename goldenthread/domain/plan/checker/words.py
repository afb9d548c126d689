"""The word lists of `words.toml` and the patterns of `patterns.toml`, each compiled once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache, cached_property
from typing import Any

from goldenthread.domain.plan.checker.rules import packaged

_ESCAPED = re.compile(r"(\\.)|([^\\]+)")


class AnyCase:
    """A pattern that matches whatever the case.

    A text in lower case is asked first: that takes less than half the time, and most texts hold nothing of most
    patterns. Only where it says yes is the text itself searched, for the words as they stand in it.
    """

    def __init__(self, source: str) -> None:
        """Raises re.error where it is no pattern, and where it names a group, which cannot be put in lower case."""
        self._source = source.removeprefix("(?i)")
        self._lower = re.compile(_ESCAPED.sub(lambda found: found[1] or found[2].lower(), self._source))

    @cached_property
    def _exact(self) -> re.Pattern[str]:
        return re.compile(self._source, re.IGNORECASE)

    def found_in(self, text: str) -> bool:
        """Whether it is anywhere in the text."""
        return self._lower.search(text.lower()) is not None

    def times_in(self, text: str) -> int:
        """How often it is in the text."""
        return sum(1 for _ in self._lower.finditer(text.lower()))

    def search(self, text: str, begin: int = 0) -> re.Match[str] | None:
        """As `re.Pattern.search`; so the others."""
        return self._exact.search(text, begin) if self._lower.search(text.lower(), begin) else None

    def match(self, text: str, begin: int = 0) -> re.Match[str] | None:
        return self._exact.match(text, begin) if self._lower.match(text.lower(), begin) else None

    def sub(self, by: str, text: str) -> str:
        return self._exact.sub(by, text) if self.found_in(text) else text

    def without(self, text: str) -> str:
        """The text in lower case, for other patterns of any case to search, a space in place of all that matches."""
        return self._lower.sub(" ", text.lower())

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        return self._exact.finditer(text) if self.found_in(text) else iter(())


def any_of(words: Iterable[str], *, endings: bool = False) -> AnyCase:
    """Any of these as whole words, longest first, whatever the case; with `endings`, plurals and possessives too.

    Words of one first letter stand together, so that at each place only those of its letter are tried.
    """
    listed = by_letter(sorted(set(words), key=len, reverse=True))
    return AnyCase(rf"(?<![\w-])(?:{listed}){'(?:s|es|’s|s’)?' if endings else ''}(?![\w-])")


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
def listed(part: str, name: str, endings: bool = False) -> AnyCase:
    """A list of words as one pattern."""
    return any_of(table(part)[name], endings=endings)


@cache
def pattern(part: str, name: str) -> AnyCase:
    """A pattern that the file gives as such."""
    return AnyCase(table(part)[name])


@cache
def cased(part: str, name: str) -> re.Pattern[str]:
    """The same, where capitals tell."""
    return re.compile(table(part)[name])


@cache
def vague() -> tuple[tuple[AnyCase, AnyCase | None], ...]:
    """Each group of vague words, with the pattern of where the same words are precise."""
    return tuple(
        (any_of(group["words"]), AnyCase(group["except"]) if "except" in group else None) for group in table()["vague"]
    )


def matched(found: re.Match[str]) -> str:
    """The words found, as they are shown: in one line, in lower case but for names."""
    return re.sub(r"\s+", " ", found.group()).strip()


@cache
def compiled(name: str) -> re.Pattern[str]:
    """A pattern of `patterns.toml`; it says itself whether the case counts."""
    return re.compile(packaged("patterns.toml")[name])


@cache
def any_case(name: str) -> AnyCase:
    """A pattern of `patterns.toml` that begins with (?i)."""
    return AnyCase(packaged("patterns.toml")[name])


@cache
def first_words(part: str, name: str) -> frozenset[str]:
    """The first word of each entry of a list, in lower case: a text with none of them need not be searched."""
    return frozenset(re.split(r"[ -]", entry.lower())[0] for entry in table(part)[name])
