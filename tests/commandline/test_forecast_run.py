"""`goldenthread forecast run`, `mean` and `compile`: what they say of good files, and of every kind of bad one."""

from __future__ import annotations

import json
import math
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from goldenthread.commandline import whole_sets
from goldenthread.commandline.forecast import forecast
from goldenthread.domain.forecast import simulating
from goldenthread.domain.forecast.laws import LAWS
from tests.forecasts import files, invented
from tests.open_model import expected

AUTHORITY = invented(4)  # 19 years ahead of its history is more than any test asks for
START = max(row.year for row in AUTHORITY.rows) + 1
FLOWS = ("dropped", "joined", "left")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "in").mkdir()
    return files(tmp_path / "in", AUTHORITY)


def told(command: str, folder: Path, *words: str) -> Result:
    return CliRunner().invoke(forecast, [command, "--in", str(folder), *words])


def stopped(done: Result, *said: str, code: int = 2) -> None:
    """Ended by its own words and not by an accident."""
    assert (done.exit_code, done.stdout) == (code, "")
    assert isinstance(done.exception, SystemExit)
    for each in said:
        assert each in done.stderr


def changed(path: Path, change: Callable[[list[str]], list[str]]) -> None:
    path.write_text("\n".join(change(path.read_text().splitlines())) + "\n")


def line(number: int, text: str) -> Callable[[list[str]], list[str]]:
    """A file with that line put in; 1 is the heading."""
    return lambda lines: [*lines[: number - 1], text, *lines[number - 1 :]]


def test_the_mean_is_the_open_models_in_the_shape_asked_for(folder: Path) -> None:
    done = told("mean", folder, "--law", "compatible", "--years", "3", "--json")
    years = json.loads(done.stdout)["years"]
    counts, lost = expected(AUTHORITY, 3)
    assert done.exit_code == 0
    assert list(years) == [str(START + each) for each in (1, 2, 3)]
    for ahead, year in enumerate(years.values(), 1):
        assert math.isclose(year["total"], sum(counts[ahead].values()), rel_tol=1e-9)
        assert math.isclose(year["dropped"], lost[ahead - 1], rel_tol=1e-9, abs_tol=1e-9)
        for part, place in (("by_academic_year", 0), ("by_need", 1), ("by_setting", 2)):
            sums: dict[str, float] = {}
            for state, children in counts[ahead].items():
                sums[str(state[place])] = sums.get(str(state[place]), 0.0) + children
            assert {k: v for k, v in year[part].items() if v} == pytest.approx({k: v for k, v in sums.items() if v})


@pytest.mark.parametrize("law", LAWS)
def test_a_run_has_every_table_and_what_it_took(folder: Path, tmp_path: Path, law: str) -> None:
    out = tmp_path / "out"
    done = told("run", folder, "--law", law, "--years", "2", "--sims", "40", "--out", str(out), "--json")
    answer = json.loads(done.stdout)
    assert done.exit_code == 0
    assert list(answer["seconds"]) == ["prepare", "load", "simulate", "summarise"]
    assert list(answer["years"]) == [str(START + each) for each in (0, 1, 2)]
    assert "the files tell no requests for an assessment" in answer["untied"]
    start = answer["years"][str(START)]
    assert start["total"]["mean"] == start["total"]["p50"] == answer["start"]["children"]
    for year in list(answer["years"].values())[1:]:
        assert year["total"]["min"] <= year["total"]["p50"] <= year["total"]["max"]
        for flow in FLOWS:
            assert year[flow]["mean"] >= 0
        assert year["pounds"]["mean"] > 0
    kept = json.loads((out / "forecast.json").read_text())
    assert sorted(kept["files"]) == sorted(each.name for each in out.glob("*.csv"))
    assert set(kept["inputs"]) == {each.name for each in folder.glob("*.csv")}
    rows = (out / "total.csv").read_text().splitlines()
    assert rows[0].startswith("january,group,mean,standard-deviation,least,most,p2.5,")
    assert [row.split(",")[0] for row in rows[1:]] == list(answer["years"])


def test_a_run_says_the_same_again(folder: Path) -> None:
    words = ("--law", "ours", "--years", "3", "--sims", "30", "--json")
    first, again, other = (
        json.loads(told("run", folder, *words, "--seed", seed).stdout)["years"] for seed in ("7", "7", "8")
    )
    assert first == again != other


