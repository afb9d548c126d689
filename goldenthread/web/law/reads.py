"""Which facts a clock reads, found by letting it read and noting what it asks for.

So a new clock shows the right questions by itself: nothing here lists what each rule needs. A test holds what is found
to what each clock declares (`Clock.also_reads`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from itertools import product

from goldenthread.domain.calendars.working_days import ENGLAND_AND_WALES
from goldenthread.domain.clocks.facts import WORDS, BadFact, Facts, MissingFact, RawFacts
from goldenthread.domain.clocks.reference import rows_of
from goldenthread.domain.clocks.register import CLOCKS
from goldenthread.domain.statute.limits import NotInForce, UnknownRule


class NotingFacts(Facts):
    """Facts that remember which of them were asked for, in the order of asking."""

    __slots__ = ("asked",)

    def __init__(self, raw: RawFacts) -> None:
        super().__init__(raw)
        self.asked: list[str] = []

    def on(self, name: str) -> date | None:
        self.asked.append(name)
        return super().on(name)

    def word(self, name: str) -> str:
        self.asked.append(name)
        return super().word(name)

    def needed(self, name: str) -> date:
        self.asked.append(name)
        return super().needed(name)

    def earliest(self, names: Iterable[str]) -> tuple[str, date] | None:
        listed = tuple(names)
        self.asked += listed
        return super().earliest(listed)

    def latest(self, names: Iterable[str], as_of: date | None = None) -> tuple[str, date] | None:
        listed = tuple(names)
        self.asked += listed
        return super().latest(listed, as_of)


@dataclass(frozen=True)
class Reads:
    """What one clock reads. `words` choose which law applies, so they must be answered; the rest may be blank.

    `starts`: what starts it. `alters`: other dates that can move the answer. `met`: what meets it. `met_words`: words
    that decide whether it is met. `ended`: what makes it run no longer.
    """

    starts: tuple[str, ...]
    words: tuple[str, ...]
    alters: tuple[str, ...]
    met: tuple[str, ...]
    met_words: tuple[str, ...]
    ended: tuple[str, ...]


@cache
def reads(code: str, start: str = "") -> Reads:
    """What the clock with this code reads; with `start`, what it reads when that fact starts it.

    Raises KeyError for a code no clock has.
    """
    clock = CLOCKS[code]
    starts = (start,) if start else clock.starts
    counted = _asked(code, starts, lambda facts: clock.counted(facts, ENGLAND_AND_WALES))
    met = _asked(code, starts, lambda facts: clock.met(facts, date.max))
    dates = [name for name in counted if name not in WORDS]
    met_dates = [name for name in (*clock.met_by, *met) if name not in WORDS and name not in clock.starts]
    return Reads(
        starts=clock.starts,
        words=tuple(name for name in counted if name in WORDS),
        alters=tuple(name for name in dates if name not in clock.starts),
        met=tuple(dict.fromkeys(met_dates)),
        met_words=tuple(name for name in met if name in WORDS and name not in counted),
        ended=clock.ended_by,
    )


def _asked(code: str, starts: tuple[str, ...], read: Callable[[Facts], object]) -> tuple[str, ...]:
    """Every fact the reading asks for, given only what starts it, then given also what it asked for, until no more."""
    found: dict[str, None] = {}
    while True:
        before = len(found)
        for facts in _trials(code, starts, tuple(found)):
            try:
                read(facts)
            except (BadFact, MissingFact, NotInForce, UnknownRule):
                pass  # what it asked for before it stopped is what matters
            found.update(dict.fromkeys(facts.asked))
        if len(found) == before:
            return tuple(found)


def _trials(code: str, starts: tuple[str, ...], known: tuple[str, ...]) -> Iterable[NotingFacts]:
    day = max(row.in_force_from for row in rows_of(code)) + timedelta(days=400)
    words = [name for name in known if name in WORDS]
    dates = {name: day for name in known if name not in WORDS and name not in starts}
    for start in starts:
        for chosen in product(*(WORDS[name] for name in words)):
            named: dict[str, date | str] = dict(zip(words, chosen, strict=True))
            yield NotingFacts({start: day, **named})
            yield NotingFacts({start: day, **named, **dates})
