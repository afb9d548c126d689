"""Reads of background work, for pages and commands. No run is about a child; arguments and results hold public ids
only."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Q, QuerySet

from goldenthread.foundation.accounts.models import User
from goldenthread.foundation.journal import SYSTEM
from goldenthread.foundation.runs import beside
from goldenthread.foundation.runs.models import Run

_W, _R = Q(state=Run.State.WAITING), Q(state=Run.State.RUNNING)
# In the order a person wants to know: what is happening, what needs them, what will happen, what has happened.
GROUPS: dict[str, Q] = {
    "running": _R,
    "given_up": Q(state=Run.State.GIVEN_UP),
    "failed": _W & Q(attempts__gt=0) & ~Q(last_error=""),
    "waiting": _W & (Q(attempts=0) | Q(last_error="")),
    "done": Q(state=Run.State.DONE),
    "cancelled": Q(state=Run.State.CANCELLED),
}


@dataclass(frozen=True, slots=True)
class RunSeen:
    """A run as it stands. `group` is a key of GROUPS: 'failed' means it failed and will be tried again at
    `not_before`."""

    public_id: str
    job: str
    group: str
    arguments: dict[str, Any]
    result: dict[str, Any]
    attempts: int
    max_attempts: int
    not_before: datetime
    asked_at: datetime
    asked_by: str
    asked_by_name: str
    started_at: datetime | None
    finished_at: datetime | None
    done: int
    total: int
    note: str
    last_error: str

    @property
    def ended(self) -> bool:
        """Whether nothing more will happen to it by itself."""
        return self.group in ("done", "given_up", "cancelled")

    @property
    def percent(self) -> int | None:
        """0 to 100, or None when nobody knows how much there is to do."""
        if self.group == "done":
            return 100
        return min(100, self.done * 100 // self.total) if self.total else None

    @property
    def can_retry(self) -> bool:
        """Whether a person may ask for it to be tried again now."""
        return self.group in ("given_up", "cancelled", "failed")

    @property
    def can_cancel(self) -> bool:
        """Whether there is something to cancel."""
        return not self.ended


def progress_of(public_id: str) -> RunSeen | None:
    """How one run stands, or None when there is none."""
    seen = _seen(Run.objects.filter(public_id=public_id))
    return seen[0] if seen else None


def in_group(group: str) -> QuerySet[Run]:
    """Runs of a group, for a paginator; draw each slice with `as_seen`. Newest first, but what waits in its order of
    turn."""
    order = ("not_before", "id") if group in ("failed", "waiting") else ("-asked_at", "-id")
    return Run.objects.filter(GROUPS[group]).order_by(*order)


def as_seen(rows: Iterable[Run]) -> list[RunSeen]:
    """Rows as people see them, in two queries at most."""
    return _seen(rows)


def counts() -> dict[str, int]:
    """How many runs each group has, in the order of GROUPS."""
    return Run.objects.aggregate(**{name: Count("pk", filter=condition) for name, condition in GROUPS.items()})


def newest(*, group: str | None = None, limit: int = 50) -> list[RunSeen]:
    """The newest runs, of one group or of all."""
    return _seen((in_group(group) if group else Run.objects.order_by("-asked_at", "-id"))[:limit])


def already_asked(once_keys: Iterable[str]) -> set[str]:
    """Those of the keys for which there is a run."""
    found = Run.objects.filter(once_key__in=list(once_keys)).values_list("once_key", flat=True)
    return {key for key in found if key}


def group_of(row: Run) -> str:
    """The group a row belongs to; the same rule as GROUPS, for one row in memory."""
    if row.state != Run.State.WAITING:
        return str(row.state)
    return "failed" if row.attempts and row.last_error else "waiting"


def _seen(rows: Iterable[Run]) -> list[RunSeen]:
    found = list(rows)
    ids = {row.asked_by for row in found} - {SYSTEM.public_id, "nobody"}
    names = dict(User.objects.filter(public_id__in=ids).values_list("public_id", "name")) if ids else {}
    names[SYSTEM.public_id] = SYSTEM.name
    live = beside.read(row.public_id for row in found if row.state == Run.State.RUNNING)
    return [
        _one(row, names.get(row.asked_by, row.asked_by), live.get((row.public_id, row.lease_token))) for row in found
    ]


def _one(row: Run, name: str, live: tuple[int, int, str] | None) -> RunSeen:
    done, total, note = live or (row.progress_done, row.progress_total, row.progress_note)
    return RunSeen(
        public_id=row.public_id, job=row.job, group=group_of(row), arguments=row.arguments, result=row.result,
        attempts=row.attempts, max_attempts=row.max_attempts, not_before=row.not_before, asked_at=row.asked_at,
        asked_by=row.asked_by, asked_by_name=name, started_at=row.started_at, finished_at=row.finished_at,
        done=done, total=total, note=note, last_error=row.last_error,
    )  # fmt: skip


def is_under_way(job: str) -> bool:
    """Whether a run of this job waits or is being done."""
    return Run.objects.filter(job=job, state__in=[Run.State.WAITING, Run.State.RUNNING]).exists()
