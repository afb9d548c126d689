"""The same clocks for a whole caseload at once, as arrays of days. Same rows of law, same answers, no working shown.

Arrays are `datetime64[D]`, one element a case, NaT where a fact is absent; words (`phase`, `adviser`) are arrays of
text, blank where absent. A date before the law began, or outside the years `facts.py` takes, counts as absent.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import numpy as np

from goldenthread.domain.calendars.working_days import ENGLAND_AND_WALES, WorkingCalendar
from goldenthread.domain.clocks.caseload_counting import (
    CaseloadDates,
    Days,
    Flags,
    NoBatchForm,
    count_chosen,
    count_rows,
)
from goldenthread.domain.clocks.caseload_facts import CaseloadFacts, CaseloadTable
from goldenthread.domain.clocks.caseload_special import SPECIAL, opens
from goldenthread.domain.clocks.clock import Clock
from goldenthread.domain.clocks.register import clock_named
from goldenthread.domain.clocks.variants import DETAINED, MEDIATION, UNOPPOSED, by_custody, by_what_was_conceded

__all__ = [
    "CaseloadDates", "CaseloadFacts", "CaseloadTable", "Days", "NoBatchForm", "count_caseload", "count_rows", "opens",
]  # fmt: skip


def count_caseload(
    rule: str,
    facts: CaseloadFacts,
    *,
    as_of: date | None = None,
    calendar: WorkingCalendar = ENGLAND_AND_WALES,
) -> CaseloadDates:
    """What `count_dates` answers, for every case. `as_of` leaves out reviews and moves after a day, as `read` does.

    Raises UnknownRule, NoBatchForm, or ValueError when the arrays differ in length.
    """
    table = CaseloadTable(facts, as_of)
    if rule in SPECIAL:
        return SPECIAL[rule](table, calendar)
    clock = clock_named(rule)
    if clock.counter is not None:
        raise NoBatchForm(f"Rule {rule} has no batch form; read its cases one at a time.")
    return _by_variant(clock, table, calendar)


def _by_variant(clock: Clock, table: CaseloadTable, calendar: WorkingCalendar) -> CaseloadDates:
    started = table.earliest(clock.starts)
    if clock.variant is None:
        return count_rows(clock.code, started, calendar)
    variants, chosen = [""], np.zeros(table.size, dtype=np.int64)
    for variant, here in _variants(clock, table, started):
        chosen[here] = len(variants)
        variants.append(variant)
    return count_chosen(clock.code, tuple(variants), chosen, started, calendar)


def _variants(clock: Clock, table: CaseloadTable, started: Days) -> Iterator[tuple[str, Flags]]:
    """What the clock's own `variant` answers: each form there is in the caseload, and of which cases."""
    detained = table.says("detained", "yes")
    if clock.variant is by_custody:
        if detained is not None:
            yield DETAINED, detained
        return
    conceded, agreed = (_started_by(fact, clock, table, started) for fact in ("appeal_conceded", "mediation_agreed"))
    if agreed is not None:
        yield MEDIATION, agreed
    if conceded is not None:
        yield UNOPPOSED, conceded
        contents = table.says("contents_too", "yes") if clock.variant is by_what_was_conceded else None
        if contents is not None:
            yield f"{UNOPPOSED}_with_contents", conceded & contents
    if detained is not None:
        yield DETAINED, detained
        if agreed is not None:
            yield f"{DETAINED}_{MEDIATION}", detained & agreed
        if conceded is not None:
            yield f"{DETAINED}_{UNOPPOSED}", detained & conceded


def _started_by(fact: str, clock: Clock, table: CaseloadTable, started: Days) -> Flags | None:
    """Where this fact and no earlier named one on the same day started the clock."""
    if fact not in clock.starts or not table.has(fact):
        return None
    found: Flags = table.days(fact) == started
    for earlier in clock.starts[: clock.starts.index(fact)]:
        found &= table.days(earlier) != started
    return found if found.any() else None
