"""The suite's own ground: one known day, test settings, and a database that is opened as in use."""

from __future__ import annotations

import threading
from datetime import date

import pytest
from django.conf import settings
from django.db import connection

from goldenthread.foundation import clock


def test_it_is_the_known_day_in_every_thread(test_day: date) -> None:
    seen: list[date] = []
    other = threading.Thread(target=lambda: seen.append(clock.today()))
    other.start()
    other.join()
    assert [clock.today(), *seen] == [test_day, test_day]


def test_the_settings_are_the_test_ones() -> None:
    assert settings.ENV == "test"


@pytest.mark.django_db
@pytest.mark.only_sqlite
def test_sqlite_is_a_file_with_its_write_ahead_log_and_foreign_keys_on() -> None:
    with connection.cursor() as cursor:
        modes = [cursor.execute(f"PRAGMA {name}").fetchone()[0] for name in ("journal_mode", "foreign_keys")]
    assert modes == ["wal", 1]


@pytest.mark.django_db
@pytest.mark.only_postgresql
def test_postgresql_keeps_unicode_and_is_a_version_we_support() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT lower('SIÂN'), current_setting('server_version_num')::int")
        lowered, version = cursor.fetchone()
    assert lowered == "siân"
    assert version >= 150000
