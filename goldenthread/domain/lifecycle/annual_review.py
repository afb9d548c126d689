"""From one review of a plan to the next."""

from __future__ import annotations

from typing import Final

from goldenthread.domain.lifecycle.process import Process, Stage

COUNCIL: Final = "council"
SCHOOL: Final = "school or council"
FAMILY: Final = "family"

ANNUAL_REVIEW: Final = Process(
    "Annual review",
    (
        Stage(
            "review_due",
            "Review to be held",
            ("plan_made", "last_review_decided"),
            SCHOOL,
            "holds the review meeting",
            clocks=("F1", "F3"),
            follows=("maintained", "not_amended", "amended"),
        ),
        Stage(
            "meeting_held",
            "Review meeting held",
            ("meeting_held",),
            SCHOOL,
            "sends the report of the meeting",
            clocks=("F1", "F4", "F5"),
            follows=("review_due",),
        ),
        Stage(
            "report_sent",
            "Report sent",
            ("report_sent",),
            COUNCIL,
            "decides to keep, change or end the plan",
            clocks=("F1", "F5"),
            follows=("meeting_held",),
        ),
        Stage(
            "maintained",
            "Plan kept as it is",
            ("review_decided",),
            FAMILY,
            "may ask for mediation or appeal",
            clocks=("F1", "D1", "D6"),
            follows=("report_sent",),
            appeal="Children and Families Act 2014, s.51(2)(e)",
        ),
        Stage(
            "amending",
            "Changes proposed",
            ("amendment_notice_sent",),
            FAMILY,
            "answers the proposed changes",
            clocks=("F1", "F7", "F8"),
            follows=("report_sent",),
        ),
        Stage(
            "not_amended",
            "Plan not changed after all",
            ("not_amended_notified",),
            FAMILY,
            "may ask for mediation or appeal",
            clocks=("F1", "D1", "D6"),
            follows=("amending",),
            appeal="Children and Families Act 2014, s.51(2)(e)",
        ),
        Stage(
            "amended",
            "Changed plan in place",
            ("amended_plan_sent",),
            COUNCIL,
            "secures the provision in the plan and reviews it within the year",
            clocks=("F1",),
            follows=("amending",),
            appeal="Children and Families Act 2014, s.51(2)(c)",
        ),
        Stage(
            "cease_proposed",
            "Ending the plan proposed",
            ("cease_proposed",),
            COUNCIL,
            "consults the family and the school or college, then decides",
            clocks=("F1",),
            follows=("report_sent",),
        ),
        Stage(
            "cease_decided",
            "Decided to end the plan; kept until any appeal is over",
            ("cease_notified",),
            FAMILY,
            "may ask for mediation or appeal; the plan stays in force meanwhile",
            clocks=("D1", "D6"),
            follows=("cease_proposed",),
            appeal="Children and Families Act 2014, s.51(2)(f)",
        ),
        Stage("ceased", "Plan ended", ("plan_ceased",), "", "", follows=("cease_decided",)),
    ),
)
