"""The reference page of every clock, written from the tables it describes."""

from __future__ import annotations

from datetime import date
from typing import Final

from goldenthread.domain.calendars.wording import said
from goldenthread.domain.clocks.clock import Clock
from goldenthread.domain.clocks.explain import NEVER_A_PAUSE
from goldenthread.domain.clocks.facts import WHAT_HAPPENED, WORDS
from goldenthread.domain.clocks.reference_law import law_markdown
from goldenthread.domain.clocks.register import CLOCKS
from goldenthread.domain.statute.exceptions import admissions, lawful_exceptions, limits_admitting
from goldenthread.domain.statute.limits import Counting, Limit, limits

VERIFIED: Final = {"P": "primary text read", "S": "secondary source", "M": "a reading, or from memory"}
COUNTED: Final = {
    Counting.WITHIN: "within (first day left out)",
    Counting.BEGINNING_WITH: "beginning with (first day counted)",
    Counting.BEFORE: "before (the named day is too late)",
    Counting.AT_LEAST_BEFORE: "at least before",
    Counting.TRIBUNAL_FILING: "within, then the tribunal's roll forward",
    Counting.TRIBUNAL_WORKING_DAYS: "tribunal working days",
    Counting.IMMEDIATELY: "at once",
    Counting.SCHOOL_LEAVING: "last Friday in June",
    Counting.ACADEMIC_YEAR_OF_25: "end of the academic year of the 25th birthday",
}
OPENING: Final = f"""# Clocks

Every time limit the system reads, from the rows in `goldenthread/domain/statute/law/`. This page is written by
the code and compared in the tests. It is information, not legal advice.

The outer date is the last day the law allows. The safe date counts the day of receipt as day one and is moved back to a
working day. A breach is judged on the outer date; warnings go by the safe date. No limit on an authority moves because
it ends on a weekend or holiday. {NEVER_A_PAUSE}
"""


def clocks_markdown() -> str:
    """The whole page, ending with one newline."""
    parts = [OPENING, _summary()]
    parts += [_clock(clock) for clock in CLOCKS.values()]
    parts += [_exceptions(), *law_markdown(), _facts()]
    return "\n".join(parts).rstrip() + "\n"


def rule_summary(row: Limit) -> str:
    """`6 weeks`, `before 15 February`, `last Friday in June`: how long, in a cell."""
    if row.before_month and row.before_day:
        named = said(date(row.before_year or 2000, row.before_month, row.before_day))
        return f"before {named if row.before_year else named.removesuffix(' 2000')}"
    return str(row.period) if row.period else COUNTED[row.counting]


def rows_of(code: str) -> tuple[Limit, ...]:
    """Every row of a code, the plain one first."""
    return tuple(
        sorted((row for row in limits() if row.code == code), key=lambda row: (row.variant, row.in_force_from))
    )


def _summary() -> str:
    lines = ["| Code | Clock | Limit | Binds as | Exceptions |", "|---|---|---|---|---|"]
    for code in CLOCKS:
        row = rows_of(code)[-1] if len(rows_of(code)) == 1 else rows_of(code)[0]
        exceptions = ", ".join(sorted(_admitted(row))) or "none"
        lines.append(
            f"| [{code}](#{code.lower()}) | {row.name} | {rule_summary(row)} | {row.strength} | {exceptions} |"
        )
    return "\n".join(lines) + "\n"


def _clock(clock: Clock) -> str:
    lines = [f"## {clock.code}", ""]
    for row in rows_of(clock.code):
        when = f" ({row.variant.replace('_', ', ')})" if row.variant else ""
        lines += [f"**{row.name}**{when}. {row.plain}", "", *_row(row), ""]
    lines += [
        f"- Process: {clock.process}",
        f"- Started by: {_named(clock.starts)}",
        f"- Met by: {_named(clock.met_by)}",
    ]
    if clock.also_reads:
        lines.append(f"- Can also change it: {_named(clock.also_reads)}")
    if clock.ended_by:
        lines.append(f"- No longer runs after: {_named(clock.ended_by)}")
    return "\n".join(lines) + "\n"


def _row(row: Limit) -> list[str]:
    until = f" to {said(row.in_force_to)}" if row.in_force_to else ""
    lines = [
        f"- Limit: {rule_summary(row)}; counted {COUNTED[row.counting]}",
        f"- Owed by {row.owed_by} to {row.owed_to}",
        f"- Source: {row.citation} ({row.strength.said})",
        f"- Exceptions: {', '.join(sorted(_admitted(row))) or 'none'}"
        + (f"; leads to {', '.join(row.next)}" if row.next else "")
        + (f"; right of appeal {row.appeal}" if row.appeal else ""),
        f"- In force from {said(row.in_force_from)}{until}; {VERIFIED[row.verified]}, checked {said(row.checked_on)}",
    ]
    return [*lines, f"- Not settled: {row.uncertain}"] if row.uncertain else lines


def _admitted(row: Limit) -> set[str]:
    return {admission.exception.code for admission in admissions(row.key, on=row.checked_on)}


def _exceptions() -> str:
    lines = ["## Exceptions", "", "| Code | Condition | Facts it needs | Admitted by |", "|---|---|---|---|"]
    for exception in lawful_exceptions().values():
        admitted = limits_admitting(exception.code)
        needs = ", ".join(f"`{name}`" for name in exception.needs) or "none"
        lines.append(f"| {exception.code} | {exception.condition} | {needs} | {', '.join(admitted)} |")
    return "\n".join(lines) + "\n"


def _facts() -> str:
    lines = ["## Facts", "", "| Fact | What happened |", "|---|---|"]
    lines += [f"| `{name}` | {words} |" for name, words in WHAT_HAPPENED.items()]
    lines += [f"| `{name}` | one of: {', '.join(words)} |" for name, words in WORDS.items()]
    return "\n".join(lines) + "\n"


def _named(facts: tuple[str, ...]) -> str:
    return ", ".join(f"`{name}`" for name in facts) or "nothing: it is a date that arrives by itself"
