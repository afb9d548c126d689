"""huey on either database. Its messages only say "look": what is to be done is in the runs' own rows.

SQLite: a file of its own beside the database. PostgreSQL: tables of its own (goldenthread_queue_...) in the same
database. Losing every message loses nothing: a sweep each minute finds what is ready.
"""

from __future__ import annotations

import json
import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import close_old_connections, connection
from huey import Huey, PostgresHuey, SqliteHuey, crontab
from huey.api import TaskWrapper
from huey.registry import Message
from huey.serializer import Serializer
from huey.storage import PostgresStorage

from goldenthread.foundation import clock
from goldenthread.foundation.runs import sweeping, wakers
from goldenthread.foundation.runs.failures import told
from goldenthread.jobs import performing, table

log = logging.getLogger(__name__)
NAME = "goldenthread"
TABLES = "goldenthread_queue"
MINUTE = timedelta(minutes=1)
SCHEMA_LOCK = 0x676F6C64  # any number of our own: two workers that start together must not both create the tables


@dataclass(frozen=True, slots=True)
class Queue:
    """huey and the two messages it carries."""

    huey: Huey
    look: TaskWrapper
    tick: TaskWrapper


_queues: dict[tuple[int, str], Queue] = {}


class JsonMessages(Serializer):
    """Messages as JSON: huey's own are pickles, and whoever can write a row could then run code in a worker."""

    def _serialize(self, data: Message) -> bytes:
        eta = data.eta.isoformat() if data.eta else None
        return json.dumps({"id": data.id, "name": data.name, "eta": eta}).encode()

    def _deserialize(self, data: bytes) -> Message:
        said = json.loads(bytes(data))
        eta = datetime.fromisoformat(said["eta"]) if said["eta"] else None
        return Message(id=said["id"], name=said["name"], eta=eta, retries=0, retry_delay=0, args=(), kwargs={})


class QueueTables(PostgresStorage):
    """huey's storage, creating its tables under a lock."""

    def initialize_schema(self) -> None:
        """Create what is missing."""
        with self.db(commit=True, close=True) as cursor:
            cursor.execute("select pg_advisory_xact_lock(%s)", [SCHEMA_LOCK])
            for statement in self.ddl:
                cursor.execute(statement)


def queue() -> Queue:
    """This process's queue, for the database in use. A forked child gets its own: connections cannot be shared."""
    place = (os.getpid(), str(connection.settings_dict["NAME"]))
    if place not in _queues:
        _queues[place] = _declare(_open())
    return _queues[place]


def wake() -> None:
    """Send one "look" message."""
    made = queue()
    made.huey.enqueue(made.look.s())


def tick() -> None:
    """Send one "do what each minute does" message."""
    made = queue()
    made.huey.enqueue(made.tick.s())


wakers.register("queue", wake)


def _open() -> Huey:
    options: dict[str, Any] = {"results": False, "serializer": JsonMessages()}
    if connection.vendor == "postgresql":
        return PostgresHuey(NAME, storage_class=QueueTables, table_prefix=TABLES, **options, **_connection_parameters())
    settings.HOME.mkdir(parents=True, exist_ok=True)
    file = settings.HOME / f"{Path(str(connection.settings_dict['NAME'])).stem}-queue.sqlite3"
    # fsync off: a message lost with the power is found by the sweep; timeout as long as the database's own.
    return SqliteHuey(NAME, filename=str(file), fsync=False, timeout=20, **options)


def _connection_parameters() -> dict[str, Any]:
    """psycopg's arguments for the database in use. Not Django's pool: the queue keeps its connection, listening."""
    database = connection.settings_dict
    names = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}
    given = {ours: database[theirs] for ours, theirs in names.items() if database.get(theirs)}
    return {**given, **{name: value for name, value in database["OPTIONS"].items() if name != "pool"}}


def _declare(huey: Huey) -> Queue:
    huey.periodic_task(crontab(), name="each_minute")(_tick)
    return Queue(huey, huey.task(name="look")(_look), huey.task(name="tick")(_tick))


def _look() -> None:
    """Do one run. Before starting, wake another worker if more is ready: messages may be fewer, never work lost."""
    with _quietly():
        held = performing.claim_next()
        if held is None:
            return
        if queue().huey.storage.queue_size() == 0 and sweeping.ready(at=clock.true_now()):
            wake()
        performing.perform(held)
        _return_later()


def _tick() -> None:
    with _quietly():
        table.each_minute(at=clock.now(), true_at=clock.true_now())
        _return_later()


def _return_later() -> None:
    """If a pause or a lease ends within this minute, look then; unless a message for later waits already."""
    made, now = queue(), clock.true_now()
    moment = sweeping.next_moment(at=now)
    if moment is not None and moment - now < MINUTE and made.huey.storage.schedule_size() == 0:
        made.huey.add_schedule(made.tick.s(eta=max(moment, now) + timedelta(seconds=1)))


@contextmanager
def _quietly() -> Iterator[None]:
    """Nothing reaches huey's own log: it writes whole tracebacks, and an error's words may quote a person's data."""
    try:
        yield
    except Exception as error:
        log.error("background work: %s; the next sweep looks again", told(error))
    finally:
        close_old_connections()
