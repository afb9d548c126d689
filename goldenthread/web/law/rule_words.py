"""A row of law said in words: how long it gives, how it binds, how far we have checked it."""

from __future__ import annotations

from enum import Enum
from typing import Final

from goldenthread.domain.clocks.family_words import FAMILY
from goldenthread.domain.clocks.reference import rule_summary
from goldenthread.domain.clocks.register import CLOCKS
from goldenthread.domain.statute.duties import Duty
from goldenthread.domain.statute.limits import Counting, Limit
from goldenthread.web.components.presenters.phrases import uk_date


class Binding(Enum):
    """How a row binds: what its tag says, and its colour."""

    DUTY = ("The law says so", "blue")
    YOURS = ("A time limit for you", "purple")
    GUIDANCE = ("Guidance, not law", "yellow")
    BY_ITSELF = ("A date that comes by itself", "grey")

    @property
    def tag(self) -> tuple[str, str]:
        """(text, colour)."""
        text, colour = self.value
        return text, colour


PLURAL: Final = ("The people asked",)
CHECKED: Final = {
    "P": "We read the law itself",
    "S": "We read what others say about it, not the law itself",
    "M": "This is our own reading, or from memory: check it",
}


def binding(row: Limit | Duty) -> Binding:
    """How a row binds. A row nobody owes is a date that comes by itself, or a time that is open."""
    if not row.strength.is_legal_duty:
        return Binding.GUIDANCE
    if row.owed_by == "nobody":
        return Binding.BY_ITSELF
    return Binding.YOURS if isinstance(row, Limit) and row.family_actor == FAMILY else Binding.DUTY


def checked(row: Limit | Duty) -> str:
    """`We read the law itself, on 1 November 2026 (P)`."""
    words = CHECKED.get(row.verified, "How far is not recorded")
    return f"{words}. Checked on {uk_date(row.checked_on)} (mark {row.verified})."


def actor(row: Limit) -> str:
    """Who acts, as a family would say it."""
    return row.family_actor


def duty(row: Limit, name: str = "your child") -> str:
    """What is to be done, after "must"."""
    return row.family_duty.format(name=name)


def must(row: Limit) -> str:
    """The duty in one sentence: `The council must tell you if it will assess your child.`"""
    match binding(row):
        case Binding.YOURS:
            return f"You can {duty(row)}."
        case Binding.GUIDANCE:
            return f"{actor(row)} should {duty(row)}."
        case Binding.BY_ITSELF:
            return row.plain
        case _:
            return f"{actor(row)} must {duty(row)}."


def how_long(row: Limit) -> str:
    """How long there is, as a phrase: `6 weeks`, `before 15 February`, `at least 2 weeks before`."""
    if row.counting is Counting.AT_LEAST_BEFORE:
        return f"at least {row.period} before"
    return rule_summary(row)


def time_allowed(row: Limit) -> str:
    """How long there is, as a short sentence; '' where no length is set (the end of compulsory school age)."""
    if row.counting is Counting.BEFORE:
        return f"This must be done {how_long(row)}."
    if row.counting is Counting.IMMEDIATELY:
        return "This must be done at once."
    if row.period is None:
        return ""
    if row.counting is Counting.AT_LEAST_BEFORE:
        return f"This must be done {how_long(row)}." if row.is_legal_duty else f"This should be done {how_long(row)}."
    if row.family_actor == FAMILY:
        return f"You have {row.period}."
    if CLOCKS[row.code].lapses:
        return f"This lasts {row.period}."
    several = " or " in row.family_actor or row.family_actor in PLURAL
    return f"They have {row.period}." if several else f"{row.family_actor} has {row.period}."


def only_if(row: Limit) -> str:
    """The condition it hangs on, as a sentence; '' for a rule without one."""
    return f"This counts only if {row.only_if}." if row.only_if else ""
