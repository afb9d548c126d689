"""What is written can be read back the same, in every shape and year."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from goldenthread.domain.sen2.express import as_of_year
from goldenthread.domain.sen2.specification import YEARS
from goldenthread.features.returns.sen2.readers import open_return
from goldenthread.features.returns.sen2.writers import write_collect_csv, write_template, write_xml
from tests.features.returns.readers.returned import ADA, HEADER, people, without_keys

DATA = Path(__file__).parents[3] / "data" / "sen2"
SHAPES = {
    "xml": (write_xml, "return.xml"),
    "zip": (write_collect_csv, "export.zip"),
    "xlsx": (write_template, "t.xlsx"),
}
in_one_folder = settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])


def read_back(path):
    with open_return(path) as found:
        persons = [without_keys(person) for person in found.persons()]
        return found, persons


@pytest.mark.parametrize("shape", SHAPES)
@in_one_folder
@given(persons=st.lists(people, min_size=1, max_size=3), year=st.sampled_from(YEARS))
def test_what_is_written_is_read_back_as_the_year_can_say_it(shape, persons, year, tmp_path):
    write, name = SHAPES[shape]
    write(tmp_path / name, HEADER, persons, year=year)
    found, back = read_back(tmp_path / name)
    assert back == [as_of_year(person, year) for person in persons]
    assert found.year == year
    assert [problem for problem in found.problems if problem.level == "error"] == []


@in_one_folder
@given(person=people, year=st.sampled_from(YEARS))
def test_what_a_year_can_say_does_not_shrink_when_said_again(person, year):
    once = as_of_year(person, year)
    assert as_of_year(once, year) == once


@pytest.mark.parametrize("shape", SHAPES)
def test_the_header_is_read_back(shape, tmp_path):
    write, name = SHAPES[shape]
    write(tmp_path / name, HEADER, [ADA])
    assert read_back(tmp_path / name)[0].header == HEADER


def test_the_2023_header_has_no_social_care_officer(tmp_path):
    write_xml(tmp_path / "return.xml", HEADER, [ADA], year=2023)
    assert read_back(tmp_path / "return.xml")[0].header == replace(HEADER, year=2023, dsco=None)


def test_a_folder_is_read_as_a_zip_is(tmp_path):
    assert write_collect_csv(tmp_path / "export", HEADER, [ADA, ADA]) == 2
    found, back = read_back(tmp_path / "export")
    assert found.shape == "collect_csv"
    assert back == [ADA, ADA]


def test_the_keys_of_a_template_are_the_local_ids(tmp_path):
    person = replace(ADA, local_id="C 17", requests=tuple(replace(request, local_id="R9") for request in ADA.requests))
    write_template(tmp_path / "t.xlsx", HEADER, [person, person])
    with open_return(tmp_path / "t.xlsx") as found:
        first, second = found.persons()
    assert first == person
    assert second.local_id not in (None, "C 17")


def test_the_sample_is_read_without_a_remark():
    found, back = read_back(DATA / "sen2_sample_2026.xml")
    assert (found.shape, found.year, found.header.lea, len(back)) == ("xml", 2026, "314", 3)
    assert list(found.problems) == []


def test_what_is_written_passes_the_unofficial_schema_of_2026():
    schema = etree.XMLSchema(etree.parse(DATA / "sen2_schema_2026_unofficial.xsd"))
    with open_return(DATA / "sen2_sample_2026.xml") as found:
        out = io.BytesIO()
        write_xml(out, found.header, found.persons())
    schema.assertValid(etree.fromstring(out.getvalue()).getroottree())


def test_progress_goes_from_nothing_to_all(tmp_path):
    write_xml(tmp_path / "return.xml", HEADER, [ADA] * 600)
    with open_return(tmp_path / "return.xml") as found:
        seen = [found.progress() for _ in found.persons()]
        assert seen == sorted(seen)
        assert 0 < seen[300] < 1
        assert found.progress() == 1


def test_writing_a_year_that_is_not_read_is_refused(tmp_path):
    with pytest.raises(ValueError, match="2019"):
        write_xml(tmp_path / "return.xml", HEADER, [ADA], year=2019)
