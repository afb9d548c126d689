"""Phase bands by age alone, for setting like cases side by side."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Final

from goldenthread.domain.calendars.school_years import school_year_start, year_group


class Phase(StrEnum):
    """By National Curriculum year: before Reception, Reception to year 6, 7 to 11, 12 and after."""

    EARLY_YEARS = "early_years"
    PRIMARY = "primary"
    SECONDARY = "secondary"
    POST_16 = "post_16"


SAID: Final = {
    Phase.EARLY_YEARS: "early years (before Reception)", Phase.PRIMARY: "primary (Reception to year 6)",
    Phase.SECONDARY: "secondary (years 7 to 11)", Phase.POST_16: "after year 11",
}  # fmt: skip
_FIRST: Final = {Phase.PRIMARY: 0, Phase.SECONDARY: 7, Phase.POST_16: 12}
_LAST: Final = {Phase.EARLY_YEARS: -1, Phase.PRIMARY: 6, Phase.SECONDARY: 11}


def phase_of(born_on: date, on: date) -> Phase:
    """The band of somebody born on that day, on that day."""
    year = year_group(born_on, on)
    return next(phase for phase in Phase if year <= _LAST.get(phase, year))


def born_between(phase: Phase, year: int) -> tuple[date, date]:
    """First and last birth date of those in the band during the school year that begins in September of `year`."""
    youngest = date.max if phase not in _FIRST else date(year - 5 - _FIRST[phase] + 1, 8, 31)
    eldest = date.min if phase not in _LAST else date(year - 5 - _LAST[phase], 9, 1)
    return eldest, youngest


def school_years(first: date, last: date) -> list[int]:
    """The school years a span of days touches, by the calendar year each begins in."""
    return list(range(school_year_start(first), school_year_start(last) + 1))
