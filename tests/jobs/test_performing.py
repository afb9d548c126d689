"""Doing one run in this process: the jobs of the table really do their work."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from django.db import connection, connections

from goldenthread.features.casework.models import ClockCopy
from goldenthread.foundation import clock, journal
from goldenthread.foundation.runs import operations, queries, wakers
from goldenthread.foundation.runs.failures import LeaseLost
from goldenthread.jobs import performing, registry
from goldenthread.jobs.progress import Progress
from tests.builders import a_child, a_request, reckon


@pytest.fixture(autouse=True)
def _no_queue(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wakers, "_wakers", {})


def do(job: str) -> queries.RunSeen:
    public_id = operations.ask(job, {}, by=journal.SYSTEM, at=clock.true_now(), max_attempts=1).public_id
    held = performing.claim_next(only=public_id)
    assert held is not None
    performing.perform(held)
    seen = queries.progress_of(public_id)
    assert seen is not None
    return seen


@pytest.mark.django_db(transaction=True)
def test_the_nightly_run_mends_a_clock_that_does_not_follow_its_facts() -> None:
    child = a_child()
    a_request(child, request_received=clock.today() - timedelta(days=20))
    reckon(child)
    before = list(ClockCopy.rows.filter(child_id=child.pk).order_by("id").values_list("rule", "outer_on"))
    assert before
    ClockCopy.rows.filter(child_id=child.pk).update(outer_on=date(2001, 1, 1))
    seen = do("recompute_clocks")
    assert (seen.group, seen.result["children"], seen.result["differed"]) == ("done", 1, 1)
    after = ClockCopy.rows.filter(child_id=child.pk).order_by("id").values_list("rule", "outer_on")
    assert sorted(after) == sorted(before)


@pytest.mark.django_db(transaction=True)
def test_a_journal_edited_behind_its_back_is_given_up_with_the_place_and_stays_until_someone_looks() -> None:
    operations.cancel(
        operations.ask("x", {}, by=journal.SYSTEM, at=clock.now()).public_id, by=_Person(), at=clock.now()
    )
    assert do("check_journal").group == "done"
    with connection.cursor() as cursor:
        cursor.execute("update journal_entry set reason = 'another reason' where number = 1")
    seen = do("check_journal")
    assert (seen.group, seen.attempts) == ("given_up", 1)
    assert "entries 1" in seen.last_error


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("job", ["end_sessions", "forget_runs", "forget_staged_imports"])
def test_the_jobs_that_tidy_up_end_well(job: str) -> None:
    assert do(job).group == "done"


@pytest.mark.django_db(transaction=True)
def test_a_job_hears_that_its_run_was_cancelled_when_it_next_says_how_far_it_has_come(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    heard: list[int] = []

    def endless(arguments: dict, progress: object) -> dict:
        operations.cancel(progress.held.public_id, by=journal.SYSTEM, at=clock.now())  # type: ignore[attr-defined]
        for step in range(10_000):
            try:
                progress(step, 10_000, "steps")  # type: ignore[operator]
            except LeaseLost:
                heard.append(step)
                raise
            pause.wait(0.01)
        return {}

    pause = threading.Event()
    job = registry.Job("endless", "Endless", endless, in_one_transaction=False)  # type: ignore[arg-type]
    monkeypatch.setitem(registry._jobs, "endless", job)
    assert do("endless").group == "cancelled"
    assert len(heard) == 1


@pytest.mark.django_db(transaction=True)
def test_the_figures_go_on_changing_while_a_job_holds_the_databases_write_lock(monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[int] = []
    pause = threading.Event()

    def large_change(arguments: dict, progress: Progress) -> dict:
        a_child()
        for done in (20, 40, 60):
            progress(done, 100, "children")
            deadline = clock.monotonic() + 4
            while clock.monotonic() < deadline and (not shown or shown[-1] != done):
                pause.wait(0.1)
                with ThreadPoolExecutor(1) as somebody_else:
                    shown.append(somebody_else.submit(_figures, progress.held.public_id).result())
        return {}

    job = registry.Job("large_change", "Large change", large_change, in_one_transaction=True)
    monkeypatch.setitem(registry._jobs, "large_change", job)
    assert do("large_change").group == "done"
    assert {20, 40, 60} <= set(shown)


def _figures(public_id: str) -> int:
    try:
        seen = queries.progress_of(public_id)
        return seen.done if seen else -1
    finally:
        connections.close_all()


class _Person:
    public_id, name = "person", "Priya Shah"