def test_and_in_words(folder: Path) -> None:
    done = told("run", folder, "--law", "compatible", "--years", "2", "--sims", "20")
    assert done.exit_code == 0
    assert f"January {START}: median" in done.stdout
    assert "lost by the model" in done.stdout
    assert "the total follows no tested forecast: the open model's law" in done.stderr
    done = told("mean", folder)
    assert f"January {START + 1}:" in done.stdout
    assert "the total follows no tested forecast: the files tell no requests" in done.stderr


def test_the_order_of_rows_changes_nothing(folder: Path) -> None:
    words = ("--law", "ours", "--years", "2", "--sims", "10", "--json")
    before = json.loads(told("run", folder, *words).stdout)
    for name in ("transitions.csv", "population.csv", "valid-states.csv"):
        changed(folder / name, lambda lines: [lines[0], *reversed(lines[1:])])
    after = json.loads(told("run", folder, *words).stdout)
    assert before["years"] == after["years"]


@pytest.mark.parametrize("name", ["transitions.csv", "population.csv", "valid-states.csv"])
def test_a_file_that_is_not_there(folder: Path, name: str) -> None:
    (folder / name).unlink()
    stopped(told("run", folder), f"{name}: is not in the folder")


@pytest.mark.parametrize("name", ["transitions.csv", "population.csv", "valid-states.csv", "costs.csv"])
def test_a_name_that_is_there_and_no_file_is_not_absent(folder: Path, name: str) -> None:
    for make in (lambda path: path.symlink_to("nowhere"), os.mkfifo, Path.mkdir):
        (folder / name).rename(folder / "aside")
        make(folder / name)
        stopped(told("mean", folder), f"{name}: is there and is no file to be read")
        (folder / name).rmdir() if (folder / name).is_dir() else (folder / name).unlink()
        (folder / "aside").rename(folder / name)


def test_what_is_unknown_in_both_januaries_is_said_once(folder: Path) -> None:
    changed(folder / "transitions.csv", line(4, "2019,school,XX,5,special,XX,6"))
    assert told("mean", folder).stderr.count("need XX has no setting") == 1


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    stopped(told("mean", tmp_path / "nowhere"), "is not a folder")


@pytest.mark.parametrize("name", ["transitions.csv", "population.csv", "valid-states.csv", "costs.csv"])
def test_a_file_without_a_column_or_with_nothing(folder: Path, name: str) -> None:
    column = (folder / name).read_text().splitlines()[0].split(",")[1]
    changed(folder / name, lambda lines: [lines[0].replace(column, "other"), *lines[1:]])
    stopped(told("mean", folder), f"{name} line 1: the heading has no column {column}")
    for sign, called in ((";", "semicolons"), ("\t", "tabs")):
        changed(folder / name, lambda lines, sign=sign: [each.replace(",", sign) for each in lines])  # type: ignore[misc]
        stopped(told("mean", folder), f"its cells are parted by {called}, and have to be by commas")
        changed(folder / name, lambda lines, sign=sign: [each.replace(sign, ",") for each in lines])  # type: ignore[misc]
    (folder / name).write_text("")
    stopped(told("mean", folder), f"{name}: is empty")


