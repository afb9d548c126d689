"""Facts that cannot have happened in another order, for wherever a person types facts to ask about them.

A case on record may hold odd dates, and its clocks say so in a note; a question with impossible facts is refused.
"""

from __future__ import annotations

from datetime import date
from typing import Final

from goldenthread.domain.calendars.wording import said
from goldenthread.domain.clocks.facts import BadFact, Facts, RawFacts, must_follow

# Each pair: the first cannot come after the second.
ORDER: Final = (
    ("born", "request_received"),
    ("born", "plan_made"),
    ("born", "reassessment_requested"),
    ("born", "course_ends"),
    ("request_received", "assess_decision_notified"),
    ("request_received", "assessment_refused"),
    ("request_received", "no_plan_notified"),
    ("request_received", "draft_served"),
    ("request_received", "final_plan_sent"),
    ("assess_decision_notified", "no_plan_notified"),
    ("assess_decision_notified", "draft_served"),
    ("assess_decision_notified", "final_plan_sent"),
    ("advice_requested", "advice_received"),
    ("draft_served", "representations_made"),
    ("draft_served", "final_plan_sent"),
    ("consultation_received", "consultation_answered"),
    ("plan_made", "last_review_decided"),
    ("plan_made", "review_decided"),
    ("plan_made", "meeting_held"),
    ("plan_made", "plan_ceased"),
    ("meeting_held", "report_sent"),
    ("meeting_held", "review_decided"),
    ("amendment_notice_sent", "amended_plan_sent"),
    ("amendment_notice_sent", "not_amended_notified"),
    ("amendment_notice_served", "amended_plan_sent"),
    ("notice_sent", "certificate_issued"),
    ("notice_sent", "mediation_held"),
    ("notice_sent", "appeal_received"),
    ("cease_notified", "certificate_issued"),
    ("cease_notified", "appeal_received"),
    ("mediation_requested", "mediation_held"),
    ("mediation_held", "mediation_agreed"),
    ("appeal_received", "appeal_sent"),
    ("appeal_sent", "response_sent"),
    ("appeal_received", "appeal_conceded"),
    ("appeal_conceded", "response_sent"),  # later is no unopposed appeal: the tribunal makes a consent order
    ("appeal_received", "order_made"),
    ("recommendation_made", "recommendation_answered"),
    ("care_recommendation_made", "care_recommendation_answered"),
    ("reassessment_requested", "reassessment_decided"),
    ("reassessment_requested", "reassessment_notified"),
    ("reassessment_notified", "reassessed_plan_sent"),
    ("disclosure_requested", "plan_disclosed"),
    ("payments_started", "payments_reviewed"),
    ("award_started", "qualification_held"),
)


def asked(raw: RawFacts, today: date) -> Facts:
    """Facts as a person gave them for a question, made sound. Raises BadFact, naming the fact."""
    facts = Facts(raw)
    check_order(facts, today)
    return facts


def check_order(facts: Facts, today: date | None = None) -> None:
    """Raises BadFact, naming both facts, for the first pair the wrong way round; or for a birth still to come."""
    # Somebody brought to attention first may be asked for later: the request then starts nothing.
    attention = facts.earliest(("became_responsible", "request_received"))
    for earlier, later in ORDER:
        if earlier == "request_received" and attention and attention[0] == "became_responsible":
            continue
        must_follow(facts, earlier, later)
    born_on = facts.on("born")
    if today and born_on and born_on > today:
        raise BadFact(f"born is {said(born_on)}, which is in the future.")
