"""Makes .venv, the folder holding Python's packages for this project, and keeps it equal to the lock file.

    python tools/environment.py          what the product needs to run
    python tools/environment.py --test   that, and what the tests need

Runs on a bare Python: standard library only. Packages come from the lock files, by hash, through plain pip. The project
itself is not built: a .pth line puts this folder on the path and a two-line script starts the command, so nothing but
the lock file can fail here. A stamp inside .venv holds the hash of what was installed, and a second run with the same
lock does nothing. The forecast's inner loop is then compiled, once for the same packages and sources: the first
forecast would otherwise wait half a minute."""

from __future__ import annotations

import argparse
import hashlib
import os
import shutil
import subprocess
import sys
import time
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
STAMP = VENV / "installed.txt"
PYTHON = VENV / "bin" / "python"
INSTALL_OPTIONS = ("--quiet", "--disable-pip-version-check", "--no-input", "--require-hashes")
FORECAST = ROOT / "goldenthread" / "domain" / "forecast"
COMPILED = VENV / "compiled.txt"
LOCKS = {"runtime": ROOT / "requirements.lock", "test": ROOT / "requirements-test.lock"}


class NotReady(Exception):
    """The environment could not be made; the message says what to do."""


def wanted_stamp(kind: str) -> str:
    """One line naming what an up-to-date environment of this kind ('runtime' or 'test') was made from."""
    made_from = LOCKS[kind].read_bytes() + Path(__file__).read_bytes() + str(ROOT).encode()
    return f"{kind} {hashlib.sha256(made_from).hexdigest()}"


def is_ready(kind: str) -> bool:
    """Whether .venv runs and holds what `kind` needs. A test environment also serves as a runtime one."""
    if not STAMP.exists() or not _starts():
        return False
    enough = {wanted_stamp(k) for k in ("test", kind)}
    return STAMP.read_text().strip() in enough


def make(kind: str, base_python: str = sys.executable) -> bool:
    """Make .venv ready for `kind`; True if anything had to be done. Raises NotReady with what to do about it."""
    if is_ready(kind):
        return False
    started = time.monotonic()
    if VENV.exists() and not _starts():
        shutil.rmtree(VENV)
    if not VENV.exists():
        print("Making .venv ...", flush=True)
        _run([base_python, "-m", "venv", str(VENV)], "could not make .venv")
    STAMP.unlink(missing_ok=True)
    print(f"Installing the packages in {LOCKS[kind].name} (a few minutes the first time) ...", flush=True)
    _run(
        [str(PYTHON), "-m", "pip", "install", *INSTALL_OPTIONS, "--requirement", str(LOCKS[kind])],
        "some packages could not be installed; the lines above say which.\nCheck the network (or your proxy settings)",
    )
    _put_project_on_path()
    STAMP.write_text(wanted_stamp(kind) + "\n")
    print(f"Packages ready in {time.monotonic() - started:.0f} s.", flush=True)
    return True


def compile_forecast() -> bool:
    """Compile the forecast's loop where its sources or the packages changed; True if that was tried.

    numba notices a change of the file a function is in and not of a file it calls into, so that what it kept is removed
    first. Not to be able to is no fault: forecasts then run without, slower and as exact.
    """
    wanted = _sources_of_the_loop()
    if COMPILED.exists() and COMPILED.read_text().strip() == wanted:
        return False
    print("Compiling the forecast's inner loop (half a minute to two, once) ...", flush=True)
    for kept in FORECAST.glob("__pycache__/*.nb[ci]"):
        kept.unlink()
    try:
        _run([str(VENV / "bin" / "goldenthread"), "forecast", "compile"], "could not compile")
    except (NotReady, OSError):
        print("It could not be compiled; forecasts will be slower, and as exact.", flush=True)
    else:
        COMPILED.write_text(wanted + "\n")
    return True


def _sources_of_the_loop() -> str:
    sources = [path.read_bytes() for path in sorted(FORECAST.glob("*.py"))]
    installed = STAMP.read_bytes() if STAMP.exists() else b""
    return hashlib.sha256(b"".join([installed, *(each for each in sources if b"import njit" in each)])).hexdigest()


def _starts() -> bool:
    """Whether .venv's Python starts, is new enough and has pip: the Python it was made from may have been removed."""
    probe = "import sys, pip; sys.exit(0 if sys.version_info >= (3, 11) else 1)"
    try:
        return subprocess.run([str(PYTHON), "-c", probe], capture_output=True, timeout=60).returncode == 0
    except OSError:
        return False


def _put_project_on_path() -> None:
    """Make `import goldenthread` and the `goldenthread` command work from .venv."""
    asked = subprocess.run(
        [str(PYTHON), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"],
        capture_output=True,
        text=True,
        check=True,
    )
    packages = Path(asked.stdout.strip())
    (packages / "goldenthread-source.pth").write_text(f"{ROOT}\n")
    _say_it_is_installed(packages)
    command = VENV / "bin" / "goldenthread"
    # A shell starts it, because the kernel cuts a long #! line short and splits one at spaces.
    call = "import sys; sys.argv[0] = 'goldenthread'; from goldenthread.commandline.main import main; sys.exit(main())"
    command.write_text(f'#!/bin/sh\nexec "{PYTHON}" -c "{call}" "$@"\n')
    command.chmod(0o755)


def _say_it_is_installed(packages: Path) -> None:
    """The few lines of metadata from which Python knows an installed package's version."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    for old in packages.glob("goldenthread-*.dist-info"):
        shutil.rmtree(old)
    folder = packages / f"goldenthread-{project['version']}.dist-info"
    folder.mkdir()
    metadata = f"Metadata-Version: 2.1\nName: {project['name']}\nVersion: {project['version']}\n"
    (folder / "METADATA").write_text(metadata, encoding="utf-8")
    (folder / "INSTALLER").write_text("tools/environment.py\n")
    (folder / "RECORD").write_text("")


def _run(command: list[str], what_failed: str) -> None:
    # A pip set to install for the user, or into a folder, would put packages outside .venv.
    misleading = ("PIP_USER", "PIP_TARGET", "PIP_PREFIX", "PYTHONHOME")
    surroundings = {k: v for k, v in os.environ.items() if k not in misleading}
    if subprocess.run(command, env=surroundings).returncode:
        raise NotReady(f"{what_failed}, then run the same command again.")


def main() -> int:
    arguments = argparse.ArgumentParser(description="Make .venv ready.")
    arguments.add_argument("--test", action="store_true", help="also install what the tests need")
    try:
        make("test" if arguments.parse_args().test else "runtime")
        compile_forecast()
    except NotReady as fault:
        print(f"Not ready: {fault}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
