"""Asks a school, college or other body about a place, and records what it answers. No answer in time breaks no law."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from goldenthread.domain.lifecycle.assessment_steps import stage_of
from goldenthread.domain.statute.naming_a_setting import grounds
from goldenthread.features.casework.models import Consultation, Request
from goldenthread.features.casework.operations import telling_consulted
from goldenthread.features.casework.operations.changes import NotNow, hold
from goldenthread.features.casework.operations.consulted_bodies import close_to_consulted, open_to_consulted
from goldenthread.features.casework.operations.milestones import InTheFuture, ReasonNeeded
from goldenthread.features.casework.queries.assessment_cases import case_of
from goldenthread.features.casework.queries.plan_drafts import latest_draft
from goldenthread.foundation import clock, journal
from goldenthread.foundation.people.models import Child, Organisation


class AnsweredMeanwhile(Exception):
    """Somebody changed this answer after it was read: `row` is what stands now."""

    def __init__(self, row: Consultation) -> None:
        super().__init__("answered meanwhile")
        self.row = row


class BeforeAsked(Exception):
    """An answer cannot come before the question."""


class GroundNeeded(Exception):
    """A body that says no says on which of the law's grounds, and why."""


class Closed(Exception):
    """The question was taken back, or the plan is made: there is nothing to answer any more."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What a body answers. `grounds` are codes of section 39(4); none where it can meet needs."""

    can_meet_needs: bool
    grounds: tuple[str, ...] = ()
    reasons: str = ""
    would_need: str = ""


def consult(
    *, request: Request, organisation: Organisation, received_on: date, asked_by_family: bool, note: str,
    by: journal.Author, on: date, version: str,
) -> Consultation:  # fmt: skip
    """The body received the draft and the question on that day, and may open the draft from then on.

    Raises ChangedMeanwhile, NotNow, InTheFuture.
    """
    if received_on > on:
        raise InTheFuture
    with transaction.atomic():
        hold(request.child_id, version)
        copy = latest_draft(request.pk)
        if copy is None or stage_of(case_of(request)) != "draft_served":
            raise NotNow("First send the family the draft plan from here: it is what a school or college is sent.")
        if received_on < copy.sent_on:
            raise NotNow("This draft had not been sent yet on that day.")
        if Consultation.rows.filter(request=request, organisation=organisation, withdrawn_on=None).exists():
            raise NotNow(f"{organisation.name} has been asked already.")
        row = Consultation.rows.create(
            request=request, child_id=request.child_id, copy=copy, organisation=organisation, note=note,
            asked_by_family=asked_by_family, received_on=received_on, made_at=clock.now(), made_by=by.public_id,
        )  # fmt: skip
        open_to_consulted(row)
        journal.record(
            "consultation.sent", by=by, about=request.child.public_id, on=received_on,
            data={"consultation": row.public_id, "organisation": organisation.public_id, "copy": copy.public_id},
        )  # fmt: skip
        telling_consulted.of_consultation(row, by=by, on=on)
        return row


def answer_consultation(
    *, consultation: Consultation, reply: Reply, answered_on: date, version: int, by: journal.Author, on: date
) -> Consultation:
    """The body's answer reached the council that day; it may be changed until the plan is made. `version` is that of
    the answer as it was read. Raises GroundNeeded, AnsweredMeanwhile, BeforeAsked, Closed, InTheFuture."""
    given = tuple(code for code in grounds() if code in reply.grounds) if not reply.can_meet_needs else ()
    if not reply.can_meet_needs and not (given and reply.reasons.strip()):
        raise GroundNeeded
    if answered_on > on:
        raise InTheFuture
    with transaction.atomic():
        Child.rows.select_for_update().only("id").get(pk=consultation.child_id)
        row = Consultation.rows.select_related("request", "organisation").get(pk=consultation.pk)
        if row.withdrawn_on or stage_of(case_of(row.request)) != "draft_served":
            raise Closed
        if answered_on < row.received_on:
            raise BeforeAsked
        if row.version != version:
            raise AnsweredMeanwhile(row)
        row.can_meet_needs, row.grounds, row.reasons = reply.can_meet_needs, list(given), reply.reasons
        row.would_need, row.answered_on, row.version = reply.would_need, answered_on, row.version + 1
        row.answered_by, row.answered_by_name = by.public_id, by.name
        row.save()
        journal.record(
            "consultation.answered", by=by, about=row.child.public_id, on=answered_on,
            data={
                "consultation": row.public_id, "can_meet_needs": row.can_meet_needs, "grounds": row.grounds,
                "reasons": row.reasons, "would_need": row.would_need,
            },
        )  # fmt: skip
        telling_consulted.no_longer_awaited(row, by=by, on=on)
        return row


def withdraw_consultation(*, consultation: Consultation, reason: str, by: journal.Author, on: date) -> None:
    """The body is asked no more and can no longer open the draft; its row stays. Raises ReasonNeeded, NotNow."""
    if not reason.strip():
        raise ReasonNeeded
    with transaction.atomic():
        Child.rows.select_for_update().only("id").get(pk=consultation.child_id)
        consultation.refresh_from_db()
        if consultation.withdrawn_on:
            raise NotNow("This question has been taken back already.")
        consultation.withdrawn_on, consultation.withdrawn_why = on, reason.strip()
        consultation.save(update_fields=["withdrawn_on", "withdrawn_why"])
        close_to_consulted(consultation.request, on=on, organisation_id=consultation.organisation_id)
        journal.record(
            "consultation.withdrawn", by=by, about=consultation.child.public_id, on=on, reason=reason.strip(),
            data={"consultation": consultation.public_id},
        )  # fmt: skip
        telling_consulted.no_longer_awaited(consultation, by=by, on=on)
