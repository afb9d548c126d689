"""A worker as `goldenthread jobs work` starts it, with jobs whose effects can be counted, and minutes a second long.

python -m tests.jobs.worker_process WORKERS     (DATABASE_URL and GOLDENTHREAD_HOME say where)
"""

from __future__ import annotations

import os
import random
import sys
import time
from datetime import timedelta
from typing import Any

import django


def main(workers: int) -> None:
    """Declare the jobs, shorten what takes long, work."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "goldenthread.config.settings")
    django.setup()
    from huey.consumer import Scheduler

    from goldenthread.foundation.runs import leases
    from goldenthread.jobs import worker

    leases.LEASE = timedelta(seconds=1.5)
    leases.FIRST_PAUSE = timedelta(seconds=0.2)
    Scheduler.periodic_task_seconds = 1
    declare()
    worker.work(workers=workers, grace=0.5)


def declare() -> None:
    """The jobs. Each first notes, outside any transaction, that an attempt has begun and in which process."""
    from django.db import connection

    from goldenthread.jobs.progress import Progress
    from goldenthread.jobs.registry import job

    def begin(progress: Progress) -> None:
        held = progress.held
        with connection.cursor() as cursor:
            cursor.execute("insert into attempts (run, pid) values (%s, %s)", [held.public_id, os.getpid()])

    def take_effect(progress: Progress) -> None:
        with connection.cursor() as cursor:
            cursor.execute("insert into effects (run) values (%s)", [progress.held.public_id])

    @job("count_once", title="Count once")
    def count_once(arguments: dict[str, Any], progress: Progress) -> dict[str, Any]:
        begin(progress)
        pauses = random.Random(arguments["seed"])
        time.sleep(pauses.uniform(0, 0.08))
        with progress.completing() as outcome:
            take_effect(progress)
            time.sleep(pauses.uniform(0, 0.02))  # killed here, the effect must not stay
            outcome.result = {"seed": arguments["seed"]}
        time.sleep(pauses.uniform(0, 0.03))  # killed here, it must not be done again
        return {}

    @job("count_long", title="Count slowly, saying how far")
    def count_long(arguments: dict[str, Any], progress: Progress) -> dict[str, Any]:
        begin(progress)
        for step in range(int(arguments["steps"])):
            progress(step, int(arguments["steps"]), "steps")
            time.sleep(0.05)
        with progress.completing() as outcome:
            take_effect(progress)
            outcome.result = {"steps": arguments["steps"]}
        return {}

    @job("fail_twice", title="Fail twice")
    def fail_twice(arguments: dict[str, Any], progress: Progress) -> dict[str, Any]:
        begin(progress)
        if progress.held.attempt < 3:
            raise ValueError("Amira Khan was born on 31 February")
        return {"attempt": progress.held.attempt}


if __name__ == "__main__":
    main(int(sys.argv[1]))
