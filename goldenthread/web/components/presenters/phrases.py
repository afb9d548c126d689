"""Dates, days and numbers as people write them."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from goldenthread.domain.calendars.wording import said

LONDON = ZoneInfo("Europe/London")


def uk_date(value: date | datetime | None) -> str:
    """Return "2 September 2026", or an empty string for None. A moment is first put on London's clock."""
    if value is None or value == "":
        return ""
    if isinstance(value, datetime):
        value = (value.astimezone(LONDON) if value.tzinfo else value).date()
    return said(value)


def uk_moment(value: datetime | None) -> str:
    """Return "2 September 2026 at 3:04pm" on London's clock, or an empty string for None."""
    if value is None or value == "":
        return ""
    if value.tzinfo:
        value = value.astimezone(LONDON)
    return f"{uk_date(value)} at {time_of_day(value)}"


def time_of_day(value: datetime) -> str:
    """Return "3:04pm" on London's clock."""
    if value.tzinfo:
        value = value.astimezone(LONDON)
    return f"{value.hour % 12 or 12}:{value:%M}{'am' if value.hour < 12 else 'pm'}"


def days(count: int) -> str:
    """Return "1 day" or "1,200 days"."""
    return f"{count:,} day" if count == 1 else f"{count:,} days"


def due_phrase(due_on: date, today: date) -> str:
    """Return how a due date stands on `today`: "12 days late", "due today", "due in 3 days"."""
    left = (due_on - today).days
    if left < 0:
        return f"{days(-left)} late"
    if left == 0:
        return "due today"
    return "due tomorrow" if left == 1 else f"due in {days(left)}"


def ago_phrase(happened_on: date, today: date) -> str:
    """Return how far a day lies from `today`: "today", "yesterday", "3 days ago", "in 4 days"."""
    since = (today - happened_on).days
    named = {0: "today", 1: "yesterday", -1: "tomorrow"}
    if since in named:
        return named[since]
    return f"{days(since)} ago" if since > 0 else f"in {days(-since)}"


def file_size(size: int) -> str:
    """Return "812 bytes", "34 KB", "1.2 MB" or "1.9 GB"; a kilobyte is 1,000 bytes, as file managers show it."""
    if size < 1000:
        return f"{size} byte" if size == 1 else f"{size} bytes"
    if size < 999_500:
        return f"{round(size / 1000)} KB"
    return f"{size / 1e6:,.1f} MB" if size < 999_950_000 else f"{size / 1e9:,.1f} GB"


def thousands(value: int | float | Decimal | str | None) -> str:
    """Return "21,742" for a whole number, "1,234.5" for a fraction, "" for None; text comes back unchanged."""
    if value is None or value == "":
        return ""
    return value if isinstance(value, str) else f"{value:,}"


def count_phrase(count: int, one: str, many: str = "") -> str:
    """Return "1 child" or "2,143 children"; `many` defaults to `one` with an s."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"
