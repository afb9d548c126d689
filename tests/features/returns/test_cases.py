"""The spreadsheet a council starts with: its rows come in like a return's; what it leaves blank it does not deny."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest

from goldenthread.features.casework.models import CaseSummary, Milestone, NamedSetting, Need, Placement, Plan
from goldenthread.features.returns.cases_file import write_csv_template
from goldenthread.foundation.access.roles import Role
from goldenthread.foundation.people.models import Child, Tie, VulnerabilityFlag
from tests.builders import a_team, an_account
from tests.features.returns.made_up import UPN, a_person, applied, brought_in, everything, historical, read

pytestmark = pytest.mark.django_db
ROW = {
    "Local ID": "SEN-1", "Surname": "Khan", "Forename": "Amira", "Date of birth": "4/3/2015", "UPN": UPN,
    "School URN": "100001", "Primary need": "Autism", "Request received": "3/2/2025", "Requested by": "School",
    "Decision to assess": "Yes", "Date of decision to assess": "14/3/2025", "Date of current plan": "20/6/2025",
}  # fmt: skip


def a_sheet(folder: Path, *rows: dict[str, str], name: str = "cases.csv") -> Path:
    path = folder / name
    headings = list(dict.fromkeys(heading for row in rows for heading in row))
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, headings)
        writer.writeheader()
        writer.writerows(rows)
    return path


def day(fact: str) -> date | None:
    return Milestone.rows.get(fact=fact, is_current=True).happened_on


def test_a_row_becomes_a_child_with_a_plan_and_its_dates(tmp_path: Path) -> None:
    row = applied(a_sheet(tmp_path, ROW), kind="cases")
    child = Child.rows.get()
    assert (row.effects["new"], child.local_id, child.born_on) == (1, "SEN-1", date(2015, 3, 4))
    assert (day("request_received"), day("plan_started")) == (date(2025, 2, 3), date(2025, 6, 20))
    assert (Need.rows.get().type, Placement.rows.get().urn) == ("ASD", "100001")
    assert CaseSummary.objects.get().stage == "plan"


def test_the_officer_is_the_coordinator_and_vulnerable_groups_are_flagged(tmp_path: Path) -> None:
    officer = an_account(Role.EHC_COORDINATOR, at=a_team())
    row = {**ROW, "Case officer email": officer.email.upper(), "Looked after": "yes", "Without a school place": "no"}
    applied(a_sheet(tmp_path, row), kind="cases")
    assert Tie.objects.get(kind="allocated").adult == officer.adult
    assert [flag.kind for flag in VulnerabilityFlag.objects.all()] == ["looked_after"]
    assert CaseSummary.objects.get().coordinator == officer.adult


def test_an_officer_nobody_signs_in_as_is_a_warning(tmp_path: Path) -> None:
    row = read(a_sheet(tmp_path, {**ROW, "Case officer email": "nobody@council.example"}), kind="cases")
    assert any("nobody@council.example" in problem["message"] for problem in row.problems)


def test_the_same_sheet_again_changes_nothing(tmp_path: Path) -> None:
    officer = an_account(Role.EHC_COORDINATOR, at=a_team())
    path = a_sheet(tmp_path, {**ROW, "Case officer email": officer.email, "Looked after": "yes"})
    applied(path, kind="cases")
    before = everything()
    row = applied(path, kind="cases")
    assert (row.effects["new"], row.effects["changed"]) == (0, 0)
    assert everything() == before


def test_blank_cells_take_nothing_away_from_what_a_return_said(tmp_path: Path) -> None:
    brought_in(tmp_path, [a_person(requests=(historical(),))], year=2026)
    applied(
        a_sheet(tmp_path, {"Local ID": "SEN-1", "UPN": UPN, "Surname": "Khan", "Date of current plan": "20/6/2025"}),
        kind="cases",
    )
    assert (Child.rows.get().forename, Child.rows.get().local_id) == ("Amira", "SEN-1")
    assert (Plan.rows.get().personal_budget, NamedSetting.rows.count(), Placement.rows.count(), Need.rows.count()) == (
        False,
        1,
        1,
        1,
    )
    assert Placement.rows.get().entry_on == date(2022, 9, 1)


def test_another_school_in_the_sheet_moves_the_child(tmp_path: Path) -> None:
    brought_in(tmp_path, [a_person(requests=(historical(),))], year=2026)
    applied(a_sheet(tmp_path, {**ROW, "School URN": "100002"}), kind="cases")
    open_now = Placement.rows.filter(leaving_on=None)
    assert [placement.urn for placement in open_now] == ["100002"]
    assert Tie.objects.get(kind="attends", ended_on=None).organisation.urn == "100002"


def test_a_childs_own_id_finds_them_again_when_nothing_else_does(tmp_path: Path) -> None:
    applied(a_sheet(tmp_path, {"Local ID": "SEN-9", "Surname": "Reed", "Forename": "Tom"}), kind="cases")
    applied(
        a_sheet(tmp_path, {"Local ID": "SEN-9", "Surname": "Reed", "Forename": "Thomas"}, name="next.csv"), kind="cases"
    )
    assert [child.forename for child in Child.rows.all()] == ["Thomas"]


def test_the_templates_example_row_brings_nobody_in(tmp_path: Path) -> None:
    write_csv_template(tmp_path / "template.csv")
    row = applied(tmp_path / "template.csv", kind="cases")
    assert (row.effects["new"], Child.rows.count()) == (0, 0)
