"""Reassessment, moving area, and the end of compulsory school age."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Final

from goldenthread.domain.calendars.counting import Period, Unit, at_least_before
from goldenthread.domain.calendars.working_days import WorkingCalendar
from goldenthread.domain.clocks.annual_review import with_transfer_limb
from goldenthread.domain.clocks.clock import Clock, Counter
from goldenthread.domain.clocks.count import Count, count
from goldenthread.domain.clocks.facts import Facts

REASSESSMENT: Final = "reassessment"
MOVE: Final = "moving area"
MOVED: Final = ("transferred", "transferred_in")
# Whoever asks about a health body's own limit by its code, and says only that it became aware, means that body.
AWARE: Final = ("became_aware",)
KNOWN_AHEAD: Final = Period(15, Unit.WORKING_DAY)


def _review_after_move(facts: Facts, calendar: WorkingCalendar, as_of: date | None) -> Count | None:
    moved = facts.earliest(MOVED)
    if moved is None:
        return None
    reviewed = facts.latest(("last_review_decided", "plan_made"), as_of)
    limb = count("H4", *moved, calendar, variant="transfer")
    if reviewed is None:
        return limb
    # The row of the transfer's day governs; the plan may be older than it.
    cycle = count("H4", *reviewed, calendar, law_on=moved[1])
    return replace(with_transfer_limb(cycle, *moved, calendar), limit=cycle.limit)


def _handing_over(code: str, named: str) -> Counter:
    """On the day of the move, if it was known 15 working days ahead; else from becoming aware (reg 15(2), (7))."""

    def counter(facts: Facts, calendar: WorkingCalendar, as_of: date | None) -> Count | None:
        aware_by, aware_on = facts.earliest((named,)) or facts.earliest(AWARE) or (named, None)
        moved_on = facts.on("moved_away")
        if aware_on is None:
            return None
        if moved_on and aware_on <= at_least_before(moved_on, KNOWN_AHEAD, calendar).last_on:
            return count(code, "moved_away", moved_on, calendar, variant="on_the_day")
        return count(code, aware_by, aware_on, calendar)

    return counter


def _commissioner_count(facts: Facts, calendar: WorkingCalendar, as_of: date | None) -> Count | None:
    aware = facts.earliest(("new_commissioner_aware",)) or facts.earliest(AWARE)
    return count("H5b", *aware, calendar) if aware else None


REASSESSED: Final = ("reassessed_plan_sent", "amended_plan_sent")
# No limit is set for deciding not to amend, so that decision ends the 14 weeks and is never late by them.
UNCHANGED: Final = ("not_amended_notified",)

CLOCKS: Final = (
    Clock("G1", REASSESSMENT, ("reassessment_requested",), met_by=("reassessment_decided", "reassessment_notified")),
    Clock("G3", REASSESSMENT, ("reassessment_notified", "own_motion_decided"), met_by=REASSESSED, ended_by=UNCHANGED),
    Clock("G4", REASSESSMENT, ("reassessed_plan_sent", "amended_plan_sent"), met_by=("review_decided",)),
    Clock("G5", REASSESSMENT, ("assessment_made",), lapses=True),
    Clock(
        "H1",
        MOVE,
        ("became_aware",),
        ("plan_sent_on",),
        counter=_handing_over("H1", "became_aware"),
        also_reads=("moved_away",),
    ),
    Clock("H3", MOVE, MOVED, met_by=("family_informed",)),
    Clock(
        "H4",
        MOVE,
        MOVED,
        ("review_decided",),
        counter=_review_after_move,
        also_reads=("plan_made", "last_review_decided"),
    ),
    Clock(
        "H5a",
        MOVE,
        ("old_commissioner_aware",),
        ("new_commissioner_told",),
        counter=_handing_over("H5a", "old_commissioner_aware"),
        also_reads=("moved_away",),
    ),
    Clock("H5b", MOVE, ("new_commissioner_aware",), ("council_asked_to_act",), counter=_commissioner_count),
    Clock("CSA", "rights", ("born",), lapses=True),
)
