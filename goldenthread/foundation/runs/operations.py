"""What people and operations do to background work: ask for it, try it again, cancel it.

    runs.ask("apply_import", {"import": public_id}, by=viewer, at=clock.now(), once_key=f"apply_import:{public_id}")

The row is written in the caller's transaction, so the work exists if and only if the change that asked for it does.
Arguments hold public ids, never a name: they are shown to whoever may see the jobs.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from goldenthread.foundation import clock, journal
from goldenthread.foundation.journal.writing import Author
from goldenthread.foundation.runs import wakers
from goldenthread.foundation.runs.events import ASKED, CANCELLED, FORGOTTEN, RETRIED
from goldenthread.foundation.runs.failures import NotPossible
from goldenthread.foundation.runs.models import Run

State = Run.State


def ask(
    job: str, arguments: dict[str, Any], *, by: Author, at: datetime,
    once_key: str | None = None, not_before: datetime | None = None, max_attempts: int = 5,
) -> Run:  # fmt: skip
    """The run that will do this. A second request with the same `once_key` gets the first one's run, however it ended.

    `not_before` is a true moment (clock.true_now), not a pretended one; without it the run is ready at once.
    """
    ready_at = not_before or min(at, clock.true_now())
    row = Run(
        job=job, arguments=arguments, once_key=once_key, not_before=ready_at,
        max_attempts=max_attempts, asked_at=at, asked_by=by.public_id or "nobody",
    )  # fmt: skip
    with transaction.atomic():
        if once_key is not None:
            known = Run.objects.filter(once_key=once_key).first()
            if known is not None:
                return known
        try:
            with transaction.atomic():
                row.save(force_insert=True)
        except IntegrityError:
            if once_key is None:
                raise
            return Run.objects.get(once_key=once_key)  # the other request committed first
        _journal(ASKED, row, by, at)
        _wake_after_commit()
    return row


def retry(public_id: str, *, by: Author, at: datetime) -> Run:
    """Try a run again from the first attempt: one given up, cancelled, or waiting for its next attempt.

    Raises NotPossible when it is running or done, Run.DoesNotExist when there is none.
    """
    again = [State.GIVEN_UP, State.CANCELLED, State.WAITING]
    with transaction.atomic():
        changed = Run.objects.filter(public_id=public_id, state__in=again).update(
            state=State.WAITING, attempts=0, not_before=min(at, clock.true_now()), finished_at=None, lease_token="",
            lease_until=None, progress_done=0, progress_total=0, progress_note="",
        )  # fmt: skip
        row = Run.objects.get(public_id=public_id)
        if not changed:
            raise NotPossible(
                f"This run is {row.get_state_display().lower()}; only one that is not can be tried again."
            )
        _journal(RETRIED, row, by, at)
        _wake_after_commit()
    return row


def cancel(public_id: str, *, by: Author, at: datetime) -> Run:
    """Cancel a run that waits or runs. A worker in the middle of it loses its lease: it stops, and its effect is not
    kept.

    Raises NotPossible when it has ended, Run.DoesNotExist when there is none.
    """
    with transaction.atomic():
        changed = Run.objects.filter(public_id=public_id, state__in=[State.WAITING, State.RUNNING]).update(
            state=State.CANCELLED, lease_token="", lease_until=None, finished_at=at
        )
        row = Run.objects.get(public_id=public_id)
        if not changed:
            raise NotPossible(f"This run is {row.get_state_display().lower()}: there is nothing to cancel.")
        _journal(CANCELLED, row, by, at)
    return row


def forget(*, finished_before: datetime, by: Author, at: datetime) -> int:
    """Remove the rows of runs that ended (done or cancelled) before then; how many. Those given up stay until
    decided."""
    with transaction.atomic():
        ended = Run.objects.filter(state__in=[State.DONE, State.CANCELLED], finished_at__lt=finished_before)
        count, _ = ended.delete()
        if count:
            journal.record(FORGOTTEN.code, by=by, on=clock.day_of(at), data={"runs": count})
    return count


def _journal(kind: journal.Kind, row: Run, by: Author, at: datetime) -> None:
    # What the system asks of itself is in the run's own row; an entry each night would only lengthen the chain.
    if by is not journal.SYSTEM:
        journal.record(kind.code, by=by, on=clock.day_of(at), data={"run": row.public_id, "job": row.job})


def _wake_after_commit() -> None:
    # robust: a queue that cannot be reached must not fail a change already committed; the sweep finds the row anyway.
    transaction.on_commit(wakers.wake, robust=True)
