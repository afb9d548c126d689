"""Does one run: claims it, calls its job, and records how it ended."""

from __future__ import annotations

import logging
from typing import Any

from django.db import DatabaseError, close_old_connections

from goldenthread.foundation import clock
from goldenthread.foundation.runs import leases
from goldenthread.foundation.runs.failures import LeaseLost
from goldenthread.jobs import registry
from goldenthread.jobs.progress import Heartbeat, Progress

log = logging.getLogger(__name__)


def claim_next(*, only: str | None = None) -> leases.Claim | None:
    """Take the run that has waited longest of the jobs this version knows, or `only` this one; None when there is
    none."""
    return leases.claim(jobs=registry.jobs(), at=clock.true_now(), only=only)


def perform(held: leases.Claim) -> None:
    """Do a claimed run. Whatever the job raises is recorded; only a request to stop (SIGINT, SIGTERM) passes
    through."""
    progress = Progress(held)
    try:
        with Heartbeat(progress):
            result = _call(registry.find(held.job), held.arguments, progress)
        if not progress.completed:
            leases.finish(held, result, at=clock.true_now())
    except LeaseLost:
        log.warning("run %s (%s): cancelled or taken over; nothing of this attempt is kept", held.public_id, held.job)
    except (KeyboardInterrupt, SystemExit):
        _give_back(held)
        raise
    except Exception as error:
        state = leases.fail(held, error, at=clock.true_now())
        # The error's words stay out of the log too: they may quote a person's data (runs/failures.py).
        log.warning("run %s (%s): attempt %s failed, now %s", held.public_id, held.job, held.attempt, state)


def _call(job: registry.Job, arguments: dict[str, Any], progress: Progress) -> dict[str, Any]:
    if not job.in_one_transaction:
        return job.work(arguments, progress) or {}
    with progress.completing() as outcome:
        outcome.result = job.work(arguments, progress) or {}
    return outcome.result


def _give_back(held: leases.Claim) -> None:
    try:
        close_old_connections()  # the interruption may have left the connection in the middle of something
        leases.release(held, at=clock.true_now())
    except DatabaseError:  # then the lease runs out, and the sweep finds it
        log.warning("run %s (%s): could not be given back", held.public_id, held.job)
