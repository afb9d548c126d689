"""What can happen, grouped by part of the process: the choices of the first page, drawn from the register of clocks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from typing import Final

from django.utils.text import slugify

from goldenthread.domain.calendars.working_days import ENGLAND_AND_WALES
from goldenthread.domain.clocks.clock import Clock
from goldenthread.domain.clocks.facts import BadFact, Facts, MissingFact, what_happened
from goldenthread.domain.clocks.reference import rows_of
from goldenthread.domain.clocks.register import CLOCKS
from goldenthread.domain.statute.limits import NotInForce

# Several processes may be one part for a reader: a decision letter starts the time for both mediation and appeal.
# A process not named here is a part by itself, under its own name. Each: its address, its name, its processes.
NAMED: Final[tuple[tuple[str, str, tuple[str, ...]], ...]] = (
    ("assessment", "Asking for an assessment and a plan", ("needs assessment",)),
    ("advice", "Asking experts for advice", ("advice",)),
    ("disagreeing", "Disagreeing with a decision", ("mediation", "appeal")),
    ("tribunal", "After the tribunal has decided", ("tribunal order", "tribunal recommendation")),
    ("review", "Reviewing a plan", ("annual review",)),
    ("next-school", "Moving to the next school or college", ("phase transfer",)),
    ("reassessment", "Being assessed again", ("reassessment",)),
    ("moving", "Moving to another council’s area", ("moving area",)),
    ("ending", "Ending a plan", ("ending a plan",)),
    ("university", "Sharing a plan with a university", ("disclosure",)),
    ("detention", "When a young person is detained", ("detention",)),
    ("schools", "What schools must do", ("school duties",)),
    ("publishing", "What councils must publish", ("publication",)),
    ("rights", "When rights pass to the young person", ("rights",)),
)


@dataclass(frozen=True)
class Happening:
    """One thing that can happen, with the clocks it starts in its part of the process."""

    fact: str
    clocks: tuple[Clock, ...]

    @property
    def words(self) -> str:
        """`The council received the request for an assessment`."""
        return sentence(self.fact)

    @property
    def kinds(self) -> tuple[str, ...]:
        """What to choose between where one fact starts the clocks of several outcomes, as a tribunal's order does: the
        openings of their names ("After an order to assess: ..."). Empty where there is nothing to choose.
        """
        names = [name_after(clock, self.fact) for clock in self.clocks]
        openings = {opening(name) for name in names if opening(name) != name}
        return tuple(dict.fromkeys(map(opening, names))) if len(openings) > 1 else ()

    @property
    def starts(self) -> str:
        """The names of the limits it starts, or what there is to choose between."""
        return "; ".join(self.kinds or dict.fromkeys(name_after(clock, self.fact) for clock in self.clocks))


@dataclass(frozen=True)
class Part:
    """A part of the process: what may happen in it."""

    slug: str
    name: str
    processes: tuple[str, ...]
    happenings: tuple[Happening, ...]

    def happening(self, fact: str) -> Happening | None:
        """What may happen in this part, by its fact; None for anything else."""
        return next((each for each in self.happenings if each.fact == fact), None)


@cache
def name_after(clock: Clock, fact: str) -> str:
    """What a clock is called when this fact starts it: the name of the row the fact chooses."""
    day = max(row.in_force_from for row in rows_of(clock.code)) + timedelta(days=400)
    try:
        counted = clock.counted(Facts({fact: day}), ENGLAND_AND_WALES)
    except (BadFact, MissingFact, NotInForce):
        counted = None
    return counted.limit.name if counted else clock.any_row().name


def opening(name: str) -> str:
    """The part of a name before a colon: the outcome it follows from. The whole name where there is none."""
    return name.split(": ")[0]


def sentence(fact: str) -> str:
    """A fact said as a sentence without its full stop."""
    words = what_happened(fact)
    return words[:1].upper() + words[1:]


@cache
def parts() -> tuple[Part, ...]:
    """Every part that has a clock, the named ones first and in their order."""
    processes = dict.fromkeys(clock.process for clock in CLOCKS.values())
    named = {process for _, _, group in NAMED for process in group}
    unnamed = ((slugify(each), plain_process(each), (each,)) for each in processes if each not in named)
    made = [_part(*part) for part in (*NAMED, *unnamed) if not processes.keys().isdisjoint(part[2])]
    return tuple(made)


def part_named(slug: str) -> Part | None:
    """A part by the last word of its address."""
    return next((part for part in parts() if part.slug == slug), None)


def part_of(process: str) -> Part:
    """The part a process belongs to. Raises StopIteration for a process no clock has."""
    return next(part for part in parts() if process in part.processes)


def plain_process(process: str) -> str:
    """A process's own name, as a heading."""
    return process[:1].upper() + process[1:]


def _part(slug: str, name: str, group: tuple[str, ...]) -> Part:
    clocks = [clock for clock in CLOCKS.values() if clock.process in group]
    by_words: dict[str, str] = {}  # two facts said alike are one choice
    for clock in clocks:
        for fact in clock.starts:
            by_words.setdefault(what_happened(fact), fact)
    happenings = [
        Happening(fact, tuple(clock for clock in clocks if words in map(what_happened, clock.starts)))
        for words, fact in by_words.items()
    ]
    return Part(slug, name, group, tuple(happenings))
