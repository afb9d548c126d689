"""A worker beside the pages, for one machine: a process of its own, started and stopped with `goldenthread serve`."""

from __future__ import annotations

import logging
import subprocess
import sys
import threading

log = logging.getLogger(__name__)
LOOK_EVERY, LONGEST_PAUSE = 1.0, 60.0


class EmbeddedWorker:
    """Keeps one worker process alive: one that dies is started again, after a pause that doubles while it keeps
    dying."""

    def __init__(self, command: list[str]) -> None:
        self._command = command
        self._stopping = threading.Event()
        self._process = self._start()
        self._watch = threading.Thread(target=self._keep, name="embedded-worker", daemon=True)
        self._watch.start()

    @property
    def pid(self) -> int:
        """Of the process now working."""
        return self._process.pid

    def stop(self, patience: float = 15.0) -> None:
        """Ask it to stop, wait, and insist after `patience` seconds: what it was doing is returned by the next
        sweep."""
        self._stopping.set()
        self._watch.join()
        self._process.terminate()
        try:
            self._process.wait(patience)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def _start(self) -> subprocess.Popen[bytes]:
        # A session of its own: Ctrl-C reaches the server, which then stops the worker in order.
        return subprocess.Popen(self._command, stdin=subprocess.DEVNULL, start_new_session=True)

    def _keep(self) -> None:
        pause = LOOK_EVERY
        while not self._stopping.wait(pause):
            if self._process.poll() is None:
                pause = LOOK_EVERY
                continue
            log.warning("the worker ended with %s; starting another", self._process.returncode)
            self._process = self._start()
            pause = min(pause * 2, LONGEST_PAUSE)


def start_embedded_worker(workers: int = 1) -> EmbeddedWorker:
    """Start it. It also stops by itself when this process is killed."""
    given = ["jobs", "work", "--workers", str(workers), "--grace", "5", "--beside-parent"]
    return EmbeddedWorker([sys.executable, "-m", "goldenthread.commandline.main", *given])
