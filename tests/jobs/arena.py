"""A database of its own, on either kind, that worker processes share and a test looks into from outside."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

ROOT = Path(__file__).parents[2]
SCHEMA = (
    "create table attempts (run varchar(14), pid integer)",
    "create table effects (run varchar(14))",
)


class Arena:
    """The database, and the processes started on it."""

    def __init__(self, home: Path, url: str) -> None:
        self.home, self.url = home, url
        self.processes: list[subprocess.Popen[bytes]] = []
        kept = {name: value for name, value in os.environ.items() if name != "GOLDENTHREAD_DAY"}
        self.environment = {
            **kept, "DATABASE_URL": url, "GOLDENTHREAD_HOME": str(home), "GOLDENTHREAD_ENV": "test",
            "PYTHONPATH": str(ROOT), "DJANGO_SETTINGS_MODULE": "goldenthread.config.settings",
        }  # fmt: skip

    def python(self, code: str) -> str:
        """Run code in a new process with Django set up; what it printed."""
        begin = "import django; django.setup()\n"
        done = subprocess.run(
            [sys.executable, "-c", begin + code], env=self.environment, cwd=ROOT, capture_output=True, text=True
        )
        assert done.returncode == 0, done.stderr[-3000:]
        return done.stdout

    def start_worker(self, workers: int = 2) -> subprocess.Popen[bytes]:
        """A consumer with its worker processes, in a process group of its own."""
        with (self.home / "workers.log").open("ab") as log:
            process = subprocess.Popen(
                [sys.executable, "-m", "tests.jobs.worker_process", str(workers)],
                env=self.environment, cwd=ROOT, start_new_session=True, stdin=subprocess.DEVNULL,
                stdout=log, stderr=log,
            )  # fmt: skip
        self.processes.append(process)
        return process

    def rows(self, statement: str, parameters: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """What a query finds, through a connection that is nobody else's."""
        if self.url.startswith("sqlite"):
            with closing(sqlite3.connect(self.url.removeprefix("sqlite:///"), timeout=20)) as file:
                return file.execute(statement, parameters).fetchall()
        import psycopg

        with psycopg.connect(self.url, autocommit=True) as server:
            return list(server.execute(statement.replace("?", "%s"), parameters).fetchall())

    def count(self, table: str, condition: str = "true") -> int:
        """How many rows."""
        return int(self.rows(f"select count(*) from {table} where {condition}")[0][0])

    def wait_for(self, statement: str, wanted: object, seconds: float = 30) -> None:
        """Until the first value of the query is this. Fails with the workers' log otherwise."""
        deadline = time.monotonic() + seconds
        while (found := self.rows(statement)[0][0]) != wanted:
            log = (self.home / "workers.log").read_text()[-2000:]
            assert time.monotonic() < deadline, f"{statement}: {found}, not {wanted}\n{log}"
            time.sleep(0.1)

    def stop(self) -> None:
        """End every process started here."""
        for process in self.processes:
            kill_group(process)
        self.processes.clear()

    def empty(self) -> None:
        """Remove every run, and what their attempts and effects left."""
        for table in ("runs_run", "attempts", "effects"):
            self._change(f"delete from {table}")
        (self.home / "workers.log").write_text("")

    def _change(self, statement: str) -> None:
        if self.url.startswith("sqlite"):
            with closing(sqlite3.connect(self.url.removeprefix("sqlite:///"), timeout=20)) as file, file:
                file.execute(statement)
        else:
            _on_server(self.url, statement)


def kill_group(process: subprocess.Popen[bytes]) -> None:
    """Kill a consumer and its workers at once, as a machine that goes down does."""
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        pass  # it had ended
    process.wait()


@contextmanager
def an_arena(home: Path) -> Iterator[Arena]:
    """An arena with its tables, on SQLite or on the server DATABASE_URL names."""
    server = os.environ.get("DATABASE_URL", "")
    on_postgresql = server.startswith("postgres")
    name = f"arena_{os.getpid()}_{home.name}".replace("-", "_")[:60]
    if on_postgresql:
        _on_server(server, f'create database "{name}"')
        url = urlunsplit(urlsplit(server)._replace(path=f"/{name}"))
    else:
        url = f"sqlite:///{home / 'arena.sqlite3'}"
    arena = Arena(home, url)
    try:
        tables = "".join(f"connection.cursor().execute({statement!r})\n" for statement in SCHEMA)
        arena.python(
            "from django.core.management import call_command\nfrom django.db import connection\n"
            f"call_command('migrate', verbosity=0)\n{tables}"
        )
        yield arena
    finally:
        arena.stop()
        if on_postgresql:
            _on_server(server, f'drop database "{name}" with (force)')


def _on_server(url: str, statement: str) -> None:
    import psycopg

    with psycopg.connect(url, autocommit=True) as server:
        server.execute(statement)
