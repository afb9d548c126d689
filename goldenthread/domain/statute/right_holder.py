"""Whose rights they are on a day: the parent's until compulsory school age ends, then the young person's own.

Children and Families Act 2014, section 83(2). Capacity (regulations 63 and 64) is a fact about a person, not a date,
and is not decided here.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from goldenthread.domain.calendars.school_years import compulsory_school_age_ends, school_year_start

RightHolder = Literal["parent", "young_person"]

# National Curriculum year entered at each usual move; infant, junior and middle schools are passed in where an area
# has them.
USUAL_MOVES: Final = {0: "early_years_to_school", 7: "primary_to_secondary", 12: "secondary_to_post16"}


@dataclass(frozen=True, slots=True)
class PhaseTransfer:
    """A move between phases that is coming: which, and the first day of the school year it happens in."""

    phase: str
    transfer_on: date


def right_holder(born_on: date, on: date) -> RightHolder:
    """`parent` up to and on the last day of compulsory school age; `young_person` from the next day.

    Compulsory school age ends at the end of the school leaving date (Education Act 1996, section 8(3)).
    """
    return "young_person" if on > compulsory_school_age_ends(born_on).last_on else "parent"


def next_phase_transfer(born_on: date, on: date, moves: dict[int, str] | None = None) -> PhaseTransfer | None:
    """The next usual move on or after a day, by age, or None after the last. `moves`: year entered to phase."""
    entered_year = school_year_start(born_on) + 5
    for year, phase in sorted((moves or USUAL_MOVES).items()):
        transfer_on = date(entered_year + year, 9, 1)
        if transfer_on >= on:
            return PhaseTransfer(phase, transfer_on)
    return None
