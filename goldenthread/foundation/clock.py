"""The only module that may ask what day it is.

Everything else takes `on=` or `at=`. The partnership's day is the day in London, whatever the server's own zone.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
_frozen: ContextVar[datetime | None] = ContextVar("frozen", default=None)
_frozen_everywhere: datetime | None = None


def now() -> datetime:
    """This moment, with London's zone."""
    pretended = _frozen.get() or _frozen_everywhere
    return pretended or datetime.now(LONDON)


def today() -> date:
    """This day in London."""
    return day_of(now())


def day_of(moment: datetime) -> date:
    """The day in London a moment lies in. A moment read from the database is in UTC: from midnight to one in summer
    its own `.date()` is the day before.
    """
    return moment.astimezone(LONDON).date()


def true_now() -> datetime:
    """This moment as the machine has it, whatever day is pretended: for leases and queues, which measure time."""
    return datetime.now(LONDON)


def monotonic() -> float:
    """Seconds from an arbitrary start, for measuring how long something took."""
    return time.monotonic()


@contextmanager
def frozen(on: date | datetime) -> Iterator[datetime]:
    """Pretend it is `on` (noon, when a day is given) inside the block, in this context only."""
    token = _frozen.set(_moment(on))
    try:
        yield now()
    finally:
        _frozen.reset(token)


def freeze_everywhere(on: date | datetime | None) -> None:
    """Pretend it is `on` in every thread of this process: for a test run or a rehearsal. None ends it."""
    global _frozen_everywhere
    _frozen_everywhere = None if on is None else _moment(on)


def _moment(on: date | datetime) -> datetime:
    if isinstance(on, datetime):
        return on if on.tzinfo else on.replace(tzinfo=LONDON)
    return datetime(on.year, on.month, on.day, 12, tzinfo=LONDON) + timedelta()


if os.environ.get("GOLDENTHREAD_ENV") in ("demo", "test") and os.environ.get("GOLDENTHREAD_DAY"):
    # A rehearsal on another day; never read in production.
    freeze_everywhere(date.fromisoformat(os.environ["GOLDENTHREAD_DAY"]))
