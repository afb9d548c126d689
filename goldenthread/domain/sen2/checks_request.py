"""Checks of module 2, requests for an assessment (OUR-Q...)."""

from __future__ import annotations

from collections.abc import Iterator

from goldenthread.domain.sen2.findings import SIX_WEEKS, Finding, Survey, error, info, months_later, query
from goldenthread.domain.sen2.records import Person, Request


def q1_essentials(person: Person, request: Request, survey: Survey) -> Iterator[Finding]:
    """OUR-Q1."""
    if request.outcome in (None, "H"):
        return
    given = (
        ("ReceivedDate", request.received_on),
        ("RequestSource", request.source),
        ("RYA", request.in_youth_accommodation),
    )
    for element, value in given:
        if value is None and survey.asks("Requests", element):
            yield error("OUR-Q1", element, f"{element} is missing; it is needed unless the outcome is H.")


def q2_outcome(person: Person, request: Request, survey: Survey) -> Iterator[Finding]:
    """OUR-Q2."""
    if request.outcome is None:
        yield error("OUR-Q2", "RequestOutcome", "The request has no outcome; give Y, N, A, W or H.")


def q3_outcome_date(person: Person, request: Request, survey: Survey) -> Iterator[Finding]:
    """OUR-Q3."""
    if request.outcome in ("Y", "N") and request.outcome_on is None:
        message = f"Outcome {request.outcome} has no date; give the day the requester was told."
        yield error("OUR-Q3", "RequestOutcomeDate", message)
    elif request.outcome in ("A", "W", "H") and request.outcome_on is not None:
        yield error("OUR-Q3", "RequestOutcomeDate", f"Outcome {request.outcome} has a date; remove it.")


def q4_order(person: Person, request: Request, survey: Survey) -> Iterator[Finding]:
    """OUR-Q4."""
    if request.received_on and request.outcome_on and request.outcome_on < request.received_on:
        yield error("OUR-Q4", "RequestOutcomeDate", "The outcome is dated before the request; correct one of them.")
    dates = [("ReceivedDate", request.received_on), ("RequestOutcomeDate", request.outcome_on)]
    if request.assessment:
        dates.append(("AssessmentOutcomeDate", request.assessment.outcome_on))
        if request.assessment.named_plan:
            dates.append(("StartDate", request.assessment.named_plan.start_on))
    for element, day in dates:
        if day and day > survey.reference_on:
            yield error("OUR-Q4", element, f"{element} is after the survey day; correct it.")


def q5_historical(person: Person, request: Request, survey: Survey) -> Iterator[Finding]:
    """OUR-Q5."""
    if request.outcome in ("Y", "N") and request.outcome_on and request.outcome_on < survey.starts_on:
        advice = "report it as H" if request.outcome == "Y" else "leave the request out"
        yield query("OUR-Q5", "RequestOutcome", f"The decision is from before {survey.starts_on.year}; {advice}.")


def q6_exported(person: Person, request: Request, survey: Survey) -> Iterator[Finding]:
    """OUR-Q6."""
    if not request.exported_to:
        return
    if request.exported_to == survey.lea:
        yield error("OUR-Q6", "Exported", "The case is exported to its own authority; give the other's number.")
    elif request.outcome in ("A", "W", "N"):
        message = f"The case is exported though its outcome is {request.outcome}; check which is right."
        yield query("OUR-Q6", "Exported", message)


def q7_nothing_after(person: Person, request: Request, survey: Survey) -> Iterator[Finding]:
    """OUR-Q7."""
    if request.outcome in ("A", "W") and (request.assessment or request.active_plan):
        message = f"Outcome {request.outcome} ends the record, yet there is more after it; correct the outcome."
        yield error("OUR-Q7", "RequestOutcome", message)


def q8_overturned(person: Person, request: Request, survey: Survey) -> Iterator[Finding]:
    """OUR-Q8."""
    if request.outcome == "N" and request.assessment and not (request.mediation or request.tribunal):
        message = "The request was refused yet there is an assessment, without mediation or appeal; check them."
        yield query("OUR-Q8", "RequestOutcome", message)


def q9_exported_ends(person: Person, request: Request, survey: Survey) -> Iterator[Finding]:
    """OUR-Q9."""
    if request.exported_to and (request.assessment or request.active_plan):
        yield error("OUR-Q9", "Exported", "An exported request ends the record, yet there is more after it; remove it.")


def q11_six_weeks(person: Person, request: Request, survey: Survey) -> Iterator[Finding]:
    """OUR-Q11: SEND Regulations 2014, reg 5(1)."""
    if request.received_on and request.outcome_on:
        days = (request.outcome_on - request.received_on).days
        if days > SIX_WEEKS:
            yield info("OUR-Q11", "RequestOutcomeDate", f"The decision took {days} days, more than six weeks.")


def q10_one_at_a_time(person: Person, survey: Survey) -> Iterator[Finding]:
    """OUR-Q10."""
    if sum(request.outcome == "A" for request in person.requests) > 1:
        yield query("OUR-Q10", "RequestOutcome", "Two requests are open for this person; check that both are real.")
    refused = [request.outcome_on for request in person.requests if request.outcome == "N" and request.outcome_on]
    for request in person.requests:
        for day in refused:
            if request.received_on and day < request.received_on < months_later(day, 6):
                message = "The request came within six months of a refusal; check its date."
                yield query("OUR-Q10", "ReceivedDate", message)
                return


CHECKS = (
    q1_essentials,
    q2_outcome,
    q3_outcome_date,
    q4_order,
    q5_historical,
    q6_exported,
    q7_nothing_after,
    q8_overturned,
    q9_exported_ends,
    q11_six_weeks,
)
