"""Reassessment, moving area, disclosure, detention, and the end of compulsory school age."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Final

from goldenthread.domain.calendars.working_days import WorkingCalendar
from goldenthread.domain.clocks.annual_review import with_transfer_limb
from goldenthread.domain.clocks.clock import Clock
from goldenthread.domain.clocks.count import Count, count
from goldenthread.domain.clocks.facts import Facts

REASSESSMENT: Final = "reassessment"
MOVE: Final = "moving area"
MOVED: Final = ("transferred", "transferred_in")


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


CLOCKS: Final = (
    Clock("G1", REASSESSMENT, ("reassessment_requested",), met_by=("reassessment_decided", "reassessment_notified")),
    Clock("G3", REASSESSMENT, ("reassessment_notified",), met_by=("amended_plan_sent", "not_amended_notified")),
    Clock("H1", MOVE, ("became_aware",), met_by=("plan_sent_on",)),
    Clock("H3", MOVE, MOVED, met_by=("family_informed",)),
    Clock("H4", MOVE, MOVED, met_by=("review_decided",), counter=_review_after_move),
    Clock("I5", "disclosure", ("disclosure_requested",), met_by=("plan_disclosed",)),
    Clock("J1", "detention", ("became_aware",), met_by=("plan_sent_on",)),
    Clock("CSA", "rights", ("born",), lapses=True),
)
