"""Finds work left behind: by a worker that was killed, by a message that never arrived, by a pause that is over."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, Min

from goldenthread.foundation.runs import wakers
from goldenthread.foundation.runs.models import Run

KILLED = "The worker stopped in the middle: it was killed, or the machine went down."
State = Run.State


@dataclass(frozen=True, slots=True)
class Swept:
    """How many runs went back to waiting, how many were given up, and how many are ready now."""

    returned: int
    given_up: int
    ready: int


def sweep(*, at: datetime) -> Swept:
    """Return runs whose lease ran out (give up those that used every attempt), and wake the workers if any is ready.

    Safe to do at any time, by any number of processes at once: every change is conditional on what it replaces.
    """
    lost = Run.objects.filter(state=State.RUNNING, lease_until__lt=at)
    spent = lost.filter(attempts__gte=F("max_attempts"))
    given_up = spent.update(state=State.GIVEN_UP, finished_at=at, lease_token="", lease_until=None, last_error=KILLED)
    returned = lost.filter(attempts__lt=F("max_attempts")).update(
        state=State.WAITING, not_before=at, lease_token="", lease_until=None, last_error=KILLED
    )
    found = ready(at=at)
    if found:
        wakers.wake()
    return Swept(returned, given_up, found)


def ready(*, at: datetime) -> int:
    """How many runs a worker could start now."""
    return Run.objects.filter(state=State.WAITING, not_before__lte=at).count()


def next_moment(*, at: datetime) -> datetime | None:
    """When there will next be something to sweep or to do: a pause or a lease that ends after `at`. None when
    nothing is due."""
    soonest = [
        Run.objects.filter(state=State.WAITING, not_before__gt=at).aggregate(first=Min("not_before"))["first"],
        Run.objects.filter(state=State.RUNNING).aggregate(first=Min("lease_until"))["first"],
    ]
    return min((moment for moment in soonest if moment is not None), default=None)
