"""How a date is said: "2 September 2026", or "Wednesday 2 September 2026" when the weekday matters to the working."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Final

WEEKDAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS: Final = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


@lru_cache(maxsize=16_384)  # whole caseloads say the same few thousand days
def said(day: date) -> str:
    """The date as GOV.UK writes it. Not `strftime`: its month names follow the machine's locale."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


@lru_cache(maxsize=16_384)
def said_with_weekday(day: date) -> str:
    """The same with the weekday in front, for a step of a count."""
    return f"{WEEKDAYS[day.weekday()]} {said(day)}"


def plural(count: int, noun: str) -> str:
    """`1 day`, `2 days`."""
    return f"{count} {noun}" if count == 1 else f"{count:,} {noun}s"
