"""The demonstration itself, served as `make demo` serves it: its own folder, database, web processes and worker."""

from __future__ import annotations

import ctypes
import os
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import closing
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

ROOT = Path(__file__).resolve().parent.parent.parent
SIZE, SEED = 80, 7
PR_SET_PDEATHSIG = 1


class Demonstration:
    """A served partnership of about 140 children. `home` holds its database and uploads; gone when the tests end."""

    def __init__(self, home: Path, day: str) -> None:
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("GOLDENTHREAD_", "DJANGO_", "DATABASE_URL"))}
        self.home = home
        self.environment = kept | {
            "GOLDENTHREAD_ENV": "demo",
            "GOLDENTHREAD_HOME": str(home),
            "GOLDENTHREAD_DAY": day,
            "PYTHONPATH": str(ROOT),
        }
        self.port = _free_port()
        self.url = f"http://localhost:{self.port}"
        self._process: subprocess.Popen[bytes] | None = None
        self._sent_before = ""

    def command(self, *arguments: str, check: bool = True) -> subprocess.CompletedProcess[str]:
        """Run `goldenthread ...` on the same database."""
        return subprocess.run(
            [sys.executable, "-m", "goldenthread.commandline.main", *arguments],
            env=self.environment, cwd=ROOT, check=check, capture_output=True, text=True,
        )  # fmt: skip

    def ask(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        """Rows of its database, read without disturbing it."""
        with closing(
            sqlite3.connect(f"file:{self.home / 'goldenthread.sqlite3'}?mode=ro", uri=True, timeout=20)
        ) as rows:
            return rows.execute(sql, values).fetchall()

    def start(self, seconds: float = 120) -> None:
        """Serve it, building it the first time; returns once it answers."""
        arguments = ["demo", "serve", "--size", str(SIZE), "--seed", str(SEED), "--port", str(self.port)]
        with (self.home / "log").open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "goldenthread.commandline.main", *arguments],
                env=self.environment, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                start_new_session=True,
            )  # fmt: skip
        deadline = time.monotonic() + seconds
        while not self.answers():
            assert self._process.poll() is None and time.monotonic() < deadline, (self.home / "log").read_text()[-2000:]
            time.sleep(0.2)

    def answers(self) -> bool:
        """Whether a page can be had."""
        try:
            with urllib.request.urlopen(f"{self.url}/health/live", timeout=5) as answer:
                return bool(answer.status == 200)
        except (urllib.error.URLError, OSError):
            return False

    def stop(self) -> None:
        """Ask it to stop, as Ctrl-C does."""
        if self._process and self._process.poll() is None:
            self._process.terminate()
            try:
                self._process.wait(20)
            except subprocess.TimeoutExpired:
                self.kill()

    def kill(self) -> None:
        """End the server and every process it started, without warning."""
        if self._process is None:
            return
        self._sent_before = self.sent()  # the stand-in forgets what it was given when it ends
        for pid in [self._process.pid, *_descendants(self._process.pid)]:
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                pass
        self._process.wait()

    def sent(self) -> str:
        """What the stand-in for GOV.UK Notify was given, since the first start; its address is in what `demo serve`
        said.
        """
        found = re.findall(r"What would have been sent: (http://\S+)", (self.home / "log").read_text())
        try:
            with urllib.request.urlopen(found[-1], timeout=5) as answer:
                return self._sent_before + str(answer.read().decode())
        except (IndexError, OSError):  # not yet started, or ended
            return self._sent_before

    def step_in(self, page: Page, name: str) -> Page:
        """Become a member of the cast, as a visitor to the demonstration does."""
        page.goto(f"{self.url}/demo/")
        page.get_by_role("button", name=f"Be {name}", exact=True).click()
        page.wait_for_load_state()
        return page


def keep_a_picture(page: Page, name: str) -> None:
    """A full-page picture, where a person asks for them: SCREENSHOTS names the folder."""
    if folder := os.environ.get("SCREENSHOTS"):
        page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)


def _end_with_the_tests() -> None:
    """In the child, on Linux: a test run that is killed outright leaves no server behind."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _descendants(pid: int) -> list[int]:
    """Processes started by it, and by those: read from ps, which every Unix has."""
    listed = subprocess.run(["ps", "-A", "-o", "pid=,ppid="], capture_output=True, text=True, check=True).stdout
    parents = {int(child): int(parent) for child, parent in (line.split() for line in listed.splitlines())}
    found, look_at = [], [pid]
    while look_at:
        above = look_at.pop()
        below = [child for child, parent in parents.items() if parent == above]
        found += below
        look_at += below
    return found
