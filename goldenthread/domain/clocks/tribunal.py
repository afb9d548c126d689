"""What follows a tribunal's order, an appeal the authority did not oppose, an agreement treated as an order, and a
recommendation.

SEND Regulations 2014, regulations 42(2), 44 and 45; SI 2015/62, regulations 27 to 30; SI 2017/1306, regulations 6, 7.
"""

from __future__ import annotations

from typing import Final

from goldenthread.domain.clocks.clock import Clock, Variant
from goldenthread.domain.clocks.variants import ORDERED, by_what_the_tribunal_was_told, by_what_was_conceded

ORDER: Final = "tribunal order"
RECOMMENDATION: Final = "tribunal recommendation"


GONE: Final = ("request_withdrawn", "moved_away")


def _after(
    code: str,
    met_by: tuple[str, ...],
    ended_by: tuple[str, ...] = (),
    starts: tuple[str, ...] = ORDERED,
    variant: Variant = by_what_the_tribunal_was_told,
    reads: tuple[str, ...] = ("detained",),
) -> Clock:
    return Clock(code, ORDER, starts, met_by, (*ended_by, *GONE), variant=variant, also_reads=reads)


NO_PLAN: Final = ("no_plan_notified",)
AMENDED: Final = ("amended_plan_sent",)
SENT_BACK: Final = ("order_made", "mediation_agreed")  # an unopposed appeal is never sent back
CARE_RECOMMENDED: Final = ("care_recommendation_made", "recommendation_made")

CLOCKS: Final = (
    Clock("E1", ORDER, ("order_made",), ("plan_ceased",), lapses=True),
    _after("E2", ("assess_decision_notified",)),
    _after("E3", NO_PLAN, ("draft_served", "final_plan_sent")),
    _after("E4", ("final_plan_sent",), NO_PLAN),
    _after("E5a", ("draft_served",), ("final_plan_sent",)),
    _after("E5", ("final_plan_sent",)),
    _after("E6", ("draft_served", *NO_PLAN), starts=SENT_BACK),
    _after("E7", AMENDED),
    _after("E8", AMENDED, variant=by_what_was_conceded, reads=("detained", "contents_too")),
    _after("E10", AMENDED),
    Clock("E11", RECOMMENDATION, ("recommendation_made",), ("recommendation_answered",)),
    Clock("E11a", RECOMMENDATION, ("recommendation_answer_received",), ("secretary_of_state_told",)),
    Clock(
        "E12", RECOMMENDATION, ("care_recommendation_made", "recommendation_made"), ("care_recommendation_answered",)
    ),
    Clock("E12a", RECOMMENDATION, ("care_recommendation_answered",), ("care_answer_sent_on",)),
)