WRONG_ROWS = [
    ("transitions.csv", "2019,school,N0,5,school,N0", "has 6 cells under 7 headings"),
    ("transitions.csv", "2019,school,N0,5,school,N0,6,", "has 8 cells under 7 headings"),
    ("transitions.csv", "2019,school,N0,five,school,N0,6", "academic-year-1 is not a whole number: 'five'"),
    ("transitions.csv", "2019,school,N0,1_0,school,N0,11", "academic-year-1 is not a whole number: '1_0'"),
    ("transitions.csv", "2019,school,N0,5.0,school,N0,6", "academic-year-1 is not a whole number: '5.0'"),
    ("transitions.csv", f"{'9' * 40},school,N0,5,school,N0,6", "calendar-year is not a whole number"),
    ("transitions.csv", "20190,school,N0,5,school,N0,6", "calendar-year is 20190, which is not from 1990 to 2100"),
    ("transitions.csv", "2019,school,N0,5,school,N0,7", "academic-year-2 is 7, but one January after 5 it is 6"),
    ("transitions.csv", "2019,school,N0,21,school,N0,22", "a plan in academic year 22, which is not from -5 to 21"),
    ("transitions.csv", "2019,school,N0,-6,school,N0,-5", "a plan in academic year -6, which is not from -5 to 21"),
    ("transitions.csv", "2019,school,N0,5,castle,N0,6", "setting castle is not listed in valid-states.csv"),
    ("transitions.csv", "2019,school,XX,5,school,N0,6", "need XX has no setting in valid-states.csv"),
    ("transitions.csv", "2019,school,NONSEND,5,school,N0,6", "both are NONSEND, or neither"),
    ("transitions.csv", "2019,NONSEND,NONSEND,5,NONSEND,NONSEND,6", "without a plan in both Januaries"),
    ("transitions.csv", "2019,,N0,5,school,N0,6", "setting-1 is empty"),
    ("population.csv", "2019,5,-3", "population is -3, which is not from 0 to"),
    ("population.csv", "2019,5,many", "population is not a whole number: 'many'"),
    ("population.csv", "2019,5," + "9" * 19, "population is not a whole number"),
    ("population.csv", "2019,5,999999999999", "population is 999999999999, which is not"),
    ("valid-states.csv", "new,g,0,11,N0,N1,school", "has 7 cells under 6 headings"),
    ("valid-states.csv", "new,g,11,0,N0,school", "setting new takes nobody: from 11 to 0"),
    ("valid-states.csv", "new,g,0,11,,school", "setting new takes no need"),
    ("costs.csv", "N0,school,-1", "cost is -1, which is not from 0"),
    ("costs.csv", "N0,school,much", "cost is not a number: 'much'"),
    ("costs.csv", "N0,school,NaN", "cost is NaN, which is not from 0"),
    ("costs.csv", "N0,school,1e999999", "cost is 1e999999, which is not from 0"),
    ("costs.csv", "N0,school,1\nN0,school,2", "have two costs"),
]


@pytest.mark.parametrize(("name", "text", "said"), WRONG_ROWS)
def test_a_row_that_is_wrong_is_named_by_its_line(folder: Path, name: str, text: str, said: str) -> None:
    changed(folder / name, line(4, "\n" + text))  # a blank line before it, which counts as a line
    stopped(told("mean", folder), said)
    assert f"{name} line 5: " in told("mean", folder).stderr or said == "have two costs"


def test_a_year_of_one_age_twice(folder: Path) -> None:
    changed(folder / "population.csv", lambda lines: [*lines, lines[1]])
    year, age, _ = (folder / "population.csv").read_text().splitlines()[1].split(",")
    stopped(told("mean", folder), f": year {year} and academic year {age} are there twice")


def test_a_setting_twice_and_a_destination_that_is_none(folder: Path) -> None:
    changed(folder / "valid-states.csv", lambda lines: [*lines, lines[1]])
    stopped(told("mean", folder), f"setting {AUTHORITY.settings[0].name} is there twice")
    changed(folder / "valid-states.csv", lambda lines: [*lines[:-1], "new,g,0,11,N0,castle"])
    stopped(told("mean", folder), "setting new lists castle, which is not a setting of the file")


def test_a_wrong_encoding_is_named_by_its_line(folder: Path) -> None:
    path = folder / "transitions.csv"
    lines = path.read_text().splitlines()
    path.write_bytes("\n".join([*lines[:2], "2019,caf\u00e9,N0,5,caf\u00e9,N0,6", *lines[2:]]).encode("cp1252"))
    stopped(told("mean", folder), "transitions.csv line 3: is not text in UTF-8")
    path.write_text("\n".join(lines), encoding="utf-16")
    stopped(told("mean", folder), "transitions.csv line 1: is not text in UTF-8")


def test_what_is_no_csv_is_named_by_its_line(folder: Path) -> None:
    changed(folder / "population.csv", line(3, '2019,"5"x,7'))
    stopped(told("mean", folder), "population.csv line 3: is not a row of CSV")


def test_a_mark_at_the_start_and_lines_of_windows_are_read(folder: Path) -> None:
    before = told("mean", folder, "--json").stdout
    for path in folder.glob("*.csv"):
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert told("mean", folder, "--json").stdout == before != ""


