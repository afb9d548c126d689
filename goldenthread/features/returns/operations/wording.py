"""Names and values of what returns say, in words a person can decide by."""

from __future__ import annotations

from datetime import date
from typing import Any

from goldenthread.domain.calendars.wording import said
from goldenthread.features.returns.operations import wording_lists

_LABELS = {
    "surname": "Surname",
    "forename": "Forename",
    "born_on": "Date of birth",
    "sex": "Sex",
    "ethnicity": "Ethnicity",
    "postcode": "Postcode",
    "upn": "UPN",
    "uln": "ULN",
    "upn_unknown": "Reason there is no UPN",
    "source": "Who made the request",
    "in_youth_accommodation": "In youth accommodation when requested",
    "outcome": "Outcome",
    "mediation": "Mediation about the decision to assess",
    "tribunal": "Appeal about the decision to assess",
    "exported_to": "Council the child moved to",
    "has_assessment": "An assessment was carried out",
    "assessment_outcome": "Outcome of the assessment",
    "assessment_mediation": "Mediation about the decision to issue a plan",
    "assessment_tribunal": "Appeal about the decision to issue a plan",
    "other_mediation": "Mediation about another decision",
    "other_tribunal": "Appeal about another decision",
    "week20_exception": "An exception to the 20 weeks applies",
    "request_received": "Day the request was received",
    "assess_decision_notified": "Day the decision to assess or not was sent",
    "no_plan_notified": "Day the decision not to issue a plan was sent",
    "final_plan_sent": "Day the final plan was sent",
    "plan_started": "Day the plan started",
    "plan_made": "Day the plan was first made",
    "plan_ceased": "Day the plan ended",
    "residential": "Residential placement in the plan",
    "work_based": "Work-based learning in the plan",
    "personal_budget": "Personal budget",
    "organised_arrangements": "Organised arrangements",
    "direct_payments": "Direct payments",
    "cease_reason": "Why the plan ended",
    "transferred_from": "Council the plan came from",
    "has_named_plan": "What the plan names is given",
    "has_active_record": "The plan in force is given",
    "meeting_held": "Day of the review meeting",
    "review_decided": "Day the decision on the review was sent",
    "amendment_notice_sent": "Day the draft amended plan was sent",
    "phase_due": "Day the amended plan is due at the move of phase",
    "phase_plan_sent": "Day the final plan for the move of phase was sent",
    "settings": "School or setting the plan names",
    "placements": "Where the child goes",
    "needs": "Needs",
}


def label(name: str) -> str:
    """What a field, fact or list is called."""
    return _LABELS.get(name, name.replace("_", " ").capitalize())


def shown(name: str, value: Any) -> str:
    """A value as a person reads it; 'nothing' where it is empty."""
    if value is None or value == "" or value == []:
        return "nothing"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if name in wording_lists.LISTS:
        return wording_lists.shown(name, value)[:300]
    day, _, detail = str(value).partition("|")
    try:
        on = date.fromisoformat(day)
    except ValueError:
        return str(value)[:300]
    written = said(on)
    return f"{written} ({'yes' if detail == 'Y' else 'no'})" if detail in ("Y", "N") else written
