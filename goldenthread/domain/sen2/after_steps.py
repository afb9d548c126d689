"""The return's codes of a request as each recorded step leaves them, and as they stand again when one is taken back.

SEN2 modules 2 and 3: `outcome` is Y (will assess), N (will not), A (awaiting), W (withdrawn) or H (before the period);
`assessment_outcome` the same about the plan, and blank without an assessment. A "no" that is overturned later stays
"no" with its own day, and the flags of mediation and appeal say why more followed (Data items guide 2.5 and 3.1).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

AWAITED: Final = "A"
WITHDRAWN: Final = "W"
REFUSED: Final = "N"
_AFTER_NO: Final = ("plan_after_all", "no_plan_notified_again")


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
    if fact == "assess_after_all":
        return replace(codes, has_assessment=True, assessment_outcome=AWAITED)
    if fact in _AFTER_NO or (fact in _PLAN and codes.assessment_outcome == REFUSED):
        return codes
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
    if fact == "assess_after_all":
        return replace(codes, has_assessment=False, assessment_outcome="")
    if fact in _AFTER_NO or (fact == "final_plan_sent" and codes.assessment_outcome == REFUSED):
        return codes
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
        overturned = codes.assessment_outcome == REFUSED
        return codes if overturned else replace(codes, assessment_outcome=code)
    return replace(codes, outcome=code)


@dataclass(frozen=True, slots=True)
class Flags:
    """Whether mediation was held and whether an appeal was made, about one decision: items 2.6 and 2.7, 3.3 to 3.6."""

    mediation: str
    tribunal: str


# By the right of appeal (section 51(2)), the request's fields that hold the two flags.
FLAGS: Final = {
    "a": Flags("mediation", "tribunal"),
    "b": Flags("assessment_mediation", "assessment_tribunal"),
}
OTHER_FLAGS: Final = Flags("other_mediation", "other_tribunal")
SETS_FLAG: Final = {"mediation_held": "mediation", "appeal_received": "tribunal"}


def flag_of(right: str, fact: str) -> str:
    """The request's field that this fact of a disagreement about this right sets; blank for none."""
    kind = SETS_FLAG.get(fact)
    return str(getattr(FLAGS.get(right, OTHER_FLAGS), kind)) if kind else ""
