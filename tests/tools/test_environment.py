"""A second `make demo` does nothing when nothing changed, and everything when the lock did."""

from __future__ import annotations

from pathlib import Path

import pytest

from tools import environment


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Lock files and a stamp of the test's own, and a .venv taken to start."""
    locks = {kind: tmp_path / f"{kind}.lock" for kind in ("runtime", "test")}
    for kind, path in locks.items():
        path.write_text(kind)
    monkeypatch.setattr(environment, "LOCKS", locks)
    monkeypatch.setattr(environment, "STAMP", tmp_path / "installed.txt")
    monkeypatch.setattr(environment, "_starts", lambda: True)
    return tmp_path


def _stamp(kind: str) -> None:
    environment.STAMP.write_text(environment.wanted_stamp(kind) + "\n")


def test_nothing_is_ready_before_anything_was_installed(place: Path) -> None:
    assert not environment.is_ready("runtime")


def test_what_was_installed_is_ready(place: Path) -> None:
    _stamp("runtime")
    assert environment.is_ready("runtime")
    assert not environment.is_ready("test")


def test_what_the_tests_need_also_serves_the_demo(place: Path) -> None:
    _stamp("test")
    assert environment.is_ready("runtime")


def test_a_changed_lock_is_installed_again(place: Path) -> None:
    _stamp("test")
    (place / "test.lock").write_text("newer")
    assert not environment.is_ready("test")


def test_a_venv_whose_python_was_removed_is_not_ready(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _stamp("test")
    monkeypatch.setattr(environment, "_starts", lambda: False)
    assert not environment.is_ready("test")
