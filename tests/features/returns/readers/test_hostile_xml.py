"""Broken and harmful XML: a clear message naming the place, no crash, nothing fetched, bounded memory."""

from __future__ import annotations

import codecs
import tracemalloc
import zipfile
from datetime import date

import pytest

from goldenthread.features.returns.sen2.readers import Limits, ReturnTooLarge, ReturnUnreadable, open_return
from goldenthread.features.returns.sen2.writers import write_xml
from tests.features.returns.readers.returned import ADA, HEADER

TOP = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<Message><Header><CollectionDetails><Collection>SEN2</Collection>'
    "<Year>2026</Year><ReferenceDate>2026-01-15</ReferenceDate></CollectionDetails><Source><SourceLevel>L</SourceLevel>"
    "<LEA>314</LEA><DMO>Y</DMO><DCO>Y</DCO><DSCO>Y</DSCO></Source></Header>\n<Persons>\n"
)
END = "</Persons></Message>"
NAMED = "<Surname>Example</Surname><Forename>Ada</Forename>"


def return_of(tmp_path, text, name="return.xml"):
    path = tmp_path / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def read(path, **keywords):
    with open_return(path, **keywords) as found:
        return found, list(found.persons())


def refused(path, **keywords):
    with pytest.raises(ReturnUnreadable) as caught:
        read(path, **keywords)
    return caught.value.problems[0]


def person(inner):
    return TOP + f"<Person>\n{inner}\n</Person>" + END


def test_a_file_cut_short_says_where_and_gives_no_end(tmp_path):
    write_xml(tmp_path / "whole.xml", HEADER, [ADA] * 50)
    whole = (tmp_path / "whole.xml").read_bytes()
    problem = refused(return_of(tmp_path, whole[: len(whole) * 2 // 3]))
    assert "cut short" in problem.message
    assert problem.place.file == "return.xml"
    assert problem.place.line > 500


@pytest.mark.parametrize(
    "text",
    [
        '<!DOCTYPE Message [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>' + TOP.split("\n", 1)[1] + END,
        '<?xml version="1.0"?><!-- <x> --><?note?> \n<!DOCTYPE Message SYSTEM "file:///etc/passwd">'
        + TOP.split("\n", 1)[1],
        TOP.replace("<Message>", '<!doctype Message PUBLIC "a" "https://example.org/x.dtd"><Message>') + END,
    ],
)
def test_any_document_type_is_refused_before_it_is_parsed(tmp_path, text):
    problem = refused(return_of(tmp_path, text))
    assert "DOCTYPE" in problem.message
    assert problem.place.line in (1, 2)


def test_a_document_type_in_utf_16_is_seen_too(tmp_path):
    text = '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE Message [<!ENTITY a "x">]><Message/>'
    assert "DOCTYPE" in refused(return_of(tmp_path, text.encode("utf-16"))).message
    assert "DOCTYPE" in refused(return_of(tmp_path, text.encode("utf-16-be"))).message


@pytest.mark.parametrize("encoding", ["utf-7", "ebcdic-cp-us", "utf-32", "big5"])
def test_an_encoding_that_can_hide_things_is_refused(tmp_path, encoding):
    problem = refused(return_of(tmp_path, f'<?xml version="1.0" encoding="{encoding}"?><Message/>'))
    assert "UTF-8" in problem.message


def test_an_entity_nobody_declared_is_refused_with_its_line(tmp_path):
    problem = refused(return_of(tmp_path, person("<Surname>&secret;</Surname>")))
    assert "entity" in problem.message
    assert problem.place.line == 5


def test_names_in_another_encoding_say_where(tmp_path):
    problem = refused(return_of(tmp_path, person("<Surname>Müller</Surname>").encode("latin-1")))
    assert "UTF-8" in problem.message
    assert problem.place.line == 5


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig", "iso-8859-1", "windows-1252"])
def test_a_declared_encoding_is_read(tmp_path, encoding):
    declared = "utf-8" if encoding == "utf-8-sig" else encoding
    text = person("<Surname>Müller</Surname>").replace("UTF-8", declared)
    assert read(return_of(tmp_path, text.encode(encoding)))[1][0].surname == "Müller"


def test_utf_8_that_says_it_is_utf_16_is_read_with_a_warning(tmp_path):
    found, persons = read(return_of(tmp_path, person("<Surname>Müller</Surname>").replace("UTF-8", "utf-16")))
    assert persons[0].surname == "Müller"
    assert "UTF-16" in found.problems[0].message


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"", "empty"),
        (b"   \n", "none of the shapes"),
        (b"\x00" * 500, "none of the shapes"),
        (b"surname,forename\nA,B\n", "none of the shapes"),
        (b"<html><body><Person></body></html>", "well formed"),
        (b"<html><body>Sign in</body></html>", "no SEN2 header"),
        (b"<Message/>", "no SEN2 header"),
        (b"<!-- " + b"x" * 70_000 + b" --><Message/>", "64 KB"),
        (b"\xd0\xcf\x11\xe0rest", "old or locked"),
        (codecs.BOM_UTF32_LE + b"<\0\0\0", "UTF-32"),
    ],
)
def test_what_is_not_a_return_is_said_to_be_none(tmp_path, content, word):
    assert word in refused(return_of(tmp_path, content)).message


