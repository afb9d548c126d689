"""The decision whether to make an EHC plan: the legal test as a question, and what helps to answer it.

Children and Families Act 2014, section 37(1): where, in the light of an assessment, it is necessary for special
educational provision to be made in accordance with an EHC plan, the authority must secure that a plan is prepared. The
two matters to weigh come from the Code of Practice (2015), paragraphs 9.53 to 9.56: guidance, no test.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from goldenthread.domain.statute.assessment_test import Question

TEST: Final = "Children and Families Act 2014, s.37(1)"

PLAN_QUESTIONS: Final = (
    Question(
        "needs_plan",
        "In the light of the assessment, is it necessary for special educational provision to be made in accordance "
        "with an EHC plan?",
        "whether a plan is necessary",
        "we do not think, in the light of the assessment, that provision must be made in accordance with an EHC plan",
        "s.37(1)",
    ),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Weighed:
    """One matter the guidance says to weigh. `asks` is what to write."""

    code: str
    name: str
    asks: str
    about: str
    citation: str


WEIGHED: Final = (
    Weighed(
        "needs_shown", "The needs the assessment found", "What the advice says of them, and whether it confirms what "
        "was known before.", "the needs the assessment found", "Code of Practice 2015, 9.54",
    ),
    Weighed(
        "provision_weighed", "The provision those needs call for", "Whether it matches what was in place, and whether "
        "it can reasonably be made from what is normally available without a plan.",
        "the provision those needs call for", "Code of Practice 2015, 9.54 to 9.56",
    ),
)  # fmt: skip


def must_issue(*, needs_plan: bool) -> bool:
    """Whether the law leaves no choice but to make a plan; without the answer yes there is no ground for one."""
    return needs_plan


def failed_plan_questions(*, needs_plan: bool) -> tuple[Question, ...]:
    """The questions answered no, which the reasons for a refusal must name."""
    return () if needs_plan else PLAN_QUESTIONS
