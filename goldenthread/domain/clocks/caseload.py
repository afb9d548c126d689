"""The same clocks for a whole caseload at once, as arrays of days. Same rows of law, same answers, no working shown.

Arrays are `datetime64[D]`, one element a case, NaT where a fact is absent; words (`phase`, `adviser`) are arrays of
text, blank where absent. A date before the law began, or outside the years `facts.py` takes, counts as absent.
"""

from __future__ import annotations

from datetime import date

import numpy as np

from goldenthread.domain.calendars.working_days import ENGLAND_AND_WALES, WorkingCalendar
from goldenthread.domain.clocks.caseload_counting import CaseloadDates, Days, NoBatchForm, count_rows
from goldenthread.domain.clocks.caseload_facts import CaseloadFacts, CaseloadTable
from goldenthread.domain.clocks.caseload_special import SPECIAL, opens
from goldenthread.domain.clocks.clock import Clock
from goldenthread.domain.clocks.register import clock_named
from goldenthread.domain.clocks.variants import MEDIATION, UNOPPOSED, by_custody, by_what_was_conceded

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
    counted = count_rows(clock.code, started, calendar)
    if clock.variant is None:
        return counted
    variants = _variants(clock, table, started)
    for variant in np.unique(variants).tolist():
        if variant:
            here = variants == variant
            counted = count_rows(clock.code, started, calendar, variant=variant).where(here, counted)
    return counted


def _variants(clock: Clock, table: CaseloadTable, started: Days) -> np.ndarray[tuple[int], np.dtype[np.str_]]:
    """What the clock's own `variant` answers of each case, as text."""
    found = np.full(table.size, "", dtype="U30")
    told = clock.variant is not by_custody
    for fact, variant in (("appeal_conceded", UNOPPOSED), ("mediation_agreed", MEDIATION), ("order_made", "")):
        if told and fact in clock.starts and table.has(fact):
            found[table.days(fact) == started] = variant
    unopposed = found == UNOPPOSED
    if clock.variant is by_what_was_conceded and table.has("contents_too"):
        found[unopposed & (table.words("contents_too") == "yes")] = f"{UNOPPOSED}_with_contents"
    if table.has("detained"):
        detained = table.words("detained") == "yes"
        found[detained] = "detained"
        found[detained & unopposed] = f"detained_{UNOPPOSED}"
    return found
