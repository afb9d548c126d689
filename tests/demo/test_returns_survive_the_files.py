"""The invented partnership's returns, written in each shape and read again, say the same."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from goldenthread.demo.population import partnership
from goldenthread.domain.sen2.records import Person
from goldenthread.features.returns.sen2.readers import open_return
from goldenthread.features.returns.sen2.writers import write_collect_csv, write_template, write_xml

MADE = partnership("kingston", 250, 4, on=date(2026, 11, 22))
WRITERS = {"return.xml": write_xml, "return": write_collect_csv, "return.xlsx": write_template}


def without_keys(person: Person) -> Person:
    """A file's own keys are not part of what it says."""
    return replace(person, local_id=None, requests=tuple(replace(item, local_id=None) for item in person.requests))


@pytest.mark.parametrize("name", WRITERS)
@pytest.mark.parametrize("year", [2023, 2024, 2025, 2026])
def test_a_return_written_and_read_again_says_the_same(name: str, year: int, tmp_path: Path) -> None:
    WRITERS[name](tmp_path / name, MADE.header(year), MADE.sen2_return(year), year=year)
    with open_return(tmp_path / name) as told:
        read = [without_keys(person) for person in told.persons()]
    assert read == [without_keys(person) for person in MADE.sen2_return(year)]
    assert len(read) > 200
