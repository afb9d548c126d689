"""Emergency access: a reason, a time limit, and notice to the data protection officer."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction

from goldenthread.foundation import clock, journal
from goldenthread.foundation.access.models import EmergencyAccess
from goldenthread.foundation.access.verbs import Power
from goldenthread.foundation.access.viewer import Viewer
from goldenthread.foundation.partnership import queries as partnership
from goldenthread.foundation.people.models import Child

SHORTEST_REASON = 20


class NotAllowed(Exception):
    """The viewer's roles do not include asking for emergency access."""


class ReasonNeeded(Exception):
    """The reason is missing or too short to mean anything to whoever reviews it."""


class NoSuchChild(Exception):
    """No child has both that identifier and that date of birth. Says nothing about which part was wrong."""


def take(*, by: Viewer, identifier: str, born_on: date, reason: str, at: datetime) -> EmergencyAccess:
    """Open one record for the partnership's set hours.

    The child must be known already: `identifier` is a UPN, ULN, local id or record id and must agree with `born_on`, so
    that nobody can browse. Raises NotAllowed, ReasonNeeded, NoSuchChild.
    """
    if by.user_id is None or not by.may(Power.ASK_EMERGENCY_ACCESS):
        raise NotAllowed
    if len(reason.strip()) < SHORTEST_REASON:
        raise ReasonNeeded
    with transaction.atomic():
        child = _child(identifier.strip(), born_on)
        hours = partnership.current().emergency_access_hours
        access = EmergencyAccess.objects.create(
            user_id=by.user_id, child=child, reason=reason.strip(), started_at=at, ends_at=at + timedelta(hours=hours)
        )
        journal.record(
            "emergency_access.taken",
            by=by,
            about=child.public_id,
            on=clock.day_of(at),
            reason=reason.strip(),
            data={"hours": hours},
        )
    return access


def end(*, access: EmergencyAccess, by: Viewer, at: datetime) -> None:
    """End one's own emergency access before its time. Nothing happens when it has run out already."""
    with transaction.atomic():
        ended = EmergencyAccess.objects.filter(
            pk=access.pk, user_id=by.user_id or 0, ends_at__gt=at, started_at__lte=at
        ).update(ends_at=at)
        if ended:
            journal.record("emergency_access.ended", by=by, about=access.child.public_id, on=clock.day_of(at))


def review(*, access: EmergencyAccess, by: Viewer, note: str, at: datetime) -> None:
    """The data protection officer says what they found. Raises NotAllowed, ReasonNeeded."""
    if not by.may(Power.SEE_EMERGENCY_NOTICES):
        raise NotAllowed
    if not note.strip():
        raise ReasonNeeded
    with transaction.atomic():
        done = EmergencyAccess.objects.filter(pk=access.pk, reviewed_at=None).update(
            reviewed_at=at, reviewed_by_id=by.user_id, review_note=note.strip()
        )
        if done:
            journal.record(
                "emergency_access.reviewed",
                by=by,
                about=access.child.public_id,
                on=clock.day_of(at),
                reason=note.strip(),
            )


def _child(identifier: str, born_on: date) -> Child:
    for field in ("upn", "uln", "local_id", "public_id"):
        value = identifier.upper() if field == "upn" else identifier
        child = Child.rows.filter(**{field: value}, born_on=born_on).first()
        if child is not None:
            return child
    raise NoSuchChild
