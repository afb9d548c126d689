"""Claims, leases, pauses and the sweep."""

from __future__ import annotations

import threading
from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError, connection, connections

from goldenthread.foundation import clock, journal
from goldenthread.foundation.people.models import Organisation
from goldenthread.foundation.runs import leases, operations, queries, sweeping, wakers
from goldenthread.foundation.runs.failures import Failure, LeaseLost, PermanentFailure, told
from goldenthread.foundation.runs.models import Run

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 16, 9, 30, tzinfo=clock.LONDON)
LATER = NOW + leases.LEASE + timedelta(seconds=1)


@pytest.fixture(autouse=True)
def _no_queue(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wakers, "_wakers", {})


def ask(job: str = "count", **more: object) -> str:
    return operations.ask(job, {}, by=journal.SYSTEM, at=NOW, **more).public_id  # type: ignore[arg-type]


def claim(at: datetime = NOW) -> leases.Claim:
    held = leases.claim(jobs=["count"], at=at)
    assert held is not None
    return held


def seen(public_id: str) -> queries.RunSeen:
    found = queries.progress_of(public_id)
    assert found is not None
    return found


def test_a_run_is_claimed_once_and_the_one_that_waited_longest_comes_first() -> None:
    first = ask()
    second = ask(not_before=NOW + timedelta(seconds=1))
    assert claim().public_id == first
    assert leases.claim(jobs=["count"], at=NOW) is None
    assert claim(at=NOW + timedelta(seconds=1)).public_id == second


def test_a_worker_leaves_alone_jobs_its_version_does_not_know() -> None:
    ask("job_of_a_newer_version")
    assert leases.claim(jobs=["count"], at=NOW) is None


