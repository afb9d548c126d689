"""The spreadsheet a council starts with: headings and dates as people type them, and what is wrong with it."""

from __future__ import annotations

from datetime import date, datetime

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.features.returns.cases_file import (
    COLUMNS,
    CaseRow,
    open_cases,
    read_cases,
    write_csv_template,
    write_xlsx_template,
)
from goldenthread.features.returns.cases_file.british_dates import read_british_date
from goldenthread.features.returns.cases_file.columns import find_columns, plain
from goldenthread.features.returns.sen2.readers import ReturnUnreadable

SECOND_OF_SEPTEMBER = date(2024, 9, 2)


def csv_of(tmp_path, text, encoding="utf-8"):
    path = tmp_path / "cases.csv"
    path.write_bytes(text.encode(encoding))
    return path


def book_of(tmp_path, rows, before=()):
    book = xlsxwriter.Workbook(tmp_path / "cases.xlsx")
    for name in before:
        book.add_worksheet(name).write(0, 0, "Read me")
    page = book.add_worksheet("Caseload")
    days = book.add_format({"num_format": "dd mmmm yyyy"})
    for number, row in enumerate(rows):
        for at, cell in enumerate(row):
            if isinstance(cell, date):
                page.write_datetime(number, at, datetime(cell.year, cell.month, cell.day), days)
            else:
                page.write(number, at, cell)
    book.close()
    return tmp_path / "cases.xlsx"


def read(path):
    with open_cases(path) as file:
        return file, list(file.rows())


@pytest.mark.parametrize(
    "text",
    [
        "2/9/2024",
        "02/09/2024",
        "2/9/24",
        "02-09-2024",
        "2.9.24",
        "02-Sep-24",
        "2-sept-2024",
        "2 September 2024",
        "2nd September, 2024",
        "2nd of Sept 2024",
        "Mon 2 Sep 2024",
        "Monday, 2 September 2024",
        "2024-09-02",
        "2024-09-02 00:00:00",
        "2024-09-02T10:15:00Z",
        "02/09/2024 09:30",
        "45537",
        "45537.4",
    ],
)
def test_dates_in_the_usual_british_shapes_are_the_same_day(text):
    assert read_british_date(text) == SECOND_OF_SEPTEMBER


@pytest.mark.parametrize(
    "text", ["9/13/2024", "31/2/2024", "29/2/2023", "2024", "Sept 2024", "soon", "0/0/0000", "2/9/1024", "٢/٩/٢٠٢٤"]
)
def test_what_is_no_british_date_is_refused_with_a_sentence(text):
    with pytest.raises(ValueError, match=r"\w+ .*"):
        read_british_date(text)


@given(
    st.dates(date(1950, 1, 1), date(2049, 12, 31)),
    st.sampled_from(["%d/%m/%Y", "%d/%m/%y", "%d-%b-%y", "%d %B %Y", "%Y-%m-%d"]),
)
def test_any_day_is_read_back_from_any_usual_shape(day, form):
    assert read_british_date(day.strftime(form)) == day


@given(st.text(max_size=30))
def test_no_text_breaks_the_reading_of_dates(text):
    try:
        assert isinstance(read_british_date(text), date)
    except ValueError as fault:
        assert str(fault)


def test_headings_of_any_spelling_are_found(tmp_path):
    headings = "CASE ID,Last-name,first_name,D.O.B.,Gender,SEN Need,Date Request Received,EHCP Issued,LAC"
    text = f"{headings}\n7,Example,Ada,9/4/16,Girl,Autism,3 Feb 25,20/6/2025,Y\n"
    file, (ada,) = read(csv_of(tmp_path, text))
    assert (ada.local_id, ada.surname, ada.forename, ada.born_on, ada.sex) == (
        "7",
        "Example",
        "Ada",
        date(2016, 4, 9),
        "F",
    )
    assert (ada.primary_need, ada.request_received_on, ada.plan_issued_on) == (
        "ASD",
        date(2025, 2, 3),
        date(2025, 6, 20),
    )
    assert ada.vulnerable_groups == ("looked_after",)
    assert list(file.problems) == []


