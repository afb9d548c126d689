"""The national register of schools, by its real headings and invented rows."""

from __future__ import annotations

import csv
import io
import zipfile
from datetime import date
from pathlib import Path

import pytest

from goldenthread.features.returns.schools_file import School, open_schools
from goldenthread.features.returns.sen2.readers import Limits, ReturnTooLarge, ReturnUnreadable

REGISTER = Path(__file__).parents[3] / "data" / "gias" / "edubase_header_60_invented_rows.csv"


def read(path, **keywords):
    with open_schools(path, **keywords) as file:
        return file, list(file.schools())


def changed(tmp_path, changes, rows=1, encoding="utf-8"):
    """The register's first rows with some cells changed, by heading."""
    table = list(csv.reader(io.StringIO(REGISTER.read_text(encoding="utf-8-sig"))))[: rows + 1]
    for heading, cells in changes.items():
        for number, cell in enumerate(cells, start=1):
            table[number][table[0].index(heading)] = cell
    out = io.StringIO()
    csv.writer(out).writerows(table)
    (tmp_path / "edubasealldata20260101.csv").write_bytes(out.getvalue().encode(encoding))
    return tmp_path / "edubasealldata20260101.csv"


def test_sixty_schools_are_read_without_a_remark():
    file, schools = read(REGISTER)
    assert len(schools) == 60
    assert list(file.problems) == []
    first = schools[0]
    assert (first.urn, first.ukprn, first.name, first.type_code) == ("130000", "10000001", "school 1", "28")
    assert (first.phase, first.open_on, first.low_age, first.high_age) == ("Secondary", date(1993, 5, 29), 11, 18)
    assert (first.postcode, first.town, first.street, first.la_code) == ("NG8 3AF", "Test Town", "1 Test Lane", "100")
    assert first.is_open


def test_provision_approval_and_closing_are_read(tmp_path):
    changes = {
        "SEN1 (name)": ["ASD - Autistic Spectrum Disorder"],
        "SEN2 (name)": ["Not Applicable"],
        "TypeOfResourcedProvision (name)": ["Resourced provision and SEN unit"],
        "ResourcedProvisionCapacity": ["20"],
        "SenUnitCapacity": ["12"],
        "Section41Approved (name)": ["Approved", "Not approved", "Not applicable"],
        "EstablishmentStatus (code)": ["2"],
        "CloseDate": ["31-08-2025"],
        "OpenDate": ["01-01-1559"],
    }
    _, schools = read(changed(tmp_path, changes, rows=3))
    first = schools[0]
    assert first.sen_provision == ("ASD - Autistic Spectrum Disorder",)
    assert (first.resourced_provision_capacity, first.sen_unit_capacity) == (20, 12)
    assert [school.section_41 for school in schools] == [True, False, None]
    assert (first.is_open, first.close_on, first.open_on) == (False, date(2025, 8, 31), date(1559, 1, 1))
    assert first.was_open_on(date(2025, 8, 30)) and not first.was_open_on(date(2025, 8, 31))


def test_the_windows_encoding_the_register_comes_in_is_read(tmp_path):
    file, (school,) = read(changed(tmp_path, {"EstablishmentName": ["École – St Zoë’s"]}, encoding="cp1252"))
    assert school.name == "École – St Zoë’s"


def test_faulty_cells_are_left_blank_with_their_line(tmp_path):
    changes = {"OpenDate": ["31/02/2001"], "UKPRN": ["123"], "SenUnitCapacity": ["many"], "CloseDate": ["#REF!"]}
    file, (school,) = read(changed(tmp_path, changes))
    assert (school.open_on, school.ukprn, school.sen_unit_capacity, school.close_on) == (None, None, None, None)
    assert sorted(problem.place.field for problem in file.problems) == sorted(changes)
    assert {problem.place.line for problem in file.problems} == {2}


def test_rows_without_a_urn_or_with_one_twice_are_left_out(tmp_path):
    file, schools = read(changed(tmp_path, {"URN": ["", "130001", "130001"]}, rows=3))
    assert [school.urn for school in schools] == ["130001"]
    assert [problem.place.line for problem in file.problems.errors] == [2, 4]


def test_a_row_with_a_cell_too_many_is_left_out(tmp_path):
    path = changed(tmp_path, {})
    path.write_text(path.read_text(encoding="utf-8").rstrip() + ",,,x\n", encoding="utf-8")
    file, schools = read(path)
    assert schools == []
    assert "more cells than headings" in file.problems.errors[0].message


def test_other_files_are_refused(tmp_path):
    (tmp_path / "a.csv").write_text("URN,Name\n1,x\n", encoding="utf-8")
    with pytest.raises(ReturnUnreadable, match="EstablishmentName"):
        open_schools(tmp_path / "a.csv")
    (tmp_path / "b.csv").write_bytes(b"")
    with pytest.raises(ReturnUnreadable, match="empty"):
        open_schools(tmp_path / "b.csv")
    with pytest.raises(ReturnUnreadable, match="no file"):
        open_schools(tmp_path / "c.csv")
    with pytest.raises(ReturnTooLarge):
        open_schools(REGISTER, limits=Limits(csv_bytes=1000))


def test_missing_columns_leave_their_place_blank_with_a_warning(tmp_path):
    (tmp_path / "a.csv").write_text("URN,EstablishmentName\n130000,Marle Primary\n", encoding="utf-8")
    file, schools = read(tmp_path / "a.csv")
    assert schools == [School(urn="130000", name="Marle Primary", line=2)]
    assert len(file.problems.warnings) == 4


def test_the_download_is_read_from_its_zip(tmp_path):
    with zipfile.ZipFile(tmp_path / "extract.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.write(REGISTER, "edubasealldata20260101.csv")
        archive.writestr("links_edubasealldata.txt", "x")
    assert len(read(tmp_path / "extract.zip")[1]) == 60
    with zipfile.ZipFile(tmp_path / "empty.zip", "w") as archive:
        archive.writestr("notes.txt", "x")
    with pytest.raises(ReturnUnreadable, match="one CSV"):
        open_schools(tmp_path / "empty.zip")
