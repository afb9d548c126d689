"""However a file is damaged, it is read or refused with a sentence: no other way out."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goldenthread.features.returns.cases_file import open_cases, write_csv_template, write_xlsx_template
from goldenthread.features.returns.schools_file import open_schools
from goldenthread.features.returns.sen2.readers import ReturnUnreadable, open_return
from goldenthread.features.returns.sen2.writers import write_collect_csv, write_template, write_xml
from tests.features.returns.readers.returned import ADA, HEADER

in_one_folder = settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
NASTY = [b"<", b">", b"&", b'"', b",", b"\n", b"\0", b"]]>", b"<!DOCTYPE a>", b"<f>1</f>", b"</c>", b"\xff\xfe", b"-1"]
damages = st.lists(
    st.tuples(st.floats(0, 1), st.integers(0, 200), st.sampled_from(NASTY) | st.binary(max_size=8)),
    min_size=1,
    max_size=4,
)


def damaged(content: bytes, damage) -> bytes:
    for where, length, put in damage:
        at = int(where * len(content))
        content = content[:at] + put + content[at + length :]
    return content


def damaged_inside(content: bytes, damage, which: float) -> bytes:
    """A zip whose one member is damaged, and whole as a zip."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as archive, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as copy:
        names = archive.namelist()
        chosen = names[int(which * (len(names) - 1))]
        for name in names:
            text = archive.read(name)
            copy.writestr(name, damaged(text, damage) if name == chosen else text)
    return out.getvalue()


def read_or_refused(opener, path, parts):
    try:
        with opener(path) as found:
            for _ in getattr(found, parts)():
                pass
            assert all(problem.message.strip() for problem in found.problems)
    except ReturnUnreadable as refusal:
        assert all(problem.message.strip() for problem in refusal.problems)
        assert refusal.problems


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    folder = tmp_path_factory.mktemp("whole")
    write_xml(folder / "r.xml", HEADER, [ADA] * 2)
    write_collect_csv(folder / "r.zip", HEADER, [ADA] * 2)
    write_template(folder / "r.xlsx", HEADER, [ADA] * 2)
    write_csv_template(folder / "c.csv")
    write_xlsx_template(folder / "c.xlsx")
    return {file.name: file.read_bytes() for file in folder.iterdir()}


@pytest.mark.parametrize("name", ["r.xml", "r.zip", "r.xlsx"])
@in_one_folder
@given(damage=damages)
def test_a_return_damaged_anywhere_is_read_or_refused(whole, name, damage, tmp_path):
    (tmp_path / name).write_bytes(damaged(whole[name], damage))
    read_or_refused(open_return, tmp_path / name, "persons")


@pytest.mark.parametrize("name", ["r.zip", "r.xlsx"])
@in_one_folder
@given(damage=damages, which=st.floats(0, 1))
def test_a_return_with_one_damaged_part_is_read_or_refused(whole, name, damage, which, tmp_path):
    (tmp_path / name).write_bytes(damaged_inside(whole[name], damage, which))
    read_or_refused(open_return, tmp_path / name, "persons")


@pytest.mark.parametrize("name", ["c.csv", "c.xlsx"])
@in_one_folder
@given(damage=damages)
def test_a_damaged_cases_file_is_read_or_refused(whole, name, damage, tmp_path):
    (tmp_path / name).write_bytes(damaged(whole[name], damage))
    read_or_refused(open_cases, tmp_path / name, "rows")


@in_one_folder
@given(damage=damages)
def test_a_damaged_register_is_read_or_refused(damage, tmp_path):
    start = b"URN,EstablishmentName,OpenDate,UKPRN\n130000,Marle Primary,01/09/2001,10000001\n"
    (tmp_path / "s.csv").write_bytes(damaged(start, damage))
    read_or_refused(open_schools, tmp_path / "s.csv", "schools")
