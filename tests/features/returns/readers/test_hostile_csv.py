"""COLLECT exports as they really arrive, and broken or harmful folders and zips."""

from __future__ import annotations

import csv
import io
import re
import stat
import zipfile

import pytest

from goldenthread.features.returns.sen2.readers import Limits, ReturnTooLarge, ReturnUnreadable, open_return
from goldenthread.features.returns.sen2.writers import write_collect_csv
from tests.features.returns.readers.returned import ADA, HEADER, without_keys


@pytest.fixture
def folder(tmp_path):
    write_collect_csv(tmp_path / "export", HEADER, [ADA, ADA])
    return tmp_path / "export"


def module(folder, name):
    (found,) = folder.glob(f"*_{name}.csv")
    return found


def read(path, **keywords):
    with open_return(path, **keywords) as found:
        return found, list(found.persons())


def refused(path, **keywords):
    with pytest.raises(ReturnUnreadable) as caught:
        read(path, **keywords)
    return caught.value.problems[0]


def change(path, turn):
    rows = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8"))))
    out = io.StringIO()
    csv.writer(out).writerows(turn(rows))
    path.write_text(out.getvalue(), encoding="utf-8")


def test_columns_in_any_order_and_case_are_read(folder):
    def turn(rows):
        rows[0] = [heading.upper() for heading in rows[0]]
        return [list(reversed(row)) for row in rows]

    for file in folder.glob("*.csv"):
        change(file, turn)
    found, persons = read(folder)
    assert [without_keys(person) for person in persons] == [ADA, ADA]
    assert list(found.problems) == []


def test_files_of_any_name_that_ends_in_the_module_are_read(folder):
    for file in list(folder.glob("*.csv")):
        file.rename(folder / ("Our SEN2 2026 " + file.name.rpartition("_")[2].upper()))
    assert len(read(folder)[1]) == 2


@pytest.mark.parametrize(
    ("form", "born"),
    [("2016-04-09", True), ("09/04/2016", True), ("2016-Apr-09 00:00:00", True), ("2016-Apx-09", False)],
)
def test_dates_are_read_in_the_shapes_they_come_in(folder, form, born):
    change(
        module(folder, "person"),
        lambda rows: [[cell.replace("2016-Apr-09 00:00:00", form) for cell in row] for row in rows],
    )
    found, persons = read(folder)
    assert (persons[0].born_on == ADA.born_on) is born
    assert bool(found.problems.errors) is not born


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_encodings_are_told_apart(folder, encoding):
    file = module(folder, "person")
    file.write_bytes(file.read_text(encoding="utf-8").replace("Example", "Müller").encode(encoding))
    found, persons = read(folder)
    assert persons[0].surname == "Müller"
    assert any("Windows-1252" in problem.message for problem in found.problems) is (encoding == "cp1252")


def test_semicolons_between_cells_are_read(folder):
    file = module(folder, "senneed")
    file.write_text(file.read_text(encoding="utf-8").replace(",", ";"), encoding="utf-8")
    assert len(read(folder)[1][0].requests[0].active_plan.needs) == 2


def test_a_nul_byte_is_refused_with_file_and_line(folder):
    file = module(folder, "requests")
    file.write_bytes(file.read_bytes().replace(b"2025-Feb-03", b"2025\x00Feb", 1))
    problem = refused(folder)
    assert problem.place.file.endswith("requests.csv")
    assert problem.place.line == 2


def test_without_the_person_file_nothing_is_read(folder):
    module(folder, "person").unlink()
    assert "person file is missing" in refused(folder).message


def test_without_the_needs_file_the_rest_is_read_with_a_warning(folder):
    module(folder, "senneed").unlink()
    found, persons = read(folder)
    assert persons[0].requests[0].active_plan.needs == ()
    assert any("senneed file is missing" in problem.message for problem in found.problems)


def test_two_files_for_one_module_are_refused_by_name(folder):
    (folder / "older_person.csv").write_bytes(module(folder, "person").read_bytes())
    assert "older_person.csv" in refused(folder).message


def test_a_row_whose_parent_is_not_there_is_an_error_naming_file_and_line(folder):
    change(module(folder, "assessment"), lambda rows: [*rows[:2], [*rows[2][:4], "777", *rows[2][5:]]])
    found, persons = read(folder)
    assert persons[1].requests[0].assessment is None
    (problem,) = [problem for problem in found.problems if "777" in problem.message]
    assert (problem.level, problem.place.line) == ("error", 3)
    assert problem.place.file.endswith("assessment.csv")


def test_a_key_on_two_rows_is_an_error_and_the_first_counts(folder):
    change(module(folder, "requests"), lambda rows: [*rows, rows[1]])
    found, persons = read(folder)
    assert len(persons[0].requests) == 1
    (problem,) = found.problems.errors
    assert "line 4 was already on line 2" in problem.message


