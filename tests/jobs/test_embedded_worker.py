"""The worker beside the server: works, is replaced when it dies, ends when the server ends, however that happens."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from goldenthread.jobs.table import TABLE
from tests.jobs.arena import ROOT, Arena, an_arena

SERVER = """
import sys, time
import django; django.setup()
from goldenthread.jobs.embedded import start_embedded_worker
worker = start_embedded_worker()
print(worker.pid, flush=True)
for line in sys.stdin:
    if line.strip() == "stop":
        break
    print(worker.pid, flush=True)
worker.stop()
"""

pytestmark = pytest.mark.uses_database


@pytest.fixture(scope="module")
def arena(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Arena]:
    """A database of its own."""
    with an_arena(tmp_path_factory.mktemp("embedded")) as made:
        yield made


@pytest.fixture
def server(arena: Arena) -> Iterator[subprocess.Popen[str]]:
    """A process that keeps a worker beside it, as `goldenthread serve` does; prints the worker's id when asked."""
    arena.empty()
    process = subprocess.Popen(
        [sys.executable, "-c", SERVER], env=arena.environment, cwd=ROOT, text=True,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    yield process
    process.kill()
    process.wait()


def _worker(server: subprocess.Popen[str], ask: bool = True) -> int:
    assert server.stdin and server.stdout
    if ask:
        server.stdin.write("?\n")
        server.stdin.flush()
    return int(server.stdout.readline())


def _until(condition: Callable[[], bool], what: str, seconds: float = 30) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, what
        time.sleep(0.1)


def _gone(pid: int) -> bool:
    status = Path(f"/proc/{pid}/stat")
    if status.parent.parent.joinpath("self").exists():
        return not status.exists() or status.read_text().rsplit(")", 1)[1].split()[0] == "Z"
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    return False


def test_a_worker_that_dies_is_replaced_and_stops_with_the_server(arena: Arena, server: subprocess.Popen[str]) -> None:
    first = _worker(server, ask=False)
    arena.wait_for("select count(*) from runs_run where state = 'done'", len(TABLE))  # what the table says was due
    os.kill(first, signal.SIGKILL)
    _until(lambda: _worker(server) != first, "no other worker was started")
    second = _worker(server)
    assert server.stdin
    server.stdin.write("stop\n")
    server.stdin.flush()
    assert server.wait(20) == 0
    _until(lambda: _gone(second), "the worker outlived the server")


def test_the_worker_ends_when_the_server_is_killed_outright(arena: Arena, server: subprocess.Popen[str]) -> None:
    pid = _worker(server, ask=False)
    arena.wait_for("select count(*) from runs_run where state = 'done'", len(TABLE))
    server.kill()
    server.wait()
    _until(lambda: _gone(pid), "the worker outlived the server")
