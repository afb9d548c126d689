"""Lists of work, caseloads and search results, made ready for templates."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from goldenthread.domain.calendars.school_years import year_group, year_group_said
from goldenthread.features.casework.queries.caseloads import Caseload
from goldenthread.features.casework.queries.summaries import CaseLine
from goldenthread.features.casework.queries.work_filters import Officer, Standing
from goldenthread.features.casework.queries.worklist import PAGE_SIZE, StandingCounts, WorklistPage, WorkRow
from goldenthread.foundation.access.verbs import Power
from goldenthread.foundation.access.viewer import Viewer
from goldenthread.foundation.people.queries.search import Found
from goldenthread.web.casework.forms import WorkFilterForm
from goldenthread.web.components.presenters.phrases import count_phrase, due_phrase, uk_date
from goldenthread.web.components.presenters.status import status_words
from goldenthread.web.components.presenters.tables import Column, Table

_FIGURES = ((Standing.LATE, "late"), (Standing.DUE_SOON, "due soon"), (Standing.ON_TIME, "on time"))
_NAME = '<a class="govuk-link" href="{}">{}</a>'


def work_table(page: WorklistPage, on: date, *, show_officer: bool) -> Table:
    """One row a clock: whose, what, by when, how it stands, and why it stands where it does."""
    first = (page.number - 1) * PAGE_SIZE + 1
    columns = [Column("Child", sort="name"), Column("What is due"), Column("Last day", sort="due"), Column("Status")]
    columns += [Column("School or college", sort="school"), *([Column("Coordinator")] if show_officer else [])]
    rows = []
    for place, row in enumerate(page.rows, start=first):
        cells = [
            _child(row),
            _what(row, place, page.sort),
            _when(row, on),
            _tag(row.status),
            row.school or "Not recorded",
        ]
        rows.append(cells + ([row.officer or "Nobody yet"] if show_officer else []))
    caption = count_phrase(page.total, "clock is running", "clocks are running")
    return Table(
        caption, columns, rows, cards=True, caption_size="s", empty="Nothing here. Nothing is due under these filters."
    )


def figures(counts: StandingCounts, chosen: str, query: Sequence[tuple[str, str]]) -> list[dict[str, Any]]:
    """Late, due soon, on time and all, each a link that shows only those."""
    kept = [(name, value) for name, value in query if name not in ("status", "page")]
    links = [
        (counts.of(standing), words, [*kept, ("status", standing.value)], standing == chosen)
        for standing, words in _FIGURES
    ]
    links.append((counts.total, "in all", kept, not chosen))
    return [{"n": n, "words": words, "url": f"?{urlencode(to)}", "current": current} for n, words, to, current in links]


def whose_work(form: WorkFilterForm, viewer: Viewer) -> str:
    """The heading: whose work the list shows."""
    officer = form.filters().officer
    if officer == Officer.ME:
        return "My work"
    if officer in ("", Officer.ALL):
        return "The team’s work"
    if officer == Officer.NOBODY:
        return "Work allocated to nobody yet"
    names = {str(value): str(words) for value, words in form.fields["officer"].choices}  # type: ignore[attr-defined]
    return f"{names.get(officer, 'Somebody')}: work"


def caseload_table(loads: Sequence[Caseload]) -> Table:
    """A row a person; the name leads to their queue."""
    columns = [
        Column("Coordinator"),
        *(Column(words, numeric=True) for words in ("Children", "Open clocks", "Late", "Due soon")),
    ]
    rows = [
        (
            _queue(load),
            load.children,
            load.open_clocks,
            load.late,
            load.due_soon,
            "" if load.worst is None else load.worst,
        )
        for load in loads
    ]
    return Table(
        "Caseload of each person", [*columns, Column("Most harm (points)", numeric=True)], rows, cards=True,
        empty="No child is with your team yet.",
    )  # fmt: skip


def team_figures(loads: Sequence[Caseload]) -> list[tuple[int, str]]:
    """The team's totals: sums of the column below them."""
    return [
        (sum(load.late for load in loads), "late"),
        (sum(load.due_soon for load in loads), "due soon"),
        (sum(load.open_clocks for load in loads), "open clocks"),
        (sum(load.children for load in loads), "children"),
    ]


def found(each: Found, line: CaseLine | None, on: date) -> dict[str, Any]:
    """One search result: enough to tell two children apart."""
    child = each.child
    year = year_group_said(year_group(child.born_on, on)) if child.born_on else ""
    facts = [("Known as", child.known_as), ("Date of birth", uk_date(child.born_on)), ("Year group", year)]
    if line:
        facts += [("School or college", line.school), ("Coordinator", line.coordinator), ("Stage", line.stage)]
    return {
        "url": reverse("child", args=[child.public_id]),
        "name": child.full_name or child.calling_name,
        "facts": [(name, value) for name, value in facts if value],
        "restricted": child.sensitivity == "restricted",
        "id": child.public_id,
        "why": each.why,
    }


def first_page(viewer: Viewer) -> list[tuple[str, str]]:
    """The first breadcrumb: where this viewer's lists are."""
    if viewer.may(Power.SEE_WORKLIST):
        return [("My work", reverse("work"))]
    return [("Search", reverse("search"))] if viewer.may(Power.SEARCH_CHILDREN) else []


def _queue(load: Caseload) -> SafeString:
    return format_html(_NAME, f"{reverse('work')}?{urlencode({'officer': load.officer})}", load.name)


def _child(row: WorkRow) -> SafeString:
    name = format_html(_NAME, reverse("child", args=[row.child_id]), row.name or "Name not recorded")
    known = format_html(" (known as {})", row.known_as) if row.known_as else ""
    born = f"born {uk_date(row.born_on)}" if row.born_on else "date of birth not recorded"
    notes = [part for part in (row.year_group, born, *row.groups) if part]
    return format_html('{}{}<br><span class="gt-quiet govuk-body-s">{}</span>', name, known, ", ".join(notes))


def _what(row: WorkRow, place: int, sort: str) -> SafeString:
    number = "first" if place == 1 else f"number {place:,}"
    question = f"Why is this {number}?" if sort == "harm" else "How much harm if late?"
    detail = format_html("<br>{}", row.detail) if row.detail else ""
    return format_html(
        '{}{}<details class="gt-why"><summary><span class="govuk-body-s">{}'
        '<span class="govuk-visually-hidden"> {}, {}</span></span></summary><p class="govuk-body-s">{}</p></details>',
        row.rule_name, detail, question, row.rule_name, row.name, row.why,
    )  # fmt: skip


def _when(row: WorkRow, on: date) -> SafeString:
    aim = ""
    if row.safe_on and row.safe_on >= on:
        aim = format_html('<br><span class="gt-quiet govuk-body-s">Aim for {}</span>', uk_date(row.safe_on))
    return format_html(
        "<strong>{}</strong><br>{}{}", due_phrase(row.outer_on, on).capitalize(), uk_date(row.outer_on), aim
    )


def _tag(status: str) -> SafeString:
    text, colour = status_words(status)
    return format_html('<strong class="govuk-tag{}">{}</strong>', f" govuk-tag--{colour}" if colour else "", text)


def lines(texts: Sequence[str]) -> SafeString:
    """Texts one under the other."""
    return format_html_join(SafeString("<br>"), "{}", ((text,) for text in texts if text))
