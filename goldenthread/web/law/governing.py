"""Which of some clocks govern, given the facts: a move between phases has one rule, chosen by the kind of move."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from goldenthread.domain.clocks import phase_transfer
from goldenthread.domain.clocks.clock import Clock
from goldenthread.domain.clocks.facts import RawFacts


def governing(clocks: Iterable[Clock], facts: RawFacts, on: date) -> tuple[Clock, ...]:
    """The clocks that apply. One clock asked for by itself always does: it says itself what does not fit."""
    asked = tuple(clocks)
    if len(asked) == 1:
        return asked
    moves = {reading.rule for reading in phase_transfer.readings(facts, on)}
    return tuple(clock for clock in asked if clock.process != phase_transfer.PROCESS or clock.code in moves)
