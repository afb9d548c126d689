"""Puts a case on a panel's agenda and takes it off; records conflicts, each member's own view, and the advice."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.db import IntegrityError, transaction

from goldenthread.domain.calendars.wording import said
from goldenthread.domain.lifecycle.assessment_steps import stage_of
from goldenthread.domain.lifecycle.hearing import Answer, Asked, questions_of
from goldenthread.features.casework.models import (
    DecisionToAssess,
    DecisionToIssue,
    PanelCase,
    PanelDeclaration,
    PanelMeeting,
    PanelMember,
    PanelView,
    Request,
)
from goldenthread.features.casework.operations.changes import NotNow
from goldenthread.features.casework.operations.milestones import ReasonNeeded
from goldenthread.features.casework.operations.panels import settle
from goldenthread.features.casework.queries.assessment_cases import case_of
from goldenthread.foundation import clock, journal
from goldenthread.foundation.people.models import Child

STAGES = {Asked.ASSESS: "requested", Asked.ISSUE: "assessing"}
Given = Mapping[str, tuple[str, str]]  # by question: the answer and its reasons


class AdviceChanged(Exception):
    """Somebody recorded the panel's advice after the form was made."""


def list_case(
    *, meeting: PanelMeeting, child: Child, asked: str, request: Request | None, by: journal.Author, on: date,
    question: str = "", main_need: str = "",
) -> PanelCase:  # fmt: skip
    """The panel will hear this case: its members may read it from today. Raises NotNow where it cannot be asked."""
    kind = Asked(asked)
    with transaction.atomic():
        held = PanelMeeting.objects.select_for_update().get(pk=meeting.pk)
        if held.cancelled_on or held.held_on < on:
            raise NotNow("This panel has met or was cancelled. Choose another.")
        if kind is Asked.OTHER:
            if not question.strip():
                raise NotNow("Write the question for the panel.")
        elif request is None or stage_of(case_of(request)) != STAGES[kind]:
            raise NotNow("The case does not stand where this can be asked.")
        try:
            with transaction.atomic():
                row = PanelCase.rows.create(
                    meeting=held, child=child, request=request, asked=kind.value, main_need=main_need,
                    question=question.strip() if kind is Asked.OTHER else "", listed_on=on, listed_by=by.public_id,
                )  # fmt: skip
        except IntegrityError:
            raise NotNow("This question is on that panel’s agenda already.") from None
        settle(held, on=on)
        journal.record(
            "panel.case_listed", by=by, about=child.public_id, on=held.held_on,
            data={"panel": held.public_id, "case": row.public_id, "asked": row.asked},
        )  # fmt: skip
        return row


def take_off(*, case: PanelCase, reason: str, by: journal.Author, on: date) -> None:
    """The panel will not hear it: members can no longer read it. Raises ReasonNeeded, NotNow."""
    if not reason.strip():
        raise ReasonNeeded
    with transaction.atomic():
        held = _held(case)
        if held.heard_on:
            raise NotNow("The panel has given its advice on this case.")
        held.taken_off_on, held.taken_off_because = on, reason.strip()
        held.save(update_fields=["taken_off_on", "taken_off_because"])
        settle(held.meeting, on=on)
        _journal("panel.case_taken_off", held, by, on, reason=reason.strip())


def declare(
    *, case: PanelCase, member: PanelMember, has_conflict: bool, conflict: str, by: journal.Author, on: date
) -> PanelDeclaration:
    """The member has a conflict of interest in the case, or has none. One who has can no longer read it, and a view
    they gave is withdrawn. Raises ReasonNeeded where a conflict is not said, NotNow once the case is heard."""
    if has_conflict and not conflict.strip():
        raise ReasonNeeded
    with transaction.atomic():
        held = _held(case)
        if held.heard_on:
            raise NotNow("The panel has heard this case. Tell the chair and the person who decides.")
        row, _ = PanelDeclaration.rows.update_or_create(
            case=held, member=member,
            defaults={
                "child_id": held.child_id, "has_conflict": has_conflict, "declared_at": clock.now(),
                "conflict": conflict.strip() if has_conflict else "", "declared_by": by.public_id,
            },
        )  # fmt: skip
        if has_conflict:
            PanelView.rows.filter(case=held, member=member).delete()
        settle(held.meeting, on=on)
        _journal("panel.declared", held, by, on, member=member.adult.public_id, has_conflict=has_conflict)
        return row


