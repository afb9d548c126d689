"""First names used in England, as far as a list can hold them: one sign of several that a word is a child's name."""

from __future__ import annotations

from functools import cache
from importlib import resources

from goldenthread.domain.plan.checker.rules import packaged


def is_first_name(word: str) -> bool:
    """Whether a word, in lower case, is on the list."""
    return word in _listed() or any(part in _listed() for part in word.split("-") if len(part) > 2)


@cache
def _listed() -> frozenset[str]:
    table = packaged("first_names.toml")
    return frozenset(" ".join(table["names"]).split()) - frozenset(table["not_names"])


@cache
def common_words() -> frozenset[str]:
    """Words plans are written in, in lower case: not names, though a sentence may begin with one."""
    return frozenset((resources.files(__package__) / "common_words.txt").read_text(encoding="utf-8").split())
