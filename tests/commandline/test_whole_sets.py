"""A run's folder: tables of one run and of no other, whatever is written there at once or was before."""

from __future__ import annotations

import csv
import json
import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from goldenthread.commandline import whole_sets
from goldenthread.commandline.forecast import forecast
from goldenthread.commandline.whole_sets import put_together, unformulated
from tests.forecasts import files, invented


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "in").mkdir()
    return files(tmp_path / "in", invented(4))


def ran(folder: Path, out: Path, *words: str) -> Result:
    words = ("run", "--in", str(folder), "--years", "1", "--sims", "4", "--out", str(out), *words)
    return CliRunner().invoke(forecast, list(words))


def test_two_that_write_at_once_never_mix(tmp_path: Path) -> None:
    def write(run: int) -> None:
        for _ in range(30):
            put_together(tmp_path / "out", {f"{name}.csv": str(run) for name in "abcdefgh"} | {"told.json": str(run)})

    with ThreadPoolExecutor(4) as runs:
        list(runs.map(write, range(4)))
    left = {path.name: path.read_text() for path in (tmp_path / "out").iterdir()}
    assert len(left) == 9 and len(set(left.values())) == 1


def test_where_another_does_not_end_it_is_said_and_nothing_changed(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import fcntl

    monkeypatch.setattr(whole_sets, "TRIES", 2)
    out = tmp_path / "out"
    assert ran(folder, out).exit_code == 0
    before = {path.name: path.read_bytes() for path in out.iterdir()}
    with (out / whole_sets.LOCK).open("w") as other:
        fcntl.flock(other, fcntl.LOCK_EX)
        done = ran(folder, out, "--seed", "9")
        assert done.exit_code == 2 and "another run is writing here" in done.stderr
    (out / whole_sets.LOCK).unlink()
    assert {path.name: path.read_bytes() for path in out.iterdir()} == before


def test_a_lock_left_by_a_program_that_was_killed_holds_nobody(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / whole_sets.LOCK).write_text("")
    assert ran(folder, tmp_path / "out").exit_code == 0
    assert not (tmp_path / "out" / whole_sets.LOCK).exists()


def test_tables_of_an_earlier_run_go_and_nothing_else_does(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert ran(folder, out).exit_code == 0
    (out / "notes.csv").write_text("mine")
    (out / "by_area.csv").write_text("area,manager\nNorth,Mine\n")  # of that name, and no run wrote it
    (folder / "costs.csv").unlink()
    assert (out / "pounds.csv").exists()
    assert ran(folder, out).exit_code == 0
    told = json.loads((out / "forecast.json").read_text())
    assert "pounds.csv" not in told["files"]
    assert {path.name for path in out.iterdir()} == {*told["files"], "forecast.json", "notes.csv", "by_area.csv"}


def test_nothing_half_written_is_left_where_a_disk_is_full(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    assert ran(folder, out).exit_code == 0
    before = {path.name: path.read_bytes() for path in out.iterdir()}
    written = Path.write_text

    def full(path: Path, text: str, **rest: str) -> int:
        if path.name == "by_state.csv":
            raise OSError(28, "No space left on device")
        return written(path, text, **rest)

    monkeypatch.setattr(Path, "write_text", full)
    done = ran(folder, out, "--seed", "9", "--json")
    assert done.exit_code == 2 and json.loads(done.stdout)["error"]["kind"] == "output"
    assert {path.name: path.read_bytes() for path in out.iterdir()} == before


def test_a_name_is_no_formula_in_a_spreadsheet(folder: Path, tmp_path: Path) -> None:
    for path in folder.glob("*.csv"):
        path.write_text(path.read_text().replace("N0", "=1+1"))
    assert ran(folder, tmp_path / "out").exit_code == 0
    groups = [row["group"] for path in (tmp_path / "out").glob("*.csv") for row in csv.DictReader(path.open())]
    assert "'=1+1" in groups and "=1+1" not in groups and "-3" in groups


@pytest.mark.parametrize("text", ["=A1", "+44", "-A1", "@x", "\tx", "-3+cmd|' /C calc'!A0", "-3 +A1", "-3 =A1"])
def test_what_would_run_is_made_plain(text: str) -> None:
    assert unformulated(text) == "'" + text


@pytest.mark.parametrize("text", ["-3", "-3 T A", "autism", "16 to 19", "5 =A1", ""])
def test_what_would_not_is_left(text: str) -> None:
    assert unformulated(text) == text


def test_permissions_are_those_of_any_new_file(folder: Path, tmp_path: Path) -> None:
    assert ran(folder, tmp_path / "out").exit_code == 0
    (tmp_path / "plain").write_text("")
    assert (tmp_path / "out" / "total.csv").stat().st_mode == os.stat(tmp_path / "plain").st_mode
