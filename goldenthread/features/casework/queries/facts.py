"""Gathers the dated facts of children's processes, in bulk, in the form domain/clocks reads.

For operations and for readers that have already found the children for a viewer; nothing here checks who asks.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import F

from goldenthread.domain.clocks.needs_assessment import ServedDraft
from goldenthread.domain.lifecycle.dispute_steps import DisputeSoFar, reopens
from goldenthread.domain.statute.exceptions import Claim
from goldenthread.features.casework.models import Advice, ExceptionClaim, Milestone, Plan, PlanCopy, Request, Review

Facts = dict[str, date | str]

STANDING_DRAFT = {"kind": PlanCopy.Kind.DRAFT, "taken_back_on": None}
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
class DisputeFacts:
    """One disagreement: which rights it is about, of which request or plan, its days and what they say."""

    id: int
    request_id: int | None
    plan_id: int | None
    rights: tuple[str, ...]
    notice_on: date
    facts: dict[str, date] = field(default_factory=dict)
    details: dict[str, str] = field(default_factory=dict)
    claims: list[Claim] = field(default_factory=list)

    def so_far(self, on: date) -> DisputeSoFar:
        """As the rules of what may follow read it, on a day."""
        known = {fact: day for fact, day in self.facts.items() if day <= on}
        return DisputeSoFar(self.rights, self.notice_on, known, self.details)


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
    disputes: list[DisputeFacts] = field(default_factory=list)
    drafts: list[ServedDraft] = field(default_factory=list)

    def reopened(self, on: date) -> dict[str, date]:
        """What its disagreements have let happen again by a day: `assess`, `plan`, `again`."""
        found: dict[str, date] = {}
        for dispute in self.disputes:
            found |= reopens(dispute.so_far(on))
        return found


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
    disputes: list[DisputeFacts] = field(default_factory=list)


@dataclass(slots=True)
class ChildProcesses:
    """Everything about one child that clocks read."""

    child_id: int
    requests: list[RequestFacts] = field(default_factory=list)
    plans: list[PlanFacts] = field(default_factory=list)
    disputes: list[DisputeFacts] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class ProcessRows:
    """The stored rows facts are read from, as mappings of column to value, each kind in the order it was stored.

    `milestones` are current ones with a day: (fact, day, detail, request, advice, plan, review, dispute), one of the
    last five a row number. `claims` are those not withdrawn.
    """

    requests: Iterable[Mapping[str, Any]]  # id, child_id, outcome, assessment_outcome
    advice: Iterable[Mapping[str, Any]]  # id, request_id, kind, organisation_id
    plans: Iterable[Mapping[str, Any]]  # id, child_id, is_active, request_id
    reviews: Iterable[Mapping[str, Any]]  # id, plan_id, kind, phase, outcome
    milestones: Iterable[Sequence[Any]]
    claims: Iterable[
        Mapping[str, Any]
    ]  # request_id, advice_id, dispute_id, rule, category, fact, reason, facts, claimed_on, next_...
    disputes: Iterable[Mapping[str, Any]]  # id, child_id, request_id, plan_id, rights, notice_on
    drafts: Iterable[Mapping[str, Any]]  # id, request_id, sent_on, answered_on: of those that stand, one an answer


_MILESTONE = ("fact", "happened_on", "detail", "request_id", "advice_id", "plan_id", "review_id", "dispute_id")
_DISPUTE = tuple(f"dispute__{name}" for name in ("child_id", "request_id", "plan_id", "rights", "notice_on"))


def facts_of(child_ids: Sequence[int]) -> dict[int, ChildProcesses]:
    """By child row number; seven queries however many children (call in batches of about a thousand)."""
    of = {"child_id__in": list(child_ids)}
    current = Milestone.rows.filter(**of, is_current=True, happened_on__isnull=False)
    milestones = list(current.values_list(*_MILESTONE, *_DISPUTE))
    rows = ProcessRows(
        requests=Request.rows.filter(**of).order_by("id").values("id", "child_id", "outcome", "assessment_outcome"),
        advice=Advice.rows.filter(**of).order_by("id").values("id", "request_id", "kind", "organisation_id"),
        plans=Plan.rows.filter(**of).order_by("id").values("id", "child_id", "is_active", "request_id"),
        reviews=Review.rows.filter(**of).order_by("id").values("id", "plan_id", "kind", "phase", "outcome"),
        milestones=[row[: len(_MILESTONE)] for row in milestones],
        claims=ExceptionClaim.rows.filter(**of, withdrawn_on=None).order_by("id").values(),
        disputes=_disputes_among(milestones),
        drafts=PlanCopy.rows.filter(**of, **STANDING_DRAFT).order_by("id").values(
            "id", "request_id", "sent_on", answered_on=F("answers__sent_on")
        ),
    )  # fmt: skip
    return assembled(child_ids, rows)


def _disputes_among(milestones: Iterable[Sequence[Any]]) -> list[dict[str, Any]]:
    """Disagreements, from the milestones they have: one opened by mistake and taken back has none."""
    names = [name.removeprefix("dispute__") for name in _DISPUTE]
    found = {row[len(_MILESTONE) - 1]: row[len(_MILESTONE) :] for row in milestones if row[len(_MILESTONE) - 1]}
    return [{"id": id, **dict(zip(names, found[id], strict=True))} for id in sorted(found)]


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
    disputes = {row["id"]: _dispute(row, found, requests, plans) for row in rows.disputes}
    _add_milestones(rows.milestones, (requests, advice, plans, reviews, disputes))
    for row in rows.claims:
        held: AdviceFacts | DisputeFacts | RequestFacts | None = requests.get(row["request_id"])
        if row["advice_id"] or row["dispute_id"]:
            held = advice[row["advice_id"]] if row["advice_id"] else disputes.get(row["dispute_id"])
        if held is not None:  # a disagreement taken back has no limits to lift
            held.claims.append(_claim(row))
    _add_drafts(rows.drafts, requests)
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


def _dispute(
    row: Mapping[str, Any],
    found: dict[int, ChildProcesses],
    requests: Mapping[int, RequestFacts],
    plans: Mapping[int, PlanFacts],
) -> DisputeFacts:
    rights = tuple(row["rights"].split(","))
    dispute = DisputeFacts(row["id"], row["request_id"], row["plan_id"], rights, row["notice_on"])
    about = requests[row["request_id"]] if row["request_id"] else plans[row["plan_id"]]
    about.disputes.append(dispute)
    found[row["child_id"]].disputes.append(dispute)
    return dispute


def _add_milestones(milestones: Iterable[Sequence[Any]], owners: Sequence[Mapping[int, Any]]) -> None:
    for fact, day, detail, *ids in milestones:
        for held, id in zip(owners, ids, strict=True):
            if id is None:
                continue
            held[id].facts[fact] = day
            if detail and isinstance(held[id], DisputeFacts):
                held[id].details[fact] = detail
            if fact == "assess_decision_notified" and detail in YES_NO:
                held[id].facts["assess_decision"] = YES_NO[detail]


def _add_drafts(rows: Iterable[Mapping[str, Any]], requests: Mapping[int, RequestFacts]) -> None:
    """Each draft with its first answer; `rows` has one row an answer, and one for a draft nobody answered."""
    kept: dict[int, tuple[int, date, list[date]]] = {}
    for row in rows:
        _, _, answered = kept.setdefault(row["id"], (row["request_id"], row["sent_on"], []))
        if row["answered_on"]:
            answered.append(row["answered_on"])
    for _, (request_id, sent_on, answered) in sorted(kept.items()):
        requests[request_id].drafts.append(ServedDraft(sent_on, min(answered, default=None)))


def _claim(row: Mapping[str, Any]) -> Claim:
    days = {name: date.fromisoformat(day) for name, day in row["facts"].items()}
    reason = row["reason"] or row["fact"]
    return Claim(row["category"], reason, row["rule"], row["claimed_on"], row["next_review_on"], **days)


def _when_held(review: ReviewFacts) -> date:
    days = [value for value in review.facts.values() if isinstance(value, date)]
    return min(days, default=date.max)
