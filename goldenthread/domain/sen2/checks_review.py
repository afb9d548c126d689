"""Checks of module 5, annual reviews and phase transfers (OUR-V8 to V12)."""

from __future__ import annotations

from collections.abc import Iterator

from goldenthread.domain.sen2.findings import FOUR_WEEKS, Finding, Survey, error, info, months_later, query
from goldenthread.domain.sen2.records import Person, Request

_DUE_DAYS = ((2, 15), (3, 31))  # SEND Regulations 2014, reg 18(1): 15 February, and 31 March for secondary to post-16


def v8_together(person: Person, request: Request, survey: Survey) -> Iterator[Finding]:
    """OUR-V8. In years when the review's outcome was voluntary a decision date without it is no fault."""
    active = request.active_plan
    if active is None:
        return
    if active.review_outcome and active.last_review_on is None:
        yield error("OUR-V8", "LastReview", "A review's outcome is given without the day it was decided; give it.")
    if active.last_review_on and not active.review_outcome and survey.asks("ActivePlans", "ReviewOutcome"):
        yield error("OUR-V8", "ReviewOutcome", "A review's decision date is given without its outcome; give it.")
    if active.review_outcome and active.review_meeting_on is None:
        yield error("OUR-V8", "ReviewMeeting", "A review's outcome is given without the day it met; give it.")


def v9_order(person: Person, request: Request, survey: Survey) -> Iterator[Finding]:
    """OUR-V9."""
    active = request.active_plan
    if active is None:
        return
    met, decided = active.review_meeting_on, active.last_review_on
    if met and decided and decided < met:
        yield error("OUR-V9", "LastReview", "A review was decided before it met; correct one of the dates.")
    for element, day in (("ReviewMeeting", met), ("LastReview", decided)):
        if day and day > survey.reference_on:
            yield error("OUR-V9", element, f"{element} is after the survey day; correct it.")


def v10_draft(person: Person, request: Request, survey: Survey) -> Iterator[Finding]:
    """OUR-V10."""
    active = request.active_plan
    if active and active.review_draft_on and active.review_outcome != "A":
        message = "A draft amended plan is dated though the review did not decide to amend; check which is right."
        yield query("OUR-V10", "ReviewDraft", message)


def v11_times(person: Person, request: Request, survey: Survey) -> Iterator[Finding]:
    """OUR-V11.

    Four weeks from meeting to decision (SEND Regulations 2014, reg 20(10)), twelve months between reviews.
    """
    active = request.active_plan
    if active is None:
        return
    met, decided = active.review_meeting_on, active.last_review_on
    if met and decided and (decided - met).days > FOUR_WEEKS:
        days = (decided - met).days
        yield info("OUR-V11", "LastReview", f"The review's decision came {days} days after it met, more than 28.")
    named = request.assessment.named_plan if request.assessment else None
    known = [day for day in (met, decided, named.start_on if named else None) if day]
    if known and months_later(max(known), 12) < survey.reference_on:
        message = "More than twelve months had passed on the survey day since the plan or its last review."
        yield info("OUR-V11", "ReviewMeeting", message)


def v12_phase_transfer(person: Person, request: Request, survey: Survey) -> Iterator[Finding]:
    """OUR-V12."""
    active = request.active_plan
    if active is None or active.phase_due_on is None:
        return
    due, final = active.phase_due_on, active.phase_final_on
    if (due.month, due.day) not in _DUE_DAYS:
        message = "The phase transfer is due on neither 15 February nor 31 March; right only between post-16 places."
        yield query("OUR-V12", "PhaseTransferDueDate", message)
    if final and final > due:
        message = "The plan for the phase transfer was final after it was due; check the dates."
        yield query("OUR-V12", "PhaseTransferFinalDate", message)


CHECKS = (v8_together, v9_order, v10_draft, v11_times, v12_phase_transfer)
