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


@pytest.fixture
def loop(place: Path, monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """Sources of a loop and what numba kept of them, of the test's own; the commands that were run."""
    forecast = place / "forecast"
    (forecast / "__pycache__").mkdir(parents=True)
    (forecast / "draws.py").write_text("from numba import njit\n")
    (forecast / "space.py").write_text("")
    run: list[list[str]] = []
    monkeypatch.setattr(environment, "FORECAST", forecast)
    monkeypatch.setattr(environment, "COMPILED", place / "compiled.txt")
    monkeypatch.setattr(environment, "_run", lambda command, what: run.append(command))
    _stamp("runtime")
    return run


def test_the_forecast_is_compiled_once(loop: list[list[str]], capsys: pytest.CaptureFixture[str]) -> None:
    assert environment.compile_forecast()
    assert "Compiling the forecast's inner loop" in capsys.readouterr().out
    assert not environment.compile_forecast()
    assert [command[1:] for command in loop] == [["forecast", "compile"]]
    assert capsys.readouterr().out == ""


def test_it_is_compiled_again_when_what_it_calls_changed(loop: list[list[str]]) -> None:
    """numba keeps a function by its own file alone: what it kept of another that calls it must go."""
    environment.compile_forecast()
    (environment.FORECAST / "space.py").write_text("# nothing of the loop\n")
    assert not environment.compile_forecast()
    kept = environment.FORECAST / "__pycache__" / "kernel.simulate-1.py311.1.nbc"
    kept.write_text("")
    (environment.FORECAST / "draws.py").write_text("from numba import njit, prange\n")
    assert environment.compile_forecast()
    assert not kept.exists()
    _stamp("test")
    assert environment.compile_forecast()


def test_not_to_compile_stops_nothing(
    loop: list[list[str]], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fails(command: list[str], what: str) -> None:
        raise environment.NotReady(what)

    monkeypatch.setattr(environment, "_run", fails)
    assert environment.compile_forecast()
    assert "slower, and as exact" in capsys.readouterr().out
    assert not environment.COMPILED.exists()
