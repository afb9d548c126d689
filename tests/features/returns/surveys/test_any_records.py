"""Whatever the returns hold, and however they are damaged: moves that add up, or a fault with its file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goldenthread.domain.forecast.reading import Faulty
from goldenthread.domain.names import name_key
from goldenthread.domain.sen2.records import Person
from goldenthread.features.returns.surveys import Register, Surveys, survey
from tests.features.returns.made_up import OTHER_UPN, a_file, a_person, historical
from tests.features.returns.readers.returned import people

STAYS = a_person(upn=OTHER_UPN, surname="Unmoved", requests=(historical(date(2020, 5, 1)),))
YEARS = (2024, 2025, 2026)
# Two of one name, one of them with a number, cannot be told apart a year later: another matter than this one.
NAMED_APART = st.lists(people, max_size=4, unique_by=lambda each: name_key(each.surname, each.forename))
THREE = st.tuples(*[NAMED_APART for _ in YEARS])
AS_THEY_COME = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


def surveyed(folder: Path, by_year: Sequence[list[Person]]) -> Surveys | None:
    files = [
        a_file(folder, [STAYS, *told], year=year, name=f"{year}.xml")
        for year, told in zip(YEARS, by_year, strict=True)
    ]  # fmt: skip
    try:
        return survey(files, Register())
    except Faulty as fault:
        assert all(each.file and each.message for each in fault.faults)
        return None


@AS_THEY_COME
@given(by_year=THREE)
def test_whoever_is_there_at_the_end_of_a_year_is_there_at_the_start_of_the_next(
    tmp_path: Path, by_year: tuple[list[Person], ...]
) -> None:
    found = surveyed(tmp_path, by_year)
    if found is None:
        return
    after, before = Counter[tuple[int, str, str]](), Counter[tuple[int, str, str]]()
    for move, children in found.moves.items():
        assert children > 0 and not (move.joins and move.leaves)
        if move.calendar_year == 2024 and not move.leaves and move.academic_year < 20:
            after[(move.academic_year + 1, move.next_need, move.next_setting)] += children
        if move.calendar_year == 2025 and not move.joins and move.academic_year > -5:
            before[(move.academic_year, move.need, move.setting)] += children
    assert after == before


@AS_THEY_COME
@given(by_year=THREE)
def test_a_return_given_as_the_year_after_too_moves_nobody(tmp_path: Path, by_year: tuple[list[Person], ...]) -> None:
    told = by_year[0]
    found = surveyed(tmp_path, (told, told, told))
    assert found is not None
    assert not [note for note in found.notes if "counted as leaving" in note]


@AS_THEY_COME
@given(at=st.floats(0, 1), how=st.sampled_from(["cut", "byte", "tag"]))
def test_a_damaged_file_is_a_fault_or_is_read(tmp_path: Path, at: float, how: str) -> None:
    files = [a_file(tmp_path, [STAYS, a_person()], year=year, name=f"{year}.xml") for year in YEARS]
    whole = files[1].read_bytes()
    place = int(at * (len(whole) - 1))
    files[1].write_bytes({
        "cut": whole[:place], "byte": whole[:place] + b"\xff" + whole[place + 1:],
        "tag": whole[:place] + b"<x>" + whole[place:],
    }[how])  # fmt: skip
    try:
        survey(files, Register())
    except Faulty as fault:
        said = "; ".join(map(str, fault.faults))
        assert not [who for who in ("Unmoved", "Khan", OTHER_UPN) if who in said]


def test_the_same_three_in_any_order_are_the_same(tmp_path: Path) -> None:
    files = [a_file(tmp_path, [STAYS], year=year, name=f"{year}.xml") for year in YEARS]
    assert survey(files, Register()) == survey(files[::-1], Register())


@pytest.mark.parametrize("years", [(2023, 2024), (2023, 2024, 2025, 2026)])
def test_every_pair_of_years_has_its_moves(tmp_path: Path, years: tuple[int, ...]) -> None:
    files = [a_file(tmp_path, [STAYS], year=year, name=f"{year}.xml") for year in years]
    assert {move.calendar_year for move in survey(files, Register()).moves} == set(years[:-1])
