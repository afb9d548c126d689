"""Progress that can be seen while a run holds SQLite's only write lock.

SQLite has one writer: while a run applies a large change in one transaction, nobody else can write to that database,
not even how far the run has come. So with SQLite the figures also go to a small file of their own, which may be lost
at any time. PostgreSQL needs none of this: the worker's second connection writes to the run's row.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

from django.conf import settings
from django.db import connection

TABLE = "create table if not exists progress (run text primary key, token text, done integer, total integer, note text)"


def needed() -> bool:
    """Whether this database has one writer."""
    return connection.vendor == "sqlite"


def write(run: str, token: str, done: int, total: int, note: str) -> None:
    """Note how far the holder of `token` has come with this run. Never fails: these figures are a courtesy."""
    if not needed():
        return
    try:
        with closing(_open()) as file, file:
            file.execute(TABLE)
            file.execute(
                "insert or replace into progress values (?, ?, ?, ?, ?)", (run, token, done, total, note[:200])
            )
    except sqlite3.Error:
        return


def erase(run: str) -> None:
    """Forget a run that has ended."""
    if not needed() or not _path().exists():
        return
    try:
        with closing(_open()) as file, file:
            file.execute("delete from progress where run = ?", (run,))
    except sqlite3.Error:
        return


def read(runs: Iterable[str]) -> dict[tuple[str, str], tuple[int, int, str]]:
    """(done, total, note) by (run, token) for those of these runs that are noted here."""
    wanted = list(runs)
    if not wanted or not needed() or not _path().exists():
        return {}
    marks = ",".join("?" * len(wanted))
    try:
        with closing(_open()) as file:
            rows = file.execute(
                f"select run, token, done, total, note from progress where run in ({marks})", wanted
            ).fetchall()
    except sqlite3.Error:
        return {}
    return {(run, token): (done, total, note) for run, token, done, total, note in rows}


def _path() -> Path:
    return Path(settings.HOME) / f"{Path(str(connection.settings_dict['NAME'])).stem}-progress.sqlite3"


def _open() -> sqlite3.Connection:
    file = sqlite3.connect(_path(), timeout=0.5)
    file.execute("pragma journal_mode=wal")
    file.execute("pragma synchronous=off")
    return file
