"""What has to be known of a forecast made from returns: how many records something holds of, and where the first is.
Never a name, a date of birth or a number of a person.
"""

from __future__ import annotations

from goldenthread.domain.sen2.records import Place


class Remarks:
    """Counts by sentence, in the order first met."""

    def __init__(self) -> None:
        self._counts: dict[str, int] = {}
        self._first: dict[str, str] = {}

    def add(self, sentence: str, place: Place, count: int = 1) -> None:
        """One more record this holds of."""
        self._counts[sentence] = self._counts.get(sentence, 0) + count
        self._first.setdefault(sentence, f"{place.file} line {place.line}" if place.line else place.file)

    def said(self) -> tuple[str, ...]:
        """A line each: the sentence, how many, where the first is."""
        return tuple(f"{each}: {count:,}, the first at {self._first[each]}" for each, count in self._counts.items())
