"""Out, in, compare: the return the demonstration writes of itself, brought into itself, changes nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from goldenthread.commandline.demonstration_files import write_command
from goldenthread.demo.construction import build
from goldenthread.features.returns.models import Import
from goldenthread.features.returns.operations import imports
from goldenthread.foundation import clock, journal
from goldenthread.foundation.partnership import queries
from goldenthread.foundation.people.models import Child, Tie

pytestmark = pytest.mark.django_db
NOTHING = {"new": 0, "changed": 0, "conflicts": 0, "left_out": 0, "unknown_bodies": 0}


@pytest.fixture(autouse=True)
def _the_partnership_of_this_test_alone() -> Iterator[None]:
    queries.forget()
    yield
    queries.forget()


@pytest.fixture
def demonstration() -> None:
    """Like no area that is the default, so that a return of the defaults would be of other people."""
    build.build(like="england", size=60, seed=7, at=clock.now())


def written(folder: Path, *words: object) -> Path:
    path = folder / "return.xml"
    result = CliRunner().invoke(write_command, [*map(str, words), "--out", str(path)])
    assert result.exit_code == 0, result.output
    return path


def effects(path: Path) -> dict[str, Any]:
    row, _ = imports.dry_run(path, name=path.name, kind="sen2", at=clock.now())
    return row.effects


@pytest.mark.parametrize("year", [2023, 2024, 2025, 2026])
def test_a_return_of_any_year_written_by_the_demonstration_finds_everybody_and_changes_nothing(
    demonstration: None, year: int, tmp_path: Path
) -> None:
    found = effects(written(tmp_path, "--year", year))
    assert {name: found[name] for name in NOTHING} == NOTHING
    assert found["unchanged"] > 30


def test_a_child_is_tied_once_to_each_body_they_are_tied_to(demonstration: None) -> None:
    open_now = Tie.objects.filter(ended_on=None, organisation__isnull=False)
    pairs = Counter(open_now.values_list("child_id", "kind", "organisation_id", "adult_id"))
    assert {kind for _, kind, _, _ in pairs} >= {"social_care", "health", "case_team"}
    assert [pair for pair, times in pairs.items() if times > 1] == []


def test_applied_and_brought_in_again_it_still_changes_nothing(demonstration: None, tmp_path: Path) -> None:
    path, children = written(tmp_path), Child.rows.count()
    row = imports.receive(path, name=path.name, kind="sen2", by=journal.SYSTEM, at=clock.now())
    imports.apply(imports.read(row), by=journal.SYSTEM, at=clock.now())
    assert Child.rows.count() == children
    found = effects(path)
    assert {name: found[name] for name in NOTHING} == NOTHING


def test_options_that_agree_with_what_is_built_mean_what_is_built(demonstration: None, tmp_path: Path) -> None:
    assert effects(written(tmp_path, "--size", 60, "--seed", 7))["new"] == 0


def test_the_authority_that_is_not_one_is_no_error_in_the_demonstration_but_any_other_is(
    demonstration: None, tmp_path: Path
) -> None:
    path = written(tmp_path)
    own, _ = imports.dry_run(path, name=path.name, kind="sen2", at=clock.now())
    assert (own.errors_count, about_authority(own)) == (0, [])
    path.write_text(path.read_text(encoding="utf-8").replace(">899<", ">898<"), encoding="utf-8")
    other, _ = imports.dry_run(path, name=path.name, kind="sen2", at=clock.now())
    assert about_authority(other) == ["898 is not the number of an English local authority."]


def test_outside_a_demonstration_no_authority_is_made_up(tmp_path: Path) -> None:
    path = written(tmp_path, "--size", 10)
    row, _ = imports.dry_run(path, name=path.name, kind="sen2", at=clock.now())
    assert about_authority(row) == ["899 is not the number of an English local authority."]


def about_authority(row: Import) -> list[str]:
    return [problem["message"] for problem in row.problems if "authority" in problem["message"]]


def test_another_seed_means_other_people(demonstration: None, tmp_path: Path) -> None:
    assert effects(written(tmp_path, "--size", 60, "--seed", 8))["new"] > 0
