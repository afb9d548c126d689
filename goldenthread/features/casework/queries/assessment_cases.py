"""Requests of one child as the rule of what may follow reads them. For a child already found for the viewer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db.models import Q

from goldenthread.domain.calendars.wording import said
from goldenthread.domain.lifecycle.assessment_steps import (
    STARTED,
    AssessmentStep,
    CaseSoFar,
    is_open,
    may_follow,
    stage_of,
)
from goldenthread.domain.lifecycle.dispute_steps import DisputeSoFar, reopens
from goldenthread.domain.lifecycle.needs_assessment import NEEDS_ASSESSMENT
from goldenthread.features.casework.models import Advice, Milestone, Request
from goldenthread.features.casework.queries.child_rows import ChildRows, rows_of
from goldenthread.features.casework.queries.child_timeline import about, said_of
from goldenthread.foundation.people.models import Child, Organisation, Tie

_CAME: Final = frozenset({"advice_received", "advice_not_needed"})
# Who may be asked for each kind of advice: a school for a setting's, and so on; the family and others by kind alone.
_BODIES = {
    "setting": ("school",),
    "medical": ("health_service",),
    "psychology": ("council_team", "other"),
    "social_care": ("council_team", "other"),
    "preparing": ("council_team", "health_service", "other"),
    "sensory": ("council_team", "health_service", "other"),
    "defence": ("other",),
    "requested": ("council_team", "health_service", "other"),
    "other": ("council_team", "health_service", "other"),
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
    name: str
    stage: str
    next_step: str
    case: CaseSoFar
    steps: tuple[AssessmentStep, ...]
    awaited: tuple[AdviceAwaited, ...]


def open_requests(rows: ChildRows) -> list[OpenRequest]:
    """The requests among a child's rows that have not ended, oldest first."""
    found = []
    for row in rows.parts["request"]:
        case = case_in(rows, row)
        if is_open(case):
            found.append(_open(row, case, _awaited(rows, row["id"])))
    return found


def case_in(rows: ChildRows, request: Mapping[str, Any]) -> CaseSoFar:
    """What is recorded of one request, as the rule of what may follow reads it."""
    facts = _days(rows, ("request", request["id"]))
    planned = any(plan["request_id"] == request["id"] for plan in rows.parts["plan"])
    asked = tuple(each.asked_on for each in _awaited(rows, request["id"]))
    reopened: dict[str, date] = {}
    for row in rows.parts["dispute"]:
        if row["request_id"] == request["id"]:
            reopened |= reopens(dispute_in(rows, row))
    return CaseSoFar(facts, request["outcome"], request["assessment_outcome"], planned, asked, reopened)


def dispute_in(rows: ChildRows, row: Mapping[str, Any]) -> DisputeSoFar:
    """What is recorded of one disagreement among a child's rows."""
    of = ("dispute", row["id"])
    current = [each for each in rows.milestones if each.of == of and each.is_current and each.happened_on]
    details = {each.fact: each.detail for each in current if each.detail}
    rights = tuple(row["rights"].split(","))
    return DisputeSoFar(rights, row["notice_on"], {each.fact: each.happened_on for each in current}, details)


def case_of(request: Request) -> CaseSoFar:
    """The same of one stored request, read afresh; two queries."""
    rows = rows_of(request.child_id)
    return case_in(rows, next(row for row in rows.parts["request"] if row["id"] == request.pk))


def _days(rows: ChildRows, of: tuple[str, int]) -> dict[str, date]:
    current = (row for row in rows.milestones if row.of == of and row.is_current and row.happened_on)
    return {row.fact: row.happened_on for row in current}


def _awaited(rows: ChildRows, request_id: int) -> tuple[AdviceAwaited, ...]:
    found = []
    for row in rows.parts["advice"]:
        of = ("advice", row["id"])
        days = _days(rows, of)
        never_asked = any(
            each.of == of and each.is_current and each.fact == "advice_requested" and not each.happened_on
            for each in rows.milestones
        )
        if row["request_id"] == request_id and not never_asked and not _CAME.intersection(days):
            found.append(AdviceAwaited(row["id"], about("advice", row["id"], rows), days.get("advice_requested")))
    return tuple(found)


def _open(row: Mapping[str, Any], case: CaseSoFar, awaited: tuple[AdviceAwaited, ...]) -> OpenRequest:
    stage = NEEDS_ASSESSMENT.stage(stage_of(case))
    started = next((case.facts[fact] for fact in STARTED if fact in case.facts), None)
    name = f"Request of {said(started)}" if started else "Request, day not recorded"
    does = f"Next, the {stage.turn} {stage.next_step}"
    return OpenRequest(row["public_id"], name, stage.name, does, case, may_follow(case), awaited)


def bodies_for_advice(child: Child, *, on: date) -> dict[str, list[tuple[str, str]]]:
    """By kind of advice, the bodies that may be asked (public id, name with its inbox or telephone): of a setting
    only those the child attends. One query."""
    holds = (Q(started_on=None) | Q(started_on__lte=on)) & (Q(ended_on=None) | Q(ended_on__gte=on))
    attended = Tie.objects.filter(holds, child=child, kind=Tie.Kind.ATTENDS, organisation__isnull=False)
    wanted = Organisation.objects.filter(~Q(kind="school") | Q(pk__in=attended.values("organisation"))).order_by("name")
    bodies = list(wanted.values_list("kind", "public_id", "name", "email", "phone"))
    inboxes = {pid: ", ".join(part for part in (name, email or phone) if part) for _, pid, name, email, phone in bodies}
    return {kind: [(pid, inboxes[pid]) for own, pid, *_ in bodies if own in kinds] for kind, kinds in _BODIES.items()}


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
