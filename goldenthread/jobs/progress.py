"""How a job says how far it has come, and how a worker keeps hold of its run meanwhile."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import TracebackType

from django.db import DatabaseError, connection, connections

from goldenthread.foundation import clock
from goldenthread.foundation.runs import beside, leases
from goldenthread.foundation.runs.failures import LeaseLost

log = logging.getLogger(__name__)
LOOK_EVERY = 1.0  # seconds


class Progress:
    """Given to a job: `progress(done, total, "children")`. Calling it a million times is cheap: nothing is written
    here.

    Raises LeaseLost when the run was cancelled or has gone to another worker: let it pass, the work is no longer
    wanted.
    """

    def __init__(self, held: leases.Claim) -> None:
        self.held = held
        self.figures = (0, 0, "")
        self.lost = False
        self.completed = False

    def __call__(self, done: int, total: int = 0, note: str = "") -> None:
        if self.lost:
            raise LeaseLost(self.held.public_id)
        self.figures = (done, total, note)

    @contextmanager
    def completing(self) -> Iterator[leases.Outcome]:
        """One transaction for the job's effect and the run being done; set `outcome.result` inside."""
        with leases.completing(self.held) as outcome:
            yield outcome
        self.completed = True


class Heartbeat:
    """A thread that, while the job works, extends the lease and writes the latest figures through its own connection.

    A thread, because a job may be in one long statement; its own connection, because the job's may be in a
    transaction whose writes nobody else can see yet.
    """

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._beat, name="heartbeat", daemon=True)

    def __enter__(self) -> Heartbeat:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._over.set()
        self._thread.join()
        beside.erase(self._progress.held.public_id)

    def _beat(self) -> None:
        held, written = self._progress.held, (0, 0, "")
        last = clock.monotonic()
        try:
            _wait_briefly_for_locks()
            while not self._over.wait(min(LOOK_EVERY, leases.LEASE.total_seconds() / 4)):
                figures = self._progress.figures
                aged = clock.monotonic() - last > leases.LEASE.total_seconds() / 4
                if figures == written and not aged:
                    continue
                if figures != written:
                    beside.write(held.public_id, held.token, *figures)
                if not self._extend(figures):
                    return
                written, last = figures, clock.monotonic()
        finally:
            connections.close_all()

    def _extend(self, figures: tuple[int, int, str]) -> bool:
        done, total, note = figures
        held = self._progress.held
        try:
            if leases.heartbeat(held, at=clock.true_now(), done=done, total=total, note=note):
                return True
        except DatabaseError:  # the job itself may hold SQLite's write lock; the next beat tries again
            log.debug("run %s: no heartbeat this time", held.public_id)
            return True
        self._progress.lost = True
        return False


def _wait_briefly_for_locks() -> None:
    # The job may hold SQLite's write lock for a minute: waiting for it would stop the figures beside the database too.
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("pragma busy_timeout = 300")
