"""Gathers the dated facts of children's processes, in bulk, in the form domain/clocks reads.

For operations and for readers that have already found the children for a viewer; nothing here checks who asks.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from goldenthread.domain.statute.exceptions import Claim
from goldenthread.features.casework.models import Advice, ExceptionClaim, Milestone, Plan, Request, Review

Facts = dict[str, date | str]

YES_NO = {"Y": "yes", "N": "no"}
OUTCOMES = {"M": "maintain", "A": "amend", "C": "cease"}
# Who gives each kind of advice, as domain/clocks names advisers; health bodies alone owe it by law in six weeks.
ADVISERS = {
    "family": "family",
    "setting": "school",
    "medical": "health",
    "psychology": "psychology",
    "social_care": "social_care",
    "preparing": "other",
    "sensory": "other",
    "defence": "other",
    "requested": "other",
    "other": "other",
}


@dataclass(slots=True)
class AdviceFacts:
    """One advice and its days."""

    id: int
    kind: str
    organisation_id: int | None
    facts: Facts = field(default_factory=dict)
    claims: list[Claim] = field(default_factory=list)


@dataclass(slots=True)
class RequestFacts:
    """One request, its assessment, its advice."""

    id: int
    outcome: str
    assessment_outcome: str
    facts: Facts = field(default_factory=dict)
    advice: list[AdviceFacts] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)


@dataclass(slots=True)
class ReviewFacts:
    """One review and its days."""

    id: int
    kind: str
    phase: str
    outcome: str
    facts: Facts = field(default_factory=dict)


@dataclass(slots=True)
class PlanFacts:
    """One plan, its days, its reviews in the order they were held."""

    id: int
    is_active: bool
    request_id: int | None
    facts: Facts = field(default_factory=dict)
    reviews: list[ReviewFacts] = field(default_factory=list)


@dataclass(slots=True)
class ChildProcesses:
    """Everything about one child that clocks read."""

    child_id: int
    requests: list[RequestFacts] = field(default_factory=list)
    plans: list[PlanFacts] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class ProcessRows:
    """The stored rows facts are read from, as mappings of column to value, each kind in the order it was stored.

    `milestones` are current ones with a day: (fact, day, detail, request, advice, plan, review), one of the last four
    a row number. `claims` are those not withdrawn.
    """

    requests: Iterable[Mapping[str, Any]]  # id, child_id, outcome, assessment_outcome
    advice: Iterable[Mapping[str, Any]]  # id, request_id, kind, organisation_id
    plans: Iterable[Mapping[str, Any]]  # id, child_id, is_active, request_id
    reviews: Iterable[Mapping[str, Any]]  # id, plan_id, kind, phase, outcome
    milestones: Iterable[Sequence[Any]]
    claims: Iterable[
        Mapping[str, Any]
    ]  # request_id, advice_id, rule, category, fact, reason, facts, claimed_on, next_...


def facts_of(child_ids: Sequence[int]) -> dict[int, ChildProcesses]:
    """By child row number; six queries however many children (call in batches of about a thousand)."""
    of = {"child_id__in": list(child_ids)}
    current = Milestone.rows.filter(**of, is_current=True, happened_on__isnull=False)
    rows = ProcessRows(
        requests=Request.rows.filter(**of).order_by("id").values("id", "child_id", "outcome", "assessment_outcome"),
        advice=Advice.rows.filter(**of).order_by("id").values("id", "request_id", "kind", "organisation_id"),
        plans=Plan.rows.filter(**of).order_by("id").values("id", "child_id", "is_active", "request_id"),
        reviews=Review.rows.filter(**of).order_by("id").values("id", "plan_id", "kind", "phase", "outcome"),
        milestones=current.values_list(
            "fact", "happened_on", "detail", "request_id", "advice_id", "plan_id", "review_id"
        ),
        claims=ExceptionClaim.rows.filter(**of, withdrawn_on=None).order_by("id").values(),
    )
    return assembled(child_ids, rows)


def assembled(child_ids: Sequence[int], rows: ProcessRows) -> dict[int, ChildProcesses]:
    """The same from rows already read: the one place that turns stored rows into facts."""
    found = {child_id: ChildProcesses(child_id) for child_id in child_ids}
    requests = {row["id"]: _request(row, found) for row in rows.requests}
    advice: dict[int, AdviceFacts] = {}
    for row in rows.advice:
        adviser: Facts = {"adviser": ADVISERS[row["kind"]]}
        advice[row["id"]] = AdviceFacts(row["id"], row["kind"], row["organisation_id"], adviser)
        requests[row["request_id"]].advice.append(advice[row["id"]])
    plans: dict[int, PlanFacts] = {}
    for row in rows.plans:
        plans[row["id"]] = PlanFacts(row["id"], row["is_active"], row["request_id"])
        found[row["child_id"]].plans.append(plans[row["id"]])
    reviews = {row["id"]: _review(row, plans) for row in rows.reviews}
    _add_milestones(rows.milestones, (requests, advice, plans, reviews))
    for row in rows.claims:
        (advice[row["advice_id"]] if row["advice_id"] else requests[row["request_id"]]).claims.append(_claim(row))
    for plan in plans.values():
        plan.reviews.sort(key=_when_held)
    return found


def _request(row: Mapping[str, Any], found: dict[int, ChildProcesses]) -> RequestFacts:
    request = RequestFacts(row["id"], row["outcome"], row["assessment_outcome"])
    if row["outcome"] in YES_NO:
        request.facts["assess_decision"] = YES_NO[row["outcome"]]
    found[row["child_id"]].requests.append(request)
    return request


def _review(row: Mapping[str, Any], plans: dict[int, PlanFacts]) -> ReviewFacts:
    review = ReviewFacts(row["id"], row["kind"], row["phase"], row["outcome"])
    if row["outcome"] in OUTCOMES:
        review.facts["review_outcome"] = OUTCOMES[row["outcome"]]
    if row["phase"]:
        review.facts["phase"] = row["phase"]
    plans[row["plan_id"]].reviews.append(review)
    return review


def _add_milestones(milestones: Iterable[Sequence[Any]], owners: Sequence[Mapping[int, Any]]) -> None:
    for fact, day, detail, *ids in milestones:
        for held, id in zip(owners, ids, strict=True):
            if id is None:
                continue
            held[id].facts[fact] = day
            if fact == "assess_decision_notified" and detail in YES_NO:
                held[id].facts["assess_decision"] = YES_NO[detail]


def _claim(row: Mapping[str, Any]) -> Claim:
    days = {name: date.fromisoformat(day) for name, day in row["facts"].items()}
    reason = row["reason"] or row["fact"]
    return Claim(row["category"], reason, row["rule"], row["claimed_on"], row["next_review_on"], **days)


def _when_held(review: ReviewFacts) -> date:
    days = [value for value in review.facts.values() if isinstance(value, date)]
    return min(days, default=date.max)
