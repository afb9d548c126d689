"""Works out each day who is to be told that something is late or a date is near, and writes the messages.

Read in bulk: ten thousand in half a minute (benchmarks/reminders.py). Asked twice on one day, nothing is written twice.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction

from goldenthread.domain.calendars.wording import said
from goldenthread.domain.clocks.needs_assessment import COMMENT, NO_PLAN
from goldenthread.domain.clocks.reading import Reading
from goldenthread.domain.messages.content import Kind
from goldenthread.domain.messages.news import News
from goldenthread.domain.messages.plain_names import plain_name
from goldenthread.features.casework.models import ClockCopy
from goldenthread.features.casework.operations.reminders_of_advice import about_advice, who_answers
from goldenthread.features.casework.operations.telling import written
from goldenthread.features.casework.operations.telling_consulted import (
    ConsultationReminder,
    consultations_due,
    reminders_to_consulted,
)
from goldenthread.features.casework.queries.advice_reminders import AdviceReminder, advice_reminders
from goldenthread.features.casework.queries.family_story import to_the_reader
from goldenthread.features.casework.queries.steps import Naming
from goldenthread.features.casework.queries.telling import Situation, is_late, is_self, situations_of
from goldenthread.foundation import clock, journal
from goldenthread.foundation.notify import outbox
from goldenthread.foundation.notify.models import Message
from goldenthread.foundation.notify.outbox import Written
from goldenthread.foundation.people.models import Child

BATCH = 500
NEWLY_LATE = timedelta(days=7)  # told in the week it becomes late, whatever night the machine was off
STILL_LATE = 28  # and again every so many days for as long as it is
CATCH_UP = 2  # nights the machine may have been off before a reminder about advice is missed
WINDOW_NEAR = timedelta(days=5)  # a family's own 15 days to say what they think of a draft


@dataclass(frozen=True, slots=True)
class Queued:
    """How many messages were written, about how many children; `nobody` have no one who may be told."""

    messages: int
    children: int
    nobody: int


def queue(*, by: journal.Author, on: date, progress: Callable[[int, int], None] | None = None) -> Queued:
    """Everything that is to be told today, each batch in a transaction of its own."""
    advice, consulted = _advice_due(on), consultations_due(on, CATCH_UP)
    due = sorted({*_children_with_news(on, advice), *consulted})
    messages = nobody = 0
    for start in range(0, len(due), BATCH):
        batch = due[start : start + BATCH]
        with transaction.atomic():
            drafts, silent = _drafts(batch, advice, consulted, on)
            messages += len(outbox.put(drafts, by=by, on=on, at=clock.now()))
        nobody += silent
        if progress:
            progress(start + len(batch), len(due))
    return Queued(messages, len(due), nobody)


def _children_with_news(on: date, advice: Collection[str]) -> set[int]:
    """Row numbers of children with a clock that is late, or a date near, by the stored copies; and of `advice`."""
    open_now = ClockCopy.rows.filter(state=ClockCopy.State.OPEN)
    late = open_now.filter(is_legal_duty=True, outer_on__lt=on).exclude(rule=NO_PLAN.code)
    window = open_now.filter(rule=COMMENT.code, outer_on__gte=on, outer_on__lte=on + WINDOW_NEAR)
    found: set[int] = set()
    for rows in (late, window):
        found.update(rows.order_by().values_list("child_id", flat=True).distinct())
    asked = sorted(advice)
    for start in range(0, len(asked), BATCH):
        found.update(Child.rows.filter(public_id__in=asked[start : start + BATCH]).values_list("pk", flat=True))
    return found


def _drafts(
    batch: Sequence[int], advice: Mapping[str, Sequence[AdviceReminder]],
    consulted: Mapping[int, Sequence[ConsultationReminder]], on: date,
) -> tuple[list[Written], int]:  # fmt: skip
    found: list[Written] = []
    silent = 0
    rows = Message.rows.filter(child_id__in=batch, kind__in=[Kind.LATE, Kind.REMINDER])
    kept = list(rows.values_list("child_id", "kind", "once_key"))
    there, told = {key for _, _, key in kept}, {child_id for child_id, kind, _ in kept if kind == Kind.LATE}
    situations = situations_of(batch, on=on)
    held = who_answers([(each, advice.get(each.child.public_id, ())) for each in situations.values()], on=on)
    for situation in situations.values():
        theirs = [*_late(situation, on, told, there), *_window(situation, on, there)]
        silent += bool(not theirs and not situation.family())
        found += [*theirs, *about_advice(situation, advice.get(situation.child.public_id, ()), held)]
        found += reminders_to_consulted(situation, consulted.get(situation.child.pk, ()))
    return found, silent


def _late(situation: Situation, on: date, told_before: Collection[int], there: Collection[str]) -> Iterable[Written]:
    """When it becomes late, and again every four weeks for whoever was told. A caseload brought in from elsewhere does
    not set off a message to every family in its backlog on the first morning: the team decides how to tell them."""
    late = [read.reading for read in situation.reads if read.reading and is_late(read.reading)]
    days = [reading.outer_on for reading in late if reading.outer_on]
    if not days:
        return []
    newest = max(days)
    if on - newest <= NEWLY_LATE:
        key = f"late:{newest.isoformat()}"
    elif (on - newest).days >= STILL_LATE and situation.child.pk in told_before:
        key = f"late:{newest.isoformat()}:{(on - newest).days // STILL_LATE}"
    else:
        return []
    return written(situation, News(Kind.LATE, on, _late_sentence(late, newest)), key, there)


def _late_sentence(late: Sequence[Reading], newest: date) -> str:
    if len(late) == 1:
        return f"Something for {{whom}} was due by {said(newest)}. It has not been done."
    return f"{len(late)} things for {{whom}} are late. The last of them was due by {said(newest)}."


def _window(situation: Situation, on: date, there: Collection[str]) -> Iterable[Written]:
    for reading in (read.reading for read in situation.reads):
        if reading is None or reading.rule != COMMENT.code or not reading.is_open or reading.outer_on is None:
            continue
        if on <= reading.outer_on <= on + WINDOW_NEAR:
            themselves = any(is_self(situation, adult) for adult in situation.family())
            naming = Naming(plain_name(situation.child.calling_name) or "your child", is_self=themselves)
            sentence = to_the_reader(reading.for_a_parent(naming.whom), naming)
            key = f"window:{reading.outer_on.isoformat()}"
            return written(situation, News(Kind.REMINDER, on, sentence), key, there)
    return []


def _advice_due(on: date) -> dict[str, list[AdviceReminder]]:
    """By child's public id, the reminders that go today or went in the last days, when the machine may have been off.
    Being asked is told when it happens."""
    found: dict[str, dict[tuple[str, date], AdviceReminder]] = {}
    for back in range(CATCH_UP + 1):
        for each in advice_reminders(on=on - timedelta(days=back)):
            if each.reminder.code != "asked":
                found.setdefault(each.child_id, {})[each.advice_id, each.reminder.on] = each
    return {child_id: list(theirs.values()) for child_id, theirs in found.items()}
