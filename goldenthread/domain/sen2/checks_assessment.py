"""Checks of module 3, assessments (OUR-A...)."""

from __future__ import annotations

from collections.abc import Iterator

from goldenthread.domain.sen2.findings import TWENTY_WEEKS, Finding, Survey, error, query
from goldenthread.domain.sen2.records import Person, Request


def a1_present(person: Person, request: Request, survey: Survey) -> Iterator[Finding]:
    """OUR-A1."""
    if request.outcome in ("Y", "H") and request.assessment is None and not request.exported_to:
        message = f"The request's outcome is {request.outcome} but there is no assessment; add it."
        yield query("OUR-A1", "Assessment", message)


def a2_date(person: Person, request: Request, survey: Survey) -> Iterator[Finding]:
    """OUR-A2."""
    assessment = request.assessment
    if assessment is None:
        return
    day = assessment.outcome_on
    if assessment.outcome == "N" and day is None:
        message = "Outcome N has no date; give the day the person was told."
        yield error("OUR-A2", "AssessmentOutcomeDate", message)
    elif assessment.outcome in ("A", "W") and day is not None:
        yield error("OUR-A2", "AssessmentOutcomeDate", f"Outcome {assessment.outcome} has a date; remove it.")
    if day and request.outcome_on and day < request.outcome_on:
        message = "The assessment's outcome is dated before the decision to assess; correct one of them."
        yield error("OUR-A2", "AssessmentOutcomeDate", message)


def a3_dates_agree(person: Person, request: Request, survey: Survey) -> Iterator[Finding]:
    """OUR-A3."""
    assessment = request.assessment
    if assessment is None or assessment.outcome != "Y":
        return
    issued = assessment.outcome_on
    began = assessment.named_plan.start_on if assessment.named_plan else None
    if began and not issued:
        message = "The plan has a start date but the assessment's outcome has none; give the day it was issued."
        yield query("OUR-A3", "AssessmentOutcomeDate", message)
    elif issued and not began:
        yield query("OUR-A3", "StartDate", "The plan was issued but has no start date; give it.")
    elif issued and began and issued != began:
        message = "The day the plan was issued and its start date differ; check that it was amended since."
        yield query("OUR-A3", "StartDate", message)


def a4_no_plan_yet(person: Person, request: Request, survey: Survey) -> Iterator[Finding]:
    """OUR-A4."""
    assessment = request.assessment
    if assessment and assessment.outcome in ("A", "W") and (assessment.named_plan or request.active_plan):
        message = f"Outcome {assessment.outcome} ends the record, yet there is a plan; correct the outcome."
        yield error("OUR-A4", "AssessmentOutcome", message)


def a5_overturned(person: Person, request: Request, survey: Survey) -> Iterator[Finding]:
    """OUR-A5."""
    assessment = request.assessment
    if assessment is None or assessment.outcome != "N" or assessment.named_plan is None:
        return
    if not (assessment.mediation or assessment.tribunal):
        message = "A plan was refused yet there is one, without mediation or appeal; check them."
        yield query("OUR-A5", "AssessmentOutcome", message)


def a6_transferred(person: Person, request: Request, survey: Survey) -> Iterator[Finding]:
    """OUR-A6."""
    if request.active_plan is None or not request.active_plan.transferred_from:
        return
    outcome = request.assessment.outcome if request.assessment else None
    if request.outcome != "H" or outcome != "H":
        message = "A plan transferred in is reported with request and assessment outcomes H; correct them."
        yield error("OUR-A6", "TransferLA", message)


def a7_exception(person: Person, request: Request, survey: Survey) -> Iterator[Finding]:
    """OUR-A7."""
    assessment = request.assessment
    if assessment is None or assessment.outcome != "Y":
        return
    if assessment.week20 is None and request.outcome != "H":
        yield error("OUR-A7", "Week20", "Say whether an exception to the 20 weeks applied: 0 or 1.")
    elif assessment.week20 and assessment.outcome_on and request.received_on:
        days = (assessment.outcome_on - request.received_on).days
        if 0 <= days <= TWENTY_WEEKS:
            message = f"An exception is recorded though the plan came in {days} days, within 20 weeks; check it."
            yield query("OUR-A7", "Week20", message)


def a8_historical(person: Person, request: Request, survey: Survey) -> Iterator[Finding]:
    """OUR-A8."""
    assessment = request.assessment
    if assessment and assessment.outcome == "Y" and assessment.outcome_on and assessment.outcome_on < survey.starts_on:
        message = f"The plan was issued before {survey.starts_on.year}; report the assessment as H."
        yield query("OUR-A8", "AssessmentOutcome", message)


CHECKS = (
    a1_present,
    a2_date,
    a3_dates_agree,
    a4_no_plan_yet,
    a5_overturned,
    a6_transferred,
    a7_exception,
    a8_historical,
)
