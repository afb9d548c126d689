"""What a plain reader of the law expects of a disagreement's clocks, from its dated facts alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from goldenthread.features.casework.models import Dispute, ExceptionClaim, Milestone
from tests.features.casework.walks import own_sums as own

DAY = timedelta(days=1)
STARTS = ("mediation_agreed", "appeal_conceded", "order_made")
# What meets each limit, of the disagreement itself (d) or of the request it is about (r), from the day it began on.
MET = {
    "E2": ("r:assess_after_all", "d:reassessment_told"), "E3": ("r:no_plan_notified", "d:reassessment_no_plan"),
    "E4": ("r:final_plan_sent", "d:*_plan_sent"), "E5a": ("r:draft_served",), "E5": ("r:final_plan_sent",),
    "E6": ("r:draft_served", "r:no_plan_notified_again"), "E7": ("d:*_plan_sent",), "E8": ("d:*_plan_sent",),
    "E10": ("d:*_plan_sent",), "D5": ("d:agreement_done",),
}  # fmt: skip


@dataclass(frozen=True)
class Limit:
    """One limit: what started it, its last day, the day it was done, and whether an exception lifts it."""

    rule: str
    since: str
    outer_on: date
    met_on: date | None
    lifted: bool


def facts_of(**of: object) -> tuple[dict[str, date], dict[str, str]]:
    """Days and details of what stands."""
    rows = Milestone.rows.filter(**of, is_current=True, happened_on__isnull=False)
    days = {row.fact: row.happened_on for row in rows if row.happened_on}
    return days, {row.fact: row.detail for row in rows}


def after_what_came(dispute: Dispute) -> list[Limit]:
    """Limits that an agreement, a concession and an order started."""
    own_days, details = facts_of(dispute=dispute)
    around = facts_of(request=dispute.request)[0] if dispute.request else {}
    found = []
    for since in STARTS:
        if since not in own_days:
            continue
        codes = details[since].partition(":")[2].split(",")
        limits = {rule: weeks for code in codes for rule, weeks in own.AFTER[code].items()}
        if since == "appeal_conceded" and "E8" in limits and {"c(i)", "c(ii)"} & set(dispute.rights.split(",")):
            limits["E8"] = 5  # regulation 45(5)(b): the contents as well
        for rule, weeks in limits.items():
            met = _met(rule, since, own_days[since], own_days, around)
            found.append(Limit(rule, since, own.weeks(own_days[since], weeks), met, _lifted(dispute, rule, since)))
    return found


def of_mediation_and_appeal(dispute: Dispute) -> dict[str, date]:
    """The last day of each limit of mediation and appeal that has begun."""
    days, _ = facts_of(dispute=dispute)
    found = {"D6": own.appeal_by(dispute.notice_on, days.get("certificate_issued"))}
    if set(dispute.rights.split(",")) - {"c(iii)", "c(iv)"}:  # section 55(2): about the place alone none is needed
        found["D1"] = own.months(dispute.notice_on, 2)
    sums = {
        "D2": ("mediation_declined", lambda day: own.working_days(day, 3)),
        "D3": ("mediation_requested", lambda day: day + 30 * DAY),
        "D3a": ("health_mediation_requested", lambda day: own.working_days(day, 3)),
        "D3b": ("commissioner_notified", lambda day: day + 30 * DAY),
        "D4": ("mediation_concluded", lambda day: own.working_days(day, 3)),
        "D4a": ("mediation_not_possible", lambda day: own.working_days(day, 3)),
        "D5a": ("health_agreement_made", lambda day: own.weeks(day, 1)),
        "E11": ("recommendation_made", lambda day: own.weeks(day, 5) - DAY),
    }  # fmt: skip
    for rule, (fact, count) in sums.items():
        if fact in days:
            found[rule] = count(days[fact])
    return found


def _met(rule: str, since: str, day: date, ours: dict[str, date], around: dict[str, date]) -> date | None:
    sent = "agreed_plan_sent" if since == "mediation_agreed" else "ordered_plan_sent"
    found = []
    for name in MET[rule]:
        facts, fact = (ours, name[2:].replace("*_plan_sent", sent)) if name[0] == "d" else (around, name[2:])
        if fact in facts and facts[fact] >= day:
            found.append(facts[fact])
    return min(found, default=None)


def _lifted(dispute: Dispute, rule: str, since: str) -> bool:
    suffix = {"mediation_agreed": "/mediation", "appeal_conceded": "/unopposed", "order_made": ""}[since]
    return ExceptionClaim.rows.filter(dispute=dispute, rule=f"{rule}{suffix}", withdrawn_on=None).exists()
