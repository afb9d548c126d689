"""The shape of a process: its stages, the facts that reach them, and who must act next."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage. `reached_by`: any of these facts. `turn`: who acts next, blank at an end. `clocks`: what runs now."""

    code: str
    name: str
    reached_by: tuple[str, ...]
    turn: str
    next_step: str
    clocks: tuple[str, ...] = ()
    follows: tuple[str, ...] = ()
    appeal: str = ""

    @property
    def is_end(self) -> bool:
        """Whether nobody has anything left to do."""
        return not self.turn


@dataclass(frozen=True, slots=True)
class Process:
    """Stages in the order a case passes them. A `follows` names the stages a stage usually comes after."""

    name: str
    stages: tuple[Stage, ...]

    def stage(self, code: str) -> Stage:
        """A stage by its code. Raises KeyError."""
        for stage in self.stages:
            if stage.code == code:
                return stage
        raise KeyError(f"{self.name} has no stage {code!r}.")

    def standing(self, facts: Mapping[str, date | None], on: date) -> Stage | None:
        """The stage a case has reached by a day: the latest fact decides, the later stage on one day. None before any.

        Facts may be missing between: an imported case often has only its last step.
        """
        reached = [
            (day, position)
            for position, stage in enumerate(self.stages)
            for fact in stage.reached_by
            if (day := facts.get(fact)) is not None and day <= on
        ]
        return self.stages[max(reached)[1]] if reached else None
