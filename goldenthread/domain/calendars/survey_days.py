"""The day a SEN2 return describes."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache


@cache
def survey_day(year: int) -> date:
    """Third Thursday of January: the day the SEN2 return of that year describes."""
    first = date(year, 1, 1)
    return first + timedelta(days=(3 - first.weekday()) % 7 + 14)
