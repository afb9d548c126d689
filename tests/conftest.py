"""What every test stands on: the test settings, one known day, and a database of its own for each process.

The day is Monday 16 November 2026. GOLDENTHREAD_TEST_DAY names another: `make test` runs the suite a second time as if
it were the next September. DATABASE_URL chooses the database; without it, SQLite in a temporary file, so that it is
opened as it is in use (its write-ahead log, its locking) and not as a thing in memory."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import hypothesis
import pytest
from django.conf import settings

TEST_DAY = date.fromisoformat(os.environ.get("GOLDENTHREAD_TEST_DAY", "2026-11-16"))


def _use_test_settings() -> None:
    """Before Django is set up; the processes pytest-xdist starts, and any a test starts, inherit it."""
    os.environ["GOLDENTHREAD_ENV"] = "test"
    os.environ["GOLDENTHREAD_DAY"] = TEST_DAY.isoformat()  # read once by foundation/clock.py
    os.environ["DJANGO_SETTINGS_MODULE"] = "goldenthread.config.settings"
    if "GOLDENTHREAD_TEST_HOME" not in os.environ:
        home = tempfile.mkdtemp(prefix="gt-tests-")
        os.environ["GOLDENTHREAD_TEST_HOME"] = home
        atexit.register(shutil.rmtree, home, ignore_errors=True)
    os.environ["GOLDENTHREAD_HOME"] = os.environ["GOLDENTHREAD_TEST_HOME"]


_use_test_settings()

# The same examples every time: a failure on one machine is a failure on all. Longer hunts are run by hand.
hypothesis.settings.register_profile("suite", deadline=None, derandomize=True, database=None, max_examples=60)
hypothesis.settings.register_profile("hunt", deadline=None, max_examples=2_000)
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "suite"))


def _on_postgresql() -> bool:
    return os.environ.get("DATABASE_URL", "").startswith("postgres")


def pytest_configure(config: pytest.Config) -> None:
    """Load the settings; pytest-django, whose turn comes after this, sets Django up with them."""
    assert settings.ENV == "test"


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark what uses the database; leave out what is only about the other one."""
    other = "only_sqlite" if _on_postgresql() else "only_postgresql"
    kept, left_out = [], []
    for item in items:
        fixtures = set(getattr(item, "fixturenames", ()))
        if item.get_closest_marker("django_db") or fixtures & {"db", "transactional_db", "live_server"}:
            item.add_marker(pytest.mark.uses_database)
        (left_out if item.get_closest_marker(other) else kept).append(item)
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = kept


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    """SQLite: a file for each process. PostgreSQL: a database for each process, which pytest-django names."""
    database = settings.DATABASES["default"]
    if database["ENGINE"].endswith("sqlite3"):
        worker = os.environ.get("PYTEST_XDIST_WORKER", "alone")
        database.setdefault("TEST", {})["NAME"] = str(Path(settings.HOME) / f"test-{worker}-{os.getpid()}.sqlite3")


@pytest.fixture(scope="session")
def test_day() -> date:
    """The day it is for this whole run."""
    return TEST_DAY


@pytest.fixture(autouse=True)
def _the_known_day() -> Iterator[None]:
    """Every test starts on the known day, whatever the one before it pretended."""
    from goldenthread.foundation import clock  # reads GOLDENTHREAD_DAY when first imported, so not before it is set

    yield
    clock.freeze_everywhere(TEST_DAY)


@pytest.fixture(scope="session", autouse=True)
def _the_partnership_is_kept() -> Iterator[None]:
    """The row every page asks for is not read again because a minute is over: a page would ask the database once more
    than the same page a moment before, in whichever test that minute ends.
    """
    from goldenthread.foundation.partnership import queries

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(queries, "_KEEP_SECONDS", float("inf"))
        yield