@pytest.mark.django_db(transaction=True)
def test_of_many_workers_racing_for_one_run_exactly_one_gets_it() -> None:
    for _ in range(5):
        public_id = ask()
        start, got = threading.Barrier(6), []

        def race(start: threading.Barrier = start, got: list[str] = got) -> None:
            start.wait()
            held = leases.claim(jobs=["count"], at=NOW)
            got.extend([held.public_id] if held else [])
            connections.close_all()

        workers = [threading.Thread(target=race) for _ in range(6)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
        assert got == [public_id]


@pytest.mark.django_db(transaction=True)
def test_an_effect_completes_together_with_its_run_or_not_at_all() -> None:
    public_id = ask()
    held = claim()
    with pytest.raises(ZeroDivisionError), leases.completing(held):
        Organisation.objects.create(name="Half a change", kind="school")
        raise ZeroDivisionError
    assert not Organisation.objects.filter(name="Half a change").exists()
    assert seen(public_id).group == "running"
    with leases.completing(held) as outcome:
        Organisation.objects.create(name="A whole change", kind="school")
        outcome.result = {"schools": 1}
    assert Organisation.objects.filter(name="A whole change").exists()
    assert (seen(public_id).group, seen(public_id).result) == ("done", {"schools": 1})


@pytest.mark.django_db(transaction=True)
def test_a_worker_that_was_thought_dead_cannot_commit_its_effect_after_another_took_over() -> None:
    public_id = ask()
    slow = claim()
    sweeping.sweep(at=LATER)
    quick = claim(at=LATER)
    with pytest.raises(LeaseLost), leases.completing(slow):  # while the other is at work
        Organisation.objects.create(name="By the slow one", kind="school")
    assert leases.heartbeat(slow, at=LATER) is False
    with leases.completing(quick):
        Organisation.objects.create(name="By the quick one", kind="school")
    with pytest.raises(LeaseLost), leases.completing(slow):
        Organisation.objects.create(name="By the slow one", kind="school")
    assert not Organisation.objects.filter(name="By the slow one").exists()
    assert seen(public_id).group == "done"
    assert leases.heartbeat(slow, at=LATER) is False
    assert leases.fail(slow, Failure("too late"), at=LATER) is None
    assert leases.release(slow, at=LATER) is False
    assert (seen(public_id).group, seen(public_id).last_error) == ("done", "")


def test_a_cancelled_run_is_not_completed() -> None:
    public_id = ask()
    held = claim()
    operations.cancel(public_id, by=journal.SYSTEM, at=NOW)
    assert leases.heartbeat(held, at=NOW) is False
    with pytest.raises(LeaseLost):
        leases.finish(held, {}, at=NOW)
    assert seen(public_id).group == "cancelled"


def test_a_heartbeat_holds_the_run_and_says_how_far_it_has_come() -> None:
    public_id = ask()
    held = claim()
    almost = NOW + leases.LEASE - timedelta(seconds=1)
    assert leases.heartbeat(held, at=almost, done=30, total=120, note="children")
    assert sweeping.sweep(at=LATER).returned == 0
    found = seen(public_id)
    assert (found.done, found.total, found.percent, found.note) == (30, 120, 25, "children")


def test_a_lease_that_ran_out_is_returned_once_however_often_it_is_swept() -> None:
    public_id = ask()
    claim()
    assert sweeping.sweep(at=NOW + leases.LEASE) == sweeping.Swept(0, 0, 0)
    assert sweeping.sweep(at=LATER) == sweeping.Swept(returned=1, given_up=0, ready=1)
    assert sweeping.sweep(at=LATER) == sweeping.Swept(returned=0, given_up=0, ready=1)
    assert claim(at=LATER).attempt == 2
    assert sweeping.sweep(at=LATER) == sweeping.Swept(0, 0, 0)
    assert seen(public_id).last_error == sweeping.KILLED


def test_work_that_kills_every_worker_is_given_up_in_the_end() -> None:
    public_id = ask(max_attempts=2)
    claim()
    sweeping.sweep(at=LATER)
    claim(at=LATER)
    assert sweeping.sweep(at=LATER + leases.LEASE + timedelta(seconds=1)).given_up == 1
    assert (seen(public_id).group, seen(public_id).last_error) == ("given_up", sweeping.KILLED)


def test_the_sweep_wakes_the_workers_only_when_something_is_ready(monkeypatch: pytest.MonkeyPatch) -> None:
    woken: list[int] = []
    monkeypatch.setattr(wakers, "_wakers", {"test": lambda: woken.append(1)})
    ask(not_before=NOW + timedelta(minutes=5))
    sweeping.sweep(at=NOW)
    assert woken == []
    assert sweeping.next_moment(at=NOW) == NOW + timedelta(minutes=5)
    sweeping.sweep(at=NOW + timedelta(minutes=5))
    assert woken == [1]


def test_a_failure_waits_twice_as_long_each_time_up_to_an_hour_and_a_fifth_then_gives_up() -> None:
    public_id = ask(max_attempts=4)
    at, waits = NOW, []
    for _ in range(3):
        held = claim(at=at)
        assert leases.fail(held, Failure("The register did not answer."), at=at) == Run.State.WAITING
        row = Run.objects.get(public_id=public_id)
        waits.append(row.not_before - at)
        assert leases.claim(jobs=["count"], at=row.not_before - timedelta(seconds=1)) is None
        at = row.not_before
    for attempt, wait in enumerate(waits):
        assert 0.8 <= wait / (leases.FIRST_PAUSE * 2**attempt) <= 1.2
    assert seen(public_id).group == "failed"
    assert leases.fail(claim(at=at), Failure("The register did not answer."), at=at) == Run.State.GIVEN_UP
    assert seen(public_id).last_error == "Failure: The register did not answer."
    assert leases.pause("x", 40) <= leases.LONGEST_PAUSE * 1.2


def test_runs_that_failed_together_do_not_return_together_but_each_as_foretold() -> None:
    pauses = {leases.pause(f"run{number}", 1) for number in range(50)}
    assert len(pauses) == 50
    assert leases.pause("run7", 3) == leases.pause("run7", 3)


def test_a_failure_that_would_repeat_is_given_up_at_once() -> None:
    public_id = ask()
    leases.fail(claim(), PermanentFailure("This is not a SEN2 return."), at=NOW)
    assert (seen(public_id).group, seen(public_id).attempts) == ("given_up", 1)


def test_a_released_run_is_ready_at_once_and_the_attempt_is_not_counted() -> None:
    ask(max_attempts=1)
    assert leases.release(claim(), at=NOW)
    assert claim().attempt == 1


def test_an_errors_own_words_are_not_kept_because_they_may_quote_a_person() -> None:
    with pytest.raises(IntegrityError) as caught:
        Organisation.objects.create(name=None)
    assert "Amira" not in told(ValueError("Amira Khan was born on 31 February"))
    kept = told(caught.value)
    assert kept.startswith("IntegrityError") and "null" not in kept.lower()
    assert told(Failure("The file is not there.")) == "Failure: The file is not there."


@pytest.mark.only_sqlite
@pytest.mark.django_db(transaction=True)
def test_progress_can_be_seen_while_the_run_holds_sqlites_write_lock() -> None:
    from goldenthread.foundation.runs import beside

    assert connection.vendor == "sqlite"
    public_id = ask()
    held = claim()
    with leases.completing(held):
        Organisation.objects.create(name="A large change", kind="school")
        beside.write(held.public_id, held.token, 700, 1000, "children")
        assert (seen(public_id).done, seen(public_id).percent) == (700, 70)
        beside.write(held.public_id, "an older token", 1, 1000, "children")
        assert seen(public_id).done == 0
    beside.erase(public_id)
    assert beside.read([public_id]) == {}
