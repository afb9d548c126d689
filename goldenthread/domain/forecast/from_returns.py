"""What one person's record in a SEN2 return says of one survey day: the plan in force, what was under way, and what
was asked for in the year before.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from goldenthread.domain.forecast.surveyed import Stay, in_force, place_on, primary_need
from goldenthread.domain.indicators.periods import Period
from goldenthread.domain.indicators.process import RequestHistory, not_refused
from goldenthread.domain.sen2.records import Person, Request, Setting

KindOf = Callable[[Setting], str]  # the kind of setting a place is at, as `surveyed.kind_name` has it


@dataclass(frozen=True, slots=True)
class PlanOn:
    """The plan in force. `began` is None where the return lists it as active without saying since when; `sure`:
    whether the place was recorded for that very day; `alone`: whether no other plan of the person was in force.
    """

    began: date | None
    need: str
    kind: str
    sure: bool
    alone: bool


def began_on(request: Request) -> date | None:
    """The first of the days a plan was made and started."""
    named = request.assessment.named_plan if request.assessment else None
    days = [named.start_on] if named else []
    if request.assessment and request.assessment.outcome == "Y" and (named or request.active_plan):
        days.append(request.assessment.outcome_on)
    return min((day for day in days if day), default=None)


def ended_on(request: Request) -> date | None:
    """The day its plan ceased."""
    named = request.assessment.named_plan if request.assessment else None
    return named.ceased_on if named else None


def plan_on(person: Person, day: date, kind_of: KindOf) -> PlanOn | None:
    """The plan in force on a day; of two, the one begun later."""
    found = [request for request in person.requests if _in_force(request, day)]
    if not found:
        return None
    chosen = max(found, key=lambda request: began_on(request) or date.min)
    active = chosen.active_plan
    kind, sure = place_on(_stays(chosen, kind_of), day)
    need = primary_need((each.type, each.rank) for each in active.needs) if active else primary_need(())
    return PlanOn(began_on(chosen), need, kind, sure, len(found) == 1)


def _in_force(request: Request, day: date) -> bool:
    began, ended = began_on(request), ended_on(request)
    if began is None:
        return request.active_plan is not None and (ended is None or ended > day)
    return in_force(began, ended, day)


def _stays(request: Request, kind_of: KindOf) -> list[Stay]:
    placements = request.active_plan.placements if request.active_plan else ()
    stays = [
        (each.entry_on or date.min, each.leaving_on, kind_of(each.setting))
        for each in placements
        if each.setting.rank in (1, None)
    ]
    return sorted(stays, key=lambda stay: stay[0])


def under_way_on(person: Person, day: date) -> int:
    """Requests and assessments that had begun and not ended on a day, leaving out those another authority took on."""
    return sum(_under_way(request, day) for request in person.requests)


def asked_in(person: Person, period: Period) -> int:
    """Requests received in a period and not refused, as the published figures count them."""
    received = [each for each in person.requests if period.holds(each.received_on)]
    rows = [RequestHistory(at, each.outcome or "", "", each.received_on) for at, each in enumerate(received)]
    return not_refused(rows, period) if rows else 0


def _under_way(request: Request, day: date) -> bool:
    if request.received_on is None or request.received_on > day or request.exported_to:
        return False
    assessment = request.assessment
    ends = [request.outcome_on if request.outcome in ("N", "W") else None, began_on(request)]
    ends.append(assessment.outcome_on if assessment else None)
    return all(end is None or end > day for end in ends)
