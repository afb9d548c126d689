"""Mediation, appeals, and what follows a tribunal's order or recommendation.

SEND Regulations 2014, regulations 33 to 44; Tribunal Procedure (HESC Chamber) Rules 2008, rules 12 and 20.
"""

from __future__ import annotations

from datetime import date
from typing import Final

from goldenthread.domain.calendars.working_days import WorkingCalendar
from goldenthread.domain.clocks.clock import Clock
from goldenthread.domain.clocks.count import Count, count, later_of
from goldenthread.domain.clocks.facts import Facts, must_follow

MEDIATION: Final = "mediation"
APPEAL: Final = "appeal"
ORDER: Final = "tribunal order"


def _appeal_count(facts: Facts, calendar: WorkingCalendar, as_of: date | None) -> Count | None:
    sent_on, certified_on = facts.on("notice_sent"), facts.on("certificate_issued")
    if sent_on is None:
        return None
    must_follow(facts, "notice_sent", "certificate_issued")
    from_notice = count("D6", "notice_sent", sent_on, calendar)
    if certified_on is None or (as_of and certified_on > as_of):
        return from_notice
    return later_of(from_notice, count("D6", "certificate_issued", certified_on, calendar, variant="certificate"))


CLOCKS: Final = (
    Clock("D1", MEDIATION, ("notice_sent",), met_by=("adviser_contacted", "certificate_issued")),
    Clock("D2", MEDIATION, ("mediation_declined",), met_by=("certificate_issued",)),
    Clock("D3", MEDIATION, ("mediation_requested",), met_by=("mediation_held", "mediation_concluded")),
    Clock("D4", MEDIATION, ("mediation_concluded",), met_by=("certificate_issued",)),
    Clock("D6", APPEAL, ("notice_sent",), met_by=("appeal_received",), counter=_appeal_count),
    Clock("D7", APPEAL, ("appeal_sent",), met_by=("response_sent",)),
    Clock("E2", ORDER, ("order_made",), met_by=("assess_decision_notified",)),
    Clock("E3", ORDER, ("order_made",), met_by=("no_plan_notified",), ended_by=("draft_served", "final_plan_sent")),
    Clock("E4", ORDER, ("order_made",), met_by=("final_plan_sent",), ended_by=("no_plan_notified",)),
    Clock("E5a", ORDER, ("order_made",), met_by=("draft_served",), ended_by=("final_plan_sent",)),
    Clock("E5", ORDER, ("order_made",), met_by=("final_plan_sent",)),
    Clock("E11", ORDER, ("recommendation_made",), met_by=("recommendation_answered",)),
)
