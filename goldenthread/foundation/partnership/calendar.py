"""The working days of this partnership: weekdays but bank holidays, less any day its settings say is not worked.

The SEND Regulations 2014 use "working day" and do not define it, so a partnership that has taken advice may differ.
"""

from __future__ import annotations

from functools import lru_cache

from django.conf import settings

from goldenthread.domain.calendars.working_days import WorkingCalendar, calendar_from


def working_calendar() -> WorkingCalendar:
    """England and Wales, with the days of setting CLOSED_DAYS left out."""
    return _calendar(settings.CLOSED_DAYS)


@lru_cache(maxsize=8)
def _calendar(text: str) -> WorkingCalendar:
    return calendar_from(text)
