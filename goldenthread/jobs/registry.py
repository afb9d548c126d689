"""Every job by name. A job is a function declared in jobs/catalogue:

    @job("recompute_clocks", title="Recompute every clock")
    def recompute_clocks(arguments, progress): ... return {"children": 2143}

It is given the run's arguments and a `progress` to call as it goes, and returns a small dict of numbers and public ids.
A worker may be killed at any point and the run is then started again, so a job is one of these:

- harmless to repeat (recomputing): nothing more to do;
- `in_one_transaction=True`: all it does to the database and the run being done are one transaction;
- long reading, then a change: read first, then `with progress.completing() as outcome:` around the change alone.
  SQLite has one writer, and a transaction holds it.

Whatever it does outside the database (a letter, a file) must be safe to repeat by its own key.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any

from goldenthread.jobs import catalogue

if TYPE_CHECKING:
    from goldenthread.jobs.progress import Progress

Work = Callable[[dict[str, Any], "Progress"], dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Job:
    """`title` is what people read; `work` does it."""

    name: str
    title: str
    work: Work
    in_one_transaction: bool


class UnknownJob(Exception):
    """No job has this name."""


_jobs: dict[str, Job] = {}


def job(name: str, *, title: str, in_one_transaction: bool = False) -> Callable[[Work], Work]:
    """Declare a job. Raises ValueError when two have one name."""

    def declare(work: Work) -> Work:
        if name in _jobs and _jobs[name].work.__module__ != work.__module__:
            raise ValueError(f"Two jobs are called {name!r}.")
        _jobs[name] = Job(name, title, work, in_one_transaction)
        return work

    return declare


def jobs() -> dict[str, Job]:
    """All jobs by name; the catalogue is read when first asked for."""
    for module in pkgutil.iter_modules(catalogue.__path__):
        import_module(f"{catalogue.__name__}.{module.name}")
    return dict(sorted(_jobs.items()))


def find(name: str) -> Job:
    """The job of this name. Raises UnknownJob, naming those there are."""
    known = jobs()
    if name not in known:
        raise UnknownJob(f"There is no job {name!r}. There are: {', '.join(known)}.")
    return known[name]


def title(name: str) -> str:
    """What people read for a job's name; the name itself for one this version does not know."""
    known = jobs()
    return known[name].title if name in known else name.replace("_", " ").capitalize()
