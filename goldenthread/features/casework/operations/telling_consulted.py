"""Writes the messages to bodies asked about a place: when they are asked, and while their answer is awaited."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from goldenthread.domain.clocks.reading import Reading
from goldenthread.domain.messages.consulting import WEEKS_AFTER, asked_said, reminded_said, reminder_days
from goldenthread.domain.messages.content import Kind
from goldenthread.domain.messages.news import News
from goldenthread.domain.messages.plain_names import plain_line
from goldenthread.features.casework.models import Consultation
from goldenthread.features.casework.operations.telling import STILL_NEWS
from goldenthread.features.casework.queries.consultations import reading_of
from goldenthread.features.casework.queries.telling import Situation, situations_of
from goldenthread.features.casework.queries.telling_bodies import called, for_consulted, tied
from goldenthread.foundation import clock, journal
from goldenthread.foundation.notify import outbox
from goldenthread.foundation.notify.outbox import Written

# The Code's 15 days, a school's holiday that may lengthen them, and the weeks of reminding: nothing older is reminded.
LOOKED_BACK = timedelta(days=120) + timedelta(weeks=WEEKS_AFTER)


@dataclass(frozen=True, slots=True)
class ConsultationReminder:
    """One body that has not answered, to be reminded on a day."""

    row: Consultation
    reading: Reading
    day: date


def of_consultation(row: Consultation, *, by: journal.Author, on: date) -> None:
    """A body was asked about a place. One put on record long after is history and no news."""
    if row.received_on < on - STILL_NEWS:
        return
    situation = situations_of([row.child_id], on=on)[row.child_id]
    sentence = asked_said(
        plain_line(row.organisation.name), called(situation), row.received_on, asked_by_family=row.asked_by_family
    )
    news = News(Kind.CONSULTATION_ASKED, row.received_on, sentence)
    outbox.put([_written(situation, row, news, reading_of(row, on), "asked")], by=by, on=on, at=clock.now())


def no_longer_awaited(row: Consultation, *, by: journal.Author, on: date) -> None:
    """It was answered, or taken back: what has not left yet is not sent."""
    outbox.withdraw(f"consultation:{row.public_id}", by=by, on=on, at=clock.now())


def consultations_due(on: date, catch_up: int) -> dict[int, list[ConsultationReminder]]:
    """By child row number, whom to remind today or on one of the days before it. One query."""
    rows = Consultation.rows.filter(
        answered_on=None, withdrawn_on=None, request__plan=None, received_on__gt=on - LOOKED_BACK, received_on__lte=on
    )
    days = {on - timedelta(days=back) for back in range(catch_up + 1)}
    found: dict[int, list[ConsultationReminder]] = {}
    for row in rows.select_related("organisation").order_by("id"):
        reading = reading_of(row, on)
        expected = reading.original_outer_on
        for day in sorted(days.intersection(reminder_days(expected))) if expected else ():
            if day > row.received_on:
                found.setdefault(row.child_id, []).append(ConsultationReminder(row, reading, day))
    return found


def reminders_to_consulted(situation: Situation, due: Sequence[ConsultationReminder]) -> Iterable[Written]:
    """The messages, for those that may still be told."""
    for each in due:
        body, expected = each.row.organisation, each.reading.original_outer_on
        if expected is None or not tied(situation, body):
            continue
        sentence = reminded_said(plain_line(body.name), called(situation), expected, situation.on)
        news = News(Kind.REMINDER, situation.on, sentence)
        yield _written(situation, each.row, news, each.reading, each.day.isoformat())


def _written(situation: Situation, row: Consultation, news: News, reading: Reading, what: str) -> Written:
    made = for_consulted(situation, row.organisation, news, reading)
    key = f"consultation:{row.public_id}:{what}"
    return Written(key, situation.child, row.organisation, news.kind, made.subject, made.body)