@pytest.mark.parametrize("ahead", [-1, 2])
def test_a_year_without_population(folder: Path, ahead: int) -> None:
    year = START + ahead
    changed(folder / "population.csv", lambda lines: [each for each in lines if not each.startswith(f"{year},")])
    stopped(told("mean", folder, "--years", "3"), f"population.csv: year {year} is missing")


def test_an_age_without_population(folder: Path) -> None:
    age = next(row.age for row in AUTHORITY.rows if row.setting == "NONSEND") + 1
    changed(folder / "population.csv", lambda lines: [each for each in lines if f",{age}," not in each])
    stopped(told("mean", folder), f"has no population for academic year {age}")


def test_more_who_join_than_there_are(folder: Path) -> None:
    changed(folder / "population.csv",
            lambda lines: [",".join((*each.split(",")[:2], "0")) if place else each
                           for place, each in enumerate(lines)])  # fmt: skip
    stopped(told("mean", folder), "young people of academic year", "joined")


def test_a_year_missing_from_history_is_not_trusted(folder: Path) -> None:
    middle = START - 2
    changed(folder / "transitions.csv", lambda lines: [each for each in lines if not each.startswith(f"{middle},")])
    stopped(told("run", folder), "could not be trusted", f"transitions.csv: year {middle} is missing between", code=3)
    done = told("mean", folder, "--json", "--despite-doubts")
    assert (done.exit_code, json.loads(done.stdout)["trusted"]) == (0, False)


def test_no_history_one_child_and_nobody_who_joins(folder: Path) -> None:
    path = folder / "transitions.csv"
    heading, *rows = path.read_text().splitlines()
    joins = [each for each in rows if "NONSEND,NONSEND" in each[:25]]
    path.write_text("\n".join([heading, *(each for each in rows if each not in joins)]) + "\n")
    stopped(told("run", folder), "nobody ever joins", code=3)
    path.write_text(f"{heading}\n{rows[0]}\n")
    stopped(told("run", folder), "too few for any rate to be known", "only 1 year of moves", code=3)
    path.write_text(f"{heading}\n")
    stopped(told("run", folder), "there is no history")


def test_costs_absent_or_some_of_them(folder: Path) -> None:
    words = ("--years", "1", "--sims", "5", "--json")
    whole = json.loads(told("run", folder, *words).stdout)["years"][str(START)]
    changed(folder / "costs.csv", lambda lines: [*lines[:-1], "N0,castle,5"])
    answer = json.loads(told("run", folder, *words).stdout)
    here = answer["years"][str(START)]
    said = " ".join(each["message"] for each in answer["doubts"])
    assert "1 costs are absent" in said and "need N0 in setting castle" in said
    need, setting = list(AUTHORITY.costs)[-1]
    newest = [row for row in AUTHORITY.rows if row.year == START - 1]
    there = sum((row.next_need, row.next_setting) == (need, setting) for row in newest)
    assert here["children_without_cost"]["mean"] == there
    lost = float(AUTHORITY.costs[need, setting]) * there
    assert here["pounds"]["mean"] == pytest.approx(whole["pounds"]["mean"] - lost)
    (folder / "costs.csv").unlink()
    answer = json.loads(told("run", folder, *words).stdout)
    assert "pounds" not in answer["years"][str(START)]
    assert "no cost is given" in " ".join(each["message"] for each in answer["doubts"])


@pytest.mark.parametrize("words", [("--years", "0"), ("--years", "many"), ("--law", "other"), ("--sims", "0"),
                                   ("--sims", "1000000"), ("--seed", "-1")])  # fmt: skip
def test_a_word_that_is_wrong(folder: Path, words: tuple[str, str]) -> None:
    assert told("run", folder, *words).exit_code == 2


