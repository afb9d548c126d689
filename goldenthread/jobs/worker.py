"""The worker: huey's consumer with processes, started by `goldenthread jobs work` or beside the pages by
`goldenthread serve`.

Stopping (SIGTERM): no new run is begun; a run in progress has GRACE seconds to end, then it is interrupted, rolled
back and given back for another worker. Killed (SIGKILL): its lease runs out and the sweep returns it.
"""

from __future__ import annotations

import os

from django.db import close_old_connections, connections
from huey.consumer import Consumer, ConsumerStopped, Scheduler, Worker

from goldenthread.jobs import registry
from goldenthread.jobs.queue import queue, tick

GRACE = 20.0


class Orphaned(KeyboardInterrupt):
    """The process that started this one is gone. An interruption, because that ends huey's loops quietly."""


class OneWorker(Worker):
    """A process that does runs, and ends when its consumer was killed: another consumer starts its own."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self._parent = os.getpid()

    def loop(self, now: object = None) -> None:
        """One message."""
        _end_if_orphaned(self._parent)
        super().loop(now)


class EachMinute(Scheduler):
    """The process that sends the minute's message."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self._parent = os.getpid()

    def loop(self, now: object = None) -> None:
        """One second."""
        _end_if_orphaned(self._parent)
        super().loop(now)


class WorkerConsumer(Consumer):
    """Starts the processes, replaces those that die, and passes on the request to stop."""

    worker_class = OneWorker
    scheduler_class = EachMinute

    def __init__(self, *args: object, only_beside: int | None = None, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self._only_beside = only_beside

    def loop(self, health_check_ts: float | None = None) -> float | None:
        """One turn of the main process; stops by itself when the process it was to work beside is gone."""
        if self._only_beside is not None and os.getppid() != self._only_beside:
            self.stop(graceful=True)
            raise ConsumerStopped
        return super().loop(health_check_ts)  # type: ignore[no-any-return]


def work(*, workers: int = 1, grace: float = GRACE, only_beside: int | None = None) -> None:
    """Work until told to stop. `only_beside` is the process id of the parent to stop with."""
    registry.jobs()  # imported before the fork: the processes share what they have in common
    huey = queue().huey
    tick()  # at once: what was missed or left behind while nothing was running
    consumer = WorkerConsumer(
        huey, workers=workers, worker_type="process", periodic=True, initial_delay=0.1, max_delay=1.0, backoff=1.15,
        scheduler_interval=1, health_check_interval=1, graceful_signal="TERM", shutdown_timeout=grace,
        only_beside=only_beside,
    )  # fmt: skip
    _leave_no_connection_to_inherit()
    consumer.run()


def _leave_no_connection_to_inherit() -> None:
    close_old_connections()
    for connection in connections.all(initialized_only=True):
        connection.close()
        if getattr(connection, "pool", None):  # PostgreSQL's pool has threads, which do not survive a fork
            connection.close_pool()  # type: ignore[attr-defined]


def _end_if_orphaned(parent: int) -> None:
    if os.getppid() != parent:
        raise Orphaned
