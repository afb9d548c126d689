"""What a plain reader of the law and of the return's guide expects of a request, from its dated facts alone.

Written with its own sums, so that it can find the code wrong: 6, 16 and 20 weeks are 42, 112 and 140 days.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from goldenthread.domain.sen2 import records
from goldenthread.features.casework.models import ExceptionClaim, Milestone, Plan, Request
from goldenthread.foundation.people.models import Child

STARTS = ("request_received", "became_responsible")
LIMITS = {"B1": 42, "B5": 112, "C4": 140}
SINCE = {"assess_after_all": ("no_plan_notified", "final_plan_sent"), "plan_after_all": ("final_plan_sent",)}
GONE = ("request_withdrawn", "moved_away")


@dataclass(frozen=True)
class Entry:
    """Where one limit stands: `column` of the books, its last day, and the day it was done."""

    column: str
    outer_on: date
    met_on: date | None


def facts_of(request: Request) -> dict[str, tuple[date, str]]:
    """Facts of the request that stand, each with its day and detail."""
    rows = Milestone.rows.filter(request=request, is_current=True, happened_on__isnull=False)
    return {row.fact: (row.happened_on, row.detail) for row in rows if row.happened_on}


def limits_of(request: Request, on: date) -> dict[str, Entry]:
    """B1, B5 and C4 as they should stand on a day; none before the request was received."""
    facts = facts_of(request)
    started = min((facts[name][0] for name in STARTS if name in facts), default=None)
    if started is None:
        return {}
    for reopened, since in SINCE.items():  # the limits of the order or agreement run instead
        if reopened in facts:
            facts = {name: fact for name, fact in facts.items() if name not in since}
    refused = facts.get("assess_decision_notified", (None, ""))[1] == "N"
    done = {"B1": "assess_decision_notified", "B5": "no_plan_notified", "C4": "final_plan_sent"}
    over = {
        "B1": (*GONE, "draft_served", "plan_agreed", "no_plan_notified", "final_plan_sent"),
        "B5": (*GONE, "plan_agreed", "draft_served", "final_plan_sent"),
        "C4": (*GONE, "no_plan_notified"),
    }
    found = {}
    for rule, days in LIMITS.items():
        outer_on = started + timedelta(days=days)
        met = facts.get(done[rule], (None, ""))[0]
        ended = any(name in facts for name in over[rule]) or (refused and rule != "B1")
        lifted = ExceptionClaim.rows.filter(request=request, rule=rule, withdrawn_on=None).exists()
        if met is not None:
            column = "in_time" if met <= outer_on else "excepted" if lifted else "late"
        elif ended:
            column = "ended"
        else:
            column = "excepted" if lifted else "open"
        found[rule] = Entry(column, outer_on, met)
    return found


def codes_of(request: Request) -> tuple[str, bool, str, bool]:
    """Module 2's outcome, whether there is a module 3, its outcome, and whether the case was exported."""
    facts = facts_of(request)
    decision = facts.get("assess_decision_notified", (None, ""))[1]
    assessing = decision == "Y" or "assess_after_all" in facts
    outcome = decision or "A"
    assessed = "A" if assessing else ""
    if "final_plan_sent" in facts:
        assessed = "Y"
    if "no_plan_notified" in facts:  # also where it was overturned: the guide keeps the first answer
        assessed = "N"
    if "request_withdrawn" in facts:
        outcome, assessed = (outcome, assessed if assessed == "N" else "W") if assessing else ("W", assessed)
    return outcome, assessing, assessed, "moved_away" in facts


def person_in_the_return(child: Child) -> records.Person:
    """The person as a return would hold them. Items that no milestone gives are filled in soundly."""
    requests = tuple(_request(row) for row in Request.rows.filter(child=child).order_by("pk"))
    return records.Person(
        surname=child.surname, forename=child.forename, born_on=child.born_on, sex="F", ethnicity="WBRI",
        postcode="SW1A 1AA", upn_unknown="UN3", requests=requests,
    )  # fmt: skip


def _request(row: Request) -> records.Request:
    facts = {name: day for name, (day, _) in facts_of(row).items()}
    received = min((facts[name] for name in STARTS if name in facts), default=None)
    return records.Request(
        received_on=received, source=row.source, in_youth_accommodation=False, outcome=row.outcome or None,
        mediation=row.mediation, tribunal=row.tribunal,
        outcome_on=facts.get("assess_decision_notified"), exported_to=row.exported_to or None,
        assessment=_assessment(row, facts) if row.has_assessment and not row.exported_to else None,
    )  # fmt: skip


def _assessment(row: Request, facts: dict[str, date]) -> records.Assessment:
    plan = Plan.rows.filter(request=row).first()
    named = None
    if plan:
        started = Milestone.rows.get(plan=plan, fact="plan_started", is_current=True).happened_on
        setting = records.Setting(sen_setting="OLA", rank=1)
        named = records.NamedPlan(started, (setting,), personal_budget=False, organised_arrangements=False)
    return records.Assessment(
        outcome=row.assessment_outcome or None, week20=row.week20_exception, named_plan=named,
        mediation=row.assessment_mediation, tribunal=row.assessment_tribunal, other_mediation=row.other_mediation,
        other_tribunal=row.other_tribunal,
        outcome_on=facts.get("no_plan_notified") or facts.get("final_plan_sent"),
    )  # fmt: skip
