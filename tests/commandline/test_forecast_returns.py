"""`goldenthread forecast` from SEN2 returns: from files to a forecast with no database, and every bad folder."""

from __future__ import annotations

import csv
import hashlib
import json
import shutil
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from goldenthread.commandline.forecast import forecast
from goldenthread.demo.writing import write_out
from goldenthread.features.returns.sen2.readers import open_return

ON = date(2026, 11, 22)
JANUARIES = (2024, 2025, 2026)
POPULATION = ["calendar-year,academic-year,population"]
POPULATION += [f"{year},{age},400" for year in range(2024, 2032) for age in range(-5, 22)]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three returns of one invented partnership, its schools, and a population."""
    folder = tmp_path_factory.mktemp("made")
    for year in JANUARIES:
        write_out(like="kingston", size=120, seed=5, on=ON, year=year, shape="xml", out=folder / f"r{year}.xml")
    write_out(like="kingston", size=120, seed=5, on=ON, year=2026, shape="schools", out=folder / "schools.csv")
    (folder / "population.csv").write_text("\n".join(POPULATION) + "\n")
    return folder


@pytest.fixture
def folder(made: Path, tmp_path: Path) -> Path:
    """A copy to spoil."""
    return Path(shutil.copytree(made, tmp_path / "in"))


def told(*words: object) -> Result:
    return CliRunner().invoke(forecast, [str(each) for each in words])


def stopped(done: Result, *said: str, code: int = 2) -> None:
    """Ended by its own words and not by an accident."""
    assert (done.exit_code, done.stdout) == (code, "")
    assert isinstance(done.exception, SystemExit)
    for each in said:
        assert each in done.stderr


def who(folder: Path) -> set[str]:
    """What tells who the persons of the returns are: names, dates of birth, numbers."""
    found: set[str | None] = set()
    for path in folder.glob("*.xml"):
        with open_return(path) as source:
            for each in source.persons():
                born_on = each.born_on.isoformat() if each.born_on else None
                found |= {each.surname, each.upn, each.uln, born_on, f"{each.forename} "}
    return {each for each in found if each and len(each) > 4}


def test_a_run_from_returns_end_to_end(folder: Path, tmp_path: Path) -> None:
    words = ("run", "--in", folder, "--years", 3, "--sims", 40, "--out", tmp_path / "out", "--json")
    done = told(*words)
    answer = json.loads(done.stdout)
    assert done.exit_code == 0
    assert answer["survey_days"] == {"2024": "2024-01-18", "2025": "2025-01-16", "2026": "2026-01-15"}
    with open_return(folder / "r2026.xml") as source:
        plans = sum(any(each.active_plan for each in person.requests) for person in source.persons())
    assert answer["start"] == {"january": 2026, "children": plans}
    assert answer["trusted"] and list(answer["years"]) == ["2026", "2027", "2028", "2029"]
    assert answer["years"]["2029"]["total"]["p50"] > 0
    assert set(answer["inputs"]) == {"r2024.xml", "r2025.xml", "r2026.xml", "schools.csv", "population.csv"}
    kept = json.loads((tmp_path / "out" / "forecast.json").read_text())
    assert kept["survey_days"] == answer["survey_days"]
    written = done.stdout + "".join(path.read_text() for path in (tmp_path / "out").iterdir())
    assert len(told_who := who(folder)) > 100
    assert not [each for each in told_who if each in written]
    assert json.loads(told(*words).stdout)["years"] == answer["years"]


def test_in_words(folder: Path) -> None:
    done = told("run", "--in", folder, "--years", 2, "--sims", 20)
    assert done.exit_code == 0
    assert "January 2026: median" in done.stdout
    (folder / "schools.csv").unlink()
    done = told("mean", "--in", folder, "--years", 2)
    assert done.exit_code == 0 and "January 2028:" in done.stdout
    assert "Note: The kind of school is not known without the register of schools: 1" in done.stderr


def test_the_files_written_are_what_the_forecast_was_made_from(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "four"
    returns = sorted(folder.glob("*.xml"), reverse=True)
    words = ("--schools", folder / "schools.csv", "--population", folder / "population.csv")
    done = told("from-returns", *returns, "--out", out, *words)
    assert done.exit_code == 0
    assert "January 2026, as on 2026-01-15:" in done.stdout
    names = {"transitions.csv", "valid-states.csv", "population.csv", "from-returns.json"}
    assert {path.name for path in out.iterdir()} == names
    for law in ("ours", "compatible"):
        straight, through = (
            json.loads(told("mean", "--in", place, "--law", law, "--years", 3, "--json").stdout)["years"]
            for place in (folder, out)
        )
        assert straight == through
    rows = list(csv.DictReader((out / "transitions.csv").open()))
    assert {row["calendar-year"] for row in rows} == {"2024", "2025"}
    assert rows == sorted(rows, key=lambda row: int(row["calendar-year"]))
    written = done.output + "".join(path.read_text() for path in out.iterdir())
    assert not [each for each in who(folder) if each in written]
    made_from = json.loads((out / "from-returns.json").read_text())
    assert made_from["under_way"].keys() == {"2024", "2025", "2026"}
    text = (folder / "r2025.xml").read_bytes()
    assert made_from["inputs"][str(folder / "r2025.xml")] == hashlib.sha256(text).hexdigest()
    assert len(made_from["inputs"]) == 5


def test_without_population_it_says_what_is_still_wanted_and_leaves_what_is_there(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "four"
    done = told("from-returns", *folder.glob("*.xml"), "--out", out)
    assert done.exit_code == 0 and "A forecast also needs population.csv" in done.stdout
    stopped(told("mean", "--in", out), "population.csv: is not in the folder")
    shutil.copy(folder / "population.csv", out)
    done = told("from-returns", *folder.glob("*.xml"), "--out", out)
    assert done.exit_code == 0 and "also needs" not in done.stdout
    assert (out / "population.csv").read_text() == (folder / "population.csv").read_text()


def test_the_total_follows_the_tested_forecast_where_there_are_plans_enough(folder: Path) -> None:
    assert "fewer than 200 plans" in json.loads(told("mean", "--in", folder, "--json").stdout)["untied"]
    for year in JANUARIES:
        write_out(like="kingston", size=260, seed=5, on=ON, year=year, shape="xml", out=folder / f"r{year}.xml")
    answer = json.loads(told("mean", "--in", folder, "--years", 3, "--json").stdout)
    follows = answer["follows"]
    assert (follows["january"], follows["plans"], answer["untied"]) == (2026, answer["start"]["children"], "")
    with open_return(folder / "r2026.xml") as source:
        asked = sum(
            each.received_on is not None and each.received_on.year == 2025 and each.outcome not in ("H", "N")
            for person in source.persons() for each in person.requests
        )  # fmt: skip
    assert follows["asked"] == asked > 0
    for expected, year in zip(follows["years"], ("2027", "2028", "2029"), strict=True):
        assert answer["years"][year]["total"] == pytest.approx(expected["expected"])
    done = told("mean", "--in", folder, "--years", 1)
    assert f"the mean follows the forecast tested on {follows['authorities']} authorities" in done.stderr
    other = json.loads(told("mean", "--in", folder, "--law", "compatible", "--json").stdout)
    assert other["follows"] is None


def test_two_returns_are_read_and_the_forecast_is_marked(folder: Path) -> None:
    (folder / "r2024.xml").unlink()
    stopped(told("mean", "--in", folder), "could not be trusted", "returns: only 1 year of moves", code=3)
    done = told("mean", "--in", folder, "--despite-doubts", "--json")
    assert (done.exit_code, json.loads(done.stdout)["trusted"]) == (0, False)


def test_a_folder_without_population(folder: Path) -> None:
    (folder / "population.csv").unlink()
    stopped(told("run", "--in", folder), "population.csv: is not in the folder: a return does not say how many young")
    (folder / "population.csv").write_text("\n".join(POPULATION[:-27]) + "\n")
    stopped(told("run", "--in", folder), "population.csv: year 2031 is missing")
    (folder / "population.csv").write_text("\n".join([*POPULATION[:3], "2024,many,3"]) + "\n")
    stopped(told("run", "--in", folder), "population.csv line 4: academic-year is not a whole number")


def test_costs_and_states_of_ones_own(folder: Path, tmp_path: Path) -> None:
    told("from-returns", *folder.glob("*.xml"), "--schools", folder / "schools.csv", "--out", tmp_path / "four")
    shutil.copy(tmp_path / "four" / "valid-states.csv", folder)
    lines = (folder / "valid-states.csv").read_text().splitlines()
    name = lines[1].split(",")[0]
    (folder / "costs.csv").write_text(f"need,setting,cost\nASD,{name},1000\n")
    done = told("run", "--in", folder, "--years", 1, "--sims", 5, "--json")
    assert done.exit_code == 0 and "pounds" in json.loads(done.stdout)["years"]["2026"]
    without = [line.replace(f",{name}", "").replace(f'"{name},', '"') for line in lines if not line.startswith(name)]
    (folder / "valid-states.csv").write_text("\n".join(without) + "\n")
    stopped(told("mean", "--in", folder), f"valid-states.csv: does not list {name}, a kind of setting")


def test_history_and_returns_in_one_folder(folder: Path) -> None:
    told("from-returns", *folder.glob("*.xml"), "--out", folder)
    stopped(told("mean", "--in", folder), "transitions.csv: is in the folder, and a return too (r2024.xml)")


def test_returns_that_cannot_be_used(made: Path, folder: Path, tmp_path: Path) -> None:
    shutil.copy(folder / "r2025.xml", folder / "again.xml")
    stopped(told("mean", "--in", folder), "r2025.xml: is of January 2025, as again.xml is")
    (folder / "again.xml").unlink()
    text = (folder / "r2026.xml").read_text()
    (folder / "r2026.xml").write_text(text[: len(text) // 2])
    stopped(done := told("mean", "--in", folder), "r2026.xml line ", "cut short")
    assert not [each for each in who(made) if each in done.stderr]
    (folder / "r2026.xml").write_text(text.replace("<LEA>899<", "<LEA>886<"))
    stopped(told("mean", "--in", folder), "r2026.xml: is of authority 886, and r2025.xml of 899")
    (folder / "r2025.xml").unlink()
    (folder / "r2026.xml").write_text(text)
    stopped(told("mean", "--in", folder), "r2026.xml: is of January 2026, and r2024.xml of 2024: a January between")
    (folder / "r2024.xml").unlink()
    stopped(told("mean", "--in", folder), "r2026.xml: is the only return: the returns of two Januaries")
    stopped(told("from-returns", tmp_path / "nowhere.xml", "--out", tmp_path), "nowhere.xml: There is no file")


def test_a_folder_with_neither_history_nor_returns(tmp_path: Path) -> None:
    stopped(told("mean", "--in", tmp_path), "transitions.csv: is not in the folder, nor is any SEN2 return")


def test_a_register_that_is_none(folder: Path) -> None:
    (folder / "schools.csv").write_text("Name,Phone\nMarle,1\n")
    stopped(told("mean", "--in", folder), "schools.csv line 1: The file has no column URN")


def test_a_folder_that_cannot_be_written(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("")
    stopped(told("from-returns", *folder.glob("*.xml"), "--out", tmp_path / "taken"), "taken: cannot be written")


def test_folders_of_collect_and_templates_are_returns_too(made: Path, tmp_path: Path) -> None:
    for shape, name in (("csv", "collect-{}"), ("template", "return-{}.xlsx")):
        folder = tmp_path / shape
        folder.mkdir()
        for year in JANUARIES:
            out = folder / name.format(year)
            write_out(like="kingston", size=120, seed=5, on=ON, year=year, shape=shape, out=out)
        for beside in ("schools.csv", "population.csv"):
            shutil.copy(made / beside, folder)
        straight, other = (
            json.loads(told("mean", "--in", place, "--years", 2, "--json").stdout) for place in (made, folder)
        )
        assert straight["years"] == other["years"]
