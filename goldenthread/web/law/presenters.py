"""What the pages that check a date are told."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.html import format_html

from goldenthread.domain.clocks.explain import NEVER_A_PAUSE
from goldenthread.domain.clocks.reference import COUNTED
from goldenthread.domain.clocks.register import CLOCKS
from goldenthread.domain.clocks.timeline import Kind, Point, together
from goldenthread.domain.statute.duties import Duty, duties
from goldenthread.domain.statute.exceptions import Admission
from goldenthread.domain.statute.limits import Limit
from goldenthread.web.components.presenters.lists import SummaryRow
from goldenthread.web.components.presenters.phrases import uk_date
from goldenthread.web.components.presenters.tables import Column, Table
from goldenthread.web.law.answers import Card, rights_of_appeal
from goldenthread.web.law.forms import FactsForm
from goldenthread.web.law.questions import question, said
from goldenthread.web.law.rule_words import Binding, binding, checked, how_long


@dataclass(frozen=True)
class Rule:
    """One rule, before any fact is given; or a duty that has no date."""

    row: Limit | Duty
    tag: tuple[str, str]
    rows: tuple[SummaryRow, ...]
    exceptions: tuple[str, ...]


def rule(row: Limit, admitted: Iterable[Admission]) -> Rule:
    """A row of law as the page of its rule shows it."""
    admitted = [each for each in admitted if each.exception.code != "NOT_STATED"]
    exceptions = [f"{each.exception.name}: {each.exception.condition} ({each.citation})" for each in admitted]
    rows = (
        SummaryRow("How long", f"{how_long(row)[:1].upper()}{how_long(row)[1:]}"),
        SummaryRow("How it is counted", f"{COUNTED[row.counting][:1].upper()}{COUNTED[row.counting][1:]}"),
        SummaryRow("Where it says so", row.citation),
        SummaryRow("In force", _in_force(row)),
        SummaryRow("How far we have checked", checked(row)),
    )
    return Rule(row, binding(row).tag, rows, (*exceptions, NEVER_A_PAUSE) if exceptions else ())


def duty(row: Duty) -> Rule:
    """A duty without a date as its page shows it."""
    rows = (
        SummaryRow("When", f"{row.when[:1].upper()}{row.when[1:]}"),
        *(
            [SummaryRow("Who must act", f"{row.owed_by[:1].upper()}{row.owed_by[1:]}")]
            if row.owed_by != "nobody"
            else []
        ),
        SummaryRow("Where it says so", row.citation),
        SummaryRow("In force", _in_force(row)),
        SummaryRow("How far we have checked", checked(row)),
    )
    tag = ("You can do this", "purple") if row.owed_by == "nobody" else binding(row).tag
    return Rule(row, tag, rows, ())


def rules_table() -> Table:
    """Every rule: its code, what it is, how long, and how it binds. Duties without a date stand last."""
    limits = ((code, clock.any_row()) for code, clock in CLOCKS.items())
    rows = [_rule_row(code, row, how_long(row)) for code, row in limits]
    rows += [_rule_row(code, row, f"No date: {row.when}") for code, row in duties().items()]
    columns = [Column("Code"), Column("Rule"), Column("How long"), Column("How it binds")]
    return Table("Every rule", columns, rows, caption_hidden=True, cards=True)


def _rule_row(code: str, row: Limit | Duty, length: str) -> tuple[str, str, str, str]:
    link = format_html('<a class="govuk-link" href="{}">{}</a>', reverse("law:rule", args=[code]), row.name)
    return code, link, length, binding(row).tag[0] if row.owed_by != "nobody" else "Nobody owes it"


def answer(cards: tuple[Card, ...], form: FactsForm) -> dict[str, Any]:
    """The answer page: what was told, the days in order, and the cards."""
    points = together(card.reading for card in cards)
    dated = [point for point in points if point.kind is not Kind.TODAY]
    fitting = [card for card in cards if card.has_day]
    return {
        "told": [SummaryRow(question(name), _value(value)) for name, value in form.cleaned_facts.items()],
        "points": points if dated else (),
        "days": days_table(points),
        "cards": fitting or cards,
        "unfitting": [card for card in cards if not card.has_day] if fitting else [],
        "again": form.sent_again(),
        "appeals": rights_of_appeal(form.cleaned_facts),
        "has_calendar": any(card.in_calendar for card in cards),
        "has_duty": any(binding(card.reading.limit) is Binding.DUTY for card in fitting),
        "has_guidance": any(binding(card.reading.limit) is Binding.GUIDANCE for card in fitting),
    }


def days_table(points: Iterable[Point]) -> Table:
    """The same days as the picture, in its order."""
    rows = [(format_html('<span class="gt-nowrap">{}</span>', uk_date(point.on)), point.words) for point in points]
    return Table("The days in order", [Column("Day"), Column("What it is")], rows, caption_hidden=True, cards=True)


def _in_force(row: Limit | Duty) -> str:
    until = f" to {uk_date(row.in_force_to)}" if row.in_force_to else ""
    return f"From {uk_date(row.in_force_from)}{until}"


def _value(value: Any) -> str:
    return said(value) if isinstance(value, str) else uk_date(value)
