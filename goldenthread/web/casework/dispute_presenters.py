"""Disagreements made ready for templates: one child's, and the managers' list."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.html import format_html

from goldenthread.domain.clocks.reading import Reading
from goldenthread.domain.lifecycle.dispute_outcomes import AGREED, CONCEDED, ORDERED, PLACEMENT
from goldenthread.domain.lifecycle.dispute_steps import Standing
from goldenthread.features.casework.queries.dispute_list import DECISIONS, DecisionCounts, DisputeLine
from goldenthread.features.casework.queries.disputes import DisputeShown
from goldenthread.web.casework import record_presenters
from goldenthread.web.components.presenters.lists import SummaryRow, Task
from goldenthread.web.components.presenters.phrases import due_phrase, uk_date
from goldenthread.web.components.presenters.tables import Column, Table

STANDINGS = {
    Standing.OPEN: "Open",
    Standing.AGREED: "Agreed at mediation",
    Standing.CONCEDED: "Council gave way",
    Standing.DECIDED: "Tribunal decided",
    Standing.WITHDRAWN: "Withdrawn, or taken no further",
}
_COLOURS = {Standing.OPEN: "blue", Standing.WITHDRAWN: "grey"}
_CAME = {AGREED: "Agreed at mediation", CONCEDED: "We gave way", ORDERED: "The tribunal ordered"}


def dispute_shown(each: DisputeShown, child_id: str, here: str, on: date) -> dict[str, Any]:
    """One disagreement: its rows, its clocks, what may be recorded, what happened."""
    stage = each.stage
    turn = f"Next, the {stage.turn} {stage.next_step}" if stage.turn else "Nothing more is to come"
    rows = [
        SummaryRow("Notice of the decision", f"Sent on {uk_date(each.notice_on)}"),
        SummaryRow("Where it stands", f"{stage.name}. {turn}."),
        SummaryRow("Mediation certificate", _certificate(each)),
        *(SummaryRow(_CAME[fact], f"{words[:1].upper()}{words[1:]}") for fact, words in each.came),
        *([SummaryRow("The words of the agreement", each.agreed)] if each.agreed else []),
    ]
    correct_url = reverse("child_correct", args=[child_id])
    tasks = [
        Task(step.name, f"{here}?{urlencode({'item': each.public_id, 'step': step.fact})}", step.hint)
        for step in each.steps
    ]
    return {
        "id": each.public_id,
        "about": each.about,
        "tag": (STANDINGS[each.standing], _COLOURS.get(each.standing, "green")),
        "rows": rows,
        "clocks": clocks_table(each.clocks, on),
        "readings": each.clocks,
        "tasks": tasks,
        "timeline": record_presenters.timeline_entries(list(each.lines), correct_url=correct_url),
    }


def _certificate(each: DisputeShown) -> str:
    if given := each.so_far.facts.get("certificate_issued"):
        return f"Issued on {uk_date(given)}"
    if not each.certificate:
        return "Not needed: this is about the school or college alone"
    alone = any(right in PLACEMENT for right in each.so_far.rights)
    return f"Needed before an appeal{'. An appeal about the school or college alone needs none' if alone else ''}"


def clocks_table(clocks: Sequence[Reading], on: date) -> Table | None:
    """What runs now: what, who owes it, the last day."""
    columns = [Column("What is due"), Column("Who must do it"), Column("Last day")]
    rows = [
        (each.name, _first_up(each.owed_by), f"{uk_date(each.outer_on)} ({due_phrase(each.outer_on, on)})")
        for each in clocks
        if each.outer_on
    ]
    return Table("What runs now", columns, rows, caption_size="s", cards=True) if rows else None


def list_table(lines: Sequence[DisputeLine], on: date, total: int) -> Table:
    """The managers' list, soonest due first."""
    columns = [Column("Child"), Column("Disagreement"), Column("Where it stands"), Column("Next due")]
    rows = []
    for line in lines:
        url = reverse("child_disputes", args=[line.child_id])
        about = format_html(
            '{}<br><span class="gt-quiet govuk-body-s">Notice sent {}</span>',
            _first_up(line.about),
            uk_date(line.notice_on),
        )
        due = (
            format_html("{}<br>{} ({})", _task(line.next_rule), uk_date(line.next_on), due_phrase(line.next_on, on))
            if line.next_on
            else "Nothing"
        )
        name = format_html('<a class="govuk-link" href="{}">{}</a>', url, line.name or "No name recorded")
        rows.append((name, about, line.stage, due))
    caption = f"{total} {'disagreement' if total == 1 else 'disagreements'}, soonest due first"
    return Table(caption, columns, rows, cards=True, caption_size="s", empty="None under these filters.")


def counts_table(counts: Sequence[DecisionCounts]) -> Table:
    """How each kind of disagreement was settled: each row and column adds up."""
    columns = [Column("Decision"), *(Column(name, numeric=True) for name in _COUNTED)]
    rows = [(each.decision, *(str(n) for n in _numbers(each))) for each in counts]
    totals = [sum(column) for column in zip(*(_numbers(each) for each in counts), strict=True)]
    rows.append(("All", *(str(n) for n in totals)))
    return Table("How they were settled", columns, rows, caption_size="m")


_COUNTED = ("Opened", "Agreed at mediation", "Council gave way", "Tribunal decided", "Withdrawn", "Open")


def _numbers(each: DecisionCounts) -> tuple[int, ...]:
    return each.opened, each.agreed, each.conceded, each.decided, each.withdrawn, each.open


def standing_choices() -> list[tuple[str, str]]:
    """For a filter."""
    return [("", "All"), *((standing.value, words) for standing, words in STANDINGS.items())]


def decision_choices() -> list[tuple[str, str]]:
    """For a filter."""
    return [("", "All"), *DECISIONS.items()]


def _task(rule_name: str) -> str:
    """What is due, without what it follows: that may be an order, an agreement or giving way."""
    return _first_up(rule_name.rpartition(": ")[2])


def _first_up(words: str) -> str:
    return words[:1].upper() + words[1:]
