"""The end of compulsory school age as a birth date, so that a database can ask whose rights they are of many rows at
once.

The same rule asked of one person is domain/statute/right_holder.py; a test holds the two together.

Children and Families Act 2014, section 83(2); compulsory school age ends on the last Friday in June of the school year
in which the person turns 16 (Education Act 1996, section 8, and the School Leaving Date Order 1997)."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache


def last_friday_in_june(year: int) -> date:
    """The school leaving date of that summer."""
    end = date(year, 6, 30)
    return end - timedelta(days=(end.weekday() - 4) % 7)


@lru_cache(maxsize=64)
def youngest_birth_date_past_compulsory_school_age(on: date) -> date:
    """The latest birth date whose holder is over compulsory school age on that day: a comparison a database can
    make.
    """
    school_year_ends = on.year if on > last_friday_in_june(on.year) else on.year - 1
    return date(school_year_ends - 16, 8, 31)
