"""Everything that runs by itself: on time, once, and caught up once after a night when nothing was running."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from goldenthread.foundation import clock
from goldenthread.foundation.runs import wakers
from goldenthread.foundation.runs.models import Run
from goldenthread.jobs import registry, table
from goldenthread.jobs.table import Entry

NIGHTLY = Entry("recompute_clocks", 2, 30, "why")
WEEKLY = Entry("end_sessions", 3, 30, "why", weekday=6)


def at(day: str, time: str) -> datetime:
    return datetime.fromisoformat(f"{day}T{time}").replace(tzinfo=clock.LONDON)


@pytest.mark.parametrize(
    ("entry", "moment", "due"),
    [
        (NIGHTLY, at("2026-11-16", "02:29"), "2026-11-15"),
        (NIGHTLY, at("2026-11-16", "02:30"), "2026-11-16"),
        (NIGHTLY, at("2026-03-29", "02:30"), "2026-03-29"),  # the clocks go forward in this hour
        (NIGHTLY, at("2026-10-25", "01:30"), "2026-10-24"),  # and back in this one
        (WEEKLY, at("2026-11-15", "03:29"), "2026-11-08"),  # a Sunday, a minute early
        (WEEKLY, at("2026-11-15", "03:30"), "2026-11-15"),
        (WEEKLY, at("2026-11-21", "23:59"), "2026-11-15"),
    ],
)
def test_the_last_day_an_entry_was_due(entry: Entry, moment: datetime, due: str) -> None:
    assert entry.last_due_on(moment) == date.fromisoformat(due)


def test_an_entry_says_when_in_words_and_as_crontab_fields() -> None:
    assert (NIGHTLY.when, NIGHTLY.crontab) == ("every day at 02:30", "30 2 * * *")
    assert (WEEKLY.when, WEEKLY.crontab) == ("every Sunday at 03:30", "30 3 * * 0")


def test_every_entry_is_a_job_that_exists_and_every_job_has_words_for_people() -> None:
    known = registry.jobs()
    assert {entry.job for entry in table.TABLE} <= known.keys()
    assert len({entry.job for entry in table.TABLE}) == len(table.TABLE)
    assert all(job.title and job.title != job.name for job in known.values())


@pytest.mark.django_db
def test_a_night_is_done_once_and_missed_nights_are_caught_up_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wakers, "_wakers", {})
    only = [NIGHTLY]
    assert table.ask_for_what_is_due(at=at("2026-11-16", "02:30"), table=only) == ["recompute_clocks:2026-11-16"]
    for minute in range(3):
        later = at("2026-11-16", "02:31") + timedelta(minutes=minute)
        assert table.ask_for_what_is_due(at=later, table=only) == []
    after_four_days_off = at("2026-11-20", "09:00")
    assert table.ask_for_what_is_due(at=after_four_days_off, table=only) == ["recompute_clocks:2026-11-20"]
    assert table.ask_for_what_is_due(at=after_four_days_off, table=only) == []
    assert Run.objects.count() == 2
