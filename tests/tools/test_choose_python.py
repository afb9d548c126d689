"""The Python that is chosen runs; and when none can be used, the message says what to do."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.source import ROOT

SCRIPT = ROOT / "tools" / "choose_python.sh"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A folder that is the whole PATH: it has what the script itself needs, and the Pythons a test puts there."""
    (tmp_path / "sh").symlink_to("/bin/sh")
    return tmp_path


def _python(folder: Path, name: str, body: str) -> None:
    program = folder / name
    program.write_text(f"#!/bin/sh\n{body}\n")
    program.chmod(0o755)


def _choose(path: Path, wanted: str = "") -> subprocess.CompletedProcess[str]:
    # A PYTHON that is set replaces the usual list, so the machine's own /usr/bin/python3 is never part of a test.
    environment = {"PATH": str(path), "PYTHON": wanted or "python3.13 python3.12 python3"}
    return subprocess.run(["/bin/sh", str(SCRIPT)], env=environment, capture_output=True, text=True)


def test_a_version_managers_empty_shim_is_passed_over(path: Path) -> None:
    _python(path, "python3.13", "echo 'command not found' >&2; exit 127")
    _python(path, "python3.12", f'exec {sys.executable} "$@"')
    assert _choose(path).stdout.strip() == str(path / "python3.12")


def test_a_python_that_is_too_old_is_named(path: Path) -> None:
    _python(path, "python3", "exit 3")
    done = _choose(path)
    assert done.returncode == 1
    assert f"{path / 'python3'} is too old" in done.stderr


def test_a_python_without_venv_says_which_package_to_install(path: Path) -> None:
    _python(path, "python3", 'case "$2" in *ensurepip*) exit 1;; *version_info*) echo 3.11; exit 0;; esac')
    done = _choose(path)
    assert done.returncode == 1
    assert "apt-get install python3-venv" in done.stderr


def test_no_python_at_all_says_what_to_install(path: Path) -> None:
    done = _choose(path)
    assert done.returncode == 1
    assert "No Python was found" in done.stderr
