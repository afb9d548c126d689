"""The DfE data-entry template and the pre-submission workbook, as people really leave them."""

from __future__ import annotations

import zipfile
from datetime import date, datetime

import pytest
import xlsxwriter

from goldenthread.domain.sen2.express import header_node, person_node
from goldenthread.domain.sen2.specification import groups, specification
from goldenthread.features.returns.sen2.readers import ReturnTooLarge, ReturnUnreadable, open_return
from goldenthread.features.returns.sen2.writers import write_template
from tests.features.returns.readers.returned import ADA, HEADER, without_keys

PERSON = ["Record Type", "Person ID\n\n(This must be a unique ID for each Person record)", "Surname", "Forename"]
REQUEST = ["Record Type", "Requests record ID", "Person ID", "Date request was received", "Request Outcome"]
TOP = [
    ["Header Record"],
    ["Record Type", "Collection Name", "Year", "LA Number"],
    ["Header", "SEN2", 2026, 314],
    [],
    ["Person Record"],
]


def book_of(tmp_path, rows, sheet="Data Entry Template"):
    book = xlsxwriter.Workbook(tmp_path / "t.xlsx")
    page = book.add_worksheet(sheet)
    days = book.add_format({"num_format": "dd/mm/yyyy"})
    for number, row in enumerate(rows):
        for at, cell in enumerate(row):
            if isinstance(cell, date):
                page.write_datetime(number, at, datetime(cell.year, cell.month, cell.day), days)
            else:
                page.write(number, at, cell)
    book.close()
    return tmp_path / "t.xlsx"


def read(path, **keywords):
    with open_return(path, **keywords) as found:
        return found, [without_keys(person) for person in found.persons()]


def refused(path):
    with pytest.raises(ReturnUnreadable) as caught:
        read(path)
    return caught.value.problems[0]


def test_dates_numbers_and_day_numbers_are_read_as_meant(tmp_path):
    rows = [
        *TOP,
        [*PERSON, "Date of Birth \n(ccyy-mm-dd)", "ULN - Young Persons Unique Learner Number", "Sex"],
        ["Person", 1, "One", "A", date(2016, 4, 9), 1234567890, "M"],
        ["Person", 2, "Two", "B", "2016-04-09", "1234567891", "f"],
        ["Person", 3, "Three", "C", 42469, "", "F"],
        ["Person", 4, "Four", "D", "09/04/2016", "", "F"],
    ]
    found, persons = read(book_of(tmp_path, rows))
    assert [person.born_on for person in persons] == [date(2016, 4, 9)] * 4
    assert [person.uln for person in persons[:2]] == ["1234567890", "1234567891"]
    assert found.problems.errors == []
    assert (found.year, found.header.lea) == (2026, "314")


def test_a_formula_is_an_error_naming_its_cell(tmp_path):
    rows = [*TOP, [*PERSON, "Post Code"], ["Person", 1, '="Exam"&"ple"', "Ada", "ZZ99"], ["=A7", 2, "Two", "Ben", ""]]
    found, persons = read(book_of(tmp_path, rows))
    (problem,) = [problem for problem in found.problems if problem.level == "error" and "formula" in problem.message]
    assert problem.message == "Data Entry Template!C7 holds a formula; paste its value."
    assert problem.place.line == 7
    assert [person.surname for person in persons] == ["Two"], (
        "a formula in the Record Type column is the template's own"
    )


def test_a_faulty_cell_is_named(tmp_path):
    rows = [*TOP, [*PERSON, "Date of Birth"], ["Person", 1, "One", "A", "31/02/2016"]]
    found, _ = read(book_of(tmp_path, rows))
    assert found.problems.errors[0].place.file == "t.xlsx!Data Entry Template!E7"


def test_rows_of_persons_or_requests_that_are_not_there_are_errors(tmp_path):
    rows = [
        *TOP,
        PERSON,
        ["Person", "P1", "One", "A"],
        [],
        ["Requests Records"],
        REQUEST,
        ["Requests", "1", "P1", "2025-02-03", "A"],
        ["Requests", "1", "P9", "2025-02-03", "A"],
        [],
        ["SEN Need Records"],
        ["Record Type", "Person ID", "Requests record ID", "SEN Type of Need"],
        ["SENneed", "P1", "7", "ASD"],
        ["SENneed", "P1", "1", "ASD"],
    ]
    found, (one,) = read(book_of(tmp_path, rows))
    assert [(problem.place.line, problem.place.field) for problem in found.problems.errors] == [
        (12, "Requests"),
        (16, "SENneed"),
    ]
    assert one.requests[0].active_plan.needs[0].type == "ASD"
    assert any("an empty one was assumed" in problem.message for problem in found.problems)


