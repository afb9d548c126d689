"""Advice due as tables and one simple picture."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from goldenthread.domain.advice.kinds import BY_CODE
from goldenthread.features.casework.queries.advice_due import (
    DueRow,
    Load,
    ServiceFigures,
    total_figures,
    total_load,
)
from goldenthread.features.casework.queries.advice_reminders import AdviceReminder
from goldenthread.foundation.ids import is_id
from goldenthread.web.components.presenters.phrases import due_phrase, thousands, uk_date
from goldenthread.web.components.presenters.tables import Column, Table

_TALLEST = 100


@dataclass(frozen=True, slots=True)
class Bar:
    """One week of the picture: where it stands, how high, what is written under it."""

    x: int
    y: int
    height: int
    n: int
    words: str


def is_service(text: str) -> bool:
    """Whether it could name a service: a body's id, or a kind of advice."""
    return is_id(text) or text in BY_CODE


def due_table(rows: Sequence[DueRow], *, on: date, works: bool) -> Table:
    """One row an advice, the longest awaited first."""
    columns = [Column("Child"), Column("Advice"), Column("Asked"), Column("Due"), Column("Next reminder")]
    return Table(
        "Advice awaited",
        columns,
        [_due(row, on, works) for row in rows],
        cards=True,
        caption_hidden=True,
        empty="No advice is awaited.",
    )


def figures_table(figures: Sequence[ServiceFigures]) -> Table:
    """One row a service, and all together."""
    columns = [
        Column("Service"), Column("Asked", numeric=True), Column("In", numeric=True),
        Column("Not needed", numeric=True), Column("Waiting", numeric=True), Column("Past its day", numeric=True),
        Column("In by the last day"), Column("Likely range"),
    ]  # fmt: skip
    shown = [*figures, *([total_figures(figures)] if len(figures) > 1 else [])]
    return Table(
        "By service",
        columns,
        [_figures(each) for each in shown],
        cards=True,
        caption_hidden=True,
        empty="Nothing was asked for.",
    )


def load_table(load: Sequence[Load], mondays: Sequence[date]) -> Table:
    """One row a service, one column a week."""
    columns = [
        Column("Service"), Column("Past its day", numeric=True),
        *(Column(_week(monday), numeric=True) for monday in mondays), Column("Later", numeric=True),
        Column("All waiting", numeric=True),
    ]  # fmt: skip
    shown = [*load, *([total_load(load)] if len(load) > 1 else [])]
    rows = [(each.name, each.past, *each.weeks, each.later, each.total) for each in shown]
    return Table("What falls due, by week", columns, rows, cards=True, caption_hidden=True, empty="Nothing is waiting.")


def bars(load: Sequence[Load], mondays: Sequence[date]) -> list[Bar]:
    """The picture of all services together, week by week."""
    weeks = total_load(load).weeks
    most = max(weeks, default=0)
    if not most:
        return []
    found = []
    for place, (n, monday) in enumerate(zip(weeks, mondays, strict=True)):
        height = round(n * _TALLEST / most)
        found.append(Bar(place * 70, 20 + _TALLEST - height, height, n, f"{monday.day} {monday:%b}"))
    return found


def reminders_table(reminders: Sequence[AdviceReminder]) -> Table | None:
    """How many reminders go today, by what they say and whom they go to."""
    counted = Counter((each.reminder.name, each.reminder.to_said) for each in reminders)
    rows = [(name, to, n) for (name, to), n in sorted(counted.items())]
    columns = [Column("Reminder"), Column("Goes to"), Column("How many", numeric=True)]
    return Table("Reminders that fall on today", columns, rows, caption_size="s", cards=True) if rows else None


def _due(row: DueRow, on: date, works: bool) -> tuple[object, ...]:
    page = "child_advice" if works else "partner_advice"
    address = f"{reverse(page, args=[row.child_id])}?advice={row.advice_id}"
    child = format_html('<a class="govuk-link" href="{}">{}</a>', address, row.child or "No name recorded")
    taken = f"Taken by {row.taken_by}" if row.taken_by else "Nobody has taken it yet"
    kind = f"{row.kind}: {row.service}" if row.service else row.kind
    return child, _two(kind, taken), uk_date(row.asked_on), _two(uk_date(row.due_on), _phrase(row, on)), _next(row, on)


def _phrase(row: DueRow, on: date) -> str:
    phrase = due_phrase(row.due_on, on)
    return phrase if row.is_legal_duty else f"expected; {phrase.replace('late', 'past')}"


def _next(row: DueRow, on: date) -> SafeString:
    when = "Today" if row.reminder.on == on else uk_date(row.reminder.on)
    return _two(f"{when}: {row.reminder.name.lower()}", f"to {row.reminder.to_said}")


def _two(first: str, second: str) -> SafeString:
    return format_html('{}<br><span class="gt-quiet">{}</span>', first, second)


def _figures(each: ServiceFigures) -> tuple[str, ...]:
    share, found = each.timely.share, each.timely.interval()
    said = "None due yet" if share is None else f"{share:.0%} of {thousands(each.timely.total)}"
    likely = f"{found[0]:.0%} to {found[1]:.0%}" if found else "Cannot be said"
    counts = (each.asked, each.came, each.not_needed, each.waiting, each.past)
    return (each.name, *(thousands(count) for count in counts), said, likely)


def _week(monday: date) -> str:
    sunday = monday + timedelta(days=6)
    return f"{monday.day} {monday:%b} to {sunday.day} {sunday:%b}"
