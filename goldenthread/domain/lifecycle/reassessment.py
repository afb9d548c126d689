"""From a request to assess again to a new or unchanged plan."""

from __future__ import annotations

from typing import Final

from goldenthread.domain.lifecycle.process import Process, Stage

COUNCIL: Final = "council"
FAMILY: Final = "family"

REASSESSMENT: Final = Process(
    "Reassessment",
    (
        Stage(
            "reassessment_asked",
            "Reassessment requested",
            ("reassessment_requested",),
            COUNCIL,
            "decides whether to assess again",
            clocks=("G1", "G5"),
        ),
        Stage(
            "reassessing",
            "Being assessed again",
            ("reassessment_notified", "own_motion_decided"),
            COUNCIL,
            "gathers advice and sends a new draft",
            clocks=("B3", "G3"),
            follows=("reassessment_asked",),
        ),
        Stage(
            "refused_to_reassess",
            "Will not be assessed again",
            ("reassessment_decided",),
            FAMILY,
            "may ask for mediation or appeal",
            clocks=("D1", "D6"),
            follows=("reassessment_asked",),
            appeal="Children and Families Act 2014, s.51(2)(d)",
        ),
        Stage(
            "reassessed",
            "New plan in place",
            ("reassessed_plan_sent",),
            COUNCIL,
            "secures the provision in the plan and reviews it within the year",
            clocks=("G4",),
            follows=("reassessing",),
            appeal="Children and Families Act 2014, s.51(2)(c)",
        ),
        Stage(
            "not_amended_after",
            "Plan not changed after all",
            ("not_amended_notified",),
            FAMILY,
            "may ask for mediation or appeal",
            clocks=("D1", "D6"),
            follows=("reassessing",),
            appeal="Children and Families Act 2014, s.51(2)(e)",
        ),
    ),
)
