"""A person held in youth accommodation: handing on the plan. SI 2015/62, regulations 16 and 17.

The clocks shared with everybody else (assessment, mediation, orders) take the fact `detained=yes`.
"""

from __future__ import annotations

from datetime import date
from typing import Final

from goldenthread.domain.calendars.working_days import WorkingCalendar
from goldenthread.domain.clocks.clock import Clock, Counter
from goldenthread.domain.clocks.count import Count, count
from goldenthread.domain.clocks.facts import Facts

DETENTION: Final = "detention"


def _from_the_later(code: str, *names: str) -> Counter:
    def counter(facts: Facts, calendar: WorkingCalendar, as_of: date | None) -> Count | None:
        latest = facts.latest(names)
        return count(code, *latest, calendar) if latest else None

    return counter


KEPT: Final = ("became_aware", "plan_kept")
HANDED_ON: Final = ("became_responsible", "plan_received")

CLOCKS: Final = (
    Clock("J1", DETENTION, KEPT, ("plan_sent_to_place",), counter=_from_the_later("J1", *KEPT)),
    Clock("J2", DETENTION, ("unit_move_told",), ("plan_sent_to_new_place",)),
    Clock("J3", DETENTION, ("release_told",), ("plan_sent_to_new_council",)),
    Clock("J4", DETENTION, HANDED_ON, ("plan_sent_to_commissioner",), counter=_from_the_later("J4", *HANDED_ON)),
    Clock("J5", DETENTION, ("commissioner_received_plan",), ("council_asked_to_act",)),
)
