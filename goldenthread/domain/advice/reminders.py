"""Which reminder of an awaited advice is due on a day, and whom it goes to. Says so; sends nothing.

The steps are ours, not the law's: the law gives the last day (rule B3), and says nothing about reminding.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

BODY, ITS_MANAGER, DESIGNATED_OFFICER = "body", "manager_of_the_body", "designated_officer"
RECIPIENTS: Final = {
    BODY: "the team’s inbox",
    ITS_MANAGER: "the manager of the service",
    DESIGNATED_OFFICER: "the designated officer",
}
_FOUR_WEEKS, _A_WEEK = timedelta(weeks=4), timedelta(weeks=1)
# Late by this many weeks, these hear of it as well.
ESCALATES_AFTER: Final = ((1, ITS_MANAGER), (2, DESIGNATED_OFFICER))


@dataclass(frozen=True, slots=True)
class Reminder:
    """`on`: the day it goes. `weeks_late` is 0 up to the last day."""

    code: str
    name: str
    on: date
    to: tuple[str, ...]
    weeks_late: int = 0

    @property
    def to_said(self) -> str:
        """Whom it goes to, in words."""
        return ", ".join(RECIPIENTS[each] for each in self.to)


def schedule(asked_on: date, last_on: date) -> tuple[Reminder, ...]:
    """The reminders up to the last day, in order. One that would fall on another's day, or before it, is left out."""
    steps = (
        ("asked", "Asked for", asked_on),
        ("four_weeks", "Four weeks have gone", asked_on + _FOUR_WEEKS),
        ("week_before", "Due in a week", last_on - _A_WEEK),
        ("last_day", "Due today", last_on),
    )
    kept: list[Reminder] = []
    for code, name, day in steps:
        if (not kept or kept[-1].on < day) and (day < last_on or code in ("asked", "last_day")):
            kept.append(Reminder(code, name, day, (BODY,)))
    return tuple(kept)


def reminder_on(asked_on: date, last_on: date, on: date) -> Reminder | None:
    """The one that goes on this very day, while the advice is awaited; None on any other."""
    weeks, over = divmod((on - last_on).days, 7)
    if weeks > 0:
        return late(last_on, weeks) if over == 0 else None
    return next((each for each in schedule(asked_on, last_on) if each.on == on), None)


def next_reminder(asked_on: date, last_on: date, on: date) -> Reminder:
    """The first that goes on this day or after it."""
    ahead = next((each for each in schedule(asked_on, last_on) if each.on >= on), None)
    return ahead or late(last_on, max(1, -(-(on - last_on).days // 7)))


def late(last_on: date, weeks: int) -> Reminder:
    """The reminder that many weeks after the last day."""
    to = (BODY, *(who for after, who in ESCALATES_AFTER if weeks >= after))
    name = f"{weeks} week past its day" if weeks == 1 else f"{weeks} weeks past its day"
    return Reminder("late", name, last_on + weeks * _A_WEEK, to, weeks)
