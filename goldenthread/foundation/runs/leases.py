"""What workers do to runs: claim one, keep hold of it, end it.

A claim is a conditional update that sets a token and a time until which it holds. Everything a worker then writes is
again conditional on that token, so a worker that was thought dead, and was replaced, can change nothing.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F, QuerySet

from goldenthread.foundation import clock
from goldenthread.foundation.ids import new_id
from goldenthread.foundation.runs.failures import LeaseLost, PermanentFailure, told
from goldenthread.foundation.runs.models import Run

LEASE = timedelta(seconds=30)
FIRST_PAUSE, LONGEST_PAUSE = timedelta(seconds=15), timedelta(hours=1)
CANDIDATES = 20

State = Run.State


@dataclass(frozen=True, slots=True)
class Claim:
    """A run held by a worker: what is to be done, which attempt this is, and the token that proves the hold."""

    public_id: str
    job: str
    arguments: dict[str, Any]
    attempt: int
    max_attempts: int
    token: str


@dataclass(slots=True)
class Outcome:
    """What the run's row will say it came to: numbers and public ids."""

    result: dict[str, Any] = field(default_factory=dict)


def claim(*, jobs: Iterable[str], at: datetime, only: str | None = None) -> Claim | None:
    """Take the run that has waited longest, of the jobs this worker knows (or `only` the one with this public id).

    None when there is none. Of several workers that try for one run, one gets it.
    """
    waiting = Run.objects.filter(state=State.WAITING, not_before__lte=at, job__in=list(jobs))
    if only is not None:
        waiting = waiting.filter(public_id=only)
    for row in list(waiting.order_by("not_before", "id")[:CANDIDATES]):
        token = new_id()
        taken = Run.objects.filter(pk=row.pk, state=State.WAITING, attempts=row.attempts).update(
            state=State.RUNNING, lease_token=token, lease_until=at + LEASE, attempts=F("attempts") + 1, started_at=at,
            finished_at=None, progress_done=0, progress_total=0, progress_note="",
        )  # fmt: skip
        if taken:
            return Claim(row.public_id, row.job, row.arguments, row.attempts + 1, row.max_attempts, token)
    return None


def heartbeat(held: Claim, *, at: datetime, done: int = 0, total: int = 0, note: str = "") -> bool:
    """Hold the run for another while and say how far it has come. False when it is no longer this worker's."""
    changed = _held(held).update(
        lease_until=at + LEASE, progress_done=done, progress_total=total, progress_note=note[:200]
    )
    return bool(changed)


@contextmanager
def completing(held: Claim) -> Iterator[Outcome]:
    """One transaction for the work's effect and for the run being done: both happen or neither does.

    A worker whose lease has gone to another gets LeaseLost at the end of the block, and its effect is rolled back;
    so the effect happens once however many workers started on it. Nothing outside the database is covered.
    """
    with transaction.atomic():
        outcome = Outcome()
        yield outcome
        finish(held, outcome.result, at=clock.true_now())


def finish(held: Claim, result: dict[str, Any], *, at: datetime) -> None:
    """Mark it done. Raises LeaseLost when it is no longer this worker's."""
    done = _held(held).update(
        state=State.DONE, result=result, finished_at=at, lease_token="", lease_until=None, last_error=""
    )
    if not done:
        raise LeaseLost(held.public_id)


def fail(held: Claim, error: BaseException, *, at: datetime) -> Run.State | None:
    """Wait before the next attempt, or give up; the state it is in now, or None when it is no longer this worker's."""
    final = held.attempt >= held.max_attempts or isinstance(error, PermanentFailure)
    state = State.GIVEN_UP if final else State.WAITING
    changed = _held(held).update(
        state=state, last_error=told(error), lease_token="", lease_until=None, finished_at=at if final else None,
        not_before=at + pause(held.public_id, held.attempt),
    )  # fmt: skip
    return state if changed else None


def release(held: Claim, *, at: datetime) -> bool:
    """Give it back untouched, for another worker to take at once: this one has been asked to stop. Not counted as a
    try."""
    changed = _held(held).update(
        state=State.WAITING, attempts=F("attempts") - 1, not_before=at, lease_token="", lease_until=None
    )
    return bool(changed)


def pause(public_id: str, attempt: int) -> timedelta:
    """How long to wait after this attempt (from 1): doubling, up to an hour, a fifth more or less.

    The fifth is drawn from the run's own id, so that runs that failed together do not return together and a test can
    say when.
    """
    doubled = min(FIRST_PAUSE * 2 ** min(attempt - 1, 20), LONGEST_PAUSE)
    return doubled * random.Random(f"{public_id}:{attempt}").uniform(0.8, 1.2)


def _held(held: Claim) -> QuerySet[Run]:
    return Run.objects.filter(public_id=held.public_id, state=State.RUNNING, lease_token=held.token)
