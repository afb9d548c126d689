"""Everything that runs by itself, and when. There is no other place.

Times are London's. An entry is kept as a run named after its day ('recompute_clocks:2026-11-22'), so it happens once
however many workers notice that it is due; and one that was missed, because nothing was running that night, is done
once as soon as something is.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from goldenthread.foundation import clock, journal
from goldenthread.foundation.notify import govuk, outbox, receipts
from goldenthread.foundation.runs import operations, queries, sweeping

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@dataclass(frozen=True, slots=True)
class Entry:
    """A job, the time of day it is due, on every day or on one of the week (0 is Monday), and why."""

    job: str
    hour: int
    minute: int
    why: str
    weekday: int | None = None

    @property
    def when(self) -> str:
        """In words: 'every day at 02:30', 'every Sunday at 03:30'."""
        day = "day" if self.weekday is None else DAYS[self.weekday]
        return f"every {day} at {self.hour:02}:{self.minute:02}"

    @property
    def crontab(self) -> str:
        """The same as five crontab fields."""
        return f"{self.minute} {self.hour} * * {'*' if self.weekday is None else (self.weekday + 1) % 7}"

    def last_due_on(self, at: datetime) -> date:
        """The last day on which it was due, `at` included; `at` is on London's clock."""
        day = clock.day_of(at)
        if (at.hour, at.minute) < (self.hour, self.minute):
            day -= timedelta(days=1)
        if self.weekday is not None:
            day -= timedelta(days=(day.weekday() - self.weekday) % 7)
        return day

    def once_key(self, at: datetime) -> str:
        """The name of the run that was last due."""
        return f"{self.job}:{self.last_due_on(at).isoformat()}"


@dataclass(frozen=True, slots=True)
class WhenReady:
    """A job asked for in any minute in which there is something for it to do and it is not at work already."""

    job: str
    ready: Callable[[datetime], bool]
    why: str

    @property
    def when(self) -> str:
        """In words."""
        return "each minute, when there is something to do"


def _can_send(found: Callable[[datetime], bool]) -> Callable[[datetime], bool]:
    return lambda at: govuk.configured() is not None and found(at)


# Each minute, besides: sweeping.sweep, which leaves no run because it is what makes runs go on (jobs/queue.py).
TABLE: tuple[Entry, ...] = (
    Entry("recompute_clocks", 0, 20, "Due soon and late depend on the day: worklists must be right in the morning."),
    Entry("queue_reminders", 7, 10, "Families and schools are told in daytime of what is late or near."),
    Entry("check_journal", 2, 30, "Finds an entry edited behind the journal's back within a day."),
    Entry("forget_staged_imports", 3, 0, "What was read of a file about children is kept no longer than it is needed."),
    Entry("end_sessions", 3, 30, "Sessions that have ended hold an account's id for no purpose.", weekday=6),
    Entry("forget_imports", 3, 50, "A file nobody applied holds children's data for no purpose.", weekday=6),
    Entry("forget_runs", 3, 40, "Records of finished work are kept 90 days.", weekday=6),
)


WHEN_READY: tuple[WhenReady, ...] = (
    WhenReady("send_messages", _can_send(outbox.is_waiting), "Whoever is told of something is told at once."),
    WhenReady("read_receipts", _can_send(receipts.due), "What could not be delivered goes another way."),
)


def ask_for_what_is_due(*, at: datetime, table: Sequence[Entry] = TABLE) -> list[str]:
    """Ask for every entry whose last time has no run yet; the names of the runs asked for. Safe to repeat."""
    due = {entry.once_key(at): entry for entry in table}
    missing = [key for key in due if key not in queries.already_asked(due)]
    for key in missing:
        operations.ask(due[key].job, {}, by=journal.SYSTEM, at=at, once_key=key)
    return missing


def ask_for_what_is_ready(*, at: datetime, true_at: datetime, table: Sequence[WhenReady] = WHEN_READY) -> list[str]:
    """Ask for every job that has something to do and neither waits nor runs; the names of the runs. Once a minute."""
    asked = []
    for each in table:
        if not queries.is_under_way(each.job) and each.ready(true_at):
            key = f"{each.job}:{true_at:%Y-%m-%dT%H:%M}"
            operations.ask(each.job, {}, by=journal.SYSTEM, at=at, once_key=key)
            asked.append(key)
    return asked


def each_minute(*, at: datetime, true_at: datetime) -> list[str]:
    """What happens every minute: ask for what the table says is due, and sweep. `true_at` measures leases."""
    asked = ask_for_what_is_due(at=at) + ask_for_what_is_ready(at=at, true_at=true_at)
    sweeping.sweep(at=true_at)
    return asked
