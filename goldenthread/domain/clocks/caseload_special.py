"""Batch forms of the clocks that weigh several facts: what their counters do, for arrays."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

import numpy as np

from goldenthread.domain.calendars.working_days import WorkingCalendar
from goldenthread.domain.clocks.caseload_counting import (
    NEVER,
    ONE,
    CaseloadDates,
    Days,
    add_months,
    count_chosen,
    count_rows,
    day_in,
    later_of,
    rolled_back,
    working_days_before,
    year_of,
)
from goldenthread.domain.clocks.caseload_facts import CaseloadTable, place_of
from goldenthread.domain.clocks.detention import HANDED_ON, KEPT
from goldenthread.domain.clocks.facts import BODIES_WITH_A_DUTY
from goldenthread.domain.clocks.needs_assessment import STARTS
from goldenthread.domain.clocks.other_duties import KNOWN_AHEAD, MOVED
from goldenthread.domain.clocks.phase_transfer import LATER_MOVE, MONTHS_AHEAD, TO_POST16
from goldenthread.domain.statute.limits import limits

Special = Callable[[CaseloadTable, WorkingCalendar], CaseloadDates]


def _cycle(table: CaseloadTable, calendar: WorkingCalendar) -> CaseloadDates:
    reviewed = np.fmax(table.known("last_review_decided"), table.known("review_decided"))
    started = np.where(np.isnat(reviewed), table.days("plan_made"), reviewed)
    moved_in = table.known("transferred_in")
    cycle = count_rows("F1", started, calendar)
    counts = ~np.isnat(cycle.outer) & (moved_in >= started)
    limb = count_rows("H4", np.where(counts, moved_in, NEVER), calendar, variant="transfer")
    counted_from = np.where(limb.outer > cycle.outer, moved_in, started)
    outer, safe = np.fmax(cycle.outer, limb.outer), np.fmax(cycle.safe, limb.safe)
    return CaseloadDates(outer, safe, counted_from, cycle.binds, cycle.conditional)


def _advice(table: CaseloadTable, calendar: WorkingCalendar) -> CaseloadDates:
    asked = table.days("advice_requested")
    bound = table.places("adviser") <= len(BODIES_WITH_A_DUTY)  # they come first; nobody named counts as one
    chosen = np.where(bound, 0, 1)
    detained = table.says("detained", "yes")
    if detained is not None:
        chosen[bound & detained] = 2
    return count_chosen("B3", ("", "code", "detained"), chosen, asked, calendar)


def _if_detained(
    table: CaseloadTable, usual: CaseloadDates, code: str, started: Days, calendar: WorkingCalendar
) -> CaseloadDates:
    detained = table.says("detained", "yes")
    if detained is None:
        return usual
    return count_rows(code, started, calendar, variant="detained").where(detained, usual)


def _phase(table: CaseloadTable, calendar: WorkingCalendar) -> CaseloadDates:
    phase = table.places("phase")
    moves = np.where((phase == 0) | (phase == place_of("phase", LATER_MOVE)), NEVER, table.days("transfer_on"))
    chosen = (phase == place_of("phase", TO_POST16)).astype(np.int64)
    return count_chosen("F9", ("", TO_POST16), chosen, moves, calendar, months_ahead=MONTHS_AHEAD)


def _later_move(table: CaseloadTable, calendar: WorkingCalendar) -> CaseloadDates:
    return count_rows("F10", table.days("transfer_on"), calendar, months_ahead=MONTHS_AHEAD)


def opens(moves: Days) -> Days:
    """The first day a review can count for each move: twelve months before it."""
    return add_months(moves, -MONTHS_AHEAD)


def _appeal_time(code: str, sent: str) -> Special:
    def counted(table: CaseloadTable, calendar: WorkingCalendar) -> CaseloadDates:
        notice, given = table.days(sent), table.days("certificate_issued")
        if sent != "notice_sent":
            notice = np.where(np.isnat(notice), table.days("notice_sent"), notice)
        certificate = table.known("certificate_issued")
        limb = count_rows(code, certificate, calendar, variant="certificate")
        # A certificate before the notice, or older than the law, is a contradiction: such a case has no date.
        impossible = (given < notice) | (~np.isnat(certificate) & np.isnat(limb.outer))
        from_notice = count_rows(code, np.where(impossible, NEVER, notice), calendar)
        later = limb.outer > from_notice.outer
        return CaseloadDates(
            np.where(later, limb.outer, from_notice.outer),
            np.where(np.isnat(from_notice.outer), NEVER, np.fmax(limb.safe, from_notice.safe)),
            np.where(later, certificate, notice),
            from_notice.binds,
            from_notice.conditional,
        )

    return counted


def _arranging(table: CaseloadTable, calendar: WorkingCalendar) -> CaseloadDates:
    usual = count_rows("D3", table.days("mediation_requested"), calendar)
    return _if_detained(table, usual, "D3", table.days("adviser_told_mediation_wanted"), calendar)


def _draft(table: CaseloadTable, calendar: WorkingCalendar) -> CaseloadDates:
    started = table.earliest(STARTS)
    final = _if_detained(table, count_rows("C4", started, calendar), "C4", started, calendar)
    draft = count_rows("C1", final.outer, calendar, law_on=started)
    return CaseloadDates(draft.outer, draft.safe, started, draft.binds, draft.conditional)


def _review_after_move(table: CaseloadTable, calendar: WorkingCalendar) -> CaseloadDates:
    moved = table.earliest(MOVED)
    reviewed = np.fmax(table.known("last_review_decided"), table.known("plan_made"))
    limb = count_rows("H4", moved, calendar, variant="transfer")
    cycle = count_rows("H4", np.where(np.isnat(limb.outer), NEVER, reviewed), calendar, law_on=moved)
    return later_of(limb, cycle)


def _handing_over(code: str, aware_by: str) -> Special:
    def counted(table: CaseloadTable, calendar: WorkingCalendar) -> CaseloadDates:
        aware, moved = _aware(table, aware_by), table.days("moved_away")
        known = ~np.isnat(moved)
        ahead = np.full(moved.shape, NEVER)
        ahead[known] = working_days_before(moved[known], KNOWN_AHEAD.value, calendar)
        on_the_day = count_rows(code, np.where(np.isnat(aware), NEVER, moved), calendar, variant="on_the_day")
        return on_the_day.where(aware <= ahead, count_rows(code, aware, calendar))

    return counted


def _aware(table: CaseloadTable, named: str) -> Days:
    own = table.days(named)
    return np.where(np.isnat(own), table.days("became_aware"), own)


def _commissioner(table: CaseloadTable, calendar: WorkingCalendar) -> CaseloadDates:
    return count_rows("H5b", _aware(table, "new_commissioner_aware"), calendar)


def _from_the_later(code: str, names: tuple[str, ...]) -> Special:
    def counted(table: CaseloadTable, calendar: WorkingCalendar) -> CaseloadDates:
        first, second = (table.days(name) for name in names)
        return count_rows(code, np.fmax(first, second), calendar)

    return counted


def _last_year(table: CaseloadTable, calendar: WorkingCalendar) -> CaseloadDates:
    born, ends = table.days("born"), table.days("course_ends")
    birthday, before_26 = add_months(born, 25 * 12), add_months(born, 26 * 12) - ONE
    july = day_in(year_of(birthday), 7, 31)
    july = np.where(birthday > july, day_in(year_of(birthday) + 1, 7, 31), july)
    course = np.where(ends < birthday, NEVER, np.fmin(before_26, ends))
    outer = np.where(table.places("route") == place_of("route", "further_education"), july, course)
    outer = np.where(np.isnat(born), NEVER, outer)
    binds = np.full(born.shape, next(row for row in limits() if row.code == "I4").is_legal_duty)
    return CaseloadDates(outer, rolled_back(outer, calendar), born, binds & ~np.isnat(born), np.zeros_like(binds))


SPECIAL: Final[Mapping[str, Special]] = MappingProxyType(
    {
        "B3": _advice,
        "C1": _draft,
        "D3": _arranging,
        "D6": _appeal_time("D6", "notice_sent"),
        "F1": _cycle,
        "F9": _phase,
        "F10": _later_move,
        "H1": _handing_over("H1", "became_aware"),
        "H4": _review_after_move,
        "H5a": _handing_over("H5a", "old_commissioner_aware"),
        "H5b": _commissioner,
        "I3": _appeal_time("I3", "cease_notified"),
        "I4": _last_year,
        "J1": _from_the_later("J1", KEPT),
        "J4": _from_the_later("J4", HANDED_ON),
    }
)
