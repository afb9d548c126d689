"""Failures of commands that answer in JSON: one object a program can read, and an exit code that tells them apart."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from goldenthread.commandline.main import cli
from tests.forecasts import files, invented


def failed(*words: object) -> tuple[int, dict[str, Any], str]:
    done = CliRunner().invoke(cli, [str(each) for each in words])
    assert isinstance(done.exception, SystemExit)
    return done.exit_code, json.loads(done.stdout)["error"], done.stderr


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "in").mkdir()
    return files(tmp_path / "in", invented(4))


@pytest.mark.parametrize("command", ["run", "mean"])
def test_a_forecast_says_what_is_wrong_where(folder: Path, command: str) -> None:
    words = ("forecast", command, "--in", folder, "--json")
    population = (folder / "population.csv").read_text()
    (folder / "population.csv").write_text(
        population.replace("\n2019,0,", "\n2019,0,x").replace("\n2019,1,", "\n2019,1,x")
    )
    code, error, said = failed(*words)
    assert (code, error["kind"], error["file"]) == (2, "input", "population.csv")
    assert len(error["all"]) == 2 and error["line"] == error["all"][0]["line"] > 1
    assert f"  population.csv line {error['line']}: {error['message']}" in said.splitlines()
    (folder / "population.csv").write_text("\n".join(each for each in population.split("\n") if each[:4] != "2020"))
    code, error, _ = failed(*words)
    assert (code, error["kind"], error["line"]) == (2, "no-forecast", 0) and "2020 is missing" in error["message"]


def test_one_that_cannot_be_trusted_has_a_code_of_its_own(folder: Path) -> None:
    moves = (folder / "transitions.csv").read_text().splitlines()
    (folder / "transitions.csv").write_text("\n".join(each for each in moves if not each.startswith("2020")))
    for command in ("run", "mean"):
        code, error, said = failed("forecast", command, "--in", folder, "--json")
        assert (code, error["kind"], error["file"]) == (3, "not-trusted", "transitions.csv")
        assert "could not be trusted" in said


@pytest.mark.parametrize("words", [
    ("forecast", "run"), ("forecast", "mean", "--years", "0"), ("forecast", "backtest", "--authority", "Wrenbury"),
    ("money", "check-table"), ("plan", "check", "--stage", "other", "x"),
])  # fmt: skip
def test_a_command_not_understood(words: tuple[str, ...]) -> None:
    code, error, said = failed(*words, "--json")
    assert (code, error["kind"]) == (2, "usage")
    assert error["message"] in said.replace("\n", " ")


@pytest.mark.parametrize("words", [("money", "check-table"), ("plan", "check"), ("plan", "read")])
def test_the_checkers_say_theirs_alike(tmp_path: Path, words: tuple[str, str]) -> None:
    code, error, said = failed(*words, tmp_path / "nowhere.txt", "--json")
    assert (code, error["kind"], error["file"]) == (2, "input", "nowhere.txt")
    assert said == f"nowhere.txt: {error['message']}\n"


def test_a_line_named_in_a_sentence_is_a_number_too(tmp_path: Path) -> None:
    (tmp_path / "table.csv").write_text("Year,Plans,Spend\n2024,5,6\n")
    _, error, _ = failed("money", "check-table", tmp_path / "table.csv", "--json")
    assert error["line"] == 2 and "line 2" in error["message"]


def test_an_answer_that_cannot_be_written_ends_in_words() -> None:
    command = [sys.executable, "-m", "goldenthread.commandline.main", "forecast", "backtest", "--json"]
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, timeout=60)
    assert (done.returncode, done.stderr) == (1, "The answer could not be written out: No space left on device\n")
