"""Records whether the health commissioner agrees section G of a plan, of exactly which words.

Health care provision must be agreed by the responsible commissioning body (SEND Regulations 2014, regulation 12(2)). An
answer counts while the section says the same: changed, it is for health to answer anew.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db import transaction

from goldenthread.domain.plan.for_advisers import HEALTH_CARE
from goldenthread.features.casework.models import HealthAgreement, PlanCopy, Request
from goldenthread.features.casework.operations.draft_answers import NoLongerAsked
from goldenthread.features.casework.operations.milestones import InTheFuture, ReasonNeeded
from goldenthread.features.casework.operations.plan_composing import hold_plan
from goldenthread.features.casework.operations.plan_copies import TextChanged
from goldenthread.features.casework.queries.health_agreements import fingerprint_of_text, text_now
from goldenthread.features.casework.queries.plan_drafts import latest_shown, text_in
from goldenthread.foundation import clock, journal
from goldenthread.foundation.people.models import Organisation

LONGEST_REASON: Final = 4_000
HERE: Final = HealthAgreement.How.HERE


class NothingToAgree(Exception):
    """Section G says nothing: not even that there is nothing to provide."""


class AnsweredMeanwhile(Exception):
    """Somebody answered after the page was made: `row` is what they said."""

    def __init__(self, row: HealthAgreement) -> None:
        super().__init__("answered meanwhile")
        self.row = row


@dataclass(frozen=True, slots=True)
class Answer:
    """What health says: `agrees` or, with the `reason`, not; the `officer` who says it and `for_body`."""

    agrees: bool
    reason: str
    officer: str
    for_body: str


def answer_here(
    *, copy: PlanCopy, answer: Answer, organisation: Organisation | None, was: int, by: journal.Author, on: date
) -> HealthAgreement:
    """The officer answers, of section G as this copy shows it. `was`: the row number of the answer on the page, 0 for
    none. Raises NotNow, NoLongerAsked, AnsweredMeanwhile, NothingToAgree, ReasonNeeded."""
    with transaction.atomic():
        hold_plan(copy.request)
        latest = latest_shown(copy.request_id)
        if latest is None or latest.pk != copy.pk:
            raise NoLongerAsked
        more = {"copy": copy, "organisation": organisation, "how": HERE, "said_on": on}
        return _put(copy.request, text_in(copy).get(HEALTH_CARE, ""), answer, was, by, on, **more)


def record_answer(
    *, request: Request, answer: Answer, how: str, said_on: date, checked: str, was: int, by: journal.Author, on: date
) -> HealthAgreement:
    """Staff record an answer that came by other means, of section G as it stands; `checked` is the fingerprint of its
    words as the page showed them. Raises also TextChanged, InTheFuture."""
    with transaction.atomic():
        hold_plan(request)
        text = text_now(request.pk)
        if fingerprint_of_text(text) != checked:
            raise TextChanged
        if said_on > on:
            raise InTheFuture
        return _put(request, text, answer, was, by, on, how=HealthAgreement.How(how), said_on=said_on)


def _put(
    request: Request, text: str, answer: Answer, was: int, by: journal.Author, on: date, **more: Any
) -> HealthAgreement:
    last = HealthAgreement.rows.filter(request=request).order_by("-id").first()
    if last is not None and last.pk != was:
        raise AnsweredMeanwhile(last)
    if not text.strip():
        raise NothingToAgree
    reason = answer.reason.replace("\x00", "").strip()[:LONGEST_REASON]
    if not answer.agrees and not reason:
        raise ReasonNeeded
    row = HealthAgreement.rows.create(
        request=request, child_id=request.child_id, text=text, fingerprint=fingerprint_of_text(text),
        agrees=answer.agrees, reason=reason, officer=answer.officer, for_body=answer.for_body,
        recorded_at=clock.now(), recorded_by=by.public_id, recorded_by_name=by.name, **more,
    )  # fmt: skip
    journal.record(
        "plan.health_answered", by=by, about=request.child.public_id, on=row.said_on, reason=reason,
        data={
            "request": request.public_id, "agrees": row.agrees, "for_body": row.for_body, "how": str(row.how),
            "fingerprint": row.fingerprint, "copy": row.copy.public_id if row.copy else None,
        },
    )  # fmt: skip
    return row
