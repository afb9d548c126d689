"""What a journey is made of: steps with their days, in plain words, told to whoever reads."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from goldenthread.domain.clocks.reading import Reading
from goldenthread.domain.clocks.status import Status
from goldenthread.features.casework.queries.facts import Facts


class State(StrEnum):
    """Where a step stands. STOPPED is how a case that went no further ended."""

    DONE = "done"
    NOW = "now"
    NEXT = "next"
    STOPPED = "stopped"


class Stage(StrEnum):
    """How far a case has come; the last five have ended."""

    DECIDING = "deciding"
    ASSESSING = "assessing"
    DRAFTING = "drafting"
    PLAN = "plan"
    REFUSED = "refused"
    NO_PLAN = "no_plan"
    WITHDRAWN = "withdrawn"
    MOVED = "moved"
    CEASED = "ceased"


OPEN_STAGES = frozenset({Stage.DECIDING, Stage.ASSESSING, Stage.DRAFTING, Stage.PLAN})


@dataclass(frozen=True, slots=True)
class Naming:
    """Whom the words are about and whom they speak to. `is_self`: the young person reads about themself.

    `family` is who gets letters: "you" on a family's page, "the family" on a professional's.
    """

    name: str
    is_self: bool = False
    family: str = "you"

    @property
    def whom(self) -> str:
        """`Amira`, or `you`."""
        return "you" if self.is_self else self.name

    @property
    def whose(self) -> str:
        """`Amira's`, or `your`."""
        return "your" if self.is_self else f"{self.name}’s"

    @property
    def has(self) -> str:
        """`Amira has`, or `You have`: the start of a sentence."""
        return "You have" if self.is_self else f"{self.name} has"

    @property
    def needs(self) -> str:
        """`Amira needs`, or `you need`."""
        return "you need" if self.is_self else f"{self.name} needs"


@dataclass(frozen=True, slots=True)
class Step:
    """One step. `on` is the day it was done, `by` the day it must be done by (`binds`: by law, else only expected).

    `late`: that day has passed and the law was broken. `note` is a sentence or two.
    """

    title: str
    state: State = State.NEXT
    on: date | None = None
    by: date | None = None
    binds: bool = True
    late: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class Journey:
    """Steps in order. `where` says in a sentence where things are; `last_on` is the last day anything happened."""

    stage: Stage
    where: str
    steps: tuple[Step, ...]
    last_on: date | None = None

    @property
    def is_open(self) -> bool:
        """Whether more is to come."""
        return self.stage in OPEN_STAGES

    @property
    def next_dated(self) -> Step | None:
        """The first step still to be done that has a day."""
        waiting = (each for each in self.steps if each.state in (State.NOW, State.NEXT) and each.by)
        return next(waiting, None)


def day_of(facts: Facts, name: str, on: date) -> date | None:
    """The day of a fact that has happened by `on`."""
    day = facts.get(name)
    return day if isinstance(day, date) and day <= on else None


def step(title: str, *, on: date | None = None, reading: Reading | None = None, note: str = "") -> Step:
    """A step done on a day, or waiting for the day its clock gives."""
    if on is not None:
        return Step(title, State.DONE, on=on, note=note)
    if reading is None or not reading.is_open:
        return Step(title, note=note)
    if reading.status is Status.EXCEPTED:
        lifted = "The law allows more time here. It must still be done as soon as it can be."
        return Step(title, note=f"{note} {lifted}".strip())
    late = reading.status is Status.LATE and reading.is_legal_duty
    return Step(title, by=reading.outer_on, binds=reading.is_legal_duty, late=late, note=note)


def in_order(steps: Sequence[Step]) -> tuple[Step, ...]:
    """The steps with their states: all before the last one done are done; the first after it is now."""
    last_done = max((place for place, each in enumerate(steps) if each.state is State.DONE), default=-1)
    return tuple(_with_state(each, place - last_done) for place, each in enumerate(steps))


def stopped(steps: Iterable[Step], title: str, on: date | None, note: str) -> tuple[Step, ...]:
    """What was done, then where it stopped."""
    return (*(each for each in steps if each.state is State.DONE), Step(title, State.STOPPED, on=on, note=note))


def _with_state(each: Step, after_last_done: int) -> Step:
    if after_last_done <= 0:
        return replace(each, state=State.DONE, by=None, late=False)
    return replace(each, state=State.NOW if after_last_done == 1 else State.NEXT)