def test_a_folder_that_cannot_be_written(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("")
    stopped(told("run", folder, "--sims", "2", "--years", "1", "--out", str(tmp_path / "taken")), "cannot be written")


def test_a_run_stopped_while_it_writes_leaves_no_half_table(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Over the tables of a run before: what says that they are whole goes first and comes last."""
    words = ("--sims", "5", "--years", "2", "--out", str(tmp_path / "out"))
    assert told("run", folder, *words).exit_code == 0
    before = {each.name: each.read_text() for each in (tmp_path / "out").glob("*.csv")}
    replaced = 0

    def stops(*paths: Path) -> None:
        nonlocal replaced
        replaced += 1
        if replaced == 3:
            raise KeyboardInterrupt
        os.rename(*paths)

    monkeypatch.setattr(whole_sets.os, "replace", stops)
    assert told("run", folder, *words, "--seed", "9").exit_code != 0
    assert not (tmp_path / "out" / "forecast.json").exists()
    for name, text in before.items():
        now = (tmp_path / "out" / name).read_text()
        assert now.count("\n") == text.count("\n") and now.endswith("\n")
    assert {each.suffix for each in (tmp_path / "out").iterdir()} == {".csv"}  # nothing half written is left


def test_two_hundred_thousand_rows(folder: Path) -> None:
    path = folder / "transitions.csv"
    heading, *rows = path.read_text().splitlines()
    path.write_text("\n".join([heading, *rows * (200_000 // len(rows) + 1)]) + "\n")
    changed(folder / "population.csv",
            lambda lines: [each if place == 0 else each + "000" for place, each in enumerate(lines)])  # fmt: skip
    done = told("mean", folder, "--json")
    assert done.exit_code == 0
    assert json.loads(done.stdout)["start"]["children"] > 30_000


def test_more_children_than_can_be_counted(folder: Path) -> None:
    """Everybody joins every year: the numbers given are each allowed."""
    path = folder / "transitions.csv"
    lines = path.read_text().splitlines()
    setting = next(each for each in AUTHORITY.settings if each.name == "school")
    join = [f"{START - 1},NONSEND,NONSEND,{age},school,{setting.needs[0]},{age + 1}" for age in range(10)] * 100
    path.write_text("\n".join([*lines, *join]) + "\n")
    rows = [f"{year},{age},{100_000_000 if year >= START + 1 else 160}" for year in AUTHORITY.population
            for age in range(-5, 22)]  # fmt: skip
    (folder / "population.csv").write_text("\n".join(["calendar-year,academic-year,population", *rows]) + "\n")
    done = told("run", folder, "--law", "compatible", "--years", "6", "--sims", "2", "--despite-doubts")
    stopped(done, "more than can be simulated")


def test_without_the_compiled_loop(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(simulating, "find_spec", lambda name: None)
    words = ("--years", "2", "--sims", "200", "--out", str(tmp_path / "out"), "--json")
    for law in LAWS:
        answer = json.loads(told("run", folder, *words, "--law", law).stdout)
        assert answer["compiled"] is False
        year = answer["years"][str(START + 2)]
        assert abs(year["total"]["mean"] - year["exact_mean"]) < 5 * year["total"]["sd"] / 200**0.5
    assert "not installed" in CliRunner().invoke(forecast, ["compile"]).stdout


def test_where_the_compiled_loop_cannot_be_loaded(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As where numba is of another Python, or nowhere can be written to keep what it compiles."""

    def cannot(name: str) -> None:
        raise RuntimeError("cannot cache function: no locator available")

    monkeypatch.setattr(simulating, "import_module", cannot)
    answer = json.loads(told("run", folder, "--years", "1", "--sims", "5", "--json").stdout)
    assert answer["compiled"] is False


def test_compiling_ends_in_words() -> None:
    done = CliRunner().invoke(forecast, ["compile"])
    assert done.exit_code == 0
    assert "compiled" in done.stdout


def test_with_the_compiler_switched_off_numpy_does_it(folder: Path) -> None:
    words = ["forecast", "run", "--in", str(folder), "--law", "ours", "--years", "2", "--sims", "400", "--json"]
    done = subprocess.run(
        [sys.executable, "-m", "goldenthread.commandline.main", *words],
        capture_output=True, text=True, check=True, env={**os.environ, "NUMBA_DISABLE_JIT": "1"},
    )  # fmt: skip
    told = json.loads(done.stdout)
    assert told["compiled"] is False
    for year in told["years"].values():
        near = 5 * year["total"]["sd"] / 400**0.5 + 1e-6
        assert abs(year["total"]["mean"] - year["exact_mean"]) <= near
