"""What the tool takes from the published tables, and what it leaves out."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from tools.backtest_data import asked_text, cells, table, totals, year_of


def row(level: str, name: str, value: str, region: str = "E12000003") -> dict[str, str]:
    return {
        "geographic_level": level, "region_code": region, "la_name": name, "time_period": "2022",
        "new_ehc_plans": value, "breakdown_topic": "New EHC plans", "breakdown": "New EHC plans",
    }  # fmt: skip


def test_a_january_is_read_from_an_academic_year_and_a_calendar_year_is_itself() -> None:
    assert year_of({"time_period": "202425"}) == 2025
    assert year_of({"time_period": "2024"}) == 2024


def test_a_total_shared_with_the_region_and_a_figure_not_available_are_left_out() -> None:
    rows = [
        row("Regional", "", "6078"),
        row("Local authority", "Leeds", "6078"),
        row("Local authority", "Kent", "1511", "E12000008"),
        row("Local authority", "Hackney", "x", "E12000007"),
    ]
    assert cells(rows, "new_ehc_plans") == {("Kent", 2022): 1511}


def test_a_breakdown_is_not_taken_for_a_total() -> None:
    part = row("Local authority", "Kent", "12") | {"breakdown_topic": "Sex", "breakdown": "Female"}
    assert list(totals([part, row("Local authority", "Kent", "1511")])) == [row("Local authority", "Kent", "1511")]


def test_the_corrected_table_is_read_where_there_is_one(tmp_path: Path) -> None:
    for archive, text in (("2025", "a\n1\n"), ("2025_corrected", "a\n2\n")):
        with zipfile.ZipFile(tmp_path / f"education-health-and-care-plans_{archive}.zip", "w") as zipped:
            zipped.writestr("data/requests.csv", text)
    assert table(tmp_path, "2025", "requests") == [{"a": "2"}]
    with pytest.raises(FileNotFoundError, match="caseload"):
        table(tmp_path, "2025", "caseload")


def test_requests_by_age_are_the_nations_of_its_year_and_no_other_breakdown(tmp_path: Path) -> None:
    head = "time_period,geographic_level,breakdown,requests_received_in_year,assess_in_year,assess_issued\n"
    rows = (
        "2024,National,Aged 10,30,20,18\n2024,National,Aged 2 and under,9,8,7\n2024,National,Age unknown,1,1,1\n"
        "2023,National,Aged 10,99,99,99\n2024,Regional,Aged 10,5,5,5\n2024,National,Female,40,30,20\n"
    )
    with zipfile.ZipFile(tmp_path / "education-health-and-care-plans_2025_corrected.zip", "w") as zipped:
        for name in ("requests", "assessments"):
            zipped.writestr(f"{name}.csv", head + rows)
    assert asked_text(tmp_path) == "age,requests,assessments,plans\n2,9,8,7\n10,30,20,18\n"
