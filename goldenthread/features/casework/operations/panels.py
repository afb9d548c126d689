"""Arranges a panel and who sits on it, and keeps in step whose records its members may read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta

from django.db import transaction

from goldenthread.domain.lifecycle.hearing import closes_on
from goldenthread.features.casework.models import PanelCase, PanelDeclaration, PanelMeeting, PanelMember
from goldenthread.features.casework.operations.changes import NotNow
from goldenthread.foundation import clock, journal
from goldenthread.foundation.people.models import Adult, Organisation, Tie

A_DAY = timedelta(days=1)


class MeetingChanged(Exception):
    """Somebody changed the meeting after the form was made."""


@dataclass(frozen=True, slots=True)
class Seat:
    """Who sits, and for which body."""

    adult: Adult
    body: str
    is_chair: bool = False


@dataclass(frozen=True, slots=True)
class Arranged:
    """When and where, and who: exactly one chair."""

    held_on: date
    begins_at: time | None
    is_online: bool
    place: str
    seats: tuple[Seat, ...]


def arrange(*, team: Organisation, plan: Arranged, by: journal.Author, on: date) -> PanelMeeting:
    """A panel of this team will meet. Raises NotNow for a past day or a panel without exactly one chair."""
    _sound(plan, on)
    with transaction.atomic():
        meeting = PanelMeeting.objects.create(
            team=team, held_on=plan.held_on, begins_at=plan.begins_at, is_online=plan.is_online, place=plan.place,
            made_at=clock.now(), made_by=by.public_id,
        )  # fmt: skip
        _seat(meeting, plan.seats, on)
        journal.record("panel.arranged", by=by, on=plan.held_on, data=_told(meeting, plan))
        return meeting


def change(*, meeting: PanelMeeting, plan: Arranged, by: journal.Author, on: date, version: int) -> None:
    """Another day, place or other members; access follows. Raises MeetingChanged, and what `arrange` raises."""
    with transaction.atomic():
        held = _held(meeting, version)
        if held.held_on < on:
            raise NotNow("This panel has met. What happened at it cannot be changed here.")
        _sound(plan, on)
        held.held_on, held.begins_at, held.is_online, held.place = (
            plan.held_on, plan.begins_at, plan.is_online, plan.place,
        )  # fmt: skip
        held.version += 1
        held.save()
        _seat(held, plan.seats, on)
        settle(held, on=on)
        journal.record("panel.changed", by=by, on=plan.held_on, data=_told(held, plan))


def cancel(*, meeting: PanelMeeting, by: journal.Author, on: date, version: int) -> None:
    """It will not meet: its cases come off the agenda. Raises MeetingChanged, and NotNow once it has met."""
    with transaction.atomic():
        held = _held(meeting, version)
        if held.held_on < on or held.cases.exclude(heard_on=None).exists():
            raise NotNow("This panel has met, so it cannot be cancelled.")
        held.cancelled_on, held.version = on, held.version + 1
        held.save(update_fields=["cancelled_on", "version"])
        listed = held.cases.filter(taken_off_on=None)
        for child in listed.values_list("child__public_id", flat=True):
            journal.record(
                "panel.case_taken_off", by=by, about=child, on=on, reason="The panel was cancelled.",
                data={"panel": held.public_id},
            )  # fmt: skip
        listed.update(taken_off_on=on, taken_off_because="The panel was cancelled.")
        settle(held, on=on)
        journal.record("panel.cancelled", by=by, on=on, data={"panel": held.public_id})


def settle(meeting: PanelMeeting, *, on: date) -> None:
    """Members may read what is on the agenda, from today until some days after, but not where they have a conflict.

    The ties are this meeting's own, marked by their `source`. For use inside a transaction.
    """
    cases = list(PanelCase.rows.filter(meeting=meeting, taken_off_on=None).values_list("child_id", flat=True))
    seats = PanelMember.objects.filter(meeting=meeting, left_on=None).values_list("pk", "adult_id")
    barred = set(
        PanelDeclaration.rows.filter(case__meeting=meeting, has_conflict=True).values_list("child_id", "member_id")
    )
    wanted = {(child, adult) for child in cases for seat, adult in seats if (child, seat) not in barred}
    source, until = f"panel {meeting.pk}", closes_on(meeting.held_on)
    for tie in Tie.objects.filter(kind=Tie.Kind.PANEL, source=source):
        key = (tie.child_id, tie.adult_id)
        if key in wanted:
            wanted.discard(key)
            if tie.ended_on != until:
                tie.ended_on = max(until, tie.started_on or until)
                tie.save(update_fields=["ended_on"])
        elif tie.started_on is None or tie.started_on >= on:
            tie.delete()
        elif tie.ended_on is None or tie.ended_on >= on:
            tie.ended_on = on - A_DAY
            tie.save(update_fields=["ended_on"])
    Tie.objects.bulk_create(
        Tie(child_id=child, adult_id=adult, kind=Tie.Kind.PANEL, started_on=on, ended_on=until, source=source)
        for child, adult in sorted(wanted)
        if until >= on
    )


def _seat(meeting: PanelMeeting, seats: Sequence[Seat], on: date) -> None:
    """Those named sit; those who sat and are not named have left, and keep their row."""
    sitting = {seat.adult.pk for seat in seats}
    PanelMember.objects.filter(meeting=meeting, left_on=None).exclude(adult__in=sitting).update(left_on=on)
    PanelMember.objects.filter(meeting=meeting).update(is_chair=False)
    for seat in sorted(seats, key=lambda each: each.is_chair):
        PanelMember.objects.update_or_create(
            meeting=meeting, adult=seat.adult,
            defaults={"body": seat.body, "is_chair": seat.is_chair, "left_on": None},
        )  # fmt: skip


def _held(meeting: PanelMeeting, version: int) -> PanelMeeting:
    held = PanelMeeting.objects.select_for_update().get(pk=meeting.pk)
    if held.version != version:
        raise MeetingChanged
    if held.cancelled_on:
        raise NotNow("This panel was cancelled.")
    return held


def _sound(plan: Arranged, on: date) -> None:
    if plan.held_on < on:
        raise NotNow("The panel must meet today or later.")
    if sum(seat.is_chair for seat in plan.seats) != 1:
        raise NotNow("Choose one member to chair the panel.")
    if len({seat.adult.pk for seat in plan.seats}) != len(plan.seats):
        raise NotNow("Somebody is named twice. Name each member once.")


def _told(meeting: PanelMeeting, plan: Arranged) -> dict[str, object]:
    members = [seat.adult.public_id for seat in plan.seats]
    return {"panel": meeting.public_id, "held_on": plan.held_on, "members": members}
