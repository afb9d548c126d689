"""Workers killed at random points: no work is lost, and none takes effect twice."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.jobs.arena import Arena, an_arena, kill_group

RUNS = 120
KILLS = 14

ASK = """
from goldenthread.foundation import clock, journal
from goldenthread.foundation.runs import operations
import goldenthread.jobs.queue
for seed in range({count}):
    operations.ask({job!r}, {arguments}, by=journal.SYSTEM, at=clock.true_now(), max_attempts=50)
"""

pytestmark = pytest.mark.uses_database


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Arena]:
    """One database for this file: making one takes longer than any of these tests."""
    with an_arena(tmp_path_factory.mktemp("arena")) as made:
        yield made


@pytest.fixture
def arena(shared: Arena) -> Iterator[Arena]:
    """The database without runs and without workers."""
    shared.empty()
    yield shared
    shared.stop()


def test_work_survives_workers_and_machines_killed_at_random_and_takes_effect_once(arena: Arena) -> None:
    chance = random.Random(20261122)
    arena.python(ASK.format(count=RUNS, job="count_once", arguments="{'seed': seed}"))
    consumers = [arena.start_worker(2), arena.start_worker(2)]
    arena.wait_for("select count(*) > 3 from attempts", _true(arena))
    killed = 0
    while arena.count("runs_run", "state <> 'done'") and killed < KILLS:
        if killed % 5 == 4:  # a whole machine
            victim = chance.choice(consumers)
            kill_group(victim)
            consumers[consumers.index(victim)] = arena.start_worker(2)
        elif not _kill_one_at_work(arena, chance):
            continue
        killed += 1
        time.sleep(chance.uniform(0.02, 0.35))
    arena.wait_for("select count(*) from runs_run where state <> 'done'", 0, seconds=40)

    done = arena.rows("select public_id from runs_run where job = 'count_once'")
    effects = arena.rows("select run, count(*) from effects group by run")
    assert killed >= 5, "too few were killed for this to say anything"
    assert arena.count("attempts") > RUNS, "no work was interrupted"
    assert len(done) == RUNS
    assert {run for run, _ in effects} == {run for (run,) in done}, "work was lost"
    assert [run for run, times in effects if times != 1] == [], "work took effect twice"


def test_a_worker_asked_to_stop_gives_its_run_back_and_the_next_one_finishes_it(arena: Arena) -> None:
    arena.python(ASK.format(count=1, job="count_long", arguments="{'steps': 40}"))
    first = arena.start_worker(1)
    arena.wait_for("select count(*) from attempts", 1)
    first.send_signal(signal.SIGTERM)
    assert first.wait(15) == 0
    assert arena.rows("select state, attempts, lease_token from runs_run where job = 'count_long'") == [
        ("waiting", 0, "")
    ]
    assert arena.count("effects") == 0

    arena.start_worker(1)
    arena.wait_for("select max(progress_done) > 0 from runs_run where job = 'count_long'", _true(arena))
    arena.wait_for("select state from runs_run where job in ('count_long', 'fail_twice')", "done")
    assert arena.count("effects") == 1


def test_a_run_that_fails_waits_a_little_longer_each_time_and_its_error_names_nobody(arena: Arena) -> None:
    arena.python(ASK.format(count=1, job="fail_twice", arguments="{}"))
    arena.start_worker(1)
    arena.wait_for("select state from runs_run where job in ('count_long', 'fail_twice')", "done")
    assert arena.rows("select attempts, last_error from runs_run where job = 'fail_twice'") == [(3, "")]
    log = (arena.home / "workers.log").read_text()
    assert "attempt 2 failed" in log
    assert "Amira" not in log


def test_workers_end_by_themselves_when_their_consumer_is_killed(arena: Arena) -> None:
    consumer = arena.start_worker(2)
    arena.python(ASK.format(count=4, job="count_once", arguments="{'seed': seed}"))
    arena.wait_for("select count(*) from runs_run where state = 'done' and job = 'count_once'", 4)
    os.kill(consumer.pid, signal.SIGKILL)
    consumer.wait()
    pids = {pid for (pid,) in arena.rows("select distinct pid from attempts")}
    deadline = time.monotonic() + 10
    while any(_alive(pid) for pid in pids):
        assert time.monotonic() < deadline, "a worker outlived its consumer"
        time.sleep(0.1)


def _kill_one_at_work(arena: Arena, chance: random.Random) -> bool:
    """Kill a worker process in the middle of a run. False when none is at work just now."""
    working = arena.rows(
        "select a.pid from attempts a join runs_run r on r.public_id = a.run where r.state = 'running'"
    )
    ours = {process.pid for process in arena.processes}
    pids = sorted({pid for (pid,) in working if _parent(pid) in ours})
    if not pids:
        time.sleep(0.02)
        return False
    try:
        os.kill(chance.choice(pids), signal.SIGKILL)
    except ProcessLookupError:  # it ended by itself between being listed and being killed
        return False
    return True


def _parent(pid: int) -> int | None:
    """The consumer a worker belongs to; None when it has ended. Its number may be somebody else's by now."""
    said = subprocess.run(["ps", "-o", "ppid=", "-p", str(pid)], capture_output=True, text=True).stdout.strip()
    return int(said) if said else None


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    status = Path(f"/proc/{pid}/stat")
    return not status.exists() or status.read_text().rsplit(")", 1)[1].split()[0] != "Z"


def _true(arena: Arena) -> object:
    return 1 if arena.url.startswith("sqlite") else True
