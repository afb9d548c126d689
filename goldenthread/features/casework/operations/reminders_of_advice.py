"""The messages about awaited advice: to the service's inbox, and when it is late to whoever answers for the service.

Where nobody is recorded who does, the child's own team is told so, once for each part: in the first week that part
would have been told. Which reminder goes when: domain/advice/reminders.py.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date

from goldenthread.domain.advice.reminders import BODY, DESIGNATED_OFFICER, ESCALATES_AFTER
from goldenthread.domain.calendars.wording import said
from goldenthread.domain.messages.content import Kind
from goldenthread.domain.messages.news import News
from goldenthread.domain.messages.plain_names import plain_line
from goldenthread.features.casework.models import Advice
from goldenthread.features.casework.queries.advice_reminders import AdviceReminder
from goldenthread.features.casework.queries.telling import Situation
from goldenthread.features.casework.queries.telling_bodies import (
    LateAdvice,
    advice_reading,
    attended,
    called,
    for_school,
    for_team_without,
    for_whoever_answers,
    team_of,
    tied,
)
from goldenthread.foundation.notify.bodies import emails_of
from goldenthread.foundation.notify.outbox import Written
from goldenthread.foundation.people.models import Organisation

Held = Collection[tuple[int, str]]
_FROM_WEEK = {part: weeks for weeks, part in ESCALATES_AFTER}
# Health has a designated officer by law's guidance, social care may have one; nobody is missing elsewhere.
_HAVE_AN_OFFICER = (Advice.Kind.MEDICAL, Advice.Kind.SOCIAL_CARE)


def who_answers(due: Iterable[tuple[Situation, Sequence[AdviceReminder]]], *, on: date) -> Held:
    """Of the bodies whose advice is late, (row number, part) of those somebody is recorded for. At most two queries,
    and none where nothing is late."""
    wanted = [
        (body, part)
        for situation, theirs in due
        for each in theirs
        if (body := _body(situation, each))
        for part in each.reminder.to
        if part != BODY
    ]
    return frozenset(emails_of(wanted, on=on))


def about_advice(situation: Situation, due: Sequence[AdviceReminder], held: Held) -> Iterable[Written]:
    """What is awaited of a body that may open the record; advice asked of nobody by name is the school's."""
    for each in due:
        body = _body(situation, each)
        if body is not None:
            yield _to_inbox(situation, body, each)
        for part in each.reminder.to:
            if part != BODY:
                yield from _escalated(situation, body, each, part, held)


def _body(situation: Situation, each: AdviceReminder) -> Organisation | None:
    if not each.body_id:
        return attended(situation) if each.kind == Advice.Kind.SETTING else None
    bodies = (tie.organisation for tie in situation.ties if tie.organisation)
    found = next((body for body in bodies if body.public_id == each.body_id), None)
    return found if found and tied(situation, found) else None


def _to_inbox(situation: Situation, body: Organisation, each: AdviceReminder) -> Written:
    reading = advice_reading(situation, each.due_on, is_legal_duty=each.is_legal_duty)
    was = "was" if each.due_on < situation.on else "is"
    news = News(
        Kind.REMINDER, situation.on,
        f"Advice about {called(situation)} from {plain_line(body.name)} {was} due by {said(each.due_on)}. "
        "It has not come yet.",
    )  # fmt: skip
    citation = reading.citation if reading else ""
    made = for_school(situation, body, news, by=each.due_on, is_law=each.is_legal_duty, citation=citation)
    key = f"advice:{each.advice_id}:{each.reminder.on.isoformat()}"
    return Written(key, situation.child, body, news.kind, made.subject, made.body)


def _escalated(
    situation: Situation, body: Organisation | None, each: AdviceReminder, part: str, held: Held
) -> Iterable[Written]:
    reading = advice_reading(situation, each.due_on, is_legal_duty=each.is_legal_duty)
    service = body.name if body else each.body_name or str(Advice.Kind(each.kind).label)
    late = LateAdvice(service, part, each.due_on, each.reminder.weeks_late, reading)
    if body is not None and (body.pk, part) in held:
        made = for_whoever_answers(situation, body, late)
        key = f"advice:{each.advice_id}:{each.reminder.on.isoformat()}"
        yield Written(key, situation.child, body, Kind.ESCALATED, made.subject, made.body, part=part)
        return
    team = team_of(situation)
    first = each.reminder.weeks_late == _FROM_WEEK[part]
    missing = part != DESIGNATED_OFFICER or each.kind in _HAVE_AN_OFFICER
    if team is not None and first and missing:
        made = for_team_without(situation, team, late)
        key = f"nobody_answers:{part}:{each.advice_id}"
        yield Written(key, situation.child, team, Kind.ESCALATED, made.subject, made.body)
