"""From a family's move to the new council's first review."""

from __future__ import annotations

from typing import Final

from goldenthread.domain.lifecycle.process import Process, Stage

NEW: Final = "new council"

MOVE: Final = Process(
    "Move to another area",
    (
        Stage(
            "move_known",
            "Old council knows of the move",
            ("became_aware",),
            "old council",
            "hands the plan over",
            clocks=("H1", "H5a", "H5b"),
        ),
        Stage(
            "moved",
            "Plan handed over",
            ("transferred", "transferred_in", "plan_sent_on"),
            NEW,
            "keeps the plan going and says what it will do",
            clocks=("H3", "H4"),
            follows=("move_known",),
        ),
        Stage(
            "family_informed",
            "Family told what will be done",
            ("family_informed",),
            NEW,
            "reviews the plan",
            clocks=("H4",),
            follows=("moved",),
        ),
        Stage(
            "reviewed_after_move",
            "Reviewed by the new council",
            ("review_decided",),
            NEW,
            "secures the provision in the plan and reviews it every year",
            clocks=("F1",),
            follows=("family_informed",),
            appeal="Children and Families Act 2014, s.51(2)(c), (e) or (f), by what is decided",
        ),
    ),
)
