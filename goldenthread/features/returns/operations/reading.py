"""Reads a file to its end: checks and counts every person, and puts them to wait. Changes nothing about any child."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from goldenthread.domain.sen2 import checks
from goldenthread.domain.sen2.findings import Survey
from goldenthread.domain.sen2.problem_log import ProblemLog
from goldenthread.domain.sen2.records import Header, Person, Place, Problem
from goldenthread.domain.sen2.specification import specification
from goldenthread.features.returns.cases_file import open_cases
from goldenthread.features.returns.operations.cases import case_of
from goldenthread.features.returns.operations.repeats import Repeats
from goldenthread.features.returns.operations.staging import without_local_ids
from goldenthread.features.returns.operations.waiting import Waiting
from goldenthread.features.returns.sen2.readers import open_return
from goldenthread.features.returns.sen2.readers.errors import unreadable
from goldenthread.features.returns.sen2.readers.return_file import ReturnFile
from goldenthread.foundation.partnership import queries as partnership_queries

KEPT_PROBLEMS = 1000
_COUNTED = ("persons", "requests", "assessments", "plans", "active_plans", "ceased", "placements", "needs")
OnProgress = Callable[[float, int], None]


@dataclass(slots=True)
class ReadFile:
    """What reading found. `errors` counts what could not be read or brought in, `check_errors` what our checks call
    errors.
    """

    shape: str
    year: int | None
    reference_on: date | None
    header: Header
    counts: dict[str, int] = field(default_factory=lambda: dict.fromkeys(_COUNTED, 0))
    problems: ProblemLog = field(default_factory=lambda: ProblemLog(limit=KEPT_PROBLEMS))
    form_errors: int = 0
    left_out: int = 0  # persons who cannot be brought in

    def count(self, person: Person) -> None:
        """Count a person and everything below."""
        counts = self.counts
        counts["persons"] += 1
        for request in person.requests:
            counts["requests"] += 1
            named = request.assessment.named_plan if request.assessment else None
            active = request.active_plan
            counts["assessments"] += request.assessment is not None
            counts["plans"] += named is not None or active is not None
            counts["active_plans"] += active is not None
            counts["ceased"] += named is not None and named.ceased_on is not None
            if active:
                counts["placements"] += len(active.placements)
                counts["needs"] += len(active.needs)

    def note(self, problem: Problem) -> None:
        """Keep something a check says of what was read."""
        self.problems.note(problem)

    def note_form(self, problem: Problem) -> None:
        """Keep something that could not be read, or a person who cannot be brought in."""
        self.form_errors += problem.level == "error"
        self.problems.note(problem, kind=problem.message[:60])

    def note_log(self, log: ProblemLog) -> None:
        """Keep a reader's own list, counting also those it did not keep itself."""
        for problem in log:
            self.note_form(problem)
        for level, total in log.levels.items():
            unkept = total - sum(problem.level == level for problem in log)
            self.problems.levels[level] += unkept
            self.form_errors += unkept if level == "error" else 0

    def kept_problems(self) -> list[dict[str, Any]]:
        """As JSON: errors first, then warnings, then what is only worth knowing."""
        return [problem_as_json(problem) for problem in sorted(self.problems, key=lambda each: _LEVELS[each.level])]


_LEVELS = {"error": 0, "warning": 1, "info": 2}


def problem_as_json(problem: Problem) -> dict[str, Any]:
    """{level, file, line, field, message, check}."""
    return {"level": problem.level, **asdict(problem.place), "message": problem.message, "check": problem.check}


def read(
    path: Path,
    waiting: Waiting,
    *,
    name: str,
    kind: str = "sen2",
    year: int | None = None,
    progress: OnProgress | None = None,
) -> ReadFile:
    """Read the file at `path` to its end; `year` is what it must be of. Raises ReturnUnreadable: keep nothing."""
    with _open(path, name, kind) as source:
        if year is not None and year != source.year:
            raise unreadable(f"The file is of {source.year}, not {year}.", file=name, field="Year")
        found = ReadFile(source.shape, source.year, _survey_day(source), source.header)
        survey = Survey.of(source.header, source.year) if source.year else None
        repeats = Repeats()
        for person in source.persons():
            waiting.add(person if kind == "cases" else without_local_ids(person))
            repeats.see(person)
            found.count(person)
            if survey:
                for problem in checks.check_person(person, survey):
                    found.note(problem)
            if progress and waiting.count % 200 == 0:
                progress(source.progress(), waiting.count)
        found.note_log(source.problems)
        if source.year:
            for problem in checks.check_header(source.header, source.year, file=name, made_up=_made_up_authority()):
                found.note(problem)
    waiting.finish()
    _leave_out_repeats(found, repeats, waiting)
    return found


class CasesAsReturn:
    """The cases spreadsheet seen as a return: its rows as persons."""

    year = None
    header = Header()

    def __init__(self, path: Path, name: str) -> None:
        self._file = open_cases(path, name=name)
        self.shape = f"cases_{self._file.shape}"

    @property
    def problems(self) -> ProblemLog:
        """The file's own list."""
        return self._file.problems

    def persons(self) -> Iterator[Person]:
        """Its rows."""
        return (case_of(row) for row in self._file.rows())

    def progress(self) -> float:
        """Nobody knows how many rows are to come."""
        return 0.0

    def __enter__(self) -> CasesAsReturn:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()


def _open(path: Path, name: str, kind: str) -> ReturnFile | CasesAsReturn:
    return CasesAsReturn(path, name) if kind == "cases" else open_return(path, name=name)


def _made_up_authority() -> str:
    """A demonstration's own number belongs to no authority, and its own returns are not wrong for that."""
    partnership = partnership_queries.current()
    return partnership.la_code if partnership.is_demo else ""


def _survey_day(source: ReturnFile | CasesAsReturn) -> date | None:
    return source.header.reference_on or (specification(source.year).reference_on if source.year else None)


def _leave_out_repeats(found: ReadFile, repeats: Repeats, waiting: Waiting) -> None:
    reasons = repeats.to_leave_out()
    places = waiting.places(list(reasons))
    waiting.leave_out({position: sentence for position, (_, _, sentence) in reasons.items()})
    found.left_out += len(reasons)
    for position, (item, check, sentence) in sorted(reasons.items()):
        found.note_form(Problem("error", sentence, place_of(places.get(position, ""), item), check))


def place_of(written: str, item: str = "") -> Place:
    """A place as kept with a waiting person ('return.xml:120'), with the item's name."""
    file, _, line = written.rpartition(":")
    return Place(file, int(line), item) if line.isdigit() else Place(written, None, item)
