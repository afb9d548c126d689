"""Runs in the words of the page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from goldenthread.foundation import clock
from goldenthread.foundation.runs.queries import GROUPS, RunSeen
from goldenthread.jobs import registry, table
from goldenthread.web.components.presenters.lists import SummaryRow
from goldenthread.web.components.presenters.phrases import thousands, uk_moment
from goldenthread.web.components.presenters.tables import Column, Table

# heading of a list, and the words and colour of its tag
WORDS: dict[str, tuple[str, str, str]] = {
    "running": ("Running", "Running", "blue"),
    "given_up": ("Given up", "Given up", "red"),
    "failed": ("Failed, and will be tried again", "Will be tried again", "orange"),
    "waiting": ("Waiting", "Waiting", "grey"),
    "done": ("Done", "Done", "green"),
    "cancelled": ("Cancelled", "Cancelled", "grey"),
}


@dataclass(frozen=True)
class Line:
    """A run in a list. `how` says how it stands; `percent` is None where nobody knows how much there is to do."""

    run: RunSeen
    title: str
    how: str
    tag: tuple[str, str]

    @property
    def reason(self) -> str:
        """What went wrong last, without the name of the error's class where the words are ours."""
        return self.run.last_error.removeprefix("PermanentFailure: ").removeprefix("Failure: ")

    @property
    def bar(self) -> bool:
        """Whether to draw how far it has come."""
        return self.run.group == "running"


@dataclass(frozen=True)
class Section:
    """One group's list; `more` is how many are not shown."""

    group: str
    heading: str
    lines: Sequence[Line]
    more: int


@dataclass(frozen=True)
class Tab:
    """A link to one group's list."""

    text: str
    url: str
    current: bool


def tabs(counts: dict[str, int], show: str) -> list[Tab]:
    """All, and each group that has anything."""
    links = [Tab("All", "?", show not in GROUPS)]
    for name, count in counts.items():
        if count or name == show:
            links.append(Tab(f"{WORDS[name][1]} ({count:,})", "?" + urlencode({"show": name}), name == show))
    return links


def section(group: str, runs: Sequence[RunSeen], count: int) -> Section:
    """A group's list, of which `runs` are shown."""
    return Section(group, WORDS[group][0], [line(run) for run in runs], count - len(runs))


def line(run: RunSeen) -> Line:
    """One run as listed."""
    return Line(run, registry.title(run.job), how(run), WORDS[run.group][1:])


def how(run: RunSeen) -> str:
    """How it stands, in a phrase."""
    if run.group == "running":
        note = f" {run.note}" if run.note else ""
        if run.percent is None:
            return f"{thousands(run.done)}{note} so far" if run.done else "Started"
        return f"{thousands(run.done)} of {thousands(run.total)}{note} ({run.percent}%)"
    if run.group == "failed":
        return f"Attempt {run.attempts} of {run.max_attempts} failed; again on {uk_moment(run.not_before)}"
    if run.group == "given_up":
        return f"Given up after {run.attempts} attempt{'' if run.attempts == 1 else 's'}"
    if run.group == "waiting":
        early = run.not_before > clock.true_now()
        return f"Not before {uk_moment(run.not_before)}" if early else "Ready for the next free worker"
    return f"{WORDS[run.group][1]} on {uk_moment(run.finished_at)}"


def facts(run: RunSeen) -> list[SummaryRow]:
    """Everything about one run but its result."""
    rows = [
        SummaryRow("Asked for", f"{uk_moment(run.asked_at)} by {run.asked_by_name}"),
        SummaryRow("Started", uk_moment(run.started_at), empty="Not started yet"),
        SummaryRow("Ended", uk_moment(run.finished_at), empty="Not yet"),
        SummaryRow("Attempts", f"{run.attempts} of at most {run.max_attempts}"),
        SummaryRow("Reference", run.public_id),
    ]
    if run.last_error:
        rows.insert(0, SummaryRow("What went wrong last", line(run).reason))
    if run.group != "running":  # then the bar says it
        rows.insert(0, SummaryRow("How it stands", how(run)))
    rows += [SummaryRow(f"About: {name.replace('_', ' ')}", value) for name, value in run.arguments.items()]
    return rows


def timetable() -> Table:
    """What runs by itself."""
    entries: list[table.Entry | table.WhenReady] = [*table.TABLE, *table.WHEN_READY]
    rows: list[tuple[Any, ...]] = [(registry.title(entry.job), entry.when, entry.why) for entry in entries]
    columns = [Column("What"), Column("When"), Column("Why")]
    return Table("What happens by itself", columns, rows, cards=True)
