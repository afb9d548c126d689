"""`goldenthread places assign`: what it says of good files and of bad ones."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from goldenthread.commandline.places import places
from goldenthread.domain.places.problems import NotProved

SETTINGS = """code,name,kind,needs,from_age,to_age,capacity,cost,easting,northing
A,Ashfield,special,ASD;SEMH,4,19,1,"25,000.50",1000,0
B,Birch base,resourced provision,ASD,4,11,2,14000,5000,0
"""
CHILDREN = """id,need,age,easting,northing,current
c1,ASD,5,0,0,
c2,ASD,5,0,0,
c3,SEMH,12,0,0,A
c4,SEMH,12,0,0,
"""


def folder(path: Path, **files: str) -> Path:
    for name, text in files.items():
        (path / f"{name}.csv").write_text(text, encoding="utf-8")
    return path


def run(path: Path, *words: str) -> Result:
    return CliRunner().invoke(places, ["assign", "--in", str(path), *words])


def test_everybody_is_assigned_at_the_least_cost(tmp_path: Path) -> None:
    done = run(folder(tmp_path, settings=SETTINGS, children=CHILDREN), "--json", "--per-km", "100")
    answer = json.loads(done.stdout)
    assert done.exit_code == 0
    assert {row["code"]: row["children"] for row in answer["settings"]} == {"A": 1, "B": 2}
    assert (answer["children"], answer["settled"], answer["placed"], answer["overflow"]) == (4, 1, 2, 1)
    assert answer["cost"] == "113100.50"  # 25,000.50 + 1 km; twice 14,000 + 5 km; 59,000
    assert answer["proof"]["cost_pence"] == answer["proof"]["bound_pence"]
    assert answer["mean_km"] == pytest.approx(11 / 3, abs=0.001)
    assert answer["seconds"]["assign"] >= 0


def test_an_answer_that_cannot_be_proved_is_not_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def unproved(*given: object) -> None:
        raise NotProved("A setting has more children than places.")

    monkeypatch.setattr("goldenthread.commandline.places.assign", unproved)
    done = run(folder(tmp_path, settings=SETTINGS, children=CHILDREN))
    assert done.exit_code == 1
    assert "could be proved the cheapest" in done.stderr and "more children than places" in done.stderr
    assert "Ashfield" not in done.stdout


def test_groups_are_children_counted_and_who_goes_where_is_written(tmp_path: Path) -> None:
    groups = "need,age,count,latitude,longitude\nASD,5,3,51.41,-0.30\n"
    settings = "code,kind,needs,from_age,to_age,capacity,cost,latitude,longitude\nA,base,any,4,11,2,14000,51.41,-0.30\n"
    out = tmp_path / "out.csv"
    done = run(folder(tmp_path, settings=settings, groups=groups), "--out", str(out))
    assert done.exit_code == 0 and "1 need an independent place" in done.stdout
    rows = list(csv.DictReader(out.open()))
    assert [(row["count"], row["setting"], row["km"]) for row in rows] == [
        ("2", "A", "0.000"),
        ("1", "independent", ""),
    ]


def test_every_mistake_is_named_with_its_file_and_line(tmp_path: Path) -> None:
    settings = SETTINGS + "C,Cedar,castle,ASD,4,11,2,14000,0,0\nD,Damson,special,,4,11,x,14000,0,0\n"
    children = CHILDREN + "c5,ASD,forty,0,0,\nc6,ASD,5,somewhere,0,\nc7,,5,0,0,\nc8,ASD,40,0,0,\n"
    done = run(folder(tmp_path, settings=settings, children=children), "--json")
    assert done.exit_code == 2
    said = "\n".join(json.loads(done.stdout)["errors"])
    assert "settings.csv, line 4: kind 'castle' is none of mainstream" in said
    assert "settings.csv, line 5: capacity 'x' is not a whole number." in said
    assert "children.csv, line 6: age 'forty' is not a whole number." in said
    assert "children.csv, line 7: easting 'somewhere' is not a number." in said
    assert "children.csv, line 8: there is no need." in said
    assert "children.csv, line 9: Group c8: age 40 is not within 0 to 25." in said
    assert len(done.stderr.splitlines()) == 6


@pytest.mark.parametrize(
    ("files", "says"),
    [
        ({"children": CHILDREN}, "There is no file settings.csv"),
        ({"settings": SETTINGS}, "There is no file children.csv or groups.csv"),
        ({"settings": SETTINGS, "children": CHILDREN, "groups": CHILDREN}, "which of the two?"),
        ({"settings": "code,kind\n", "children": CHILDREN}, "settings.csv, line 1: there is no column needs"),
        ({"settings": SETTINGS, "children": "id,need,age,easting,northing\n"}, "children.csv has no children"),
        ({"settings": SETTINGS, "children": "need,age,latitude,longitude\nASD,5,51,0\n"}, "use one kind in both"),
        ({"settings": SETTINGS + "A,Other,special,*,4,9,1,1,0,0\n", "children": CHILDREN}, "A is given twice"),
        ({"settings": SETTINGS, "children": CHILDREN + "c5,ASD,5,0,0,Z\n"}, "settled at Z, which is not among"),
    ],
)
def test_a_folder_that_cannot_be_used_says_why(tmp_path: Path, files: dict[str, str], says: str) -> None:
    done = run(folder(tmp_path, **files))
    assert done.exit_code == 2 and says in done.stderr
