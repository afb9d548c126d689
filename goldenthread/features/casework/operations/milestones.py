"""Records and corrects dated facts. Every change refreshes the child's clocks in the same transaction."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction

from goldenthread.features.casework.models import Advice, Dispute, Milestone, Plan, Request, Review
from goldenthread.features.casework.operations import clocks, summaries, telling
from goldenthread.foundation import clock, journal

Process = Request | Advice | Plan | Review | Dispute
_FIELD = {Request: "request", Advice: "advice", Plan: "plan", Review: "review", Dispute: "dispute"}


class InTheFuture(Exception):
    """A milestone is something that has happened; its day cannot be after the day it is recorded."""


class AlreadyRecorded(Exception):
    """This fact has a day already: correct it instead, and say why."""


class NothingToCorrect(Exception):
    """There is no current milestone of that kind."""


class ReasonNeeded(Exception):
    """A correction says why."""


def record(
    *, of: Process, fact: str, happened_on: date, by: journal.Author, on: date, detail: str = "",
    kind: str = "milestone.recorded",
) -> Milestone:  # fmt: skip
    """`fact` happened on that day; `kind` is the journal entry's. Raises InTheFuture, AlreadyRecorded."""
    if happened_on > on:
        raise InTheFuture
    field = _FIELD[type(of)]
    with transaction.atomic():
        if Milestone.rows.filter(**{field: of}, fact=fact, is_current=True).exists():
            raise AlreadyRecorded
        row = write(of, fact, happened_on, by=by, detail=detail)
        journal.record(
            kind,
            by=by,
            about=of.child.public_id,
            on=happened_on,
            data={"fact": fact, "milestone": row.pk},
        )
        refresh(of, on=on)
        telling.of_fact(of, fact, happened_on, by=by, on=on)
    return row


def correct(
    *, of: Process, fact: str, happened_on: date | None, reason: str, by: journal.Author, on: date, detail: str = ""
) -> Milestone:
    """Replace the current day of `fact`; None says it never happened. The old row is kept and no longer read by rules.

    Raises NothingToCorrect, ReasonNeeded, InTheFuture.
    """
    if not reason.strip():
        raise ReasonNeeded
    if happened_on and happened_on > on:
        raise InTheFuture
    field = _FIELD[type(of)]
    with transaction.atomic():
        old = Milestone.rows.select_for_update().filter(**{field: of}, fact=fact, is_current=True).first()
        if old is None:
            raise NothingToCorrect
        old.is_current = False
        old.save(update_fields=["is_current"])
        row = write(
            of, fact, happened_on, by=by, detail=detail or old.detail, reason=reason.strip(), corrects=old
        )  # fmt: skip
        journal.record(
            "milestone.corrected", by=by, about=of.child.public_id, on=happened_on, reason=reason.strip(),
            data={"fact": fact, "milestone": row.pk, "was": old.happened_on, "now": happened_on},
        )  # fmt: skip
        refresh(of, on=on)
        telling.of_correction(of, fact, happened_on, milestone=row.pk, by=by, on=on)
    return row


def write(of: Process, fact: str, happened_on: date | None, *, by: journal.Author, **more: Any) -> Milestone:
    """The row alone, for an operation that journals and refreshes what it does as a whole."""
    return Milestone.rows.create(
        **{_FIELD[type(of)]: of}, child_id=of.child_id, fact=fact, happened_on=happened_on,
        source=Milestone.Source.PERSON, recorded_at=clock.now(), recorded_by=by.public_id, **more,
    )  # fmt: skip


def refresh(of: Process, *, on: date) -> None:
    """Bring the copies that follow from this process's facts up to date."""
    clocks.refresh([of.child_id], on=on)
    summaries.refresh([of.child_id], on=on)
