"""Requests of one child as the rule of what may follow reads them. For a child already found for the viewer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from goldenthread.domain.calendars.wording import said
from goldenthread.domain.lifecycle.assessment_steps import STARTED, AssessmentStep, CaseSoFar, is_open, may_follow
from goldenthread.domain.lifecycle.assessment_steps import stage_of as stage_code
from goldenthread.domain.lifecycle.needs_assessment import NEEDS_ASSESSMENT
from goldenthread.features.casework.models import Advice, Milestone, Plan, Request
from goldenthread.features.casework.queries.child_timeline import said_of
from goldenthread.foundation.people.models import Child, Organisation, Tie

# Who may be asked for each kind of advice: a school for a setting's, and so on; the family and others by kind alone.
_BODIES = {
    "setting": ("school",),
    "medical": ("health_service",),
    "psychology": ("council_team", "other"),
    "social_care": ("council_team", "other"),
}


@dataclass(frozen=True, slots=True)
class AdviceAwaited:
    """One piece of advice asked for and not here yet."""

    id: int
    name: str
    asked_on: date | None


@dataclass(frozen=True, slots=True)
class OpenRequest:
    """One request under way: what may be recorded of it now, and the advice it waits for."""

    public_id: str
    id: int
    name: str
    stage: str
    next_step: str
    case: CaseSoFar
    steps: tuple[AssessmentStep, ...]
    awaited: tuple[AdviceAwaited, ...]


def open_requests(child: Child) -> list[OpenRequest]:
    """The child's requests that have not ended, oldest first; four queries."""
    rows = list(Request.rows.filter(child=child).order_by("id"))
    cases = cases_of(rows)
    awaited = _awaited(rows)
    return [_open(row, cases[row.pk], awaited.get(row.pk, ())) for row in rows if is_open(cases[row.pk])]


def cases_of(rows: Iterable[Request]) -> dict[int, CaseSoFar]:
    """By row number, what is recorded of each; three queries."""
    found = {row.pk: row for row in rows}
    current = Milestone.rows.filter(is_current=True, happened_on__isnull=False)
    facts: dict[int, dict[str, date]] = {pk: {} for pk in found}
    for row in current.filter(request_id__in=found):
        if row.request_id is not None and row.happened_on is not None:
            facts[row.request_id][row.fact] = row.happened_on
    planned = set(Plan.rows.filter(request_id__in=found).values_list("request_id", flat=True))
    awaited: dict[int, list[date | None]] = {pk: [] for pk in found}
    for advice in _advice_with_days(found):
        if not advice.received:
            awaited[advice.request_id].append(advice.asked_on)
    return {
        pk: CaseSoFar(facts[pk], each.outcome, each.assessment_outcome, pk in planned, tuple(awaited[pk]))
        for pk, each in found.items()
    }


@dataclass(frozen=True, slots=True)
class _Asked:
    id: int
    request_id: int
    name: str
    asked_on: date | None
    received: bool


def _advice_with_days(request_ids: Iterable[int]) -> list[_Asked]:
    rows = Advice.rows.filter(request_id__in=list(request_ids)).order_by("id").select_related("organisation", "adult")
    found = list(rows.prefetch_related("milestones"))
    asked = []
    for row in found:
        days = {each.fact: each.happened_on for each in row.milestones.all() if each.is_current and each.happened_on}
        closed = "advice_received" in days or "advice_not_needed" in days
        asked.append(_Asked(row.pk, row.request_id, _named(row), days.get("advice_requested"), closed))
    return asked


def _named(advice: Advice) -> str:
    giver = advice.organisation or advice.adult
    kind = advice.get_kind_display()
    return f"{kind}, {giver.name}" if giver else str(kind)


def _awaited(rows: Iterable[Request]) -> dict[int, tuple[AdviceAwaited, ...]]:
    found: dict[int, tuple[AdviceAwaited, ...]] = {}
    for each in _advice_with_days([row.pk for row in rows]):
        if not each.received:
            one = AdviceAwaited(each.id, each.name, each.asked_on)
            found[each.request_id] = (*found.get(each.request_id, ()), one)
    return found


def _open(row: Request, case: CaseSoFar, awaited: tuple[AdviceAwaited, ...]) -> OpenRequest:
    stage = NEEDS_ASSESSMENT.stage(stage_code(case))
    started = next((case.facts[fact] for fact in STARTED if fact in case.facts), None)
    name = f"Request of {said(started)}" if started else "Request, day not recorded"
    does = f"{stage.turn.capitalize()} {stage.next_step}"
    return OpenRequest(row.public_id, row.pk, name, stage.name, does, case, may_follow(case), awaited)


def bodies_for_advice(child: Child, *, on: date) -> dict[str, list[tuple[str, str]]]:
    """By kind of advice, the bodies that may be asked (public id, name): of a setting only those the child attends."""
    attended = Tie.objects.filter(child=child, kind=Tie.Kind.ATTENDS, organisation__isnull=False)
    schools = list(
        Organisation.objects.filter(ties__in=[tie for tie in attended if _holds(tie, on)]).values_list(
            "public_id", "name"
        )
    )
    others = list(Organisation.objects.exclude(kind="school").order_by("name").values_list("kind", "public_id", "name"))
    return {
        kind: schools if kinds == ("school",) else [(pid, name) for own, pid, name in others if own in kinds]
        for kind, kinds in _BODIES.items()
    }


def _holds(tie: Tie, on: date) -> bool:
    return (tie.started_on or date.min) <= on <= (tie.ended_on or date.max)


def request_of(child: Child, public_id: str) -> Request | None:
    """A request of this child, open or ended."""
    return Request.rows.filter(child=child, public_id=public_id).first()


def advice_of(request: Request, number: int) -> Advice | None:
    """One piece of advice of this request."""
    return Advice.rows.filter(request=request, pk=number).first()


def body_of(public_id: str) -> Organisation | None:
    """A body, by its public id."""
    return Organisation.objects.filter(public_id=public_id).first()


@dataclass(frozen=True, slots=True)
class Correctable:
    """One current date: what, of what, when."""

    milestone: Milestone
    title: str
    happened_on: date | None


def correctable(child: Child, number: str) -> Correctable | None:
    """The current milestone of this child with that number, as typed."""
    if not (number.isascii() and number.isdigit() and len(number) < 18):
        return None
    row = Milestone.rows.filter(child=child, pk=int(number)).first()
    return Correctable(row, said_of(row.fact), row.happened_on) if row else None


def advice_kinds() -> list[tuple[str, str]]:
    """Kinds of advice, each with its words."""
    return [(str(code), str(words)) for code, words in Advice.Kind.choices]