@pytest.mark.parametrize("year", ["2019", "2031"])
def test_a_year_not_read_is_refused_by_name(tmp_path, year):
    text = (TOP + END).replace("<Year>2026", f"<Year>{year}")
    problem = refused(return_of(tmp_path, text))
    assert year in problem.message and "2023 to 2026" in problem.message
    assert problem.place.field == "Year"


def test_another_collection_is_refused_by_name(tmp_path):
    assert "CIN" in refused(return_of(tmp_path, (TOP + END).replace(">SEN2<", ">CIN<"))).message


def test_a_person_larger_than_any_person_is_refused(tmp_path):
    text = person(NAMED + "<Junk>x</Junk>" * 20_000)
    problem = refused(return_of(tmp_path, text), limits=Limits(person_bytes=100_000))
    assert "without a Person ending" in problem.message


def test_a_file_over_the_limit_is_refused_before_it_is_read(tmp_path):
    with pytest.raises(ReturnTooLarge):
        open_return(return_of(tmp_path, TOP + END), limits=Limits(xml_bytes=50))


def test_text_of_a_hundred_megabytes_is_refused_in_bounded_memory(tmp_path):
    path = tmp_path / "big.xml"
    with path.open("wb") as file:
        file.write((TOP + "<Person><Surname>").encode())
        for _ in range(100):
            file.write(b"x" * (1 << 20))
    tracemalloc.start()
    problem = refused(path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert "MB" in problem.message or "larger" in problem.message
    assert peak < 20 << 20


def test_nesting_without_end_is_refused(tmp_path):
    problem = refused(return_of(tmp_path, TOP + "<a>" * 100_000))
    assert "deep" in problem.message


def test_an_unreadable_item_is_an_error_with_its_line_and_the_rest_is_read(tmp_path):
    inner = (
        f"{NAMED}\n<PersonBirthDate>2016-02-31</PersonBirthDate>\n<UniqueLearnerNumber>12345678</UniqueLearnerNumber>"
    )
    found, (ada,) = read(return_of(tmp_path, person(inner)))
    assert (ada.surname, ada.born_on, ada.uln) == ("Example", None, None)
    assert [problem.place.field for problem in found.problems.errors] == ["PersonBirthDate", "UniqueLearnerNumber"]
    assert "not a day in the calendar" in found.problems[0].message
    assert "ten digits" in found.problems[1].message
    assert [problem.place.line for problem in found.problems] == [6, 7]
    assert ada.place.line == 4


def test_a_person_nobody_can_name_is_left_out_with_an_error(tmp_path):
    found, persons = read(return_of(tmp_path, person("<Forename>Ada</Forename><UPN>123</UPN>")))
    assert persons == []
    assert found.skipped == 1
    assert "left out" in found.problems.errors[-1].message


def test_unknown_misplaced_and_doubled_elements_are_named(tmp_path):
    inner = "<Forename>Ada</Forename><Surname>Example</Surname><Surname>Other</Surname><Hobby>chess</Hobby>"
    found, (ada,) = read(return_of(tmp_path, person(inner)))
    assert ada.surname == "Example"
    said = {problem.place.field: (problem.level, problem.message) for problem in found.problems}
    assert said["Hobby"][0] == "warning" and "not an element of Person" in said["Hobby"][1]
    messages = [problem.message for problem in found.problems]
    assert any("Surname is out of order" in message for message in messages)
    assert any("more than once" in message for message in messages)


def test_namespaces_comments_cdata_and_wrappers_do_not_matter(tmp_path):
    text = (
        '<s:Wrapped xmlns:s="urn:x"><s:Message><s:Header><s:Year>2026</s:Year></s:Header><s:Persons><s:Person>'
        "<s:Surname><!-- was Smith -->Exam<![CDATA[ple & Co]]></s:Surname><?keep this?><s:Forename> Ada </s:Forename>"
        "<s:Requests><s:RequestOutcome>A</s:RequestOutcome></s:Requests></s:Person></s:Persons></s:Message></s:Wrapped>"
    )
    found, (ada,) = read(return_of(tmp_path, text))
    assert (ada.surname, ada.forename, ada.requests[0].outcome) == ("Example & Co", "Ada", "A")
    assert found.problems.errors == []


def test_items_of_another_year_are_read_with_a_warning(tmp_path):
    found, (ada,) = read(return_of(tmp_path, person(NAMED + "<GenderCurrent>2</GenderCurrent>")))
    assert ada.sex == "F"
    assert "not in Person in the 2026 return" in found.problems[0].message


def test_without_a_header_the_items_tell_the_year(tmp_path):
    text = f"<Message><Persons><Person>{NAMED}<GenderCurrent>1</GenderCurrent></Person></Persons></Message>"
    found, (ada,) = read(return_of(tmp_path, text))
    assert (found.year, ada.sex) == (2023, "M")
    assert {problem.level for problem in found.problems} == {"warning"}


def test_the_survey_day_tells_the_year_where_the_header_does_not(tmp_path):
    found, _ = read(
        return_of(tmp_path, (TOP + END).replace("<Year>2026</Year>", "").replace("2026-01-15", "2025-01-16"))
    )
    assert found.year == 2025
    assert found.header.reference_on == date(2025, 1, 16)


def test_an_xml_return_in_a_zip_is_read(tmp_path):
    with zipfile.ZipFile(tmp_path / "r.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("folder/return.xml", person(NAMED))
    found, persons = read(tmp_path / "r.zip")
    assert found.shape == "xml"
    assert persons[0].place.file == "r.zip!folder/return.xml"


def test_lines_past_the_65535th_are_named_rightly(tmp_path):
    text = TOP + "\n" * 70_000 + f"<Person>{NAMED}<PersonBirthDate>never</PersonBirthDate></Person>" + END
    found, (ada,) = read(return_of(tmp_path, text))
    assert ada.place.line == 70_004
    assert found.problems[0].place.line == 70_004


def test_a_million_faults_are_counted_but_not_all_kept(tmp_path):
    one = f"<Person>{NAMED}<PersonBirthDate>x</PersonBirthDate></Person>"
    found, persons = read(return_of(tmp_path, TOP + one * 3000 + END))
    assert len(persons) == 3000
    assert found.problems.total == 3000
    assert len(found.problems) < 3000
    assert found.problems.not_shown == 3000 - len(found.problems)
