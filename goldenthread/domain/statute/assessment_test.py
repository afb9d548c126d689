"""The decision whether to assess: the legal test as two questions, and what must be considered before it.

Children and Families Act 2014, section 36(8): an assessment must be secured where the child or young person has or may
have special educational needs, and it may be necessary for provision to be made through an EHC plan. Both are opinions
about what *may* be, so neither waits for certainty. Section 19 says what the authority must have regard to throughout.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

TEST: Final = "Children and Families Act 2014, s.36(8)"
PRINCIPLES: Final = "Children and Families Act 2014, s.19"


@dataclass(frozen=True, slots=True)
class Question:
    """One limb of the test. `no` is how a notice says that it is not met; `about` what it is about, in few words."""

    code: str
    asks: str
    about: str
    no: str
    citation: str


@dataclass(frozen=True, slots=True)
class Consideration:
    """One matter the authority must have regard to."""

    code: str
    name: str
    about: str
    citation: str


QUESTIONS: Final = (
    Question(
        "may_have_needs", "Does the child or young person have, or may they have, special educational needs?",
        "special educational needs",
        "we do not think that they have, or may have, special educational needs", "s.36(8)(a)",
    ),
    Question(
        "may_need_plan",
        "May it be necessary for special educational provision to be made through an EHC plan?", "a plan",
        "we do not think that they may need provision made through an EHC plan", "s.36(8)(b)",
    ),
)  # fmt: skip

CONSIDERATIONS: Final = (
    Consideration("views", "The views, wishes and feelings of the child and parent, or the young person",
                  "views, wishes and feelings", "s.19(a)"),
    Consideration("participation", "The child and parent, or the young person, taking part in decisions",
                  "taking part in decisions", "s.19(b)"),
    Consideration("information", "The information and support they need to take part",
                  "information and support", "s.19(c)"),
    Consideration("outcomes", "Support to develop and achieve the best possible outcomes",
                  "development and outcomes", "s.19(d)"),
)  # fmt: skip


def must_assess(*, may_have_needs: bool, may_need_plan: bool) -> bool:
    """Whether the law leaves no choice but to assess: both questions answered yes; and no ground to if either is no."""
    return may_have_needs and may_need_plan


def failed_questions(*, may_have_needs: bool, may_need_plan: bool) -> tuple[Question, ...]:
    """The questions answered no, which the reasons for a refusal must name."""
    answers = (may_have_needs, may_need_plan)
    return tuple(question for question, yes in zip(QUESTIONS, answers, strict=True) if not yes)
