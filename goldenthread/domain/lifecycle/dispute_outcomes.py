"""What can come of a disagreement: each thing a tribunal may order, a council give way on, or both sides agree.

SEND Regulations 2014, regulations 42, 44(2) and 45. Each names the rules of its own time limits and what it lets happen
to the request again. What a milestone says of it is kept as text: `whole:assess,other`.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Final

CONTENTS: Final = ("c(i)", "c(ii)", "e")
PLACEMENT: Final = ("c(iii)", "c(iv)")
WHOLE: Final = "whole"
PART: Final = "part"
ORDERED: Final = "order_made"
AGREED: Final = "mediation_agreed"
CONCEDED: Final = "appeal_conceded"
DISMISSED: Final = "dismissed"
OTHER: Final = "other"


@dataclass(frozen=True, slots=True)
class Outcome:
    """One thing that may come of it. `rights`: the paragraphs of section 51(2) it can answer; none means any.

    `rules`: the time limits it starts. `reopens`: what it lets happen to the request (`assess`, `plan` or `again`).
    `amends`: whether a changed plan is to be sent. `by`: the facts that may say so.
    """

    code: str
    words: str
    rights: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    reopens: str = ""
    amends: bool = False
    by: tuple[str, ...] = (ORDERED, AGREED, CONCEDED)


OUTCOMES: Final = (
    Outcome("assess", "to assess", ("a",), ("E2", "E3", "E4"), "assess"),
    Outcome("plan", "to make a plan", ("b",), ("E5a", "E5"), "plan"),
    Outcome("again", "to decide again whether to make a plan", ("b",), ("E6",), "again", by=(ORDERED, AGREED)),
    Outcome("contents", "to change the needs or the provision in the plan", CONTENTS, ("E7",), amends=True),
    Outcome("placement", "to change the school or college in the plan", PLACEMENT, ("E8",), amends=True),
    Outcome("reassess", "to assess again", ("d",), ("E2", "E3", "E4"), amends=True),
    Outcome("keep", "to keep the plan as it is", ("f",)),
    Outcome("keep_amend", "to keep the plan and change it", ("f",), ("E10",), amends=True),
    Outcome(DISMISSED, "the appeal is dismissed: the decision stands", (), by=(ORDERED,)),
    Outcome(OTHER, "other things, which cannot be appealed", (), ("D5",), by=(AGREED,)),
)  # fmt: skip
BY_CODE: Final[Mapping[str, Outcome]] = {outcome.code: outcome for outcome in OUTCOMES}
AFTER_DISMISSAL: Final = ("E1",)  # of an appeal against ending a plan (reg 44(2)(a))


@dataclass(frozen=True, slots=True)
class Came:
    """What one milestone says came of it: the outcomes' codes, and whether they settle the whole of it."""

    codes: tuple[str, ...]
    whole: bool = True

    @property
    def text(self) -> str:
        """As the milestone keeps it."""
        return f"{WHOLE if self.whole else PART}:{','.join(self.codes)}"

    def rules(self, rights: Collection[str]) -> tuple[str, ...]:
        """The time limits it starts, for a disagreement about these rights, each once."""
        found = [rule for code in self.codes for rule in BY_CODE[code].rules]
        if DISMISSED in self.codes and "f" in rights:
            found += AFTER_DISMISSAL
        return tuple(dict.fromkeys(found))

    @property
    def reopens(self) -> tuple[str, ...]:
        """What it lets happen to the request again."""
        return tuple(BY_CODE[code].reopens for code in self.codes if BY_CODE[code].reopens)

    @property
    def amends(self) -> bool:
        """Whether a changed plan is to be sent."""
        return any(BY_CODE[code].amends for code in self.codes)

    @property
    def said(self) -> str:
        """In words: `to assess; other things, which cannot be appealed`."""
        words = "; ".join(BY_CODE[code].words for code in self.codes)
        return words if self.whole else f"{words} (part of what is in dispute)"


def came_of(detail: str) -> Came:
    """What a milestone's text says. Text nobody here wrote says that the whole was settled, with nothing to follow."""
    extent, _, codes = detail.partition(":")
    known = tuple(code for code in codes.split(",") if code in BY_CODE)
    return Came(known, whole=extent != PART)


def outcomes_for(fact: str, rights: Collection[str]) -> tuple[Outcome, ...]:
    """What may be chosen when `fact` is recorded of a disagreement about these rights, in the law's order."""
    return tuple(
        outcome
        for outcome in OUTCOMES
        if fact in outcome.by and (not outcome.rights or any(right in outcome.rights for right in rights))
    )
