"""How this partnership decided like cases in the past 24 months: counts, which name nobody.

A case's main need is counted only as it was written down with the decision. A plan's own need is not used: only the
cases that ended in a plan have one, so that counting by it would make every answer look like a yes.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from goldenthread.domain.calendars.phases import Phase, born_between, phase_of, school_years
from goldenthread.domain.calendars.school_years import SEPTEMBER
from goldenthread.domain.lifecycle.hearing import Asked
from goldenthread.domain.proportions import Proportion
from goldenthread.features.casework.models import DecisionToAssess, DecisionToIssue, Milestone, PanelCase

TWO_YEARS = timedelta(days=730)


@dataclass(frozen=True, slots=True)
class Similar:
    """Of decisions since a day: all; those of the same phase; and of these, those with the same main need written
    down (`need` '' where none is known of this case). `without_need`: of the same phase, how many have none."""

    since: date
    phase: Phase | None
    need: str
    all: Proportion
    same_phase: Proportion | None
    same_need: Proportion | None
    without_need: int


def similar(asked: str, *, born_on: date | None, main_need: str, on: date) -> Similar:
    """One query. `asked`: 'assess' or 'issue'."""
    since, phase = on - TWO_YEARS, phase_of(born_on, on) if born_on else None
    rows, yes = _decided(asked, since, on)
    in_phase = _in_phase(phase, since, on) if phase else Q(pk__in=[])
    counted = rows.annotate(same=_written(asked, main_need), known=_written(asked, "")).aggregate(
        all=Count("request", distinct=True), yes=Count("request", filter=yes, distinct=True),
        phase=Count("request", filter=in_phase, distinct=True),
        phase_yes=Count("request", filter=in_phase & yes, distinct=True),
        need=Count("request", filter=in_phase & Q(same=True), distinct=True),
        need_yes=Count("request", filter=in_phase & yes & Q(same=True), distinct=True),
        unknown=Count("request", filter=in_phase & Q(known=False), distinct=True),
    )  # fmt: skip
    return Similar(
        since, phase, main_need, Proportion(counted["yes"], counted["all"]),
        Proportion(counted["phase_yes"], counted["phase"]) if phase else None,
        Proportion(counted["need_yes"], counted["need"]) if phase and main_need else None, counted["unknown"],
    )  # fmt: skip


def _decided(asked: str, since: date, on: date) -> tuple[QuerySet[Milestone], Q]:
    """Milestones that tell of a decision, one or more a request, and which of them tell of a yes.

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


def _written(asked: str, need: str) -> Exists:
    """Whether a main need (this one; any for '') is written down with the decision or on the panel's agenda."""
    model = DecisionToAssess if asked == Asked.ASSESS else DecisionToIssue
    wanted = Q(main_need=need) if need else ~Q(main_need="")
    with_decision = model.rows.filter(wanted, request=OuterRef("request"), taken_back_on=None)
    on_agenda = PanelCase.rows.filter(wanted, request=OuterRef("request"), taken_off_on=None)
    return Exists(with_decision) | Exists(on_agenda)  # type: ignore[return-value]
