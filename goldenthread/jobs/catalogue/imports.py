"""Files brought in: read, applied, undone in the background, one at a time."""

from __future__ import annotations

from typing import Any

from goldenthread.features.returns.operations import imports, schools, undoing
from goldenthread.features.returns.queries import imports as queries
from goldenthread.foundation import clock, journal
from goldenthread.foundation.runs.failures import PermanentFailure
from goldenthread.jobs.progress import Progress
from goldenthread.jobs.registry import job


@job("read_import", title="Read a file that was brought")
def read_import(arguments: dict[str, Any], progress: Progress) -> dict[str, Any]:
    """Read it through and work out what applying it would do. Started again, it begins again."""
    try:
        row = queries.find(arguments["import"])
        if row.kind == "schools":
            row = schools.bring_in_received(row, by=queries.author(arguments.get("by", "")), at=clock.now())
        else:
            row = imports.read(row, progress=progress)
    except (queries.NoSuchImport, imports.NotPossible) as wrong:
        raise PermanentFailure(str(wrong)) from None
    return {"import": row.public_id, "state": str(row.state)}


@job("apply_import", title="Apply a return or spreadsheet", in_one_transaction=True)
def apply_import(arguments: dict[str, Any], progress: Progress) -> dict[str, Any]:
    """All of it and the run being done are one transaction."""
    return _change(imports.apply, arguments, progress)


@job("undo_import", title="Undo a return or spreadsheet", in_one_transaction=True)
def undo_import(arguments: dict[str, Any], progress: Progress) -> dict[str, Any]:
    """All of it and the run being done are one transaction."""
    return _change(undoing.undo, arguments, progress)


@job("forget_imports", title="Discard files that have waited a month")
def forget_imports(arguments: dict[str, Any], progress: Progress) -> dict[str, Any]:
    """Files nobody applied hold children's data for no purpose; harmless to repeat."""
    return {"imports": imports.forget_staged(by=journal.SYSTEM, at=clock.now())}


def _change(operation: Any, arguments: dict[str, Any], progress: Progress) -> dict[str, Any]:
    by = queries.author(arguments.get("by", ""))
    try:
        row = operation(queries.find(arguments["import"]), by=by, at=clock.now(), progress=progress)
    except (queries.NoSuchImport, imports.NotPossible) as wrong:
        raise PermanentFailure(str(wrong)) from None
    return {"import": row.public_id, **{name: row.effects.get(name, 0) for name in ("new", "changed", "conflicts")}}
