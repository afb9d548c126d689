"""Which Januaries of a run a form asks for, and what it calls them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from goldenthread.domain.forecast.forms.definitions import Form, Template


@dataclass(frozen=True, slots=True)
class Period:
    """A column: its name, and its place among the Januaries of the run (of new plans: among the years between)."""

    name: str
    at: int


def periods(form: Form, template: Template, januaries: Sequence[int]) -> list[Period]:
    """Calendar year y is January y + 1, and new plans of y those from January y to y + 1; an academic year is as in its
    January, forecast years alone; a January is itself.
    """
    found = []
    for at, january in enumerate(januaries):
        if form.years == "calendar":
            flows = template.of == "new_plans"
            if form.first <= january - 1 <= form.last and not (flows and at == 0):
                found.append(Period(str(january - 1), at - 1 if flows else at))
        elif form.years == "academic":
            if 1 <= at <= template.ahead:
                found.append(Period(financial_said(january - 1), at))
        else:
            found.append(Period(f"January {january}", at))
    return found


def financial_said(start: int) -> str:
    """2026/27: a year that begins in one calendar year and ends in the next."""
    return f"{start}/{(start + 1) % 100:02}"
