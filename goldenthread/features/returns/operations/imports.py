"""A file as one change set: read, previewed, applied as one, undone as one, or discarded.

    row = imports.receive(path, name=..., kind="sen2", by=viewer, at=moment)
    imports.read(row, progress)          nothing about any child changes
    imports.apply(row, by=viewer, at=moment, progress)
    imports.undo(row, by=viewer, at=moment)

Reading and applying may be killed at any moment and started again: applying and undoing are one transaction each.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, transaction

from goldenthread.features.returns.models import Change, Import, StagedPerson
from goldenthread.features.returns.operations import reading
from goldenthread.features.returns.operations.effects import effects_of, label_of, note_left_out
from goldenthread.features.returns.operations.file_marks import sha256_of, size_of
from goldenthread.features.returns.operations.loading import load
from goldenthread.features.returns.operations.reading import KEPT_PROBLEMS, ReadFile, problem_as_json
from goldenthread.features.returns.operations.waiting import Waiting, WaitingFile, WaitingRows
from goldenthread.features.returns.sen2.readers import ReturnUnreadable
from goldenthread.foundation import clock, journal
from goldenthread.foundation.runs import operations as runs
from goldenthread.foundation.runs.queries import progress_of

State = Import.State
OnProgress = Callable[[int, int, str], None]
KEPT_WAITING = timedelta(days=30)
_ONE_AT_A_TIME = 7_214_003  # any number: the key of PostgreSQL's advisory lock for changing children by file
_JOURNALLED = 1000
_STARTS_FROM: dict[str, tuple[list[State], str]] = {
    "apply_import": ([State.READY], "applied"),
    "undo_import": ([State.APPLIED], "undone"),
}


class NotPossible(Exception):
    """The import is not in a state where this can be done; the message says which."""


def receive(
    path: Path, *, name: str, kind: str, by: journal.Author, at: datetime, made_by: int | None = None
) -> Import:
    """Note a file to be read. The file stays where it is until applied, undone or discarded by whoever keeps it."""
    with transaction.atomic():
        row = Import.objects.create(
            kind=kind,
            file_name=name[:300],
            stored_as=str(path),
            sha256=sha256_of(path),
            size=size_of(path),
            made_by_id=made_by,
            made_at=at,
        )
        journal.record("import.uploaded", by=by, on=clock.day_of(at), data={"import": row.public_id, "kind": kind})
    return row


def read(row: Import, *, year: int | None = None, progress: OnProgress | None = None) -> Import:
    """Read it through, keep its persons waiting, and work out what applying it would do. Refused files say why."""
    _set(row, State.READING, [State.WAITING, State.READING])
    waiting = WaitingRows(row)
    waiting.clear()
    try:
        found = reading.read(
            Path(row.stored_as), waiting, name=row.file_name, kind=row.kind, year=year, progress=_share(progress)
        )
    except ReturnUnreadable as refused:
        waiting.clear()
        return refuse(row, refused)
    _describe(row, found)
    effects = preview(row, waiting, found, progress=progress)
    row.effects = effects
    _settle_problems(row, found)
    row.state = State.READY
    row.save()
    return row


def refuse(row: Import, refused: ReturnUnreadable) -> Import:
    """It cannot be read: keep why, and not the file."""
    row.problems = [problem_as_json(problem) for problem in refused.problems]
    row.errors_count = len(row.problems)
    row.error = row.problems[0]["message"][:300] if row.problems else "The file cannot be read."
    row.state = State.REFUSED
    row.save()
    let_go_of_file(row)
    return row


def start(row: Import, job: str, *, by: journal.Author, at: datetime) -> str:
    """Ask for background work on it ('read_import', 'apply_import', 'undo_import'); the run's id.

    Raises NotPossible while something is being done with it, and when the file has moved on since it was looked at:
    of two people who ask at once, one is told.
    """
    with transaction.atomic():
        now = Import.objects.select_for_update().get(pk=row.pk)
        if job in _STARTS_FROM:
            _may(now, *_STARTS_FROM[job])
        under_way = progress_of(now.run) if now.run else None
        if under_way is not None and not under_way.ended:
            raise NotPossible("Somebody has asked for something to be done with this file just now. See how it stands.")
        run = runs.ask(job, {"import": row.public_id, "by": by.public_id}, by=by, at=at, max_attempts=3)
        Import.objects.filter(pk=row.pk).update(run=run.public_id)
    row.run = run.public_id
    return run.public_id


def preview(row: Import, waiting: Waiting, found: ReadFile, *, progress: OnProgress | None = None) -> dict[str, Any]:
    """What applying it would do, worked out against the system as it stands; nothing is written."""
    result = load(
        waiting.persons(), by=journal.SYSTEM, at=row.made_at, source_label=label_of(row), reference_on=row.reference_on,
        local_ids=row.kind == "cases", in_part=row.kind == "cases", rehearse=True, keep=False,
        progress=(lambda done: progress(done, waiting.count, "children compared")) if progress else None,
    )  # fmt: skip
    note_left_out(found, result, waiting)
    before = (
        Import.objects.filter(sha256=row.sha256, state=State.APPLIED).exclude(pk=row.pk).order_by("applied_at").last()
    )
    return (
        effects_of(result, found) | {"sample": result.sample} | ({"applied_before": before.public_id} if before else {})
    )


def dry_run(
    path: Path, *, name: str, kind: str, at: datetime, year: int | None = None, progress: OnProgress | None = None
) -> tuple[Import, ReadFile]:
    """Read a file and work out what applying it would do, writing nothing to the database. Raises ReturnUnreadable.

    The import returned is not stored.
    """
    row = Import(
        kind=kind, file_name=name[:300], stored_as=str(path), sha256=sha256_of(path), size=size_of(path), made_at=at
    )
    with WaitingFile(row) as waiting:
        found = reading.read(path, waiting, name=name, kind=kind, year=year, progress=_share(progress))
        _describe(row, found)
        row.effects = preview(row, waiting, found, progress=progress)
        _settle_problems(row, found)
    return row, found


def apply(row: Import, *, by: journal.Author, at: datetime, progress: OnProgress | None = None) -> Import:
    """Bring its persons in. All of it or nothing: one transaction. Raises NotPossible."""
    with transaction.atomic():
        one_at_a_time()
        row = Import.objects.select_for_update().get(pk=row.pk)
        _may(row, [State.READY], "applied")
        total = StagedPerson.objects.filter(source=row, left_out="").count()
        result = load(
            WaitingRows(row).persons(), by=by, at=at, source_label=label_of(row), reference_on=row.reference_on,
            source_id=row.pk, local_ids=row.kind == "cases", in_part=row.kind == "cases", keep=False,
            progress=(lambda done: progress(done, total, "children")) if progress else None,
        )  # fmt: skip
        row.effects.pop("sample", None)
        row.effects = {**row.effects, **effects_of(result), "made_bodies": result.made_bodies}
        row.state, row.applied_at = State.APPLIED, at
        StagedPerson.objects.filter(source=row).delete()
        row.save()
        let_go_of_file(row)
        journal_changes(row, "child.imported", by=by, at=at)
        said = {name: row.effects[name] for name in ("new", "changed", "unchanged", "conflicts")}
        journal.record("import.applied", by=by, on=clock.day_of(at), data={"import": row.public_id, **said})
    return row


def discard(row: Import, *, by: journal.Author, at: datetime) -> Import:
    """Let go of a file that was not applied. Raises NotPossible."""
    with transaction.atomic():
        row = Import.objects.select_for_update().get(pk=row.pk)
        _may(row, [State.WAITING, State.READING, State.READY, State.REFUSED], "discarded")
        StagedPerson.objects.filter(source=row).delete()
        row.state = State.DISCARDED
        row.save()
        let_go_of_file(row)
        journal.record("import.discarded", by=by, on=clock.day_of(at), data={"import": row.public_id})
    return row


def forget_staged(*, by: journal.Author, at: datetime) -> int:
    """Discard files that have waited a month: they hold children's data for no purpose. How many."""
    old = Import.objects.filter(state__in=[State.WAITING, State.READING, State.READY], made_at__lt=at - KEPT_WAITING)
    rows = list(old)
    for row in rows:
        discard(row, by=by, at=at)
    return len(rows)