def test_a_row_with_too_many_cells_is_an_error_and_left_out(folder):
    change(module(folder, "senneed"), lambda rows: [*rows[:1], [*rows[1], "x"], *rows[2:]])
    found, persons = read(folder)
    assert len(persons[0].requests[0].active_plan.needs) == 1
    assert found.problems.errors[0].place.line == 2


def test_a_column_unknown_or_twice_is_named(folder):
    change(module(folder, "person"), lambda rows: [[*row, row[0] if at else "hobby"] for at, row in enumerate(rows)])
    assert any("hobby" in problem.message for problem in read(folder)[0].problems)
    change(module(folder, "person"), lambda rows: [[*row, row[0] if at else "Surname"] for at, row in enumerate(rows)])
    assert "stands twice" in refused(folder).message


def test_a_file_without_its_key_column_is_refused(folder):
    change(module(folder, "requests"), lambda rows: [row[1:] for row in rows])
    assert "requeststableid" in refused(folder).message


def test_an_empty_file_and_an_empty_folder_are_refused(folder, tmp_path):
    module(folder, "namedplan").write_bytes(b"")
    assert "empty" in refused(folder).message
    (tmp_path / "bare").mkdir()
    assert "no CSV" in refused(tmp_path / "bare").message


def test_one_file_of_the_nine_says_to_give_them_all(folder):
    assert "one of the nine" in refused(module(folder, "person")).message


def test_a_cell_larger_than_any_is_refused(folder):
    change(module(folder, "person"), lambda rows: [*rows, ["x" * 200_000]])
    assert "not CSV" in refused(folder).message


def test_without_the_header_file_the_columns_tell_the_year(folder):
    module(folder, "sen2").unlink()
    change(
        module(folder, "person"),
        lambda rows: [["gendercurrent" if cell == "sex" else cell for cell in row] for row in rows],
    )
    found, _ = read(folder)
    assert found.year == 2026, "what only 2025 and 2026 have outweighs one old column"


# Zips


def zip_of(tmp_path, members, **keywords):
    with zipfile.ZipFile(tmp_path / "x.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(name, content, **keywords)
    return tmp_path / "x.zip"


@pytest.mark.parametrize(
    "name", ["../person.csv", "/etc/person.csv", "a/../../person.csv", "C:\\person.csv", "..\\person.csv"]
)
def test_names_that_lead_outside_are_refused(tmp_path, name):
    assert "outside" in refused(zip_of(tmp_path, [(name, "x")])).message


def test_links_locks_and_packed_files_are_refused(tmp_path):
    link = zipfile.ZipInfo("a_person.csv")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    assert "link" in refused(zip_of(tmp_path, [(link, "/etc/passwd")])).message
    assert "packed" in refused(zip_of(tmp_path, [("inner.zip", b"PK\x03\x04")])).message
    assert "packed" in refused(zip_of(tmp_path, [("template.xlsx", b"PK\x03\x04")])).message


def test_a_zip_that_would_swell_without_end_is_refused_unopened(tmp_path):
    bomb = zip_of(tmp_path, [("a_person.csv", b"0" * (60 << 20))])
    assert bomb.stat().st_size < 100_000
    with pytest.raises(ReturnTooLarge, match="compresses"):
        open_return(bomb)
    with pytest.raises(ReturnTooLarge, match="larger than"):
        open_return(bomb, limits=Limits(csv_bytes=1 << 20, xml_bytes=1 << 20))


def test_a_zip_of_very_many_files_is_refused(tmp_path):
    with pytest.raises(ReturnTooLarge):
        open_return(zip_of(tmp_path, [(f"{at}.csv", "") for at in range(2001)]))


def test_a_damaged_zip_is_refused(tmp_path):
    write_collect_csv(tmp_path / "e.zip", HEADER, [ADA] * 200)
    whole = bytearray((tmp_path / "e.zip").read_bytes())
    (tmp_path / "cut.zip").write_bytes(whole[: len(whole) // 2])
    assert "cannot be read" in refused(tmp_path / "cut.zip").message
    at = next(match.start() for match in re.finditer(b"_person.csv", whole)) + 60
    whole[at : at + 20] = b"\xff" * 20
    (tmp_path / "bad.zip").write_bytes(whole)
    assert "damaged" in refused(tmp_path / "bad.zip").message


def test_a_zip_with_a_folder_and_system_litter_inside_is_read(folder, tmp_path):
    members = [(f"export/{file.name}", file.read_bytes()) for file in folder.glob("*.csv")]
    members += [("__MACOSX/export/._x_person.csv", b"\0"), ("export/.DS_Store", b"\0")]
    found, persons = read(zip_of(tmp_path, members))
    assert len(persons) == 2
    assert list(found.problems) == []