def give_view(*, case: PanelCase, member: PanelMember, answers: Given, by: journal.Author, on: date) -> None:
    """A member's own view, before seeing anybody else's: given once. Raises NotNow, ReasonNeeded."""
    with transaction.atomic():
        held = _held(case)
        declared = PanelDeclaration.rows.filter(case=held, member=member).first()
        if declared is None or declared.has_conflict:
            raise NotNow("First say that you have no conflict of interest in this case.")
        if held.heard_on:
            raise NotNow("The panel has given its advice on this case.")
        if PanelView.rows.filter(case=held, member=member).exists():
            raise NotNow("You have given your view already. It stays as it was before you saw the others.")
        _write(held, member, answers)
        _journal("panel.view_given", held, by, on, member=member.adult.public_id)


def advise(*, case: PanelCase, answers: Given, reasons: str, by: journal.Author, on: date, version: int) -> None:
    """What the panel advises, question by question. Raises AdviceChanged; ReasonNeeded; NotNow before the meeting,
    while a member has not said whether they have a conflict, and after the decision."""
    if not reasons.strip():
        raise ReasonNeeded
    with transaction.atomic():
        held = _held(case)
        if held.advice_version != version:
            raise AdviceChanged
        _may_be_heard(held, on)
        before = dict(PanelView.rows.filter(case=held, member=None).values_list("question", "answer"))
        PanelView.rows.filter(case=held, member=None).delete()
        _write(held, None, answers)
        held.heard_on, held.advice_reasons, held.advice_at = held.meeting.held_on, reasons.strip(), clock.now()
        held.advice_by, held.advice_version = by.name, version + 1
        held.save()
        _journal(
            "panel.advised", held, by, on, reason=reasons.strip(), was=before,
            now={code: answer for code, (answer, _) in answers.items()},
        )  # fmt: skip


def _may_be_heard(held: PanelCase, on: date) -> None:
    if on < held.meeting.held_on:
        raise NotNow(f"The panel meets on {said(held.meeting.held_on)}. Its advice can be recorded from that day.")
    made = {"request": held.request, "taken_back_on": None}
    if (held.asked == Asked.ASSESS and DecisionToAssess.rows.filter(**made).exists()) or (
        held.asked == Asked.ISSUE and DecisionToIssue.rows.filter(**made).exists()
    ):
        raise NotNow("The decision is recorded already, so the advice that came before it stays as it is.")
    seats = PanelMember.objects.filter(meeting=held.meeting, left_on=None).exclude(declarations__case=held)
    silent = [seat.adult.name for seat in seats.select_related("adult").order_by("id")]
    if silent:
        raise NotNow(f"First record whether these have a conflict of interest: {', '.join(silent)}.")


def _write(case: PanelCase, member: PanelMember | None, answers: Given) -> None:
    wanted = [each.code for each in questions_of(case.asked, case.question)]
    if set(answers) != set(wanted) or any(not reasons.strip() for _, reasons in answers.values()):
        raise ReasonNeeded
    at = clock.now()
    PanelView.rows.bulk_create(
        PanelView(
            case=case, child_id=case.child_id, member=member, question=code, answer=Answer(answers[code][0]).value,
            reasons=answers[code][1].strip(), given_at=at,
        )
        for code in wanted
    )  # fmt: skip


def _held(case: PanelCase) -> PanelCase:
    held = PanelCase.rows.select_for_update().select_related("meeting").get(pk=case.pk)
    if held.taken_off_on:
        raise NotNow("This case was taken off the agenda.")
    return held


def _journal(kind: str, case: PanelCase, by: journal.Author, on: date, *, reason: str = "", **data: object) -> None:
    told = {"panel": case.meeting.public_id, "case": case.public_id, **data}
    journal.record(kind, by=by, about=case.child.public_id, on=on, reason=reason, data=told)
