"""What can happen, grouped by part of the process: the choices of the first page, drawn from the register of clocks."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Final

from django.utils.text import slugify

from goldenthread.domain.clocks.clock import Clock
from goldenthread.domain.clocks.facts import what_happened
from goldenthread.domain.clocks.register import CLOCKS

# Several processes may be one part for a reader: a decision letter starts the time for both mediation and appeal.
# A process not named here is a part by itself, under its own name.
PLAIN_NAMES: Final[dict[tuple[str, ...], str]] = {
    ("needs assessment",): "Asking for an assessment and a plan",
    ("advice",): "Asking experts for advice",
    ("mediation", "appeal"): "Disagreeing with a decision",
    ("tribunal order",): "After the tribunal has decided",
    ("annual review",): "Reviewing a plan",
    ("phase transfer",): "Moving to the next school or college",
    ("reassessment",): "Being assessed again",
    ("moving area",): "Moving to another council’s area",
    ("disclosure",): "Sharing a plan with a university",
    ("detention",): "When a young person is detained",
    ("rights",): "When rights pass to the young person",
}


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
    def starts(self) -> str:
        """The names of the limits it starts."""
        return "; ".join(dict.fromkeys(clock.any_row().name for clock in self.clocks))


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


def sentence(fact: str) -> str:
    """A fact said as a sentence without its full stop."""
    words = what_happened(fact)
    return words[:1].upper() + words[1:]


@cache
def parts() -> tuple[Part, ...]:
    """Every part that has a clock, the named ones first and in their order."""
    processes = dict.fromkeys(clock.process for clock in CLOCKS.values())
    named = {process for group in PLAIN_NAMES for process in group}
    unnamed = {(process,): plain_process(process) for process in processes if process not in named}
    groups = {**PLAIN_NAMES, **unnamed}.items()
    made = [_part(group, name) for group, name in groups if not processes.keys().isdisjoint(group)]
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


def _part(group: tuple[str, ...], name: str) -> Part:
    clocks = [clock for clock in CLOCKS.values() if clock.process in group]
    by_words: dict[str, str] = {}  # two facts said alike are one choice
    for clock in clocks:
        for fact in clock.starts:
            by_words.setdefault(what_happened(fact), fact)
    happenings = [
        Happening(fact, tuple(clock for clock in clocks if words in map(what_happened, clock.starts)))
        for words, fact in by_words.items()
    ]
    return Part(slugify(" ".join(group)), name, group, tuple(happenings))
