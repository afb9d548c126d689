"""The tests' own PostgreSQL: it starts from nothing, as root or not, and leaves nothing behind."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import psycopg
import pytest

from tools import postgres

pytestmark = pytest.mark.slow


def _folder(url: str) -> Path:
    return Path(parse_qs(urlsplit(url).query)["host"][0])


def test_it_serves_while_the_block_runs_and_is_gone_after() -> None:
    with postgres.running() as url:
        folder = _folder(url)
        with psycopg.connect(url) as connection:
            assert connection.execute("SHOW fsync").fetchone() == ("off",)
            assert connection.execute("SHOW listen_addresses").fetchone() == ("",)
    assert not folder.exists()


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_it_is_never_the_machines_root() -> None:
    with postgres.running() as url:
        process = Path("/proc", (_folder(url) / "data" / "postmaster.pid").read_text().splitlines()[0])
        in_a_namespace_with_no_way_back = (process / "uid_map").read_text().strip() == ""
        assert in_a_namespace_with_no_way_back or process.stat().st_uid != 0


def test_as_nobody_where_no_namespace_is_allowed(monkeypatch: pytest.MonkeyPatch) -> None:
    nobody = pwd.getpwnam("nobody")
    who = postgres.Identity(postgres._end_with_parent, nobody if os.geteuid() == 0 else None)
    monkeypatch.setattr(postgres, "identity", lambda: who)
    with postgres.running() as url, psycopg.connect(url) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)
        owner = (_folder(url) / "data").stat().st_uid
    assert owner == (nobody.pw_uid if os.geteuid() == 0 else os.geteuid())


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a child that its parent died")
def test_it_ends_when_its_parent_is_killed_outright() -> None:
    code = (
        "import time; from tools.postgres import running\nwith running() as url: print(url, flush=True); time.sleep(60)"
    )
    parent = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    assert parent.stdout is not None
    folder = _folder(parent.stdout.readline().strip())
    server = int((folder / "data" / "postmaster.pid").read_text().splitlines()[0])
    parent.send_signal(signal.SIGKILL)
    parent.wait()
    deadline = time.monotonic() + 15
    while Path(f"/proc/{server}").exists() and time.monotonic() < deadline:
        time.sleep(0.1)
    shutil.rmtree(folder, ignore_errors=True)
    assert not Path(f"/proc/{server}").exists()


def test_a_machine_without_postgresql_is_told_what_to_install(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("GOLDENTHREAD_POSTGRES_BIN", str(tmp_path))
    with pytest.raises(postgres.NoServer, match="apt-get install postgresql"), postgres.running():
        pass
