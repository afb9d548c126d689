"""`goldenthread import`: what it prints, what it stores, how it ends."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from goldenthread.commandline.imports import imports
from goldenthread.features.casework.models import Request
from goldenthread.features.casework.operations import milestones
from goldenthread.features.returns.models import Import, StagedPerson
from goldenthread.foundation import clock, journal
from goldenthread.foundation.people.models import Child
from tests.features.returns.made_up import OTHER_UPN, a_file, a_person, everything, issued, pending

pytestmark = pytest.mark.django_db
SAMPLE = "tests/data/sen2/sen2_sample_2026.xml"


def run(*words: object) -> Result:
    return CliRunner().invoke(imports, [str(word) for word in words])


def answer(*words: object) -> dict[str, Any]:
    result = run(*words, "--json")
    return {"exit": result.exit_code, **json.loads(result.stdout)}


def test_a_dry_run_says_what_would_happen_and_stores_nothing() -> None:
    before = everything()
    said = answer("sen2", SAMPLE, "--dry-run")
    assert (said["exit"], said["applied"], said["import"], said["shape"], said["year"]) == (0, False, None, "xml", 2026)
    counts = {
        name: said[name] for name in ("persons", "requests", "assessments", "plans", "ceased", "placements", "needs")
    }
    assert counts == {
        "persons": 3,
        "requests": 3,
        "assessments": 2,
        "plans": 2,
        "ceased": 0,
        "placements": 2,
        "needs": 3,
    }
    assert said["effects"]["new"] == 3
    assert everything() == before and not Import.objects.exists() and not StagedPerson.objects.exists()


def test_it_applies_and_the_same_file_again_changes_nothing() -> None:
    first = answer("sen2", SAMPLE)
    assert (first["exit"], first["applied"], Child.rows.count()) == (0, True, 3)
    before = everything()
    again = answer("sen2", SAMPLE)
    assert (again["exit"], again["applied"], again["effects"]["applied_before"]) == (0, False, first["import"])
    assert everything() == before


def test_every_problem_says_the_file_the_line_and_the_field(tmp_path: Path) -> None:
    path = a_file(tmp_path, [a_person(requests=(pending(),))])
    path.write_text(path.read_text().replace("2015-03-04", "2015-02-31"))
    said = answer("sen2", path)
    wrong = [error for error in said["errors"] if error["field"] == "PersonBirthDate" and not error["check"]]
    assert said["exit"] == 1
    assert wrong and wrong[0]["file"] == "return.xml" and wrong[0]["line"] and "2015-02-31" in wrong[0]["message"]


def test_strict_applies_nothing_when_something_could_not_be_read(tmp_path: Path) -> None:
    path = a_file(tmp_path, [a_person(requests=(pending(),))])
    path.write_text(path.read_text().replace("2015-03-04", "2015-02-31"))
    said = answer("sen2", path, "--strict")
    assert (said["exit"], said["applied"], Child.rows.count()) == (1, False, 0)


def test_two_persons_with_one_upn_end_with_code_1_and_the_others_are_in(tmp_path: Path) -> None:
    persons = [
        a_person(requests=(pending(),)),
        a_person(forename="Zara", requests=(pending(),)),
        a_person(forename="Kofi", upn=OTHER_UPN, requests=(pending(),)),
    ]
    said = answer("sen2", a_file(tmp_path, persons))
    assert (said["exit"], said["effects"]["left_out"], Child.rows.count()) == (1, 2, 1)
    assert sum(error["check"] == "OUR-P4" for error in said["errors"]) == 2


@pytest.mark.parametrize(
    "content", ["", "<Message><Header>", "not xml at all", '<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>']
)
def test_a_file_that_is_no_return_is_refused_with_a_reason(tmp_path: Path, content: str) -> None:
    path = tmp_path / "bad.xml"
    path.write_text(content)
    said = answer("sen2", path)
    assert (said["exit"], said["applied"]) == (1, False)
    assert said["errors"][0]["message"] and said["errors"][0]["file"] == "bad.xml"
    assert run("sen2", path).exit_code == 1
    assert not Child.rows.exists()


def test_a_file_that_is_not_there_and_a_year_that_does_not_fit_end_with_code_1(tmp_path: Path) -> None:
    assert answer("sen2", tmp_path / "none.xml")["exit"] == 1
    assert answer("sen2", SAMPLE, "--year", "2025")["exit"] == 1
    assert run("sen2", SAMPLE, "--year", "1999").exit_code == 2


def test_conflicts_left_to_decide_end_with_code_3(tmp_path: Path) -> None:
    answer("sen2", a_file(tmp_path, [a_person(requests=(pending(date(2025, 11, 4)),))]))
    milestones.correct(
        of=Request.rows.get(),
        fact="request_received",
        happened_on=date(2025, 11, 6),
        reason="Letter.",
        by=journal.SYSTEM,
        on=clock.today(),
    )
    said = answer("sen2", a_file(tmp_path, [a_person(requests=(pending(date(2025, 11, 8)),))], name="next.xml"))
    assert (said["exit"], said["effects"]["conflicts"]) == (3, 1)


def test_undo_puts_back_and_list_says_so(tmp_path: Path) -> None:
    before = everything()
    said = answer("sen2", a_file(tmp_path, [a_person(requests=(issued(),))]))
    assert run("undo", said["import"], "--yes").exit_code == 0
    assert everything() == before
    listed = json.loads(run("list", "--json").stdout)
    assert [row["state"] for row in listed] == ["undone"]
    assert run("undo", said["import"], "--yes").exit_code == 1
    assert run("undo", "nosuchimport", "--yes").exit_code == 1


def test_a_template_is_written_and_its_ending_matters(tmp_path: Path) -> None:
    assert run("template", "--out", tmp_path / "cases.xlsx").exit_code == 0
    assert run("template", "--out", tmp_path / "cases.csv").exit_code == 0
    assert run("template", "--out", tmp_path / "cases.pdf").exit_code == 2
    assert answer("cases", tmp_path / "cases.xlsx")["persons"] == 0


def test_schools_come_in() -> None:
    said = answer("schools", "tests/data/gias/edubase_header_60_invented_rows.csv", "--dry-run")
    assert (said["exit"], said["applied"], said["effects"]["new"]) == (0, False, 60)
    assert answer("schools", "tests/data/gias/edubase_header_60_invented_rows.csv")["effects"]["new"] == 60


def test_every_command_has_help() -> None:
    for command in imports.commands.values():
        assert command.help and run(command.name, "--help").exit_code == 0
    assert "3" in run("sen2", "--help").stdout
