"""Checks of module 1, the person (OUR-P...)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from goldenthread.domain.sen2 import codes, upn
from goldenthread.domain.sen2.findings import Finding, Survey, age_on, error, query
from goldenthread.domain.sen2.records import NamedPlan, Person, Request

_ULN = re.compile(r"[1-9][0-9]{9}")


def p1_essentials(person: Person, survey: Survey) -> Iterator[Finding]:
    """OUR-P1."""
    sex = "Sex" if survey.spec.has("Person", "Sex") else "GenderCurrent"
    given = (
        ("Surname", person.surname),
        ("Forename", person.forename),
        ("PersonBirthDate", person.born_on),
        (sex, person.sex),
        ("Ethnicity", person.ethnicity),
    )
    for element, value in given:
        if not value:
            yield error("OUR-P1", element, f"{element} is missing; give it.")
    if person.sex and sex == "Sex" and person.sex not in codes.codes("Sex"):
        yield error("OUR-P1", sex, f"Sex is {person.sex}; this year's return has M and F.")


def p2_born_first(person: Person, survey: Survey) -> Iterator[Finding]:
    """OUR-P2."""
    if person.born_on is None:
        return
    if person.born_on > survey.reference_on:
        yield error("OUR-P2", "PersonBirthDate", "The birth date is after the survey day; correct it.")
        return
    early = [(day, name) for day, name in _dates(person) if day < person.born_on]
    if early:
        name = early[0][1]
        yield error("OUR-P2", name, f"{name} is before the birth date; correct one of them.")


def p3_age(person: Person, survey: Survey) -> Iterator[Finding]:
    """OUR-P3."""
    if person.born_on is None or person.born_on > survey.reference_on:
        return
    age = age_on(person.born_on, survey.august)
    ended = any(plan.ceased_on for plan in _plans(person))
    if age < 0 or (age > 24 and not ended):
        message = f"Age on {survey.august:%d/%m/%Y} is {age}, not 0 to 24, and no plan has ended; check the birth date."
        yield query("OUR-P3", "PersonBirthDate", message)


def p4_upn(person: Person, survey: Survey) -> Iterator[Finding]:
    """OUR-P4, one person's part."""
    if not person.upn:
        return
    if not upn.has_upn_shape(person.upn):
        yield error("OUR-P4", "UPN", "The UPN is not a letter and 12 digits (or 11 digits and a letter); correct it.")
    elif not upn.check_letter_is_right(person.upn):
        wanted = upn.check_letter(person.upn[1:])
        message = f"The UPN's first letter does not agree with its digits ({wanted} would); check for a slip."
        yield error("OUR-P4", "UPN", message)


def p5_uln(person: Person, survey: Survey) -> Iterator[Finding]:
    """OUR-P5, one person's part."""
    if person.uln and not _ULN.fullmatch(person.uln):
        yield error("OUR-P5", "UniqueLearnerNumber", "The ULN is not ten digits, the first not 0; correct it.")


def p6_number_or_reason(person: Person, survey: Survey) -> Iterator[Finding]:
    """OUR-P6."""
    has_number = bool(person.upn or person.uln)
    if not has_number and not person.upn_unknown:
        yield error("OUR-P6", "UPN", "There is no UPN, no ULN and no reason; give one of them.")
    elif has_number and person.upn_unknown:
        yield error("OUR-P6", "UPNunknown", "A reason for having no UPN is given beside a number; remove one.")


def p7_reason_fits(person: Person, survey: Survey) -> Iterator[Finding]:
    """OUR-P7."""
    reason = person.upn_unknown
    age = age_on(person.born_on, survey.reference_on) if person.born_on else None
    said = ""
    if reason == "UN1" and age is not None and age >= 6:
        said = f"UN1 is for children under 6, and this one is {age}."
    elif reason == "UN9" and age is not None and age < 16:
        said = f"UN9 is for young people, and this one is {age}."
    elif reason == "UN8":
        received = [request.received_on for request in person.requests if request.received_on]
        if received and min(received) < date(survey.reference_on.year - 1, 12, 25):
            said = "UN8 is for people new in the last week of the year, and the first request is earlier."
    elif reason == "UN10" and any(_went_on(request) for request in person.requests):
        said = "UN10 is for requests that ended early, and this one went on to an assessment."
    if said:
        yield query("OUR-P7", "UPNunknown", f"{said} Check the reason.")


def p9_has_request(person: Person, survey: Survey) -> Iterator[Finding]:
    """OUR-P9."""
    if not person.requests:
        yield error("OUR-P9", "Requests", "The person has no request; give at least one, historical (H) if long past.")


def _went_on(request: Request) -> bool:
    return request.outcome == "Y" or request.assessment is not None


def _plans(person: Person) -> list[NamedPlan]:
    assessed = [request.assessment for request in person.requests if request.assessment]
    return [assessment.named_plan for assessment in assessed if assessment.named_plan]


def _dates(person: Person) -> Iterator[tuple[date, str]]:
    """Every date in the record with its element."""
    for request in person.requests:
        pairs = [(request.received_on, "ReceivedDate"), (request.outcome_on, "RequestOutcomeDate")]
        if request.assessment:
            pairs.append((request.assessment.outcome_on, "AssessmentOutcomeDate"))
            if plan := request.assessment.named_plan:
                pairs += [(plan.start_on, "StartDate"), (plan.ceased_on, "CeaseDate")]
        if active := request.active_plan:
            pairs += [(active.review_meeting_on, "ReviewMeeting"), (active.last_review_on, "LastReview")]
            pairs += [(placement.entry_on, "EntryDate") for placement in active.placements]
            pairs += [(placement.leaving_on, "LeavingDate") for placement in active.placements]
        yield from ((day, name) for day, name in pairs if day is not None)


CHECKS = (
    p1_essentials,
    p2_born_first,
    p3_age,
    p4_upn,
    p5_uln,
    p6_number_or_reason,
    p7_reason_fits,
    p9_has_request,
)
