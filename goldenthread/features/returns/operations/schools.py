"""Brings schools in from a download of the register of establishments."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.db import transaction

from goldenthread.domain.sen2.problem_log import ProblemLog
from goldenthread.features.returns.models import Import
from goldenthread.features.returns.operations import imports
from goldenthread.features.returns.schools_file import open_schools
from goldenthread.features.returns.sen2.readers import ReturnUnreadable
from goldenthread.foundation import clock, journal
from goldenthread.foundation.people.operations import schools as operations


@dataclass(slots=True)
class SchoolsRead:
    """What came of it. `applied` is False for a rehearsal."""

    new: int
    changed: int
    unchanged: int
    problems: ProblemLog
    applied: bool
    import_id: str = ""


def bring_in(
    path: Path, *, name: str, by: journal.Author, at: datetime, rehearse: bool = False, row: Import | None = None
) -> SchoolsRead:
    """Read the file and bring the schools up to date, all or nothing. Raises ReturnUnreadable.

    `row`: the import the file was received as, where it was.
    """
    with open_schools(path, name=name) as file, transaction.atomic():
        updated = operations.upsert(file.schools(), rehearse=rehearse)
        read = SchoolsRead(updated.new, updated.changed, updated.unchanged, file.problems, not rehearse)
        if rehearse:
            return read
        row = row or imports.receive(path, name=name, kind="schools", by=by, at=at)
        row.state, row.applied_at, row.shape = Import.State.APPLIED, at, "schools"
        figures = {"new": updated.new, "changed": updated.changed, "unchanged": updated.unchanged}
        row.effects, row.counts = figures, {"schools": sum(figures.values())}
        row.problems = [imports.problem_as_json(problem) for problem in file.problems][: imports.KEPT_PROBLEMS]
        row.warnings_count, row.errors_count = file.problems.levels["warning"], file.problems.levels["error"]
        row.save()
        imports.let_go_of_file(row)
        journal.record("schools.updated", by=by, on=clock.day_of(at), data={"import": row.public_id, **figures})
        read.import_id = row.public_id
    return read


def bring_in_received(row: Import, *, by: journal.Author, at: datetime) -> Import:
    """The same for a file received before; one that cannot be read is refused with the reason."""
    try:
        bring_in(Path(row.stored_as), name=row.file_name, by=by, at=at, row=row)
    except ReturnUnreadable as refused:
        imports.refuse(row, refused)
    return row
