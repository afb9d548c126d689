"""What is kept only for a while."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.core.management import call_command

from goldenthread.features.returns.operations import imports
from goldenthread.foundation import clock, journal
from goldenthread.foundation.runs import operations as runs
from goldenthread.jobs.progress import Progress
from goldenthread.jobs.registry import job

RUNS_KEPT = timedelta(days=90)


@job("end_sessions", title="Remove sessions that have ended")
def end_sessions(arguments: dict[str, Any], progress: Progress) -> dict[str, Any]:
    """Delete the rows of sessions past their time; nobody is signed out by this."""
    call_command("clearsessions", verbosity=0)
    return {}


@job("forget_staged_imports", title="Remove what was read of files nobody applied", in_one_transaction=True)
def forget_staged_imports(arguments: dict[str, Any], progress: Progress) -> dict[str, Any]:
    """Delete staged rows about children that no change set needs any more."""
    return {"imports": imports.forget_staged(by=journal.SYSTEM, at=clock.now())}


@job("forget_runs", title="Remove records of background work long finished", in_one_transaction=True)
def forget_runs(arguments: dict[str, Any], progress: Progress) -> dict[str, Any]:
    """Delete the rows of runs done or cancelled more than 90 days ago."""
    at = clock.true_now()
    return {"runs": runs.forget(finished_before=at - RUNS_KEPT, by=journal.SYSTEM, at=at)}