def test_no_heading_means_two_columns():
    spellings = [plain(text) for column in COLUMNS for text in {plain(word) for word in (*column.also, column.heading)}]
    assert len(spellings) == len(set(spellings))


def test_every_column_is_an_attribute_of_the_row_and_the_other_way_round():
    assert {column.name for column in COLUMNS} == set(CaseRow.__dataclass_fields__) - {"place"}


@pytest.mark.parametrize(
    ("heading", "text", "attribute", "value"),
    [
        ("Primary need", "speech, language & communication", "primary_need", "SLCN"),
        ("Primary need", "not yet known", "primary_need", None),
        ("Primary need", "Speech, Language and Communication Needs", "primary_need", "SLCN"),
        ("Primary need", "semh", "primary_need", "SEMH"),
        ("Requested by", "Parent/Carer", "request_source", "1"),
        ("Requested by", "Social Worker", "request_source", "4"),
        ("Decision to assess", "Refused", "assess_decision", "N"),
        ("Decision to assess", "Agreed to assess", "assess_decision", "Y"),
        ("Review decision", "No change", "review_outcome", "M"),
        ("UPN", "a950 000 178 301", "upn", "A950000178301"),
        ("UPN", "A95", "upn", None),
        ("ULN", "12345678", "uln", None),
        ("Sex", "prefer not to say", "sex", "U"),
        ("Case officer email", "Jo Coordinator <JO@council.example>", "officer_email", "jo@council.example"),
        ("Looked after", "perhaps", "looked_after", None),
        ("Postcode", " zz99  3aa ", "postcode", "ZZ99 3AA"),
    ],
)
def test_words_are_read_as_codes_or_named_as_errors(tmp_path, heading, text, attribute, value):
    file, (row,) = read(csv_of(tmp_path, f'Surname,Forename,Date of birth,{heading}\nExample,Ada,9/4/2016,"{text}"\n'))
    assert getattr(row, attribute) == value
    assert bool(file.problems.errors) is (value is None)
    for problem in file.problems.errors:
        assert (problem.place.line, problem.place.field) == (2, heading)
        assert problem.message.startswith("D2 ")


def test_an_excel_file_with_titles_above_and_another_sheet_before_is_read(tmp_path):
    rows = [
        ["SEND caseload, autumn"],
        [],
        ["Surname", "Forename", "DOB", "UPN"],
        ["Example", "Ada", date(2016, 4, 9), "A950000178301"],
    ]
    file, (ada,) = read(book_of(tmp_path, rows, before=["Notes"]))
    assert ada.born_on == date(2016, 4, 9)
    assert ada.place.file == "cases.xlsx!Caseload"
    assert ada.place.line == 4
    assert file.shape == "xlsx"


def test_a_formula_is_an_error_naming_its_cell(tmp_path):
    rows = [["Surname", "Forename", "DOB", "Age"], ["Example", "Ada", "=TODAY()-3000", "=1+1"]]
    file, (ada,) = read(book_of(tmp_path, rows))
    assert ada.born_on is None
    assert [problem.message for problem in file.problems.errors] == ["C2 holds a formula; paste its value."]


def test_rows_without_anyone_are_errors_and_blank_rows_are_nothing(tmp_path):
    text = "Surname,Forename,DOB,UPN,Notes\n,Ada,9/4/2016,,\n,,,,\n,,,,see below\nExample,Ben,1/1/2015,,\n"
    file, rows = read(csv_of(tmp_path, text))
    assert [row.forename for row in rows] == ["Ben"]
    assert [problem.place.line for problem in file.problems.errors] == [2]


def test_one_number_on_two_rows_is_an_error_naming_the_first(tmp_path):
    text = "Surname,Forename,DOB,UPN\nExample,Ada,9/4/2016,A950000178301\nExample,Ben,9/4/2016,A950000178301\n"
    file, rows = read(csv_of(tmp_path, text))
    assert len(rows) == 2
    assert [(problem.place.line, "row 2" in problem.message) for problem in file.problems.errors] == [(3, True)]


