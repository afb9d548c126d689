"""Reads what the system holds of a batch of children, in the form merging and matching work on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from goldenthread.features.casework.models import (
    ExceptionClaim,
    Milestone,
    NamedSetting,
    Need,
    Placement,
    Plan,
    Request,
    Review,
)
from goldenthread.features.returns.operations.matching import ReviewSign, Sign
from goldenthread.features.returns.operations.merging import Held, HeldFact
from goldenthread.features.returns.operations.said import NEED_COLUMNS, PLACEMENT_COLUMNS, SETTING_COLUMNS
from goldenthread.foundation.people.models import Tie, VulnerabilityFlag

REQUEST_FIELDS = (
    "source", "in_youth_accommodation", "outcome", "mediation", "tribunal", "exported_to", "has_assessment",
    "assessment_outcome", "assessment_mediation", "assessment_tribunal", "other_mediation", "other_tribunal",
    "week20_exception",
)  # fmt: skip
PLAN_FIELDS = (
    "is_active",
    "residential",
    "work_based",
    "personal_budget",
    "organised_arrangements",
    "direct_payments",
    "cease_reason",
    "transferred_from",
    "has_named_plan",
    "has_active_record",
)


@dataclass(slots=True)
class HeldTie:
    """A tie to a body."""

    id: int
    kind: str
    organisation_id: int | None
    adult_id: int | None
    started_on: date | None
    ended_on: date | None
    source: str


@dataclass(slots=True)
class HeldChild:
    """Everything of one child that a return may speak of, requests and reviews in the order they were made."""

    requests: list[Held] = field(default_factory=list)
    plans: dict[int, Held] = field(default_factory=dict)  # by request
    reviews: dict[int, list[Held]] = field(default_factory=dict)  # by plan
    review_kinds: dict[int, str] = field(default_factory=dict)
    claims: dict[int, list[int]] = field(default_factory=dict)  # request to exception claims a return made
    ties: list[HeldTie] = field(default_factory=list)
    flags: set[str] = field(default_factory=set)


def read(child_ids: Sequence[int]) -> dict[int, HeldChild]:
    """By child; ten queries however many children."""
    found = {child_id: HeldChild() for child_id in child_ids}
    if not found:
        return found
    of: dict[str, Any] = {"child_id__in": list(found)}
    requests: dict[int, Held] = {}
    for row in (
        Request.rows.filter(**of).order_by("id").values("id", "child_id", "local_id", "imported", *REQUEST_FIELDS)
    ):
        held = _held(row)
        requests[held.id] = held
        found[held.child_id].requests.append(held)
    plans: dict[int, Held] = {}
    for row in Plan.rows.filter(**of).order_by("id").values("id", "child_id", "request_id", "imported", *PLAN_FIELDS):
        request_id = row.pop("request_id")
        held = _held(row)
        plans[held.id] = held
        if request_id is not None:
            found[held.child_id].plans[request_id] = held
    reviews = _reviews(of, found)
    _facts(of, requests, plans, reviews)
    _lists(of, plans)
    _claims_and_ties(of, found)
    return found


def _held(row: dict[str, Any]) -> Held:
    number, child_id, imported = row.pop("id"), row.pop("child_id"), row.pop("imported")
    return Held(number, child_id, row, imported)


def _reviews(of: dict[str, Any], found: dict[int, HeldChild]) -> dict[int, Held]:
    reviews: dict[int, Held] = {}
    for row in (
        Review.rows.filter(**of).order_by("id").values("id", "child_id", "plan_id", "kind", "outcome", "imported")
    ):
        held = _held({**row})
        plan_id, kind = held.fields.pop("plan_id"), held.fields.pop("kind")
        reviews[held.id] = held
        found[held.child_id].reviews.setdefault(plan_id, []).append(held)
        found[held.child_id].review_kinds[held.id] = kind
    return reviews


def _facts(of: dict[str, Any], requests: dict[int, Held], plans: dict[int, Held], reviews: dict[int, Held]) -> None:
    rows = Milestone.rows.filter(**of, is_current=True, advice__isnull=True)
    columns = ("id", "request_id", "plan_id", "review_id", "fact", "happened_on", "detail", "source")
    for number, request_id, plan_id, review_id, fact, day, detail, source in rows.values_list(*columns):
        owner = requests.get(request_id) or plans.get(plan_id) or reviews.get(review_id)
        if owner is not None:
            owner.facts[fact] = HeldFact(number, day, detail, source)


def _lists(of: dict[str, Any], plans: dict[int, Held]) -> None:
    for name, model, columns in (
        ("settings", NamedSetting, SETTING_COLUMNS),
        ("placements", Placement, PLACEMENT_COLUMNS),
        ("needs", Need, NEED_COLUMNS),
    ):
        for number, plan_id, *content in model.rows.filter(**of).order_by("id").values_list("id", "plan_id", *columns):
            plain = [
                value.isoformat() if isinstance(value, date) else (None if value == "" else value) for value in content
            ]
            plans[plan_id].lists.setdefault(name, []).append((number, plain))


def _claims_and_ties(of: dict[str, Any], found: dict[int, HeldChild]) -> None:
    claims = ExceptionClaim.rows.filter(**of, withdrawn_on=None, category="NOT_STATED", advice=None)
    by_child: dict[int, dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
    for number, child_id, request_id in claims.values_list("id", "child_id", "request_id"):
        by_child[child_id][request_id].append(number)
    for child_id, held in by_child.items():
        found[child_id].claims = dict(held)
    ties = Tie.objects.filter(**of, kind__in=[Tie.Kind.ATTENDS, Tie.Kind.CASE_TEAM, Tie.Kind.ALLOCATED]).order_by("id")
    for row in ties.values("child_id", "id", "kind", "organisation_id", "adult_id", "started_on", "ended_on", "source"):
        child_id, told = row["child_id"], {name: value for name, value in row.items() if name != "child_id"}
        found[child_id].ties.append(HeldTie(**told))  # type: ignore[arg-type]
    for child_id, kind in VulnerabilityFlag.objects.filter(**of, ended_on=None).values_list("child_id", "kind"):
        found[child_id].flags.add(kind)


def request_sign(held: Held, plan: Held | None) -> Sign:
    """What tells this request from others."""
    outcome, assessed = held.fields["outcome"], held.fields["has_assessment"]
    refused = outcome == "W" or (outcome == "N" and not assessed)  # a refusal overturned goes on to an assessment
    closed = refused or held.fields["assessment_outcome"] in ("N", "W") or bool(held.fields["exported_to"])
    return Sign(
        received_on=held.day("request_received"),
        has_plan=plan is not None,
        plan_started_on=plan.day("plan_started") if plan else None,
        plan_ceased_on=plan.day("plan_ceased") if plan else None,
        outcome=outcome,
        closed=closed,
        local_id=held.fields.get("local_id") or "",
    )


def review_sign(held: Held, kind: str) -> ReviewSign:
    """What tells this review from others."""
    return ReviewSign(
        kind, held.day("meeting_held"), held.day("review_decided"), held.day("phase_due"), held.day("phase_plan_sent")
    )
