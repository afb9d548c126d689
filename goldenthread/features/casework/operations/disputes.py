"""Opens a disagreement with a decision and records what happens in it. What may follow: domain/lifecycle/dispute_steps.

Each is one transaction: it holds the case, sees that the step may follow, writes the milestone with its entry, keeps
the return's flags of mediation and appeal, and refreshes clocks and summaries. Raises ChangedMeanwhile, NotNow,
TooEarly, OutOfOrder, InTheFuture.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.db import transaction

from goldenthread.domain.calendars.wording import said
from goldenthread.domain.lifecycle.dispute_outcomes import AGREED, BY_CODE, Came, outcomes_for
from goldenthread.domain.lifecycle.dispute_steps import (
    BY_FACT,
    NOTICE,
    OPENED,
    DisputeSoFar,
    DisputeStep,
    clashes,
    in_the_laws_order,
    may_follow,
    not_before,
    why_not,
)
from goldenthread.domain.sen2.after_steps import SETS_FLAG, flag_of
from goldenthread.domain.statute.appeals import appeal_rights
from goldenthread.features.casework.models import Dispute, Milestone, Plan, Request
from goldenthread.features.casework.operations import milestones
from goldenthread.features.casework.operations.assessment_steps import put
from goldenthread.features.casework.operations.changes import NotNow, OutOfOrder, TooEarly, hold
from goldenthread.features.casework.queries.child_timeline import said_of
from goldenthread.features.casework.queries.disputes import so_far_of
from goldenthread.foundation import journal

OF_A_REQUEST = ("a", "b")


def open_dispute(
    *, about: Request | Plan, rights: Collection[str], notice_on: date, known_on: date, by: journal.Author, on: date,
    version: str,
) -> Dispute:  # fmt: skip
    """The family disagrees with the decision whose notice was sent on `notice_on`; the council knew on `known_on`.

    Raises NotNow where a disagreement with the same decision is on record, or the right is not one about this.
    """
    with transaction.atomic():
        hold(about.child_id, version)
        chosen = in_the_laws_order(rights)
        _right_ones(about, chosen, rights)
        if max(notice_on, known_on) > on:
            raise milestones.InTheFuture
        if known_on < notice_on:
            raise TooEarly(NOTICE, notice_on)
        of = {type(about).__name__.lower(): about}
        _not_twice(Dispute.rows.filter(**of, notice_on=notice_on), chosen)
        dispute = Dispute.rows.create(child_id=about.child_id, rights=",".join(chosen), notice_on=notice_on, **of)
        put(dispute, OPENED, known_on, by=by, on=on, kind="dispute.opened")
        return dispute


def record_dispute_step(
    *, dispute: Dispute, fact: str, happened_on: date, by: journal.Author, on: date, version: str,
    came: Came | None = None, agreed: str = "",
) -> Milestone:  # fmt: skip
    """A step of the disagreement, by its fact. `came`: what was agreed, given way on or ordered, where the step asks;
    `agreed`: the words of an agreement."""
    with transaction.atomic():
        hold(dispute.child_id, version)
        dispute.refresh_from_db()
        so_far, step = so_far_of(dispute), BY_FACT[fact]
        if step not in may_follow(so_far):
            raise NotNow(why_not(step, so_far))
        _on_a_day_it_can_be(step, happened_on, so_far, on)
        detail = _what_came(step, so_far, came)
        if fact == AGREED and agreed.strip():
            Dispute.rows.filter(pk=dispute.pk).update(agreed=agreed.strip())
        set_flags(dispute, fact)
        return put(dispute, fact, happened_on, by=by, on=on, detail=detail, kind=f"dispute.{fact}")


def set_flags(dispute: Dispute, fact: str, *, happened: bool = True) -> None:
    """The return's flags of the request the decision belongs to, once this has happened or is known not to have."""
    kind = SETS_FLAG.get(fact)
    request = dispute.request or (dispute.plan.request if dispute.plan else None)
    if kind is None or request is None:
        return
    for field in {flag_of(right, fact) for right in dispute.rights.split(",")}:
        true = happened or _said_by_another(dispute, request, fact, field)
        Request.rows.filter(pk=request.pk).update(**{field: true})
        setattr(request, field, true)


def _said_by_another(dispute: Dispute, request: Request, fact: str, field: str) -> bool:
    others = Milestone.rows.filter(fact=fact, is_current=True, happened_on__isnull=False, child_id=dispute.child_id)
    for other in others.exclude(dispute=dispute).select_related("dispute__plan"):
        found = other.dispute
        if found is None:
            continue
        of = found.request_id or (found.plan.request_id if found.plan else None)
        if of == request.pk and any(flag_of(right, fact) == field for right in found.rights.split(",")):
            return True
    return False


def _right_ones(about: Request | Plan, chosen: Collection[str], given: Collection[str]) -> None:
    known = appeal_rights()
    if not chosen or any(right not in known for right in given):
        raise NotNow("Choose what the family disagrees with.")
    if any((right in OF_A_REQUEST) != isinstance(about, Request) for right in chosen):
        raise NotNow("What the family disagrees with is not part of this decision.")


def _not_twice(same: object, chosen: Collection[str]) -> None:
    for other in same:  # type: ignore[attr-defined]
        if not so_far_of(other).is_void and set(other.rights.split(",")) & set(chosen):
            raise NotNow("A disagreement with this decision is on record already.")


def _on_a_day_it_can_be(step: DisputeStep, happened_on: date, so_far: DisputeSoFar, on: date) -> None:
    if happened_on > on:
        raise milestones.InTheFuture
    fact, day = not_before(step, so_far)
    if happened_on < day:
        raise TooEarly(fact, day)
    known = {NOTICE: so_far.notice_on, **so_far.facts}
    if pair := clashes(step.fact, happened_on, known):
        later = pair[1]
        raise OutOfOrder(f"{said_of(later)} on {said(known[later])}, and this cannot be after it")


def _what_came(step: DisputeStep, so_far: DisputeSoFar, came: Came | None) -> str:
    if not step.chooses:
        return ""
    allowed = {outcome.code for outcome in outcomes_for(step.fact, so_far.rights)}
    if came is None or not came.codes or not set(came.codes) <= allowed:
        raise NotNow("Choose what came of it.")
    return Came(tuple(code for code in BY_CODE if code in came.codes), came.whole or step.fact != AGREED).text
