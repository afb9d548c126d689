"""The facts of a caseload: an array a fact, absent ones filled in.

Words are given as text, or as places in their list in `facts.WORDS` from 1 (0 for none), which is read much faster.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt

from goldenthread.domain.clocks.caseload_counting import NEVER, Days, Flags
from goldenthread.domain.clocks.facts import FIRST_LIKELY_YEAR, LAST_LIKELY_YEAR, WORDS

CaseloadFacts = Mapping[str, npt.NDArray[Any]]


class CaseloadTable:
    """One element a case in every array. `as_of` is the day read, after which nothing is known."""

    def __init__(self, facts: CaseloadFacts, as_of: date | None) -> None:
        lengths = {len(column) for column in facts.values()}
        if len(lengths) > 1:
            raise ValueError(f"The arrays of facts differ in length: {sorted(lengths)}.")
        self._facts = facts
        self._as_of = as_of
        self._days: dict[str, Days] = {}
        self.size = lengths.pop() if lengths else 0

    def has(self, name: str) -> bool:
        """Whether the caseload has this fact of anybody."""
        return name in self._facts

    def days(self, name: str) -> Days:
        """One fact, unlikely years taken as absent."""
        if name not in self._days:
            self._days[name] = self._likely(name)
        return self._days[name]

    def _likely(self, name: str) -> Days:
        if name not in self._facts:
            return np.full(self.size, NEVER)
        days: Days = self._facts[name].astype("datetime64[D]")
        unlikely = (days < _first_of(FIRST_LIKELY_YEAR)) | (days >= _first_of(LAST_LIKELY_YEAR + 1))
        return np.where(unlikely, NEVER, days) if unlikely.any() else days

    def known(self, name: str) -> Days:
        """One fact as it was known on the day read: nothing after it."""
        days = self.days(name)
        return days if self._as_of is None else np.where(days <= np.datetime64(self._as_of), days, NEVER)

    def earliest(self, names: tuple[str, ...]) -> Days:
        """The first of several facts to happen in each case."""
        first = self.days(names[0])
        for name in names[1:]:
            if self.has(name):
                first = np.fmin(first, self.days(name))
        return first

    def words(self, name: str) -> npt.NDArray[np.str_]:
        """One fact that is words, as text."""
        if name not in self._facts:
            return np.full(self.size, "", dtype="U1")
        given = self._facts[name]
        return np.array(("", *WORDS[name]))[given] if given.dtype.kind in "iu" else given.astype(np.str_, copy=False)

    def places(self, name: str) -> npt.NDArray[np.int64]:
        """One fact that is words as places in its list, from 1; 0 where it is blank or no word of the list."""
        found = np.zeros(self.size, dtype=np.int64)
        given = self._facts.get(name)
        if given is None:
            return found
        if given.dtype.kind in "iu":
            return given.astype(np.int64, copy=False)
        for place, word in enumerate(WORDS[name], start=1):
            found[given == word] = place
        return found

    def says(self, name: str, word: str) -> Flags | None:
        """Where a fact is this word, or None where it is so of nobody: most caseloads have nobody detained."""
        if name not in self._facts:
            return None
        found: Flags = self.places(name) == place_of(name, word)
        return found if found.any() else None


def place_of(name: str, word: str) -> int:
    """Where a word stands in its list, from 1."""
    return WORDS[name].index(word) + 1


def _first_of(year: int) -> np.datetime64:
    return np.datetime64(f"{year:04d}-01-01", "D")
