"""The return's codes of a request as each recorded step leaves them, and as they stand again when one is taken back.

SEN2 modules 2 and 3: `outcome` is Y (will assess), N (will not), A (awaiting), W (withdrawn) or H (before the period);
`assessment_outcome` the same about the plan, and blank without an assessment.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

AWAITED: Final = "A"
WITHDRAWN: Final = "W"


@dataclass(frozen=True, slots=True)
class Codes:
    """Module 2's outcome and module 3's, with whether there is a module 3 at all."""

    outcome: str = AWAITED
    has_assessment: bool = False
    assessment_outcome: str = ""
    exported_to: str = ""


_PLAN: Final = {"final_plan_sent": "Y", "no_plan_notified": "N"}


def codes_with(codes: Codes, fact: str, detail: str = "") -> Codes:
    """The codes once this has happened. `detail`: Y or N of a decision; the other council's number of a move."""
    if fact == "assess_decision_notified":
        return replace(codes, outcome="Y", has_assessment=True, assessment_outcome=AWAITED) if detail == "Y" else (
            replace(codes, outcome="N", has_assessment=False, assessment_outcome="")
        )  # fmt: skip
    if fact in _PLAN:
        return replace(codes, has_assessment=True, assessment_outcome=_PLAN[fact])
    if fact == "request_withdrawn":
        return _undecided(codes, WITHDRAWN)
    if fact == "moved_away":
        return replace(codes, outcome=codes.outcome or AWAITED, exported_to=detail)
    return replace(codes, outcome=codes.outcome or AWAITED)


def codes_without(codes: Codes, fact: str) -> Codes:
    """The codes once this is known not to have happened."""
    if fact == "assess_decision_notified":
        # Withdrawn while assessing: without the decision it was the request that was withdrawn.
        was = WITHDRAWN if codes.assessment_outcome == WITHDRAWN else AWAITED
        return replace(codes, outcome=was, has_assessment=False, assessment_outcome="")
    if fact in _PLAN:
        return replace(codes, assessment_outcome=AWAITED)
    if fact == "request_withdrawn":
        return _undecided(codes, AWAITED)
    if fact == "moved_away":
        return replace(codes, exported_to="")
    return codes


def _undecided(codes: Codes, code: str) -> Codes:
    """Withdrawn, or awaited again: the assessment where there is one, else the request."""
    if codes.has_assessment:
        return replace(codes, assessment_outcome=code)
    return replace(codes, outcome=code)
