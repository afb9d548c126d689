"""How this partnership decided like cases in the past 24 months: counts, which name nobody.

A case's main need is counted only as it was written down before the answer was known: with the decision, on a panel's
agenda, and for a plan with the earlier decision to assess. A plan's own need is not used, nor what was written after a
decision to assess for that decision: only cases with a yes have those, and would make each answer look like a yes.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import BooleanField, Count, Exists, ExpressionWrapper, OuterRef, Q, QuerySet, Value

from goldenthread.domain.calendars.phases import Phase, born_between, phase_of, school_years
from goldenthread.domain.calendars.school_years import SEPTEMBER
from goldenthread.domain.lifecycle.hearing import Asked
from goldenthread.domain.proportions import Proportion
from goldenthread.features.casework.models import DecisionToAssess, DecisionToIssue, Milestone, PanelCase

TWO_YEARS, A_YEAR = timedelta(days=730), timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Similar:
    """Of decisions since a day: all; those of the same phase; and of these, those with the same main need written
    down (`need` '' where none is known of this case). `without_need`: of the same phase, how many have none;
    `without_age`: of all, how many are of a child whose date of birth is not recorded."""

    since: date
    phase: Phase | None
    need: str
    all: Proportion
    same_phase: Proportion | None
    same_need: Proportion | None
    without_need: int
    without_age: int


def similar(asked: str, *, born_on: date | None, main_need: str, on: date) -> Similar:
    """Three queries, one where no phase is known. `asked`: 'assess' or 'issue'."""
    since, phase = on - TWO_YEARS, phase_of(born_on, on) if born_on else None
    rows, yes = _decided(asked, since, on)
    ageless = Q(child__born_on=None)
    counted = rows.aggregate(total=Count("id"), yes=Count("id", filter=yes), ageless=Count("id", filter=ageless))
    everyone = Proportion(counted["yes"], counted["total"])
    if phase is None:
        return Similar(since, None, main_need, everyone, None, None, 0, counted["ageless"])
    like = dict(
        rows.filter(_in_phase(phase, since, on))
        .annotate(agreed=ExpressionWrapper(yes, BooleanField()))
        .values_list("request_id", "agreed")
    )
    needs = _needs_written(asked, since)
    same = [agreed for request, agreed in like.items() if needs.get(request) == main_need]
    return Similar(
        since, phase, main_need, everyone, Proportion(sum(like.values()), len(like)),
        Proportion(sum(same), len(same)) if main_need else None, sum(request not in needs for request in like),
        counted["ageless"],
    )  # fmt: skip


def _decided(asked: str, since: date, on: date) -> tuple[QuerySet[Milestone], Q]:
    """Milestones that tell of a decision, one a request, and which of them tell of a yes.

    To issue: the day the plan was agreed or, where no return gave it, the day the final plan was sent.
    """
    rows = Milestone.rows.filter(is_current=True, happened_on__gt=since, happened_on__lte=on, request__isnull=False)
    if asked == Asked.ASSESS:
        return rows.filter(fact="assess_decision_notified", detail__in=("Y", "N")), Q(detail="Y")
    agreed = Milestone.rows.filter(request=OuterRef("request"), fact="plan_agreed", is_current=True)
    sent = Q(fact="final_plan_sent") & ~Exists(agreed.filter(happened_on__isnull=False))
    told = rows.filter(Q(fact__in=("plan_agreed", "no_plan_notified")) | sent)
    return told, Q(fact__in=("plan_agreed", "final_plan_sent"))


def _in_phase(phase: Phase, since: date, on: date) -> Q:
    """Born so as to be in the band in the school year the decision was told in."""
    found = Q(pk__in=[])
    for year in school_years(since, on):
        eldest, youngest = born_between(phase, year)
        days = Q(happened_on__gte=date(year, SEPTEMBER, 1), happened_on__lt=date(year + 1, SEPTEMBER, 1))
        found |= days & Q(child__born_on__gte=eldest, child__born_on__lte=youngest)
    return found


def _needs_written(asked: str, since: date) -> dict[int, str]:
    """By request's row number, the main need written down before the answer; where more than once, the last: with the
    decision to assess, on the agenda of a panel, with the decision itself. In memory: asked row by row of a year's
    decisions it takes five times as long."""
    from_then = since - A_YEAR  # told of a little later than decided, and decided later than listed
    on_agenda = PanelCase.rows.filter(request__isnull=False, taken_off_on=None, listed_on__gt=from_then)
    to_assess = DecisionToAssess.rows.filter(taken_back_on=None, decided_on__gt=from_then)
    to_issue = DecisionToIssue.rows.filter(taken_back_on=None, decided_on__gt=from_then)
    sources: list[QuerySet[Any]] = [on_agenda.filter(asked=Asked.ASSESS), to_assess]
    if asked == Asked.ISSUE:
        sources += [on_agenda.filter(asked=Asked.ISSUE), to_issue]
    first, *others = (
        rows.exclude(main_need="")
        .order_by()
        .annotate(later=Value(order))
        .values_list("later", "request_id", "main_need")
        for order, rows in enumerate(sources)
    )
    return {request: need for _, request, need in sorted(first.union(*others, all=True))}
