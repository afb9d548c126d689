"""What fills a letter: the values of one case on the day it goes, each as it will stand in the letter."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

from django.db.models import Q

from goldenthread.domain.calendars.wording import said
from goldenthread.domain.clocks.needs_assessment import DECIDE
from goldenthread.domain.clocks.register import count_dates
from goldenthread.domain.lifecycle.assessment_steps import STARTED
from goldenthread.domain.statute.exceptions import lawful_exceptions
from goldenthread.domain.statute.letters import LetterKind, answer_by, limits_from
from goldenthread.domain.statute.limits import NotInForce
from goldenthread.features.casework.models import (
    DecisionToAssess,
    DecisionToIssue,
    ExceptionClaim,
    LetterTemplate,
    Milestone,
    Request,
)
from goldenthread.features.casework.queries.assessment_cases import case_of
from goldenthread.foundation.partnership import queries as partnerships
from goldenthread.foundation.partnership.calendar import working_calendar
from goldenthread.foundation.people.models import Child, Tie

SHIPPED: Final = Path(__file__).resolve().parent.parent / "letters"
FINAL_RULE: Final = "C4"

# What each value is, for whoever edits the wording; and how it reads about a child who was invented.
VALUES: Final[dict[str, tuple[str, str]]] = {
    "recipient": ("Who the letter is to", "Carys Fenwick"),
    "child": ("The child’s name", "Idris Fenwick"),
    "council": ("The council’s name", "Wrenbury and Marle Council"),
    "team": ("The team that has the case", "Wrenbury SEND team"),
    "team_phone": ("The team’s phone number", "01632 960100"),
    "team_email": ("The team’s email address", "send.wrenbury@example.org"),
    "reasons": ("The reasons of the decision, as recorded", "School gives help four times a week, and it works."),
    "delay_reasons": ("What happened and why it made the time too short", "The school was closed for five weeks."),
    "look_again_on": ("When the exception is looked at again", "14 December 2026"),
    "decide_by": ("The last day to decide whether to assess (rule B1)", "28 December 2026"),
    "plan_by": ("The last day for the final plan (rule C4)", "5 April 2027"),
    "answer_by": ("The last of 15 days to answer a draft sent today (rule C2)", "30 November 2026"),
    "contact_by": ("The last day to contact the mediation adviser (rule D1)", "16 January 2027"),
    "appeal_by": ("The last day for the tribunal to receive an appeal (rule D6)", "18 January 2027"),
    "mediation_service": ("The mediation adviser and how to reach them", "Talk It Over, 01632 960777"),
    "disagreement_service": ("The disagreement resolution service", "Common Ground, 01632 960778"),
    "schools_information": ("Where to find out about schools and colleges", "wrenbury-marle.example/schools"),
    "advice_service": ("The free advice service", "Wrenbury and Marle SENDIASS, 01632 960456"),
}


@dataclass(frozen=True, slots=True)
class Wording:
    """The text letters of a kind start from. Version 0 is the one shipped."""

    text: str
    version: int
    saved_by_name: str = ""


def wording_of(kind: LetterKind) -> Wording:
    """The newest saved, or the one shipped."""
    row = LetterTemplate.objects.filter(kind=kind.code).order_by("-version").first()
    if row is not None:
        return Wording(row.text, row.version, row.saved_by_name)
    return Wording((SHIPPED / f"{kind.code}.txt").read_text(encoding="utf-8").strip(), 0)


def invented_values() -> dict[str, str]:
    """Every value, of a child who was invented: for a preview."""
    return {name: example for name, (_, example) in VALUES.items()}


def request_for(child: Child) -> Request | None:
    """The request a letter is about: the newest."""
    return Request.rows.filter(child=child).order_by("-id").first()


def values_for(
    child: Child, kind: LetterKind, *, recipient: str, request: Request | None, ties: list[Tie], on: date
) -> dict[str, str]:
    """Every value known on that day; one not known is left out, and stands in the letter as a blank to be filled."""
    partnership = partnerships.current()
    teams = [tie.organisation for tie in ties if tie.kind == Tie.Kind.CASE_TEAM and tie.organisation]
    team = teams[-1] if teams else None
    advice = ", ".join(part for part in (partnership.advice_service_name, partnership.advice_service_phone) if part)
    known = {
        "recipient": recipient,
        "child": child.full_name,
        "council": partnership.council_name,
        "team": team.name if team else f"The SEND team at {partnership.council_name}",
        "team_phone": (team.phone if team else "") or partnership.contact_phone,
        "team_email": (team.email if team else "") or partnership.contact_email,
        "mediation_service": partnership.mediation_service,
        "disagreement_service": partnership.disagreement_service,
        "schools_information": partnership.schools_information,
        "advice_service": advice,
        **_days(request, kind, on),
        **(_of_request(request, kind) if request else {}),
    }
    return {name: value for name, value in known.items() if value}


def _days(request: Request | None, kind: LetterKind, on: date) -> dict[str, str]:
    calendar, days = working_calendar(), {}
    try:
        days = limits_from(on, calendar) if kind.outcome else {}
        days["answer_by"] = answer_by(on, calendar)
    except NotInForce:
        pass  # a letter dated before this law: the blank stays
    started = _started(request) if request else None
    if started:
        for name, code in (("decide_by", DECIDE.code), ("plan_by", FINAL_RULE)):
            try:
                days[name] = said(count_dates(code, {started[0]: started[1]}, calendar).outer.last_on)
            except NotInForce:
                continue
    return days


def _started(request: Request) -> tuple[str, date] | None:
    """The fact that started the clock, and its day."""
    rows = Milestone.rows.filter(request=request, fact__in=STARTED, is_current=True, happened_on__isnull=False)
    found: dict[str, Any] = dict(rows.values_list("fact", "happened_on"))
    return next(((fact, found[fact]) for fact in STARTED if fact in found), None)


def _of_request(request: Request, kind: LetterKind) -> dict[str, str]:
    if kind.code == "refuse_assess":
        decision = DecisionToAssess.rows.filter(request=request, taken_back_on=None).order_by("-id").first()
        return {"reasons": decision.reasons.strip()} if decision else {}
    if kind.code == "no_plan":
        if {"plan", "again"} & case_of(request).reopened.keys():
            return {}  # a second refusal has reasons of its own, to be written
        decided = DecisionToIssue.rows.filter(request=request, taken_back_on=None).order_by("-id").first()
        return {"reasons": decided.reasons.strip()} if decided else {}
    if kind.code == "exception":
        claim = _latest_claim(request)
        return _of_claim(claim) if claim else {}
    return {}


def _latest_claim(request: Request) -> ExceptionClaim | None:
    """Of the request's own limits, its advice's, or those a disagreement about it started."""
    about = Q(request=request) | Q(dispute__request=request) | Q(dispute__plan__request=request)
    return ExceptionClaim.rows.filter(about, withdrawn_on=None).order_by("-id").first()


def _of_claim(claim: ExceptionClaim) -> dict[str, str]:
    known = lawful_exceptions().get(claim.category)
    told = [known.name + "." if known else "", claim.fact.strip(), claim.reason.strip()]
    look = said(claim.next_review_on) if claim.next_review_on else ""
    return {"delay_reasons": "\n\n".join(part for part in told if part), "look_again_on": look}
