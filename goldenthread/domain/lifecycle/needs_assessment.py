"""From a request to a plan or a refusal."""

from __future__ import annotations

from typing import Final

from goldenthread.domain.lifecycle.process import Process, Stage

COUNCIL: Final = "council"
FAMILY: Final = "family"
OPEN: Final = ("requested", "assessing", "drafting", "draft_served")

NEEDS_ASSESSMENT: Final = Process(
    "Needs assessment",
    (
        Stage(
            "requested",
            "Assessment requested",
            ("request_received", "became_responsible"),
            COUNCIL,
            "decides whether to assess",
            clocks=("B1", "B5", "C4"),
        ),
        Stage(
            "assessing",
            "Being assessed",
            ("assess_after_all", "assess_decision_notified"),
            COUNCIL,
            "gathers advice and decides whether a plan is needed",
            clocks=("B3", "B5", "C4"),
            follows=("requested", "refused_to_assess"),
        ),
        Stage(
            "refused_to_assess",
            "Will not be assessed",
            ("assessment_refused",),
            FAMILY,
            "may ask for mediation or appeal",
            clocks=("D1", "D6"),
            follows=("requested",),
            appeal="Children and Families Act 2014, s.51(2)(a)",
        ),
        Stage(
            "drafting",
            "Plan being written",
            ("plan_after_all", "plan_agreed"),
            COUNCIL,
            "sends the draft plan",
            clocks=("C4",),
            follows=("assessing", "refused_to_issue"),
        ),
        Stage(
            "refused_to_issue",
            "No plan will be issued",
            ("no_plan_notified_again", "no_plan_notified"),
            FAMILY,
            "may ask for mediation or appeal",
            clocks=("D1", "D6"),
            follows=("assessing",),
            appeal="Children and Families Act 2014, s.51(2)(b)",
        ),
        Stage(
            "draft_served",
            "Draft plan with the family",
            ("draft_served",),
            FAMILY,
            "answers the draft and may ask for a school or college",
            clocks=("C2", "C3", "C4"),
            follows=("drafting",),
        ),
        Stage(
            "maintained",
            "Plan in place",
            ("final_plan_sent",),
            COUNCIL,
            "secures the provision in the plan and reviews it every year",
            clocks=("F1",),
            follows=("draft_served",),
            appeal="Children and Families Act 2014, s.51(2)(c)",
        ),
        Stage("withdrawn", "Request withdrawn", ("request_withdrawn",), "", "", follows=OPEN),
        Stage("moved_away", "Moved to another area", ("moved_away",), "", "", follows=OPEN),
    ),
)
