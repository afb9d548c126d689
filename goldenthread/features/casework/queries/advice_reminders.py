"""The reminders of awaited advice that go on a day, for whatever sends them. Sends nothing, shows nobody anything."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import F, Q, QuerySet

from goldenthread.domain.advice.reminders import Reminder, reminder_on
from goldenthread.domain.clocks.advice import GIVE
from goldenthread.features.casework.models import ClockCopy

_WEEKS_LOOKED_BACK = 260  # five years: advice awaited for longer is a case nobody ended


@dataclass(frozen=True, slots=True)
class AdviceReminder:
    """One reminder to go. Ids are public; `body_email` is the inbox of the team asked, '' where none is on record."""

    child_id: str
    advice_id: str
    kind: str
    body_id: str
    body_name: str
    body_email: str
    due_on: date
    is_legal_duty: bool
    reminder: Reminder


def advice_reminders(*, on: date) -> tuple[AdviceReminder, ...]:
    """Every one that goes on that day, of every child, the longest awaited first. One query."""
    return reminders_among(ClockCopy.rows.filter(rule=GIVE.code, advice__isnull=False), on=on)


def reminders_among(clocks: QuerySet[ClockCopy], *, on: date) -> tuple[AdviceReminder, ...]:
    """The same of some advice's clocks."""
    late = [on - timedelta(weeks=week) for week in range(1, _WEEKS_LOOKED_BACK)]
    week, four = timedelta(weeks=1), timedelta(weeks=4)
    today = Q(started_on__in=(on, on - four)) | Q(outer_on__in=(on, on + week)) | Q(outer_on__in=late)
    rows = clocks.filter(today, state=ClockCopy.State.OPEN).order_by("outer_on", "id")
    found = []
    for child, advice, kind, body, name, email, asked_on, due_on, binds in rows.values_list(
        "child__public_id", "advice__public_id", "advice__kind", "advice__organisation__public_id",
        "advice__organisation__name", "advice__organisation__email", "started_on", "outer_on",
        F("is_legal_duty"),
    ):  # fmt: skip
        reminder = reminder_on(asked_on, due_on, on)
        if reminder:
            told = AdviceReminder(child, advice, kind, body or "", name or "", email or "", due_on, binds, reminder)
            found.append(told)
    return tuple(found)
