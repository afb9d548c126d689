"""The proof of the road from files: brought into the caseload, the same returns come to the same moves."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from goldenthread.demo.writing import write_out
from goldenthread.domain.forecast.inputs import Inputs, Move
from goldenthread.features.finance.queries.forecast_inputs import caseload_inputs
from goldenthread.features.returns.operations import schools
from goldenthread.features.returns.sen2.readers import open_return
from goldenthread.features.returns.surveys import Register, Surveys, survey
from goldenthread.foundation import clock, journal
from goldenthread.foundation.partnership import queries
from goldenthread.foundation.people.models import Child
from tests.features.returns.made_up import applied

ON = date(2026, 11, 22)
JANUARIES = (2024, 2025, 2026)


@pytest.fixture(autouse=True)
def _the_partnership_of_this_test_alone() -> Iterator[None]:
    queries.forget()
    yield
    queries.forget()


def written(folder: Path, shape: str, year: int, name: str, seed: int) -> Path:
    write_out(like="kingston", size=250, seed=seed, on=ON, year=year, shape=shape, out=folder / name)
    return folder / name


def of_pair(moves: object, year: int) -> Counter[Move]:
    return Counter({move: n for move, n in moves.items() if move.calendar_year == year})  # type: ignore[attr-defined]


def both(folder: Path, seed: int) -> tuple[Surveys, Inputs]:
    """From the files, and from the caseload they were brought into."""
    files = [written(folder, "xml", year, f"return-{year}.xml", seed) for year in JANUARIES]
    register = written(folder, "schools", JANUARIES[-1], "schools.csv", seed)
    read = survey(files, Register.of(register))
    assert not Child.rows.exists()
    schools.bring_in(register, name=register.name, by=journal.SYSTEM, at=clock.now(), rehearse=False)
    for file in files:
        row = applied(file)
        assert row.effects["left_out"] == row.effects["conflicts"] == 0
    return read, caseload_inputs(ON)


@pytest.mark.django_db
@pytest.mark.parametrize("seed", [3, 11])
def test_returns_come_to_the_same_moves_from_files_as_through_the_caseload(tmp_path: Path, seed: int) -> None:
    read, held = both(tmp_path, seed)
    assert read.moves.keys() and {move.calendar_year for move in read.moves} == {2024, 2025}
    for year in (2024, 2025):
        ours, theirs = of_pair(read.moves, year), of_pair(held.moves, year)
        assert ours - theirs == theirs - ours == Counter()
        assert sum(n for move, n in ours.items() if move.joins) > 10 < sum(n for move, n in ours.items() if move.leaves)
    assert {move.next_setting for move in read.moves} >= {"mainstream", "special", "college", "support_base"}
    assert read.under_way == {year: held.under_way[year] for year in JANUARIES}
    assert all(read.under_way.values())
    assert held.target is not None
    assert (held.target.plans, held.target.asked) == (
        sum(n for move, n in read.moves.items() if move.calendar_year == 2025 and not move.leaves), read.asked[2026],
    )  # fmt: skip


@pytest.mark.parametrize("shape", ["csv", "template"])
def test_every_shape_of_a_return_is_as_good(tmp_path: Path, shape: str) -> None:
    names = {"csv": "return-{}", "template": "return-{}.xlsx"}
    register = Register.of(written(tmp_path, "schools", 2026, "schools.csv", 3))
    found = []
    for made, name in (("xml", "return-{}.xml"), (shape, names[shape])):
        files = [written(tmp_path, made, year, name.format(year), 3) for year in (2026, 2025)]
        found.append(survey(files, register))
    assert found[0].moves == found[1].moves
    assert (found[0].under_way, found[0].days) == (found[1].under_way, found[1].days)


def test_what_one_return_says_alone_is_what_two_say_together(tmp_path: Path) -> None:
    """Begun and ended since the January before, out of the later return's own dates."""
    from goldenthread.domain.calendars.survey_days import survey_day
    from goldenthread.features.returns.surveys.single import one_alone

    files = [written(tmp_path, "xml", year, f"return-{year}.xml", 3) for year in (2025, 2026)]
    moves = survey(files, Register()).moves
    joined = sum(n for move, n in moves.items() if move.joins)
    left = sum(n for move, n in moves.items() if move.leaves)
    with open_return(files[1]) as source:
        said = one_alone(source, survey_day(2026), Register()).message
    assert f"{joined} of them begun since 16 January 2025" in said
    assert f"that {left} who had one then no longer did" in said