def journal_changes(row: Import, kind: str, *, by: journal.Author, at: datetime) -> None:
    """One entry for each child the import changed, at the end so that the journal is not locked while children are
    written.
    """
    children = Change.rows.filter(source=row).order_by("id").values_list("child__public_id", flat=True)
    drafts = []
    for public_id in children.iterator(chunk_size=_JOURNALLED):
        drafts.append(journal.Draft(kind, by, public_id, clock.day_of(at), "", {"import": row.public_id}))
        if len(drafts) == _JOURNALLED:
            journal.record_many(drafts)
            drafts = []
    if drafts:
        journal.record_many(drafts)


def one_at_a_time() -> None:
    """Nobody else applies or undoes until this transaction ends. SQLite has one writer anyway."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_ONE_AT_A_TIME])


def _may(row: Import, states: list[State], done: str) -> None:
    if row.state not in states:
        raise NotPossible(f"This file is {row.get_state_display().lower()}, so it cannot be {done}.")


def _set(row: Import, state: State, before: list[State]) -> None:
    changed = Import.objects.filter(pk=row.pk, state__in=before).update(state=state)
    if not changed:
        row.refresh_from_db()
        raise NotPossible(f"This file is {row.get_state_display().lower()}, so it cannot be read.")
    row.state = state


def _settle_problems(row: Import, found: ReadFile) -> None:
    row.effects["form_errors"] = found.form_errors
    row.problems = found.kept_problems()
    row.warnings_count, row.errors_count = found.problems.levels["warning"], found.problems.levels["error"]


def let_go_of_file(row: Import) -> None:
    """Uploads hold children's data: once they have served, the file goes. A file elsewhere is its owner's."""
    path = Path(row.stored_as)
    if row.stored_as and Path(settings.UPLOADS) in path.parents:
        transaction.on_commit(lambda: path.unlink(missing_ok=True))


def _describe(row: Import, found: ReadFile) -> None:
    row.shape, row.year, row.reference_on = found.shape, found.year, found.reference_on
    if row.kind == "cases":
        row.reference_on = clock.day_of(row.made_at)  # a spreadsheet tells how things are on the day it is brought
    row.lea, row.counts = found.header.lea[:3], found.counts
    row.header = {
        name: str(getattr(found.header, name) or "")
        for name in ("lea", "year", "reference_on", "serial_no", "date_time")
    }


def _share(progress: OnProgress | None) -> reading.OnProgress | None:
    if progress is None:
        return None
    return lambda share, count: progress(count, int(count / share) if share > 0.01 else 0, "persons read")


__all__ = [
    "KEPT_PROBLEMS",
    "NotPossible",
    "apply",
    "discard",
    "dry_run",
    "effects_of",
    "forget_staged",
    "journal_changes",
    "label_of",
    "let_go_of_file",
    "note_left_out",
    "one_at_a_time",
    "preview",
    "problem_as_json",
    "read",
    "receive",
    "refuse",
    "start",
]
