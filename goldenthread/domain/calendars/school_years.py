"""School years (1 September to 31 August), year groups, and the end of compulsory school age."""

from __future__ import annotations

from datetime import date, timedelta

from goldenthread.domain.calendars.counting import Counted, add_months
from goldenthread.domain.calendars.wording import said, said_with_weekday

SEPTEMBER = 9
FRIDAY = 4
RECEPTION_YEAR = 0


def school_year_start(on: date) -> int:
    """The calendar year in which the school year holding this day began: 2026 for any day of 2026 to 2027."""
    return on.year if on.month >= SEPTEMBER else on.year - 1


def year_group(born_on: date, on: date) -> int:
    """National Curriculum year by age: 0 is Reception, 1 to 13 as said, below 0 is before Reception, over 13 after
    year 13.

    By age alone; a child taught out of year keeps the year their school records.
    """
    return school_year_start(on) - school_year_start(born_on) - 5


def year_group_said(year: int) -> str:
    """`Year 7`, `Reception`, `Before Reception`, `After year 13`."""
    if year < RECEPTION_YEAR:
        return "Before Reception"
    if year > 13:
        return "After year 13"
    return "Reception" if year == RECEPTION_YEAR else f"Year {year}"


def compulsory_school_age_ends(born_on: date) -> Counted:
    """The last Friday in June of the school year in which the person turns 16 (Education Act 1996, section 8)."""
    sixteen_on = add_months(born_on, 16 * 12)
    june = school_year_start(sixteen_on) + 1
    last_on = date(june, 6, 30)
    last_on -= timedelta(days=(last_on.weekday() - FRIDAY) % 7)
    return Counted(
        last_on,
        (
            f"Someone born on {said(born_on)} turns 16 on {said(sixteen_on)}.",
            f"That is in the school year from September {june - 1} to August {june}.",
            f"The last Friday in June of that year is {said_with_weekday(last_on)}.",
        ),
    )
