"""A process killed while it brings a file in leaves nothing of it; two that bring files in at once do not mix."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from goldenthread.domain.sen2.records import Person
from tests.features.returns.made_up import a_file, a_person, issued, pending
from tests.jobs.arena import ROOT, Arena, an_arena, kill_group

pytestmark = pytest.mark.slow
PEOPLE = 1500


@pytest.fixture(scope="module")
def arena(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Arena]:
    with an_arena(tmp_path_factory.mktemp("killed")) as made:
        yield made


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return a_file(tmp_path_factory.mktemp("return"), people(range(PEOPLE)))


def people(numbers: range) -> Iterator[Person]:
    for number in numbers:
        requests = (issued(),) if number % 2 else (pending(),)
        yield a_person(upn=None, uln=str(1_000_000_000 + number), surname=f"Khan{number}", requests=requests)


def command(arena: Arena, *words: object) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "goldenthread.commandline.main", "import", *map(str, words)],
        env=arena.environment, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        start_new_session=True,
    )  # fmt: skip


def tables(arena: Arena) -> dict[str, int]:
    """How many rows an import may leave behind."""
    names = (
        "people_child",
        "people_organisation",
        "casework_request",
        "casework_milestone",
        "returns_change",
        "people_tie",
    )
    return {name: arena.count(name) for name in names}


def ready(arena: Arena) -> int:
    return arena.count("returns_import", "state = 'ready'")


@pytest.mark.parametrize("after", [0.05, 0.3, 0.6])
def test_an_application_killed_midway_leaves_nothing(arena: Arena, file: Path, after: float) -> None:
    before, waiting = tables(arena), ready(arena)
    process = command(arena, "sen2", file, "--yes")
    deadline = time.monotonic() + 60
    while ready(arena) == waiting:
        assert process.poll() is None and time.monotonic() < deadline
        time.sleep(0.01)
    time.sleep(after)
    assert process.poll() is None, "it had ended before it could be killed"
    kill_group(process)
    assert tables(arena) == before


def test_two_files_brought_in_at_once_both_come_in_whole_or_one_is_refused(arena: Arena, tmp_path: Path) -> None:
    files = [a_file(tmp_path, people(range(start, start + 700)), name=f"{start}.xml") for start in (10_000, 10_350)]
    before = arena.count("people_child")
    both = [command(arena, "sen2", path, "--json") for path in files]
    said = [process.communicate(timeout=120) for process in both]
    assert [process.returncode for process in both] == [0, 0], said
    answers = [json.loads(out) for out, _ in said]
    assert [answer["applied"] for answer in answers] == [True, True]
    assert arena.count("people_child") - before == 1050
    assert arena.rows(
        "select count(*) from (select uln from people_child group by uln having count(*) > 1) as twice"
    ) == [(0,)]
    checked = arena.python(
        "from goldenthread.foundation.journal import checking\n"
        "print(sum(len(verdict.faults) for verdict in checking.check()))"
    )
    assert checked.strip() == "0"


def test_what_was_killed_can_simply_be_brought_in_again(arena: Arena, file: Path) -> None:
    before = arena.count("people_child")
    process = command(arena, "sen2", file, "--json")
    answer = json.loads(process.communicate(timeout=120)[0])
    assert (answer["applied"], answer["effects"]["new"]) == (True, PEOPLE)
    assert arena.count("people_child") - before == PEOPLE
    assert date(2015, 3, 4).isoformat() in str(arena.rows("select min(born_on) from people_child")[0][0])
