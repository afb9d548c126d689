"""The process in figures: published measures, and the books of the time limits, of the whole partnership's requests.

Figures name nobody. `cases_behind` gives the children behind one to a viewer who may open them, and no others.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, fields
from datetime import date

from django.db.models import CharField, Count, F, Min, Q, QuerySet
from django.db.models.functions import Cast

from goldenthread.domain.clocks.advice import GIVE
from goldenthread.domain.clocks.books import Books
from goldenthread.domain.clocks.needs_assessment import DECIDE, FINAL_PLAN, NO_PLAN, STARTS
from goldenthread.domain.indicators.periods import Period
from goldenthread.domain.indicators.process import Figure, Measure, RequestHistory, average_weeks, figure, figures
from goldenthread.features.casework.models import ClockCopy, Milestone, Request
from goldenthread.foundation import clock
from goldenthread.foundation.access.verbs import Verb
from goldenthread.foundation.access.viewer import Viewer
from goldenthread.foundation.journal import reading
from goldenthread.foundation.people.models import Child

LIMITS = (DECIDE.code, GIVE.code, NO_PLAN.code, FINAL_PLAN.code)
PAGE_SIZE = 50
_FACTS_OF = {
    "received_on": tuple(STARTS),
    "decided_on": ("assess_decision_notified",),
    "issued_on": ("final_plan_sent",),
    "not_issued_on": ("no_plan_notified",),
    "withdrawn_on": ("request_withdrawn",),
}
_CODES = ("outcome", "assessment_outcome", "has_assessment", "week20_exception", "tribunal")
_COLUMNS = tuple(each.name for each in fields(Books))
_FACTS = tuple(fact for facts in _FACTS_OF.values() for fact in facts)


@dataclass(frozen=True, slots=True)
class ProcessFigures:
    """Every measure of a period, the average weeks to a plan with and without exceptions, and the books by limit."""

    period: Period
    figures: tuple[Figure, ...]
    average_weeks: float | None
    average_weeks_ex: float | None
    books: dict[str, Books]


# (period, day): the journal's last link and the moment they were counted by, and the figures.
_kept: dict[tuple[Period, date], tuple[str, float, ProcessFigures]] = {}
_KEEP_SECONDS, _MOST_KEPT = 60.0, 12


@dataclass(frozen=True, slots=True)
class CaseBehind:
    """One case counted: the child, the day of its request and the day it was counted by."""

    child_id: str
    name: str
    received_on: date | None
    reached_on: date | None


def process_figures(period: Period, *, on: date) -> ProcessFigures:
    """Count them as they stand on a day: three queries, whatever the caseload.

    One query while nothing has been done since they were last counted here, for a minute at most: every change leaves a
    journal entry, and a minute bounds what a repair without one could leave behind.
    """
    link, now = reading.latest_link(), clock.monotonic()
    if link and (kept := _kept.get((period, on))) and kept[0] == link and now - kept[1] < _KEEP_SECONDS:
        return kept[2]
    rows = histories(period)
    counted = ProcessFigures(
        period, tuple(figures(rows, period)), average_weeks(rows, period),
        average_weeks(rows, period, leaving_out_excepted=True), books_of(_due_in(period), on=on),
    )  # fmt: skip
    if len(_kept) >= _MOST_KEPT:
        _kept.clear()
    _kept[period, on] = (link, now, counted)
    return counted


def figure_of(measure: Measure, period: Period) -> Figure:
    """One measure of a period. One query."""
    return figure(measure, histories(period), period)


def histories(period: Period) -> list[RequestHistory]:
    """Requests of which something counted happened in the period. One query."""
    happened = Milestone.rows.filter(
        fact__in=_FACTS, happened_on__gte=period.starts_on, happened_on__lte=period.ends_on, is_current=True,
        request__isnull=False,
    ).values("request_id")  # fmt: skip
    dated = Milestone.rows.filter(request_id__in=happened, fact__in=_FACTS, is_current=True, happened_on__isnull=False)
    days = {name: _first_day(facts) for name, facts in _FACTS_OF.items()}
    codes = [f"request__{name}" for name in _CODES]
    rows = dated.order_by().values("request_id", *codes).annotate(**days).values_list("request_id", *codes, *days)
    return [
        RequestHistory(
            id, outcome, assessed, has_assessment=has_assessment, lifted=bool(lifted),
            on_appeal=outcome == "N" and bool(tribunal),
            **{name: date.fromisoformat(day) for name, day in zip(days, found, strict=True) if day},
        )
        for id, outcome, assessed, has_assessment, lifted, tribunal, *found in rows
    ]  # fmt: skip


def _first_day(facts: Collection[str]) -> Cast:
    """The first day of any of these, as text, which is read ten times as fast as a date."""
    return Cast(Min("happened_on", filter=Q(fact__in=facts)), CharField())


def _due_in(period: Period) -> QuerySet[ClockCopy]:
    return ClockCopy.rows.filter(rule__in=LIMITS, outer_on__gte=period.starts_on, outer_on__lte=period.ends_on)


def books_of(copies: QuerySet[ClockCopy], *, on: date) -> dict[str, Books]:
    """The books of stored clocks by rule, in one query; an open one is overdue once its last day is before `on`."""
    state, met = ClockCopy.State, Q(state=ClockCopy.State.MET)
    in_time = Q(met_on__lte=F("outer_on"))
    rows = copies.order_by().values("rule").annotate(
        started=Count("id"),
        in_time=Count("id", filter=met & in_time),
        late=Count("id", filter=met & ~in_time & Q(exception="")),
        excepted=Count("id", filter=Q(state=state.EXCEPTED) | met & ~in_time & ~Q(exception="")),
        open=Count("id", filter=Q(state=state.OPEN)),
        overdue=Count("id", filter=Q(state=state.OPEN, outer_on__lt=on)),
        ended=Count("id", filter=Q(state=state.ENDED)),
    )  # fmt: skip
    return {rule: Books(*counts) for rule, *counts in rows.values_list("rule", *_COLUMNS)}


def cases_behind(viewer: Viewer, requests: Collection[int], *, on: date, page: int = 1) -> tuple[list[CaseBehind], int]:
    """A page of the cases among these requests whose children the viewer may open, by name, and how many there are."""
    of = Request.objects.visible_to(viewer, Verb.OPEN_RECORD, on=on).filter(id__in=list(requests))
    found = list(of.order_by("child__surname", "child__forename", "id").values_list("id", "child_id"))
    here = found[(page - 1) * PAGE_SIZE : page * PAGE_SIZE]
    children = Child.rows.in_bulk([child_id for _, child_id in here])
    days = _days_of([id for id, _ in here])
    return [
        CaseBehind(children[child_id].public_id, children[child_id].full_name, *days.get(id, (None, None)))
        for id, child_id in here
    ], len(found)


def _days_of(requests: Iterable[int]) -> dict[int, tuple[date | None, date | None]]:
    """By request, the day it was received and the last day of it counted."""
    rows = Milestone.rows.filter(request_id__in=list(requests), fact__in=_FACTS, is_current=True)
    first: dict[int, date] = {}
    last: dict[int, date] = {}
    for id, fact, day in rows.exclude(happened_on=None).values_list("request_id", "fact", "happened_on"):
        if id is None or day is None:
            continue
        if fact in STARTS:
            first[id] = min(day, first.get(id, day))
        else:
            last[id] = max(day, last.get(id, day))
    return {id: (first.get(id), last.get(id)) for id in {*first, *last}}