def test_the_2023_gender_column_is_read(tmp_path):
    top = [[2023 if cell == 2026 else cell for cell in row] for row in TOP]
    _, (one,) = read(book_of(tmp_path, [*top, [*PERSON, "Gender"], ["Person", 1, "One", "A", 2]]))
    assert one.sex == "F"


def test_a_workbook_with_a_sheet_for_each_table_is_read(tmp_path):
    spec = specification(2026)
    book = xlsxwriter.Workbook(tmp_path / "pre.xlsx")
    person = person_node(ADA, 2026)
    request = person.children["Requests"][0]
    assessment, active = request.children["Assessment"][0], request.children["ActivePlans"][0]
    named = assessment.children["NamedPlan"][0]
    nodes = {
        "Person": [person],
        "Requests": [request],
        "Assessments": [assessment],
        "Named Plan": [named],
        "Plan Detail": named.children["PlanDetail"],
        "Active Plan": [active],
        "Placement Detail": active.children["PlacementDetail"],
        "SEN Need": active.children["SENneed"],
    }
    for sheet, rows in nodes.items():
        page = book.add_worksheet(sheet)
        items = spec.items(rows[0].group)
        columns = ["rquestsource" if item.column == "requestsource" else item.column for item in items]
        keys = ["persontableid"] if sheet == "Person" else ["persontableid", "requeststableid"]
        page.write_row(0, 0, [*keys, *columns])
        for number, node in enumerate(rows, start=1):
            values = [node.values.get(item.element, "") for item in items]
            page.write_row(number, 0, [*["17", "17-1"][: len(keys)], *values])
    book.close()
    found, persons = read(tmp_path / "pre.xlsx")
    assert (found.shape, found.year, persons) == ("workbook", 2026, [ADA])
    assert header_node(found.header, 2026).values["Collection"] == "SEN2"


def test_every_heading_of_the_template_is_known_for_every_year(tmp_path):
    for year in (2023, 2024, 2025, 2026):
        write_template(tmp_path / "t.xlsx", HEADER, [ADA], year=year)
        found, _ = read(tmp_path / "t.xlsx")
        assert list(found.problems) == []
    assert len(groups()) == 9


def test_other_excel_files_are_refused(tmp_path):
    book = xlsxwriter.Workbook(tmp_path / "o.xlsx")
    book.add_worksheet("Budget").write(0, 0, "Total")
    book.add_worksheet("Notes")
    book.close()
    assert "'Budget'" in refused(tmp_path / "o.xlsx").message
    assert "year" in refused(book_of(tmp_path, [["Total"]])).message
    assert "no Person Record" in refused(book_of(tmp_path, TOP)).message


def rewrite(path, part, turn):
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts[part] = turn(parts[part])
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


SHEET = "xl/worksheets/sheet1.xml"


def test_an_excel_file_made_to_harm_is_refused(tmp_path):
    def made():
        return book_of(tmp_path, [*TOP, PERSON, ["Person", 1, "One", "A"]])

    far = rewrite(made(), SHEET, lambda text: text.replace(b'r="D7"', b'r="XFD7"'))
    with pytest.raises(ReturnTooLarge, match="columns"):
        read(far)
    declared = b'<!DOCTYPE worksheet [<!ENTITY a "b">]>'
    assert (
        "DOCTYPE"
        in refused(
            rewrite(made(), SHEET, lambda text: text.replace(b"<worksheet", declared + b"<worksheet", 1))
        ).message
    )
    assert "not well formed" in refused(rewrite(made(), SHEET, lambda text: text.replace(b"</c>", b"", 1))).message
    assert "cut short" in refused(rewrite(made(), SHEET, lambda text: text[:-300])).message
    assert "empty" in refused(rewrite(made(), "xl/_rels/workbook.xml.rels", lambda text: b"")).message


def test_a_cell_in_the_last_row_takes_no_memory(tmp_path):
    path = book_of(tmp_path, [*TOP, PERSON, ["Person", 1, "One", "A"]])
    end = b'<row r="1048576"><c r="D1048576" t="inlineStr"><is><t>far</t></is></c></row></sheetData>'
    _, persons = read(rewrite(path, SHEET, lambda text: text.replace(b"</sheetData>", end)))
    assert [person.surname for person in persons] == ["One"]
