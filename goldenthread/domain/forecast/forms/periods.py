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


def periods(form: Form, template: Template, januaries: Sequence[int], counted: int) -> list[Period]:
    """Calendar year y is January y + 1; an academic year is as in its January, forecast years alone; a January is
    itself. The first `counted` Januaries are marked as actual.
    """
    if form.years == "calendar":
        return flow_periods(form, [january - 1 for january in januaries], counted)
    found = []
    for at, january in enumerate(januaries):
        if form.years == "academic":
            if counted <= at < counted + template.ahead:
                found.append(Period(financial_said(january - 1), at))
        else:
            found.append(Period(_marked(f"January {january}", at < counted), at))
    return found


def flow_periods(form: Form, years: Sequence[int], counted: int) -> list[Period]:
    """Calendar years of the form, the first `counted` of those given marked as actual."""
    return [Period(_marked(str(year), at < counted), at) for at, year in enumerate(years)
            if form.first <= year <= form.last]  # fmt: skip


def _marked(name: str, actual: bool) -> str:
    return f"{name} (actual)" if actual else name


def financial_said(start: int) -> str:
    """2026/27: a year that begins in one calendar year and ends in the next."""
    return f"{start}/{(start + 1) % 100:02}"
