"""How a clock stands for every case of a caseload at once: what `read_clock` says of one, without words or exceptions.

Arrays as in `caseload.py`. A case that claims an exception, or whose facts cannot be true together,
is read one at a time.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np
import numpy.typing as npt

from goldenthread.domain.calendars.working_days import ENGLAND_AND_WALES, WorkingCalendar
from goldenthread.domain.clocks.caseload import (
    CaseloadFacts,
    CaseloadTable,
    Days,
    NoBatchForm,
    count_caseload,
    count_rows,
    opens,
)
from goldenthread.domain.clocks.caseload_counting import NEVER
from goldenthread.domain.clocks.clock import Clock

NOT_STARTED, OPEN, MET, ENDED = range(4)


@dataclass(frozen=True)
class CaseloadStanding:
    """Per case: `state` is one of the four above; days are NaT where there is none; `binds` is whether
    it is a legal duty as things stand: a limit on one of two decisions binds once that one is taken.
    """

    state: npt.NDArray[np.int8]
    started: Days
    outer: Days
    safe: Days
    met: Days
    binds: npt.NDArray[np.bool_]


def stand_caseload(
    clock: Clock, facts: CaseloadFacts, *, on: date, calendar: WorkingCalendar = ENGLAND_AND_WALES
) -> CaseloadStanding:
    """Where a clock stands on a day in every case. Raises NoBatchForm."""
    counted = count_caseload(clock.code, facts, as_of=on, calendar=calendar)
    table, day = CaseloadTable(facts, on), np.datetime64(on)
    met = _met(clock, table, day)
    ended = table.earliest(clock.ended_by) if clock.ended_by else np.full(met.shape, NEVER)
    state = np.full(met.shape, OPEN, dtype=np.int8)
    if clock.lapses:
        state[day > counted.outer] = ENDED
    state[day < _begins(clock, table, counted.started)] = NOT_STARTED
    state[ended <= day] = ENDED
    state[~np.isnat(met)] = MET
    state[np.isnat(counted.outer)] = NOT_STARTED
    binds = counted.binds & ~(counted.conditional & np.isnat(met))
    return CaseloadStanding(state, counted.started, counted.outer, counted.safe, met, binds)


def notices_were_late(facts: CaseloadFacts, *, calendar: WorkingCalendar = ENGLAND_AND_WALES) -> npt.NDArray[np.bool_]:
    """Whether the amendment notice went out later than the weeks allowed after the meeting, by case."""
    table = CaseloadTable(facts, None)
    late: npt.NDArray[np.bool_] = (
        table.days("amendment_notice_sent") > count_rows("F6", table.days("meeting_held"), calendar).outer
    )
    return late


def _begins(clock: Clock, table: CaseloadTable, started: Days) -> Days:
    if clock.code in ("F9", "F10"):
        return opens(table.days("transfer_on"))
    return np.full(started.shape, NEVER) if clock.planned else started


def _met(clock: Clock, table: CaseloadTable, day: np.datetime64) -> Days:
    if clock.met_rule is not None:
        if clock.code not in MET_RULES:
            raise NoBatchForm(f"How rule {clock.code} is met has no batch form; read its cases one at a time.")
        found = MET_RULES[clock.code](table, day)
    elif clock.met_by:
        found = table.earliest(clock.met_by)
    else:
        found = np.full(table.size, NEVER)
    return np.where(found <= day, found, NEVER)


def _decision_met(table: CaseloadTable, day: np.datetime64) -> Days:
    decided, notice = table.days("review_decided"), table.days("amendment_notice_sent")
    both = np.maximum(decided, notice)  # NaT where either is absent
    amends = table.words("review_outcome") == "amend"
    with_notice = np.where(notice <= day, both, decided)
    return np.where(amends, both, with_notice)


def _named_met(table: CaseloadTable, day: np.datetime64) -> Days:
    sent = table.days("phase_plan_sent")
    return np.where(sent >= opens(table.days("transfer_on")), sent, NEVER)


MET_RULES: Final[Mapping[str, Callable[[CaseloadTable, np.datetime64], Days]]] = {
    "F5": _decision_met,
    "F9": _named_met,
    "F10": _named_met,
}
