"""Where partnerships are kept between runs, and the two databases they are kept in."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

import psycopg

from benchmarks.multiplying import multiply
from tools import postgres

ROOT = Path(__file__).resolve().parent.parent
COMMAND = str(Path(sys.executable).parent / "goldenthread")
KENT, TEN_TIMES = "kent", "ten-times-kent"  # 21,742 plans in force, and ten times that
BUILT = "built.json"


class Failed(Exception):
    """A command of the product ended badly; the message is what it said last."""


@dataclass(frozen=True)
class Place:
    """One partnership in one database: what the product is told through its environment."""

    database: str  # sqlite or postgresql
    size: str
    home: Path
    url: str

    @property
    def environment(self) -> dict[str, str]:
        """For a process of the product."""
        given = {"GOLDENTHREAD_ENV": "demo", "GOLDENTHREAD_HOME": str(self.home), "DATABASE_URL": self.url}
        return {**os.environ, **given, "PYTHONPATH": str(ROOT)}

    def run(self, *words: str) -> str:
        """A command of the product; what it printed. Raises Failed."""
        return run([COMMAND, *words], self.environment)

    def ask(self, module: str, *words: str) -> dict[str, object]:
        """A module of this folder in a process of its own; the JSON object it printed last. Raises Failed."""
        printed = run([sys.executable, "-m", f"benchmarks.{module}", *words], self.environment)
        found: dict[str, object] = json.loads(printed.splitlines()[-1])
        return found


def kept() -> Path:
    """The folder: GOLDENTHREAD_BENCHMARKS, else in the user's cache folder."""
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return Path(os.environ.get("GOLDENTHREAD_BENCHMARKS") or cache / "goldenthread-benchmarks").resolve()


def run(words: Sequence[str], environment: Mapping[str, str]) -> str:
    """Run to the end; standard output. Raises Failed with the last lines of what went wrong."""
    done = subprocess.run(words, env=environment, cwd=ROOT, capture_output=True, text=True)
    if done.returncode:
        raise Failed(f"{' '.join(words)}: {done.stderr.strip()[-800:] or done.stdout.strip()[-800:]}")
    return done.stdout


@contextmanager
def partnership(database: str, size: str) -> Iterator[Place]:
    """A built partnership, ready to be read: made now if it is not there. Raises Failed, NoServer."""
    if size == TEN_TIMES and not (kept() / f"{database}-{size}" / BUILT).exists():
        with partnership(database, KENT):
            pass  # what it is copied from
    with empty_or_built(database, size) as place:
        if not (place.home / BUILT).exists():
            print(f"  making a partnership the size of {size} in {database}; this is done once", file=sys.stderr)
            began = perf_counter()
            if size == TEN_TIMES:
                _copy_ten_times(place)
            else:
                place.run("demo", "build", "--like", "kent", "--again")
            (place.home / BUILT).write_text(json.dumps({"seconds": perf_counter() - began}))
        place.run("migrate")
        _tell_the_planner(place)
        yield place


def _copy_ten_times(place: Place) -> None:
    name = _named(place.size)
    with psycopg.connect(place.url.replace(f"/{name}?", "/postgres?"), autocommit=True) as connection:
        connection.execute(f'DROP DATABASE "{name}"')
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{_named(KENT)}"')
    multiply(place.url, 10)


def _tell_the_planner(place: Place) -> None:
    if place.database == "postgresql":
        with psycopg.connect(place.url, autocommit=True) as connection:
            connection.execute("ANALYZE")


def _named(size: str) -> str:
    return size.replace("-", "_")


@contextmanager
def empty_or_built(database: str, name: str) -> Iterator[Place]:
    """The same, as it is found, whatever is in it. A PostgreSQL runs for as long as the block."""
    home = kept() / f"{database}-{name}"
    home.mkdir(parents=True, exist_ok=True)
    if database == "sqlite":
        yield Place(database, name, home, f"sqlite:///{home / 'goldenthread.sqlite3'}")
        return
    with postgres.running(kept() / "postgresql") as server:
        held = _named(name)
        with psycopg.connect(server, autocommit=True) as connection:
            if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [held]).fetchone():
                connection.execute(f'CREATE DATABASE "{held}"')
        yield Place(database, name, home, server.replace("/postgres?", f"/{held}?"))


def forget(database: str, name: str) -> None:
    """Drop a partnership, so that the next use of it starts from nothing."""
    if database == "sqlite":
        for path in (kept() / f"{database}-{name}").glob("goldenthread.sqlite3*"):
            path.unlink()
        return
    with (
        postgres.running(kept() / "postgresql") as server,
        psycopg.connect(server, autocommit=True) as connection,
    ):
        connection.execute(f'DROP DATABASE IF EXISTS "{_named(name)}"')