def test_a_second_column_for_the_same_thing_is_named_and_our_own_heading_wins():
    found = find_columns(["DOB", "Date of birth", "Surname", "Hobby"])
    assert {at: column.name for at, column in found.places.items()} == {1: "born_on", 2: "surname"}
    assert [heading for heading, _ in found.again] == ["Date of birth"]
    assert found.unknown == ["Hobby"]


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"", "empty"),
        (b"Total,Spent\n1,2\n", "No row of headings"),
        (b"%PDF-1.7", "not a spreadsheet"),
        (b"<html>", "not a spreadsheet"),
        (b"\xd0\xcf\x11\xe0", "old or locked"),
        (b"PK\x03\x04garbage", "cannot be read"),
        (b"Surname,Forename,DOB\nA\x00B,C,1/1/2015\n", "NUL"),
    ],
)
def test_what_is_no_cases_spreadsheet_is_refused(tmp_path, content, word):
    path = tmp_path / "cases"
    path.write_bytes(content)
    with pytest.raises(ReturnUnreadable, match=word):
        read(path)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_accents_survive_the_encodings_excel_writes(tmp_path, encoding):
    _, (row,) = read(csv_of(tmp_path, "Surname;Forename;DOB\nMüller;Zoë;9/4/2016\n", encoding))
    assert (row.surname, row.forename) == ("Müller", "Zoë")


def test_the_templates_hold_every_column_and_their_example_is_passed_over(tmp_path):
    write_csv_template(tmp_path / "t.csv")
    write_xlsx_template(tmp_path / "t.xlsx")
    for name in ("t.csv", "t.xlsx"):
        file, rows = read(tmp_path / name)
        assert [column.name for column in file.columns] == [column.name for column in COLUMNS]
        assert rows == []
        assert "example" in file.problems[0].message
        assert file.problems.errors == []


def test_the_example_of_the_template_is_itself_right(tmp_path):
    write_csv_template(tmp_path / "t.csv")
    text = (tmp_path / "t.csv").read_text(encoding="utf-8-sig").replace("SEN-00412", "SEN-1")
    file, (row,) = read(csv_of(tmp_path, text))
    assert list(file.problems) == []
    assert row.request_received_on == date(2025, 2, 3)


def test_a_request_becomes_an_open_one():
    (request,) = CaseRow(surname="Example", request_received_on=date(2025, 2, 3)).to_person().requests
    assert (request.outcome, request.assessment, request.active_plan) == ("A", None, None)


def test_a_plan_without_a_request_becomes_historical_with_its_place_and_needs():
    row = CaseRow(
        surname="Example",
        plan_issued_on=date(2020, 5, 1),
        school_name="Marle Primary",
        primary_need="ASD",
        secondary_need="HI",
    )
    (request,) = row.to_person().requests
    assert (request.outcome, request.assessment.outcome) == ("H", "H")
    assert request.assessment.named_plan.start_on == date(2020, 5, 1)
    assert [(need.type, need.rank) for need in request.active_plan.needs] == [("ASD", 1), ("HI", 2)]
    assert request.active_plan.placements[0].setting.sen_setting_other == "Marle Primary"


def test_a_plan_amended_since_keeps_both_its_dates():
    row = CaseRow(
        request_received_on=date(2019, 1, 7), plan_first_made_on=date(2019, 5, 20), plan_issued_on=date(2023, 2, 1)
    )
    (request,) = row.to_person().requests
    assert request.assessment.outcome_on == date(2019, 5, 20)
    assert request.assessment.named_plan.start_on == date(2023, 2, 1)


def test_a_plan_that_ceased_is_no_longer_active():
    (request,) = (
        CaseRow(plan_issued_on=date(2020, 5, 1), plan_ceased_on=date(2025, 7, 1), cease_reason="2").to_person().requests
    )
    assert request.active_plan is None
    assert request.assessment.named_plan.cease_reason == "2"


def test_an_assessment_that_ended_without_a_plan_is_one():
    (request,) = CaseRow(request_received_on=date(2025, 1, 6), no_plan_on=date(2025, 4, 1)).to_person().requests
    assert (request.assessment.outcome, request.assessment.outcome_on) == ("N", date(2025, 4, 1))


def test_rows_can_be_read_in_one_call(tmp_path):
    assert [row.surname for row in read_cases(csv_of(tmp_path, "Surname,Forename,DOB\nExample,Ada,9/4/2016\n"))] == [
        "Example"
    ]
